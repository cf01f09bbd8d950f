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

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class NamespaceTests {

	@Test
	void connectionJoinsSoManyAtMost() {
		TestServer server = new TestServer((builder) -> builder.maxNamespacesPerConnection(2));
		server.server().of("/a");
		server.server().of("/b");
		FakeWebSocket client = server.connect();
		client.text("40/a,");
		client.take();
		client.text("40/b,");
		assertThat(client.take()).containsExactly("44/b,{\"message\":\"Too many namespaces\"}");
		client.text("41/a,");
		client.text("40/b,");
		assertThat(client.take()).singleElement().asString().startsWith("40/b,");
	}

	private final TestServer server = new TestServer();

	@Test
	void isCreatedAtTheFirstCall() {
		SocketIOServer server = this.server.server();
		assertThat(server.namespace("/chat")).isNull();
		assertThat(server.of("/chat")).isSameAs(server.of("chat")).isSameAs(server.namespace("chat"));
		assertThat(server.of("/chat").name()).isEqualTo("/chat");
		assertThat(server.namespaces()).extracting(SocketIONamespace::name).containsExactlyInAnyOrder("/", "/chat");
	}

	@Test
	void theDefaultOneIsAlwaysThere() {
		assertThat(this.server.server().namespace("/")).isSameAs(this.server.root()).isNotNull();
		assertThat(this.server.server().of("")).isSameAs(this.server.root());
	}

	@Test
	void cannotHaveACommaInItsName() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.server().of("/a,b"))
			.withMessageContaining("/a,b");
	}

	@Test
	void warnsOfOneThatIsDeclaredAfterTheStartOnce() {
		SocketIOServer server = this.server.server();
		server.of("/declared");
		server.start();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			server.of("/declared");
			assertThat(log.messages("WARN")).isEmpty();
			server.of("/late");
			server.of("/late");
			assertThat(log.messages("WARN")).singleElement().asString().contains("'/late'");
		}
		assertThat(server.namespace("/late")).isNotNull();
	}

	@Test
	void refusesOneThatIsDeclaredAfterTheStartWhereThatIsStrict() {
		SocketIOServer server = new TestServer((builder) -> builder.strictNamespaces(true)).server();
		server.of("/declared");
		server.start();
		assertThat(server.of("/declared")).isNotNull();
		assertThatIllegalStateException().isThrownBy(() -> server.of("/late")).withMessageContaining("'/late'");
		assertThat(server.namespace("/late")).isNull();
	}

	@Test
	void clientsCannotCreateOne() {
		FakeWebSocket client = this.server.open();
		client.text("40/nowhere,");
		assertThat(client.sent()).containsExactly("44/nowhere,{\"message\":\"Invalid namespace\"}");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.server.server().namespace("/nowhere")).isNull();
		client.text("40");
		assertThat(this.server.root().sockets()).hasSize(1);
	}

	@Test
	void socketsOfOneConnectionInSeveralNamespacesAreApart() {
		TestHandler root = new TestHandler().record("a", false);
		TestHandler other = new TestHandler().record("a", false);
		this.server.root().addHandler(root);
		this.server.server().of("/other").addHandler(other);
		FakeWebSocket client = this.server.connect();
		client.text("40/other,");
		client.take();
		client.text("42/other,[\"a\",1]");
		client.text("42[\"a\",2]");
		this.server.root().emit("b");
		this.server.server().of("/other").emit("c");
		assertThat(root.events()).containsExactly("a 2");
		assertThat(other.events()).containsExactly("a 1");
		assertThat(client.sent()).containsExactly("42[\"b\"]", "42/other,[\"c\"]");
	}

	@Test
	void handlerThatIsAddedLaterGetsLaterEvents() {
		TestHandler first = new TestHandler().record("a", false);
		TestHandler second = new TestHandler().record("a", false);
		this.server.root().addHandler(first);
		FakeWebSocket client = this.server.connect();
		client.text("42[\"a\",1]");
		this.server.root().addHandler(second);
		client.text("42[\"a\",2]");
		assertThat(first.events()).containsExactly("a 1", "a 2");
		assertThat(second.events()).containsExactly("a 2");
	}

	static Stream<Arguments> usesOfAnEventName() {
		return Stream.of(Arguments.of("emit to the socket", use((socket, event) -> socket.emit(event))),
				Arguments.of("emit to the namespace", use((socket, event) -> socket.namespace().emit(event))),
				Arguments.of("emit to a room", use((socket, event) -> socket.to("room").emit(event))),
				Arguments.of("emitWithAck to the socket",
						use((socket, event) -> socket.emitWithAck(event).subscribe())),
				Arguments.of("emitWithAck to the namespace",
						use((socket, event) -> socket.namespace().emitWithAck(event).subscribe())),
				Arguments.of("listen", use((socket, event) -> socket.on(event, (args, ack) -> {
				}))));
	}

	private static BiConsumer<DefaultSocket, String> use(BiConsumer<DefaultSocket, String> use) {
		return use;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("usesOfAnEventName")
	void reservedEventNamesAreRefusedAtTheCall(String what, BiConsumer<DefaultSocket, String> use) {
		FakeWebSocket client = this.server.connect();
		for (String name : List.of("connect", "connect_error", "disconnect", "disconnecting", "newListener",
				"removeListener")) {
			assertThatIllegalArgumentException().as(name)
				.isThrownBy(() -> use.accept(this.server.socket(), name))
				.withMessageContaining("'" + name + "'");
		}
		assertThat(client.sent()).isEmpty();
		use.accept(this.server.socket(), "error");
		use.accept(this.server.socket(), "connection");
	}

	@Test
	void emitRefusesWhatCannotBeWrittenAtTheCall() {
		FakeWebSocket client = this.server.connect();
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.socket().emit("a", new Unwritable()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.root().emit("a", new Unwritable()));
		assertThat(client.sent()).isEmpty();
	}

}
