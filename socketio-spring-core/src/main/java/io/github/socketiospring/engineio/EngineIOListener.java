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

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Gets what happens to one session, one call at a time. It must not block. Buffers are
 * borrowed for the length of the call: retain what is kept.
 */
public interface EngineIOListener {

	/**
	 * A text message came.
	 * @param text its content, which is UTF-8
	 */
	default void onText(ByteBuf text) {
	}

	/**
	 * A binary message came.
	 * @param content its content
	 */
	default void onBinary(ByteBuf content) {
	}

	/**
	 * The session moved to WebSocket.
	 */
	default void onUpgrade() {
	}

	/**
	 * The server shuts down: the session ends next.
	 */
	default void onShutdown() {
	}

	/**
	 * The session ended. Nothing is called after this.
	 * @param reason why
	 * @param description more about it, for logs
	 */
	default void onClose(CloseReason reason, @Nullable String description) {
	}

}
