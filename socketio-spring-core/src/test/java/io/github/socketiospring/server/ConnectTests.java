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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketDisconnectedException;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From CONNECT to its reply: middlewares, connect handlers, and what is held back.
 */
class ConnectTests {

	private final TestServer server = new TestServer();

	private final TestHandler handler = new TestHandler();

	private final Sinks.Empty<Void> decision = Sinks.empty();

	private final List<SocketIOSocket> seen = new CopyOnWriteArrayList<>();

	private final List<SocketIOSocket> connected = new CopyOnWriteArrayList<>();

	ConnectTests() {
		this.server.root().onConnection(this.connected::add);
	}

	/**
	 * A client whose connect handler has not decided yet.
	 */
	private FakeWebSocket accepting() {
		this.server.root().addHandler(this.handler.onConnect((socket) -> {
			this.seen.add(socket);
			return this.decision.asMono();
		}));
		FakeWebSocket client = this.server.open();
		client.text("40");
		return client;
	}

	/**
	 * A client whose middleware has not decided yet.
	 */
	private FakeWebSocket connecting() {
		this.server.root().addHandler(this.handler).use((socket) -> {
			this.seen.add(socket);
			return this.decision.asMono();
		});
		FakeWebSocket client = this.server.open();
		client.text("40");
		return client;
	}

	private SocketIOSocket socket() {
		return this.seen.get(0);
	}

	private void refuse() {
		this.decision.tryEmitError(new ConnectionRefusedException("no"));
	}

	@Test
	void asksMiddlewaresInTheirOrderAndThenTheHandlers() {
		List<String> asked = new CopyOnWriteArrayList<>();
		this.server.root()
			.addHandler(this.handler.onConnect((socket) -> Mono.fromRunnable(() -> asked.add("handler"))))
			.use((socket) -> Mono.fromRunnable(() -> asked.add("first")))
			.use((socket) -> Mono.fromRunnable(() -> asked.add("second")));
		this.server.connect();
		assertThat(asked).containsExactly("first", "second", "handler");
		assertThat(this.connected).hasSize(1);
	}

	@Test
	void firstRefusalEndsIt() {
		List<String> asked = new CopyOnWriteArrayList<>();
		this.server.root()
			.use((socket) -> Mono.error(new ConnectionRefusedException("no", Map.of("code", 1))))
			.use((socket) -> Mono.fromRunnable(() -> asked.add("second")))
			.addHandler(this.handler.onConnect((socket) -> Mono.fromRunnable(() -> asked.add("handler"))));
		FakeWebSocket client = this.server.open();
		client.text("40");
		assertThat(client.sent()).containsExactly("44{\"message\":\"no\",\"data\":{\"code\":1}}");
		assertThat(asked).isEmpty();
		assertThat(this.connected).isEmpty();
	}

	@Test
	void otherErrorsAreNotTold() {
		this.server.root().use((socket) -> {
			throw new IllegalStateException("secret");
		});
		FakeWebSocket client = this.server.open();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			client.text("40");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(client.sent()).containsExactly("44{\"message\":\"Internal error\"}");
	}

	@Test
	void refusalWhoseDataCannotBeWrittenIsToldWithoutThem() {
		this.server.root().use((socket) -> Mono.error(new ConnectionRefusedException("no", new Unwritable())));
		FakeWebSocket client = this.server.open();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			client.text("40");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(client.sent()).containsExactly("44{\"message\":\"no\"}");
	}

	@Test
	void middlewaresOfAnotherNamespaceAreNotAsked() {
		this.server.root().use((socket) -> Mono.error(new ConnectionRefusedException("no")));
		this.server.server().of("/other");
		FakeWebSocket client = this.server.open();
		client.text("40/other,");
		assertThat(client.sent()).singleElement().asString().startsWith("40/other,{\"sid\":");
	}

	@Test
	void holdsWhatIsEmittedBehindTheReplyInItsOrder() {
		FakeWebSocket client = accepting();
		socket().join("room");
		socket().emit("a");
		this.server.root().emit("b");
		this.server.server().to("room").emit("c");
		socket().emit("d", (Object) new byte[] { 1 });
		this.server.server().to(socket().id()).emit("e");
		socket().emitWithAck("f").subscribe();
		assertThat(client.sent()).isEmpty();
		this.decision.tryEmitEmpty();
		assertThat(client.sent()).hasSize(8);
		assertThat(client.sent().get(0)).startsWith("40{");
		assertThat(client.sent().subList(1, 8)).containsExactly("42[\"a\"]", "42[\"b\"]", "42[\"c\"]",
				"451-[\"d\",{\"_placeholder\":true,\"num\":0}]", "01", "42[\"e\"]", "420[\"f\"]");
	}

	@Test
	void holdsWhatAMiddlewareEmits() {
		FakeWebSocket client = connecting();
		socket().emit("a");
		assertThat(client.sent()).isEmpty();
		this.decision.tryEmitEmpty();
		assertThat(client.sent()).hasSize(2).last().isEqualTo("42[\"a\"]");
	}

	@Test
	void broadcastDoesNotReachASocketThatAMiddlewareLooksAt() {
		FakeWebSocket client = connecting();
		socket().join("room");
		this.server.root().emit("a");
		this.server.server().to("room").emit("b");
		this.decision.tryEmitEmpty();
		assertThat(client.sent()).hasSize(1);
		this.server.server().to("room").emit("c");
		assertThat(client.sent()).last().isEqualTo("42[\"c\"]");
	}

	@Test
	void listsAcceptedSocketsOnly() {
		accepting();
		socket().join("room");
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.server.root().sockets("room")).isEmpty();
		assertThat(this.server.root().socket(socket().id())).isNull();
		assertThat(socket().connected()).isFalse();
		this.decision.tryEmitEmpty();
		assertThat(this.server.root().sockets()).containsExactly(socket());
		assertThat(this.server.root().sockets("room")).containsExactly(socket());
		assertThat(this.server.root().socket(socket().id())).isSameAs(socket());
		assertThat(socket().connected()).isTrue();
	}

	@Test
	void connectionListenersRunAfterTheReply() {
		this.server.root().onConnection((socket) -> socket.emit("hello"));
		FakeWebSocket client = this.server.open();
		client.text("40");
		assertThat(client.sent()).hasSize(2).last().isEqualTo("42[\"hello\"]");
	}

	@Test
	void failingConnectionListenerDoesNotConcernTheOthers() {
		this.server.root().onConnection((socket) -> {
			throw new IllegalStateException("expected by the test");
		});
		this.server.root().onConnection(this.connected::add);
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			this.server.connect();
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(this.connected).hasSize(2);
	}

	@Test
	void refusalDropsHeldPacketsRoomsAndMembership() {
		FakeWebSocket client = accepting();
		DataBuffer buffer = FakeRequest.buffer(new byte[] { 1 });
		socket().join("room");
		socket().emit("a", buffer);
		this.server.root().emit("b");
		List<Throwable> errors = new ArrayList<>();
		socket().emitWithAck("c").subscribe((answer) -> {
		}, errors::add);
		refuse();
		assertThat(client.sent()).containsExactly("44{\"message\":\"no\"}");
		assertThat(NettyDataBufferFactory.toByteBuf(buffer).refCnt()).isZero();
		assertThat(errors).singleElement().isInstanceOf(SocketDisconnectedException.class);
		assertThat(this.server.root().rooms()).isEmpty();
		assertThat(socket().rooms()).isEmpty();
		assertThat(this.handler.events()).as("disconnect handler").isEmpty();
		assertThat(this.connected).isEmpty();
		socket().join("room");
		socket().emit("late");
		this.server.root().emit("late");
		assertThat(this.server.root().rooms()).isEmpty();
		assertThat(client.sent()).hasSize(1);
	}

	@Test
	void refusedClientMayTryAgain() {
		boolean[] refuse = { true };
		this.server.root().use((socket) -> refuse[0] ? Mono.error(new ConnectionRefusedException("no")) : Mono.empty());
		FakeWebSocket client = this.server.open();
		client.text("40");
		refuse[0] = false;
		client.text("40");
		assertThat(client.sent()).hasSize(2).last().asString().startsWith("40{");
		client.text("42[\"a\"]");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void middlewareThatJoinsARoomAndRefusesLeavesNothingBehind() {
		connecting();
		socket().join("room");
		assertThat(this.server.root().rooms()).containsExactly("room");
		refuse();
		assertThat(this.server.root().rooms()).isEmpty();
	}

	@Test
	void clientThatGoesDuringAMiddlewareLeavesNothingBehind() {
		FakeWebSocket client = connecting();
		DataBuffer buffer = FakeRequest.buffer(new byte[] { 1 });
		socket().join("room");
		socket().emit("a", buffer);
		client.drop();
		assertThat(NettyDataBufferFactory.toByteBuf(buffer).refCnt()).isZero();
		assertThat(this.server.root().rooms()).isEmpty();
		this.decision.tryEmitEmpty();
		socket().join("room");
		assertThat(this.server.root().rooms()).isEmpty();
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.connected).isEmpty();
		assertThat(this.handler.events()).isEmpty();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void refusalOfAClientThatHasGoneIsNotTold() {
		FakeWebSocket client = accepting();
		client.drop();
		refuse();
		assertThat(client.sent()).isEmpty();
		assertThat(this.handler.events()).isEmpty();
		assertThat(this.server.root().sockets()).isEmpty();
	}

	@Test
	void clientThatGoesWhileAConnectHandlerRunsIsNotListed() {
		FakeWebSocket client = accepting();
		socket().join("room");
		client.drop();
		assertThat(this.handler.events()).isEmpty();
		this.decision.tryEmitEmpty();
		assertThat(client.sent()).isEmpty();
		assertThat(this.connected).isEmpty();
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.server.root().rooms()).isEmpty();
		assertThat(this.handler.events()).as("what the handler began is ended")
			.containsExactly("left: transport close, rooms []");
	}

	@ParameterizedTest
	@ValueSource(strings = { "42[\"a\"]", "41", "40", "431[]" })
	void packetBeforeTheReplyClosesTheConnection(String packet) {
		FakeWebSocket client = accepting();
		client.text(packet);
		assertThat(client.closedWith()).isEqualTo(1005);
		this.decision.tryEmitEmpty();
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.connected).isEmpty();
	}

	@Test
	void secondConnectClosesTheConnection() {
		FakeWebSocket client = this.server.connect();
		client.text("40");
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.server.root().sockets()).isEmpty();
	}

	@Test
	void closesConnectionForWhichTooMuchIsHeld() {
		FakeWebSocket client = accepting();
		DefaultSocket socket = (DefaultSocket) socket();
		Packet packet = socket.codec().event("/", IncomingPacket.NO_ID, "a", new Object[0]);
		for (int i = 0; i <= 10_000; i++) {
			socket.send(packet);
		}
		assertThat(packet.encoded().refCnt()).isOne();
		packet.release();
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(client.sent()).isEmpty();
	}

	@Test
	void whatOtherThreadsEmitMeanwhileComesBehindTheReplyInItsOrder() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		for (int round = 0; round < 150; round++) {
			Sinks.Empty<Void> decision = Sinks.empty();
			SocketIOSocket[] socket = new SocketIOSocket[1];
			TestServer server = new TestServer();
			server.root().addHandler(new TestHandler().onConnect((connecting) -> {
				socket[0] = connecting;
				return decision.asMono();
			}));
			FakeWebSocket client = server.open();
			client.text("40");
			CountDownLatch start = new CountDownLatch(1);
			Future<?> emitting = thread.submit(() -> {
				start.countDown();
				for (int n = 0; n < 100; n++) {
					socket[0].emit("n", n);
				}
			});
			start.await();
			decision.tryEmitEmpty();
			emitting.get();
			List<String> expected = new ArrayList<>();
			expected.add("40{\"sid\":\"" + socket[0].id() + "\"}");
			for (int n = 0; n < 100; n++) {
				expected.add("42[\"n\"," + n + "]");
			}
			assertThat(client.sent()).isEqualTo(expected);
		}
		thread.shutdown();
	}

	@Test
	void socketThatLeftAndIsThenRefusedHasNoRooms() {
		FakeWebSocket client = accepting();
		socket().join("room");
		client.drop();
		assertThat(socket().rooms()).contains("room");
		refuse();
		assertThat(socket().rooms()).isEmpty();
		assertThat(this.handler.events()).isEmpty();
	}

	@Test
	void socketThatLeftBeforeItWasAMemberHasNoRooms() {
		FakeWebSocket client = connecting();
		socket().join("room");
		client.drop();
		assertThat(socket().rooms()).isEmpty();
	}

}
