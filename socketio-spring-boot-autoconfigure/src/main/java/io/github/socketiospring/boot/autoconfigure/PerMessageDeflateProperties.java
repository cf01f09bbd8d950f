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
 * The compression of WebSocket messages.
 *
 * @see <a href="https://socket.io/docs/v4/server-options/#permessagedeflate">Socket.IO:
 * perMessageDeflate</a>
 */
public class PerMessageDeflateProperties {

	/**
	 * Whether WebSocket messages are compressed for clients that want it. Has an effect
	 * on Reactor Netty, over HTTP/1.1.
	 */
	private boolean enabled;

	/**
	 * Minimum size of a message to a client that is compressed.
	 */
	private DataSize threshold = DataSize.ofKilobytes(1);

	/**
	 * Whether each message to a client is compressed by itself, so that connections need
	 * no memory for it and a broadcast is compressed once.
	 */
	private boolean serverNoContextTakeover = true;

	/**
	 * Whether clients compress each message by itself, so that connections need no memory
	 * for it.
	 */
	private boolean clientNoContextTakeover = true;

	/**
	 * Begin with the defaults.
	 */
	public PerMessageDeflateProperties() {
	}

	/**
	 * Whether messages are compressed.
	 * @return whether they are compressed
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Set whether messages are compressed, false by default.
	 * @param enabled whether they are compressed
	 */
	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * The minimum size of a message that is compressed.
	 * @return the size
	 */
	public DataSize getThreshold() {
		return this.threshold;
	}

	/**
	 * Set the minimum size of a message that is compressed, 1 KB by default.
	 * @param threshold the size
	 */
	public void setThreshold(DataSize threshold) {
		this.threshold = threshold;
	}

	/**
	 * Whether each message to a client is compressed by itself.
	 * @return whether it is
	 */
	public boolean isServerNoContextTakeover() {
		return this.serverNoContextTakeover;
	}

	/**
	 * Set whether each message to a client is compressed by itself, true by default.
	 * @param serverNoContextTakeover whether it is
	 */
	public void setServerNoContextTakeover(boolean serverNoContextTakeover) {
		this.serverNoContextTakeover = serverNoContextTakeover;
	}

	/**
	 * Whether clients compress each message by itself.
	 * @return whether they do
	 */
	public boolean isClientNoContextTakeover() {
		return this.clientNoContextTakeover;
	}

	/**
	 * Set whether clients compress each message by itself, true by default.
	 * @param clientNoContextTakeover whether they do
	 */
	public void setClientNoContextTakeover(boolean clientNoContextTakeover) {
		this.clientNoContextTakeover = clientNoContextTakeover;
	}

}
