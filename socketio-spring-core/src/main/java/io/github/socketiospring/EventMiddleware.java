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

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Looks at each event of a socket before its handlers do. While one looks at an event,
 * later events of the same socket wait; other sockets do not.
 *
 * @see SocketIOSocket#use(EventMiddleware)
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socket-middlewares">
 * Socket.IO: socket middlewares</a>
 */
@FunctionalInterface
public interface EventMiddleware {

	/**
	 * Decide on an event. Called on the thread of the connection: it must not block.
	 * @param socket the socket that the event came from
	 * @param event the name of the event; null if the client sent none
	 * @param arguments the arguments
	 * @return completes to let it pass; an error (or an exception thrown) keeps it from
	 * its handlers and goes to {@link SocketIOSocket#onError}
	 */
	Mono<Void> handle(SocketIOSocket socket, @Nullable String event, Arguments arguments);

}
