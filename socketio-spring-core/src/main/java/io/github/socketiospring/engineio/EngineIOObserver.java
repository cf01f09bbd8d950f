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

/**
 * Told of what happens to the sessions of a server, each time: for metrics. Nothing is
 * called that has no observer. Implementations are thread-safe. They are called on the
 * way of each message, so they must be fast, and must neither block nor throw.
 *
 * @see EngineIOServerBuilder#observer(EngineIOObserver)
 */
public interface EngineIOObserver {

	/**
	 * A session was opened.
	 * @param transport the transport that it begins with, {@code polling} or
	 * {@code websocket}
	 */
	default void onOpen(String transport) {
	}

	/**
	 * A session moved from polling to WebSocket.
	 */
	default void onUpgrade() {
	}

	/**
	 * A message of a client came, and its session is open.
	 * @param transport the transport of the session
	 * @param bytes the size of its content, without packet type, framing and base64, and
	 * before any compression
	 */
	default void onReceived(String transport, int bytes) {
	}

	/**
	 * Messages to a client were handed to the transport.
	 * @param transport the transport of the session
	 * @param bytes the size of their content, as of {@link #onReceived}
	 */
	default void onSent(String transport, int bytes) {
	}

}
