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

package io.github.socketiospring.annotation.support;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All controllers of a namespace.
 */
class AnnotatedNamespaceHandler implements NamespaceHandler {

	private final Map<String, AnnotatedEventHandler> eventHandlers;

	private final List<EventHandler> anyHandlers;

	private final @Nullable EventHandler unhandledHandler;

	private final LifecycleHandler[] connectHandlers;

	private final LifecycleHandler[] disconnectingHandlers;

	private final LifecycleHandler[] disconnectHandlers;

	private final Map<String, ServerEventHandler> serverEvents;

	private final List<RoomEventHandler> roomEvents;

	/**
	 * Create the handler.
	 * @param anyHandlers called in this order
	 * @param unhandledHandler called for events that are not among the first ones
	 * @param connectHandlers called in this order
	 * @param disconnectingHandlers called in this order
	 * @param disconnectHandlers called in this order
	 * @param serverEvents by the names of the events
	 * @param roomEvents called in this order
	 */
	AnnotatedNamespaceHandler(Map<String, AnnotatedEventHandler> eventHandlers, List<AnnotatedEventHandler> anyHandlers,
			@Nullable AnnotatedEventHandler unhandledHandler, List<LifecycleHandler> connectHandlers,
			List<LifecycleHandler> disconnectingHandlers, List<LifecycleHandler> disconnectHandlers,
			Map<String, ServerEventHandler> serverEvents, List<RoomEventHandler> roomEvents) {
		this.eventHandlers = Map.copyOf(eventHandlers);
		this.anyHandlers = List.copyOf(anyHandlers);
		this.unhandledHandler = unhandledHandler;
		this.disconnectingHandlers = disconnectingHandlers.toArray(new LifecycleHandler[0]);
		this.connectHandlers = connectHandlers.toArray(new LifecycleHandler[0]);
		this.disconnectHandlers = disconnectHandlers.toArray(new LifecycleHandler[0]);
		this.serverEvents = Map.copyOf(serverEvents);
		this.roomEvents = roomEvents;
	}

	@Override
	public void onAdded(SocketIONamespace namespace) {
		this.serverEvents.forEach((event, handler) -> handler.listen(namespace, event));
		this.roomEvents.forEach((handler) -> handler.listen(namespace));
	}

	@Override
	public Mono<Void> onConnect(SocketIOSocket socket) {
		Mono<Void> result = Mono.empty();
		for (int i = 0; i < this.connectHandlers.length; i++) {
			Mono<Void> run = this.connectHandlers[i].run(socket, null);
			result = (i == 0) ? run : result.then(run);
		}
		return result;
	}

	@Override
	public @Nullable EventHandler eventHandler(String event) {
		return this.eventHandlers.get(event);
	}

	@Override
	public List<EventHandler> anyEventHandlers() {
		return this.anyHandlers;
	}

	@Override
	public @Nullable EventHandler unhandledEventHandler() {
		return this.unhandledHandler;
	}

	@Override
	public Mono<Void> onDisconnecting(SocketIOSocket socket, DisconnectReason reason) {
		return runAll(this.disconnectingHandlers, socket, reason);
	}

	@Override
	public Mono<Void> onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
		return runAll(this.disconnectHandlers, socket, reason);
	}

	private static Mono<Void> runAll(LifecycleHandler[] handlers, SocketIOSocket socket, DisconnectReason reason) {
		return switch (handlers.length) {
			case 0 -> Mono.empty();
			case 1 -> handlers[0].run(socket, reason);
			default -> Flux
				.concatDelayError(Flux.fromIterable(Arrays.stream(handlers).map((h) -> h.run(socket, reason)).toList()))
				.then();
		};
	}

	@Override
	public String toString() {
		return "Annotated handlers of " + this.eventHandlers.keySet();
	}

}
