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

package io.github.socketiospring.observation;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.socketiospring.Ack;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.server.SocketIOServerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A server in virtual time that is observed, where all happens in the thread of the test.
 */
final class ObservedServer implements NamespaceHandler {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final SocketIOServer server;

	private final Map<String, Function<SocketIOSocket, Object>> handlers = new HashMap<>();

	private Mono<Void> decision = Mono.empty();

	ObservedServer(SocketIOObserver... observers) {
		this(List.of(observers), (builder) -> builder);
	}

	ObservedServer(List<SocketIOObserver> observers, UnaryOperator<SocketIOServerBuilder> settings) {
		SocketIOServerBuilder builder = settings
			.apply(new SocketIOServerBuilder().timerScheduler(this.time).workerScheduler(Schedulers.immediate()));
		observers.forEach(builder::observer);
		this.server = builder.build();
		this.server.of("/").addHandler(this);
	}

	SocketIOServer server() {
		return this.server;
	}

	SocketIOSocket socket() {
		return this.server.of("/").sockets().iterator().next();
	}

	/**
	 * Handle an event on the thread of the connection.
	 * @param handler returns what {@link EventHandler#handle} does
	 */
	ObservedServer on(String event, Function<SocketIOSocket, Object> handler) {
		this.handlers.put(event, handler);
		return this;
	}

	ObservedServer onConnect(Mono<Void> decision) {
		this.decision = decision;
		return this;
	}

	FakeWebSocket open(FakeRequest request) {
		FakeWebSocket client = new FakeWebSocket().open(this.server.engine(), request);
		client.take();
		return client;
	}

	FakeWebSocket connect() {
		return connect("40");
	}

	FakeWebSocket connect(String packet) {
		FakeWebSocket client = open(FakeRequest.get("transport=websocket"));
		client.text(packet);
		client.take();
		return client;
	}

	void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
	}

	/**
	 * Release what is kept for sockets that may come back.
	 */
	void close() {
		this.server.close().block();
	}

	@Override
	public Mono<Void> onConnect(SocketIOSocket socket) {
		return this.decision;
	}

	@Override
	public EventHandler eventHandler(String event) {
		Function<SocketIOSocket, Object> handler = this.handlers.get(event);
		return (handler != null) ? new Handler(handler) : null;
	}

	private record Handler(Function<SocketIOSocket, Object> function) implements EventHandler {

		@Override
		public Type[] payloadTypes() {
			return new Type[0];
		}

		@Override
		public boolean isBlocking() {
			return false;
		}

		@Override
		public Object handle(SocketIOSocket socket, String event, Object[] payload, Ack<Object> ack) {
			return this.function.apply(socket);
		}

	}

}
