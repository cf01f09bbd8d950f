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

package io.github.socketiospring.engineio.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The versions of the Engine.IO protocol.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/engine-io-protocol/#difference-between-v3-and-v4">Engine.IO
 * protocol: difference between v3 and v4</a>
 */
public enum ProtocolVersion {

	/** Spoken by the clients of Socket.IO 1 and 2. */
	V3(3),

	/** Spoken by the clients of Socket.IO 3 and 4. */
	V4(4);

	private final int number;

	ProtocolVersion(int number) {
		this.number = number;
	}

	/**
	 * The number of the version.
	 * @return 3 or 4
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Find a version.
	 * @param parameter the value of the query parameter {@code EIO}
	 * @return the version, or null if there is no such
	 */
	public static @Nullable ProtocolVersion of(@Nullable String parameter) {
		if ("4".equals(parameter)) {
			return V4;
		}
		return "3".equals(parameter) ? V3 : null;
	}

}
