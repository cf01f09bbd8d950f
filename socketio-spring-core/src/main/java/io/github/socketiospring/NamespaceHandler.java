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

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Handles the sockets of a namespace: what annotated controllers are to the server.
 * Several may be added to one namespace, which asks them in that order. Implementations
 * are thread-safe.
 *
 * @see SocketIONamespace#addHandler(NamespaceHandler)
 */
public interface NamespaceHandler {

	/**
	 * The handler was added to a namespace. What does not concern one socket can be
	 * listened to from now on, such as events of other servers.
	 * @param namespace the namespace
	 */
	default void onAdded(SocketIONamespace namespace) {
	}

	/**
	 * A socket wants to connect, and every middleware let it in. Its CONNECT reply is
	 * sent when all handlers completed; what is emitted to it until then is held back
	 * behind that reply.
	 * @param socket the socket
	 * @return completes to accept the socket; an error refuses it
	 */
	default Mono<Void> onConnect(SocketIOSocket socket) {
		return Mono.empty();
	}

	/**
	 * The handler of an event. Asked once for each name, unless handlers are added: of a
	 * namespace the first 1,000 names that have a handler are remembered. For what comes
	 * after these it is asked each time, and observers, and so meters, are told no name:
	 * clients may make up names without end. What is for all names is better an
	 * {@link #unhandledEventHandler()}.
	 * @param event the name of the event
	 * @return the handler, or null if there is none here
	 */
	default @Nullable EventHandler eventHandler(String event) {
		return null;
	}

	/**
	 * The handlers of all events, which get each before its own handler does. Their
	 * results are no answers, and their errors go to no client.
	 * @return the handlers, in their order
	 */
	default List<EventHandler> anyEventHandlers() {
		return List.of();
	}

	/**
	 * The handler of the events that have none.
	 * @return the handler, or null if there is none here
	 */
	default @Nullable EventHandler unhandledEventHandler() {
		return null;
	}

	/**
	 * A socket that every handler accepted is about to leave: the synchronous parts of
	 * its event handlers have ended.
	 * @param socket the socket, which still tells its rooms
	 * @param reason why
	 * @return completes when that is done; {@link #onDisconnect} waits for it, and an
	 * error is logged
	 */
	default Mono<Void> onDisconnecting(SocketIOSocket socket, DisconnectReason reason) {
		return Mono.empty();
	}

	/**
	 * A socket that every handler accepted has left, perhaps before they had all done so,
	 * and the synchronous parts of its event handlers have ended.
	 * @param socket the socket, which is in no room any more
	 * @param reason why
	 * @return what is still to be done; nothing waits for it, and an error is logged
	 */
	default Mono<Void> onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
		return Mono.empty();
	}

}
