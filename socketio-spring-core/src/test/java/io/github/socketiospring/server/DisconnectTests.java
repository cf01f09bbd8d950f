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

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a socket leaves, by the client or by the server, and what comes after that.
 */
class DisconnectTests {

	private final TestServer server = new TestServer();

	private final TestHandler handler = new TestHandler().record("loop", false).record("worker", true);

	DisconnectTests() {
		this.server.root().addHandler(this.handler);
		this.server.server().of("/other");
	}

	static Stream<Arguments> clientGoes() {
		return Stream.of(end("client namespace disconnect", (client) -> client.text("41")),
				end("transport close", FakeWebSocket::drop), end("transport close", (client) -> client.text("1")),
				end("transport error", (client) -> client.fail(new IOException("broken"))),
				end("transport error", (client) -> client.text("2")), end("parse error", (client) -> client.text("x")),
				end("forced close", (client) -> client.text("4nonsense")),
				end("forced close", (client) -> client.text("40")));
	}

	private static Arguments end(String reason, Consumer<FakeWebSocket> end) {
		return Arguments.of(reason, end);
	}

	@ParameterizedTest
	@MethodSource("clientGoes")
	void handlesEventsThatCameBeforeTheClientWentAndThenTellsOfIt(String reason, Consumer<FakeWebSocket> end) {
		FakeWebSocket client = this.server.connect();
		this.server.socket().join("room");
		client.text("42[\"worker\",1]");
		client.text("42[\"loop\",2]");
		end.accept(client);
		assertThat(this.handler.events()).isEmpty();
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.server.root().rooms()).isEmpty();
		this.server.runWorkers();
		assertThat(this.handler.events()).containsExactly("worker 1", "loop 2", "left: " + reason + ", rooms []");
	}

	@Test
	void tellsAtOnceWhenNoEventWaits() {
		this.server.connect().text("41");
		assertThat(this.handler.events()).containsExactly("left: client namespace disconnect, rooms []");
	}

	@Test
	void dropsEventsThatWaitWhenTheServerDisconnects() {
		FakeWebSocket client = this.server.connect();
		client.text("42[\"worker\",1]");
		client.text("42[\"loop\",2]");
		this.server.socket().disconnect();
		this.server.runWorkers();
		assertThat(this.handler.events()).containsExactly("left: server namespace disconnect, rooms []");
	}

	@Test
	void dropsEventsThatWaitWhenTheServerShutsDown() {
		FakeWebSocket client = this.server.connect();
		client.text("42[\"worker\",1]");
		this.server.server().close().block();
		this.server.runWorkers();
		assertThat(this.handler.events()).containsExactly("left: server shutting down, rooms []");
		assertThat(client.sent()).isEmpty();
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void disconnectOfASocketLeavesItsConnectionAndTheOtherSockets() {
		FakeWebSocket client = this.server.connect();
		client.text("40/other,");
		client.take();
		this.server.socket().disconnect();
		assertThat(client.sent()).containsExactly("41");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.server.server().of("/other").sockets()).hasSize(1);
	}

	@Test
	void disconnectTwiceTellsOnce() {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		socket.disconnect();
		socket.disconnect();
		assertThat(client.sent()).containsExactly("41");
		assertThat(this.handler.events()).hasSize(1);
	}

	@Test
	void disconnectWithItsConnectionMakesAllSocketsLeave() {
		List<String> left = new CopyOnWriteArrayList<>();
		this.server.server()
			.of("/other")
			.onConnection((socket) -> socket.onDisconnect((reason) -> left.add(reason.toString())));
		FakeWebSocket client = this.server.connect();
		client.text("40/other,");
		client.take();
		this.server.socket().disconnect(true);
		assertThat(client.sent()).containsExactly("41", "41/other,");
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(left).containsExactly("server namespace disconnect");
		assertThat(this.handler.events()).containsExactly("left: server namespace disconnect, rooms []");
	}

	@Test
	void handlerMayDisconnectItsSocket() {
		this.handler.on("bye", (call) -> {
			call.socket().disconnect();
			return null;
		});
		FakeWebSocket client = this.server.connect();
		client.text("421[\"bye\"]");
		assertThat(client.sent()).containsExactly("41");
		assertThat(this.handler.events()).containsExactly("bye", "left: server namespace disconnect, rooms []");
	}

	@ParameterizedTest
	@ValueSource(strings = { "42[\"loop\"]", "42[\"loop\",{}]", "430[]", "41" })
	void ignoresWhatTheClientSentBeforeItKnewThatItHadToLeave(String packet) {
		FakeWebSocket client = this.server.connect();
		this.server.socket().disconnect();
		client.text(packet);
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.handler.events()).hasSize(1);
	}

	@Test
	void ignoresBinaryEventWhoseAttachmentComesAfterTheServerDisconnected() {
		FakeWebSocket client = this.server.connect();
		client.text("451-[\"loop\",{\"_placeholder\":true,\"num\":0}]");
		this.server.socket().disconnect();
		client.binary(1);
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.handler.events()).hasSize(1);
	}

	@Test
	void clientMayConnectAgainAfterTheServerDisconnected() {
		FakeWebSocket client = this.server.connect();
		String id = this.server.socket().id();
		this.server.socket().disconnect();
		client.text("40");
		assertThat(client.take()).hasSize(2).last().asString().startsWith("40{").doesNotContain(id);
		client.text("42[\"loop\",1]");
		assertThat(this.handler.events()).last().isEqualTo("loop 1");
		client.text("41");
		client.text("42[\"loop\",2]");
		assertThat(client.closedWith()).as("it left by itself this time").isEqualTo(1005);
	}

	@Test
	void clientMayConnectAgainAfterItLeft() {
		FakeWebSocket client = this.server.connect();
		client.text("41");
		client.text("40");
		assertThat(client.sent()).singleElement().asString().startsWith("40{");
		assertThat(this.server.root().sockets()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "42/other,[\"a\"]", "41/other,", "43/other,1[]", "42/nowhere,[\"a\"]", "42/other[\"a\"]" })
	void closesOnPacketForANamespaceThatWasNotJoined(String packet) {
		FakeWebSocket client = this.server.connect();
		client.text(packet);
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.server.root().sockets()).isEmpty();
	}

	@Test
	void closesOnPacketForANamespaceThatTheClientLeft() {
		FakeWebSocket client = this.server.connect();
		client.text("41");
		client.text("42[\"loop\"]");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void closesOnPacketForAnotherNamespaceAfterTheServerDisconnected() {
		FakeWebSocket client = this.server.connect();
		this.server.socket().disconnect();
		client.text("42/other,[\"a\"]");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void socketThatHasLeftTakesPartInNothing() {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		client.text("41");
		socket.join("room");
		socket.emit("late");
		this.server.root().emit("late");
		this.server.server().to(socket.id()).emit("late");
		assertThat(socket.connected()).isFalse();
		assertThat(this.server.root().rooms()).isEmpty();
		assertThat(socket.rooms()).isEmpty();
		assertThat(client.sent()).isEmpty();
	}

	@Test
	void listenerThatIsAddedAfterTheEndHearsOfItAtOnce() {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		List<String> heard = new CopyOnWriteArrayList<>();
		socket.onDisconnect((reason) -> heard.add("early " + reason));
		client.drop();
		socket.onDisconnect((reason) -> heard.add("late " + reason));
		assertThat(heard).containsExactly("early transport close", "late transport close");
	}

	@Test
	void failingListenerDoesNotConcernTheOthers() {
		FakeWebSocket client = this.server.connect();
		List<String> heard = new CopyOnWriteArrayList<>();
		this.server.socket().onDisconnect((reason) -> {
			throw new IllegalStateException("expected by the test");
		});
		this.server.socket().onDisconnect((reason) -> heard.add(reason.toString()));
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			client.drop();
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(heard).containsExactly("transport close");
		assertThat(this.handler.events()).hasSize(1);
	}

	@Test
	void socketOfAPollingClientEndsThoughTheClientCannotBeToldYet() {
		PollingClient client = new PollingClient(this.server.server().engine());
		client.post("40");
		client.poll();
		client.post("4nonsense");
		assertThat(this.handler.events()).containsExactly("left: forced close, rooms []");
		assertThat(client.poll().body()).isEqualTo("6 1");
		assertThat(this.handler.events()).hasSize(1);
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void keepsNothingOfSocketsThatCameAndWent() {
		for (int i = 0; i < 1_000; i++) {
			FakeWebSocket client = this.server.connect();
			client.text("40/other,");
			DefaultSocket socket = this.server.socket();
			socket.join("a", "b");
			if (i % 3 == 0) {
				socket.disconnect(true);
			}
			else if (i % 3 == 1) {
				client.text("41");
				client.text("1");
			}
			else {
				client.drop();
			}
		}
		assertThat(this.server.server().engine().clientsCount()).isZero();
		assertThat(this.server.activeTimers()).isZero();
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.server.root().rooms()).isEmpty();
		assertThat(this.server.server().of("/other").sockets()).isEmpty();
	}

}
