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
 * Told of what happens in a namespace, or in all children of a parent. Implementations
 * are thread-safe and fast, and neither block nor throw.
 *
 * @see SocketIOObserver#namespace(String)
 */
public interface NamespaceObserver {

	/**
	 * A client asked to join the namespace, and is about to be let in or refused: by the
	 * {@linkplain SocketIOGuard guard}, which comes first, middlewares and connect
	 * handlers.
	 * @param socket its socket, which a guard has not identified yet
	 * @return what is told how that ends; null for nothing
	 */
	default @Nullable ConnectObserver onConnect(SocketIOSocket socket) {
		return null;
	}

	/**
	 * A socket that was let in left.
	 * @param socket the socket
	 * @param reason why
	 */
	default void onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
	}

	/**
	 * An event came.
	 * @param event its name; null if nothing is registered for events of that name, which
	 * the client may have made up
	 */
	default void onEvent(@Nullable String event) {
	}

	/**
	 * An event was emitted to a client of this server: for a broadcast this is called
	 * once for each. It may still be dropped.
	 */
	default void onEmit() {
	}

	/**
	 * A handler of events was registered: observe its calls. Those that only look at
	 * events which have handlers of their own are left out.
	 * @param event the name of the events; null for a handler of those that have none
	 * @param handler the handler
	 * @return what is called in its place, and calls it
	 */
	default EventHandler handler(@Nullable String event, EventHandler handler) {
		return handler;
	}

	/**
	 * An event is about to be emitted whose acknowledgements are waited for: observe
	 * that.
	 * @param <T> what they are read as
	 * @param event the name of the event
	 * @param answer emits the event when it is subscribed to, and ends with the answer or
	 * with those of a broadcast
	 * @return what is subscribed to in its place
	 */
	default <T> Mono<T> acknowledgement(String event, Mono<T> answer) {
		return answer;
	}

}
