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

package io.github.socketiospring.boot.autoconfigure;

import org.springframework.util.unit.DataSize;

/**
 * The compression of what polling clients get.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#httpcompression">Socket.IO:
 * httpCompression</a>
 */
public class HttpCompressionProperties {

	/**
	 * Whether answers to polls are compressed for clients that accept gzip or deflate.
	 */
	private boolean enabled = true;

	/**
	 * Minimum size of an answer that is compressed.
	 */
	private DataSize threshold = DataSize.ofKilobytes(1);

	/**
	 * Begin with the defaults.
	 */
	public HttpCompressionProperties() {
	}

	/**
	 * Whether answers to polls are compressed.
	 * @return whether they are compressed
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether answers to polls are compressed, true by default.
	 * @param enabled whether they are compressed
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * The minimum size of an answer that is compressed.
	 * @return the size
	 */
	public DataSize getThreshold() {
		return this.threshold;
	}

	/**
	 * Set the minimum size of an answer that is compressed, 1 KB by default.
	 * @param threshold the size
	 */
	public void setThreshold(DataSize threshold) {
		this.threshold = threshold;
	}

}
