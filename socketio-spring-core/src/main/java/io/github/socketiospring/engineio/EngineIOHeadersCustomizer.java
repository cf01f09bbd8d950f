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

import org.springframework.http.HttpHeaders;

/**
 * Adds headers to the responses of the engine. Called by the thread of the request: it
 * must not block. In a Spring Boot application beans of this type are called in their
 * order. A header replaces that of the server with the same name, but for
 * {@code Set-Cookie} and {@code Vary}, which are added to it.
 *
 * @see <a href="https://socket.io/docs/v4/server-api/#event-initial_headers">Socket.IO:
 * initial_headers and headers</a>
 */
public interface EngineIOHeadersCustomizer {

	/**
	 * Add headers to the response that opens a session: the first one over HTTP, or the
	 * 101 of a WebSocket that begins without polling.
	 * @param headers to be added to
	 * @param handshake the request
	 */
	default void initialHeaders(HttpHeaders headers, EngineIOHandshake handshake) {
	}

	/**
	 * Add headers to each response, the one that opens a session, refusals, and the 101
	 * of a WebSocket included.
	 * @param headers to be added to
	 * @param request the request
	 */
	default void headers(HttpHeaders headers, EngineIORequest request) {
	}

}
