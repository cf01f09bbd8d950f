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

package io.github.socketiospring.server;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.github.socketiospring.Ack;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIOSocket;
import reactor.core.publisher.Mono;

/**
 * The handlers of a namespace, made of lambdas. Keeps what happened in a list.
 */
final class TestHandler implements NamespaceHandler {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Map<String, EventHandler> handlers = new LinkedHashMap<>();

	private final List<EventHandler> anyHandlers = new ArrayList<>();

	private EventHandler unhandled;

	private Function<SocketIOSocket, Mono<Void>> onDisconnecting = (socket) -> Mono.empty();

	private Function<SocketIOSocket, Mono<Void>> onConnect = (socket) -> Mono.empty();

	/**
	 * What happened: the names of events with their first arguments, and disconnects.
	 */
	List<String> events() {
		return this.events;
	}

	TestHandler onConnect(Function<SocketIOSocket, Mono<Void>> onConnect) {
		this.onConnect = onConnect;
		return this;
	}

	/**
	 * Handle an event on the thread of the connection.
	 */
	TestHandler on(String event, Action action) {
		this.handlers.put(event, new ActionHandler(event, false, Object.class, action));
		return this;
	}

	TestHandler on(String event, Type type, Action action) {
		this.handlers.put(event, new ActionHandler(event, false, type, action));
		return this;
	}

	/**
	 * Handle an event whose rate is limited.
	 */
	TestHandler on(String event, EventRateLimit rateLimit, Action action) {
		this.handlers.put(event, new ActionHandler(event, false, Object.class, rateLimit, action));
		return this;
	}

	/**
	 * Handle an event on a worker.
	 */
	TestHandler onBlocking(String event, Action action) {
		this.handlers.put(event, new ActionHandler(event, true, Object.class, action));
		return this;
	}

	/**
	 * Only keep events that come, on the thread of the connection or on a worker.
	 */
	TestHandler record(String event, boolean blocking) {
		this.handlers.put(event, new ActionHandler(event, blocking, Object.class, (call) -> null));
		return this;
	}

	@Override
	public Mono<Void> onConnect(SocketIOSocket socket) {
		return this.onConnect.apply(socket);
	}

	@Override
	public EventHandler eventHandler(String event) {
		return this.handlers.get(event);
	}

	/**
	 * Handle all events.
	 */
	TestHandler onAny(String name, Action action) {
		this.anyHandlers.add(new ActionHandler(name, false, Object.class, action));
		return this;
	}

	/**
	 * Handle events that have no handler.
	 */
	TestHandler onUnhandled(Action action) {
		this.unhandled = new ActionHandler("unhandled", false, Object.class, action);
		return this;
	}

	TestHandler onDisconnecting(Function<SocketIOSocket, Mono<Void>> onDisconnecting) {
		this.onDisconnecting = onDisconnecting;
		return this;
	}

	@Override
	public List<EventHandler> anyEventHandlers() {
		return this.anyHandlers;
	}

	@Override
	public EventHandler unhandledEventHandler() {
		return this.unhandled;
	}

	@Override
	public Mono<Void> onDisconnecting(SocketIOSocket socket, DisconnectReason reason) {
		return this.onDisconnecting.apply(socket);
	}

	@Override
	public Mono<Void> onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
		this.events.add("left: " + reason + ", rooms " + new ArrayList<>(socket.rooms()));
		return Mono.empty();
	}

	/**
	 * What is done with an event.
	 */
	@FunctionalInterface
	interface Action {

		Object handle(Call call) throws Throwable;

	}

	/**
	 * An event that came.
	 */
	record Call(SocketIOSocket socket, Object argument, Ack<Object> ack) {
	}

	private final class ActionHandler implements EventHandler {

		private final String event;

		private final boolean blocking;

		private final Type[] types;

		private final EventRateLimit rateLimit;

		private final Action action;

		ActionHandler(String event, boolean blocking, Type type, Action action) {
			this(event, blocking, type, null, action);
		}

		ActionHandler(String event, boolean blocking, Type type, EventRateLimit rateLimit, Action action) {
			this.rateLimit = rateLimit;
			this.event = event;
			this.blocking = blocking;
			this.types = new Type[] { type };
			this.action = action;
		}

		@Override
		public Type[] payloadTypes() {
			return this.types;
		}

		@Override
		public EventRateLimit rateLimit() {
			return this.rateLimit;
		}

		@Override
		public boolean isBlocking() {
			return this.blocking;
		}

		@Override
		public Object handle(SocketIOSocket socket, String name, Object[] payload, Ack<Object> ack) throws Throwable {
			TestHandler.this.events.add((payload[0] != null) ? this.event + " " + payload[0] : this.event);
			return this.action.handle(new Call(socket, payload[0], ack));
		}

		@Override
		public String description() {
			return "handler of the test";
		}

	}

}
