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
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is called in the scope of handlers, whoever the thread is at that time.
 */
class ScopesTests {

	private final ThreadLocal<String> user = ThreadLocal.withInitial(() -> "nobody");

	private final List<String> seen = new ArrayList<>();

	private final TestServer server = new TestServer((builder) -> builder.handlerScope((socket, event) -> {
		String before = this.user.get();
		this.user.set(name(socket.principal()));
		return () -> this.user.set(before);
	}));

	private static String name(Principal principal) {
		return (principal != null) ? principal.getName() : "nobody";
	}

	private void see(String what) {
		this.seen.add(what + ": " + this.user.get());
	}

	private Mono<Void> seeAndPass(String what) {
		see(what);
		return Mono.empty();
	}

	@Test
	void errorThatComesLaterIsHandledInTheScope() {
		Sinks.One<Object> shared = Sinks.one();
		this.server.root().addHandler((SingleHandler) (event) -> new EventHandler() {

			@Override
			public Type[] payloadTypes() {
				return new Type[0];
			}

			@Override
			public boolean isBlocking() {
				return false;
			}

			@Override
			public Object handle(SocketIOSocket socket, String name, Object[] payload, Ack<Object> ack) {
				if (name.equals("wait")) {
					return shared.asMono();
				}
				shared.tryEmitError(new IllegalStateException());
				see("failing");
				return AckArgs.none();
			}

			@Override
			public Object handleError(SocketIOSocket socket, Throwable error, Ack<Object> ack) {
				see("failed");
				return AckArgs.of("failed");
			}

		});
		FakeWebSocket ann = this.server.connectAs("ann", "40");
		ann.take();
		FakeWebSocket bob = this.server.connectAs("bob", "40");
		ann.text("421[\"wait\"]");
		bob.text("42[\"fail\"]");
		assertThat(ann.take()).containsExactly("431[\"failed\"]");
		assertThat(this.seen).containsExactly("failed: ann", "failing: bob");
		assertThat(this.user.get()).isEqualTo("nobody");
	}

	@Test
	void middlewaresHandlersAndListenersAreCalledInTheScope() {
		this.server.root().use((socket) -> seeAndPass("middleware")).addHandler(new NamespaceHandler() {

			@Override
			public Mono<Void> onConnect(SocketIOSocket socket) {
				return seeAndPass("connect handler");
			}

			@Override
			public Mono<Void> onDisconnecting(SocketIOSocket socket, DisconnectReason reason) {
				return seeAndPass("disconnecting handler");
			}

			@Override
			public Mono<Void> onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
				return seeAndPass("disconnect handler");
			}

		}).onConnection((socket) -> {
			see("connection");
			socket.use((sender, event, arguments) -> {
				see("event middleware");
				return Mono.error(new ConnectionRefusedException("no"));
			}).onError((error) -> see("error"));
			socket.onDisconnecting((reason) -> see("disconnecting"));
			socket.onDisconnect((reason) -> see("disconnect"));
		});
		this.user.set("bob");
		FakeWebSocket ann = this.server.connectAs("ann", "40");
		ann.text("42[\"a\"]");
		ann.text("41");
		assertThat(this.seen).containsExactly("middleware: ann", "connect handler: ann", "connection: ann",
				"event middleware: ann", "error: ann", "disconnecting: ann", "disconnecting handler: ann",
				"disconnect: ann", "disconnect handler: ann");
		assertThat(this.user.get()).isEqualTo("bob");
	}

	@Test
	void whatIsReturnedHasTheContextOfTheScope() {
		TestServer writing = new TestServer((builder) -> builder.handlerScope(new HandlerScope() {

			@Override
			public Runnable open(SocketIOSocket socket, String event) {
				return null;
			}

			@Override
			public Context contextWrite(Context context, SocketIOSocket socket, String event) {
				return context.put("event", name(socket.principal()) + " " + event);
			}

		}));
		TestHandler handler = new TestHandler().on("a", (call) -> seeContext("handler"))
			.onBlocking("b", (call) -> seeContext("on a worker"))
			.onConnect((socket) -> seeContext("connect handler"))
			.onDisconnecting((socket) -> seeContext("disconnecting handler"));
		writing.root()
			.use((socket) -> seeContext("middleware"))
			.addHandler(handler)
			.onConnection((socket) -> socket.use((sender, event, arguments) -> seeContext("event middleware")));
		FakeWebSocket ann = writing.connectAs("ann", "40");
		ann.text("42[\"a\"]");
		ann.text("42[\"b\"]");
		writing.runWorkers();
		ann.text("41");
		assertThat(this.seen).containsExactly("middleware: ann null", "connect handler: ann null",
				"event middleware: ann a", "handler: ann a", "event middleware: ann b", "on a worker: ann b",
				"disconnecting handler: ann null");
	}

	private Mono<Void> seeContext(String what) {
		return Mono.deferContextual((context) -> {
			this.seen.add(what + ": " + context.get("event"));
			return Mono.empty();
		});
	}

	/**
	 * Has one handler for all events.
	 */
	@FunctionalInterface
	private interface SingleHandler extends NamespaceHandler {

		@Override
		EventHandler eventHandler(String event);

	}

}
