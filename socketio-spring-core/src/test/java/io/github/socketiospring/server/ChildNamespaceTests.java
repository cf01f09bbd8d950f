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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.adapter.InMemoryAdapter;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How long dynamic namespaces live, and how many there may be (FEATURES.md:
 * cleanupEmptyChildNamespaces; PROTOCOL.md 141).
 */
class ChildNamespaceTests {

	private final List<String> closedAdapters = new CopyOnWriteArrayList<>();

	private TestServer server;

	private ParentNamespace parent;

	private void start() {
		start((builder) -> builder);
	}

	private void start(UnaryOperator<SocketIOServerBuilder> settings) {
		this.server = new TestServer(settings);
		this.parent = this.server.server().of(Pattern.compile("/.*"));
	}

	private static SocketIOServerBuilder recordClosing(SocketIOServerBuilder builder, List<String> closed) {
		return builder.adapterFactory((context) -> new InMemoryAdapter(context) {
			@Override
			public Mono<Void> close() {
				return Mono.fromRunnable(() -> closed.add(context.namespace()));
			}
		});
	}

	private SocketIONamespace namespace(String name) {
		return this.server.server().namespace(name);
	}

	private FakeWebSocket join(String name) {
		FakeWebSocket client = this.server.open();
		client.text("40" + name + ",");
		return client;
	}

	private void assertNoChildren() {
		assertThat(this.server.server().namespaces()).containsExactly(this.server.root());
		assertThat(this.parent.children()).isEmpty();
	}

	@Test
	void goesWithItsLastSocket() {
		start((builder) -> recordClosing(builder, this.closedAdapters));
		FakeWebSocket first = join("/x");
		FakeWebSocket second = join("/x");
		SocketIONamespace child = namespace("/x");
		List<String> signals = new ArrayList<>();
		child.connections().subscribe((socket) -> signals.add("socket"), null, () -> signals.add("end"));
		first.drop();
		assertThat(namespace("/x")).isSameAs(child);
		assertThat(this.closedAdapters).isEmpty();
		second.text("41/x,");
		assertNoChildren();
		this.server.runWorkers();
		assertThat(this.closedAdapters).containsExactly("/x");
		assertThat(signals).containsExactly("end");
		second.take();
		second.text("40/x,");
		assertThat(second.sent()).singleElement().asString().startsWith("40/x,{\"sid\":");
		assertThat(namespace("/x")).isNotNull().isNotSameAs(child);
	}

	@Test
	void goesWhenTheServerDisconnectsTheLastSocket() {
		start();
		FakeWebSocket client = join("/x");
		namespace("/x").sockets().iterator().next().disconnect();
		assertNoChildren();
		client.text("42/x,[\"sent before the client knew\"]");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void goesAfterRefusal() {
		start();
		this.parent.use((socket) -> Mono.error(new ConnectionRefusedException("no")));
		assertThat(join("/x").sent()).containsExactly("44/x,{\"message\":\"no\"}");
		assertNoChildren();
	}

	@Test
	void goesAfterRefusalOfAHandler() {
		start();
		this.parent
			.addHandler(new TestHandler().onConnect((socket) -> Mono.error(new ConnectionRefusedException("no"))));
		assertThat(join("/x").sent()).containsExactly("44/x,{\"message\":\"no\"}");
		assertNoChildren();
	}

	@Test
	void staysWhileASocketConnects() {
		start();
		Sinks.Empty<Void> decision = Sinks.empty();
		this.parent.use((socket) -> socket.handshake().auth().containsKey("wait") ? decision.asMono() : Mono.empty());
		FakeWebSocket connecting = this.server.open();
		connecting.text("40/x,{\"wait\":true}");
		FakeWebSocket other = join("/x");
		SocketIONamespace child = namespace("/x");
		other.drop();
		assertThat(namespace("/x")).isSameAs(child);
		decision.tryEmitEmpty();
		assertThat(connecting.sent()).singleElement().asString().startsWith("40/x,{\"sid\":");
		assertThat(child.sockets()).hasSize(1);
		connecting.drop();
		assertNoChildren();
	}

	@Test
	void goesWhenTheClientLeavesWhileItConnects() {
		start();
		this.parent.addHandler(new TestHandler().onConnect((socket) -> Mono.never()));
		FakeWebSocket client = join("/x");
		assertThat(namespace("/x")).isNotNull();
		client.drop();
		assertNoChildren();
	}

	@Test
	void goesOnceWhenHandlersEndAfterTheClient() {
		start();
		Sinks.Empty<Void> decision = Sinks.empty();
		TestHandler handler = new TestHandler().onConnect((socket) -> decision.asMono());
		this.parent.addHandler(handler);
		FakeWebSocket client = join("/x");
		FakeWebSocket other = join("/x");
		client.drop();
		decision.tryEmitEmpty();
		assertThat(handler.events()).hasSize(1);
		assertThat(namespace("/x").sockets()).hasSize(1);
		other.drop();
		assertNoChildren();
	}

	@Test
	void staysUntilDisconnectHandlersHaveEnded() {
		start();
		Sinks.Empty<Void> end = Sinks.empty();
		this.parent.addHandler(new TestHandler().onDisconnecting((socket) -> end.asMono()));
		FakeWebSocket client = join("/x");
		client.drop();
		assertThat(namespace("/x")).isNotNull();
		end.tryEmitEmpty();
		assertNoChildren();
	}

	@Test
	void staysIfCleanUpIsOff() {
		start((builder) -> builder.cleanupEmptyChildNamespaces(false));
		join("/x").drop();
		assertThat(namespace("/x")).isNotNull();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void staysIfItWasDeclared() {
		start();
		SocketIONamespace child = this.server.server().of("/x");
		this.server.server().start();
		join("/x").drop();
		assertThat(namespace("/x")).isSameAs(child);
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void goesIfTheApplicationAskedForItAndNobodyComes() {
		start();
		this.server.server().start();
		SocketIONamespace child = this.server.server().of("/x");
		child.emit("nobody hears this");
		this.server.pass(Duration.ofSeconds(44));
		assertThat(this.server.server().of("/x")).isSameAs(child);
		join("/x").drop();
		assertThat(namespace("/x")).isSameAs(child);
		this.server.pass(Duration.ofSeconds(1));
		assertNoChildren();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void nothingIsLeftOfManyNames() {
		start();
		this.parent.addHandler(new TestHandler().onConnect((socket) -> {
			int number = Integer.parseInt(socket.namespace().name().substring(1));
			return (number % 4 == 0) ? Mono.error(new ConnectionRefusedException("no")) : Mono.empty();
		}).record("a", false));
		FakeWebSocket client = this.server.connect();
		for (int i = 0; i < 1000; i++) {
			client.text("40/" + i + ",");
			SocketIONamespace child = namespace("/" + i);
			switch (i % 4) {
				case 0 -> assertThat(child).isNull();
				case 1 -> client.text("41/" + i + ",");
				case 2 -> child.sockets().iterator().next().disconnect();
				default -> {
					FakeWebSocket other = join("/" + i);
					client.text("41/" + i + ",");
					other.drop();
				}
			}
		}
		assertNoChildren();
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		client.drop();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void staysAsLongAsItsClientsCanBeRecovered() {
		start((builder) -> builder.connectionStateRecovery(true).maxDisconnectionDuration(Duration.ofMinutes(2)));
		FakeWebSocket client = join("/x");
		Matcher reply = Pattern.compile("40/x,\\{\"sid\":\"(.*)\",\"pid\":\"(.*)\"}").matcher(client.take().get(0));
		assertThat(reply.matches()).isTrue();
		client.drop();
		SocketIONamespace child = namespace("/x");
		assertThat(child).isNotNull();
		child.emit("missed");
		this.server.pass(Duration.ofSeconds(119));
		FakeWebSocket again = this.server.open();
		again.text("40/x,{\"pid\":\"" + reply.group(2) + "\"}");
		assertThat(again.take()).hasSize(2).first().asString().contains("missed");
		assertThat(this.server.server().recoveries()).containsEntry(RecoveryOutcome.RECOVERED, 1L);
		again.drop();
		this.server.pass(Duration.ofSeconds(119));
		assertThat(namespace("/x")).isSameAs(child);
		this.server.pass(Duration.ofSeconds(1));
		assertNoChildren();
	}

	@Test
	void goesAtOnceIfNobodyCanBeRecovered() {
		start((builder) -> builder.connectionStateRecovery(true));
		FakeWebSocket client = join("/x");
		client.text("41/x,");
		assertNoChildren();
		this.parent.use((socket) -> Mono.error(new ConnectionRefusedException("no")));
		client.text("40/y,");
		assertNoChildren();
	}

	@Test
	void shutdownClosesAdaptersAndTimers() {
		start((builder) -> recordClosing(builder, this.closedAdapters));
		this.server.server().start();
		assertThat(this.server.server().of("/asked for")).isNotNull();
		join("/x");
		this.server.server().close().block(Duration.ofSeconds(10));
		assertThat(this.closedAdapters).containsExactlyInAnyOrder("/", "/asked for", "/x");
		assertThat(this.server.activeTimers()).isZero();
	}

	// Limits

	@Test
	void connectionIsInSoManyAtMost() {
		start((builder) -> builder.maxNamespacesPerConnection(4));
		FakeWebSocket client = this.server.connect();
		for (int i = 0; i < 3; i++) {
			client.text("40/" + i + ",");
		}
		client.take();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			client.text("40/3,");
			client.text("40/4,");
			assertThat(log.messages("WARN")).singleElement()
				.asString()
				.contains("socketio.limits.namespaces-per-connection");
		}
		assertThat(client.take()).containsExactly("44/3,{\"message\":\"Too many namespaces\"}",
				"44/4,{\"message\":\"Too many namespaces\"}");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(join("/other").sent()).singleElement().asString().startsWith("40");
		client.text("41/0,");
		client.text("40/3,");
		assertThat(client.take()).singleElement().asString().startsWith("40/3,");
	}

	@Test
	void thoseThatAreLookedForCountAsWell() {
		this.server = new TestServer((builder) -> builder.maxNamespacesPerConnection(2));
		this.server.server().of((name, auth) -> Mono.never());
		FakeWebSocket client = this.server.open();
		client.text("40/1,");
		client.text("40/2,");
		client.text("40/3,");
		assertThat(client.sent()).containsExactly("44/3,{\"message\":\"Too many namespaces\"}");
	}

	@Test
	void thereAreSoManyAtMost() {
		start((builder) -> builder.maxChildNamespaces(2));
		FakeWebSocket first = join("/1");
		join("/2");
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			assertThat(join("/3").sent()).containsExactly("44/3,{\"message\":\"Too many namespaces\"}");
			assertThat(join("/4").sent()).containsExactly("44/4,{\"message\":\"Too many namespaces\"}");
			assertThat(log.messages("WARN")).singleElement().asString().contains("socketio.max-child-namespaces ");
		}
		assertThat(namespace("/3")).isNull();
		assertThat(join("/2").sent()).singleElement().asString().startsWith("40/2,");
		first.drop();
		assertThat(join("/3").sent()).singleElement().asString().startsWith("40/3,");
	}

	@Test
	void limitsArePositive() {
		SocketIOServerBuilder builder = new SocketIOServerBuilder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxChildNamespaces(0))
			.withMessageContaining("maxChildNamespaces");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxNamespacesPerConnection(-1))
			.withMessageContaining("maxNamespacesPerConnection");
	}

	@Test
	void errorsInManyAreLoggedOnce() {
		start();
		this.parent.use((socket) -> Mono.error(new IllegalStateException("broken")));
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			for (int i = 0; i < 10; i++) {
				join("/" + i);
			}
			assertThat(log.messages("ERROR")).hasSize(1);
		}
	}

	@Test
	void closesTheAdapterIfAHandlerCannotBeAdded() {
		start((builder) -> recordClosing(builder, this.closedAdapters));
		this.parent.addHandler(new NamespaceHandler() {
			@Override
			public void onAdded(SocketIONamespace namespace) {
				throw new IllegalStateException("not here");
			}
		});
		assertThat(join("/x").sent()).containsExactly("44/x,{\"message\":\"Internal error\"}");
		assertNoChildren();
		assertThat(this.closedAdapters).containsExactly("/x");
	}

	@Test
	void errorsOfAHandlerInManyAreLoggedOnce() {
		start();
		this.parent.addHandler(new TestHandler().on("fail", (call) -> {
			throw new IllegalStateException("broken");
		}));
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			for (int i = 0; i < 10; i++) {
				join("/" + i).text("42/" + i + ",[\"fail\"]");
			}
			assertThat(log.messages("ERROR")).singleElement().asString().contains("'fail' of namespace /.*");
		}
	}

	@Test
	void socketKeepsTheNamespaceThatItWasIn() {
		start();
		List<SocketIOSocket> sockets = new ArrayList<>();
		this.parent.onConnection(sockets::add);
		join("/x").drop();
		SocketIOSocket gone = sockets.get(0);
		assertThat(gone.namespace().name()).isEqualTo("/x");
		gone.emit("late");
		gone.broadcast().emit("late");
		gone.join("room");
		assertThat(gone.namespace().rooms()).isEmpty();
	}

}
