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

package io.github.socketiospring;

import reactor.core.publisher.Mono;

/**
 * Looks at each socket that wants to connect to a namespace, before anything else does.
 *
 * @see SocketIONamespace#use(ConnectionMiddleware)
 * @see <a href="https://socket.io/docs/v4/middlewares/">Socket.IO: middlewares</a>
 */
@FunctionalInterface
public interface ConnectionMiddleware {

	/**
	 * Decide on a socket.
	 * @param socket the socket, not connected yet
	 * @return completes to let it pass; an error (or an exception thrown) refuses it, see
	 * {@link ConnectionRefusedException}
	 */
	Mono<Void> handle(SocketIOSocket socket);

}
