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

import reactor.core.publisher.Mono;

/**
 * Makes the ids of sessions, in place of 20 URL-safe characters from a cryptographic
 * source. Who knows the id of a session can act as its client: ids must be impossible to
 * guess. In a Spring Boot application a bean of this type is used.
 *
 * @see <a href= "https://socket.io/docs/v4/server-api/#servergenerateid">Socket.IO:
 * generateId</a>
 */
@FunctionalInterface
public interface SessionIdGenerator {

	/**
	 * Make an id. Called on the event loop: it must not block.
	 * @param request the request of the client
	 * @return an id that no other session has, of 1 to 128 letters, digits, and
	 * characters out of {@code -._~}. The handshake is refused with code 3 when it is
	 * another one, empty, an error, or not there within the time that an upgrade may take
	 */
	Mono<String> generateId(HandshakeRequest request);

}
