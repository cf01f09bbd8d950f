/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.socketiospring.engineio;

import org.springframework.util.Assert;

/**
 * How the messages of WebSockets are compressed, for clients that want it.
 *
 * @param threshold the bytes from which on a message to a client is compressed
 * @param serverNoContextTakeover whether each message to a client is compressed by
 * itself. Then a connection needs no memory for it, and a broadcast is compressed once
 * for all. Otherwise messages are smaller, and each connection takes about 300 KB
 * @param clientNoContextTakeover whether clients compress each message by itself. Then a
 * connection needs no memory for it; otherwise about 40 KB
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html">RFC 7692</a>
 */
public record PerMessageDeflate(int threshold, boolean serverNoContextTakeover, boolean clientNoContextTakeover) {

	/** From 1,024 bytes on, each message by itself. */
	public static final PerMessageDeflate DEFAULTS = new PerMessageDeflate(1024, true, true);

	/**
	 * Check the threshold.
	 * @param threshold not negative
	 * @param serverNoContextTakeover see above
	 * @param clientNoContextTakeover see above
	 * @throws IllegalArgumentException if the threshold is negative
	 */
	public PerMessageDeflate {
		Assert.isTrue(threshold >= 0, () -> "The threshold must not be negative: " + threshold);
	}

}
