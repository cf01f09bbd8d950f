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
 * Guards all namespaces of a server: finds out who sockets are, and decides which of them
 * may connect and what they may send. In contrast to middlewares, which belong to a
 * namespace and may be skipped for recovered sockets, nothing gets past it. In a Spring
 * Boot application all beans of this type are asked in their order, until one refuses.
 * Implementations are thread-safe.
 */
public interface SocketIOGuard {

	/**
	 * A socket wants to connect. Called before anything else looks at it, and before it
	 * becomes one from before. The place to {@linkplain SocketIOSocket#identify identify}
	 * it.
	 * @param socket the socket, not connected yet
	 * @return completes to let it pass; an error (or an exception thrown) refuses it, see
	 * {@link ConnectionRefusedException}
	 */
	default Mono<Void> onConnect(SocketIOSocket socket) {
		return Mono.empty();
	}

	/**
	 * What guards the events of a namespace. Asked once for each namespace, when it is
	 * created.
	 * @param namespace the name of the namespace
	 * @return the guard, or null if all events are let in
	 */
	default @Nullable EventGuard eventGuard(String namespace) {
		return null;
	}

	/**
	 * Guards the events of a namespace.
	 */
	@FunctionalInterface
	interface EventGuard {

		/**
		 * Decide on an event, before its arguments are read and anybody gets it. Called
		 * on the thread of the connection: it must not block.
		 * @param socket the socket that the event came from
		 * @param event the name of the event; null if the client sent none
		 * @throws RuntimeException to refuse it: the exception goes to the exception
		 * handlers of the event's handler, and nobody else gets the event
		 */
		void check(SocketIOSocket socket, @Nullable String event);

		/**
		 * What of the guard listens to an event, such as one by which clients renew what
		 * they were identified by. Asked for each event that was let in, on the thread of
		 * the connection. The listener is called there at once, before events that wait,
		 * and must not block; nobody else gets the event, neither middlewares nor
		 * catch-all listeners. No handler scope is open.
		 * @param socket the socket that the event came from
		 * @param event the name of the event; null if the client sent none
		 * @return the listener, or null to leave the event to its handlers
		 */
		default @Nullable EventListener<Arguments> listener(SocketIOSocket socket, @Nullable String event) {
			return null;
		}

	}

}
