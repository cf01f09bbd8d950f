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
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.AnyEventListener;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md, row "onAny / prependAny / offAny / onAnyOutgoing", and PROTOCOL.md 100.
 */
class CatchAllTests {

	private final TestServer server = new TestServer();

	private final LogRecorder serverLog = LogRecorder.of(SocketIOServer.class);

	private final List<String> log = new CopyOnWriteArrayList<>();

	private FakeWebSocket client;

	private DefaultSocket socket;

	@AfterEach
	void stopRecording() {
		this.serverLog.close();
	}

	@BeforeEach
	void connect() {
		this.client = this.server.connect();
		this.socket = this.server.socket();
	}

	@Test
	void listenersSeeEventsBeforeMiddlewaresAndHandlers() {
		this.socket.on("a", (args, ack) -> this.log.add("handler"));
		this.socket.use((socket, event, args) -> Mono.fromRunnable(() -> this.log.add("middleware")));
		this.socket.onAny((event, args, ack) -> this.log.add("any " + event + " " + args));
		this.socket.prependAny((event, args, ack) -> this.log.add("first"));
		this.client.text("42[\"a\",1,true]");
		assertThat(this.log).containsExactly("first", "any a [1, true]", "middleware", "handler");
	}

	@Test
	void listenerMayAnswer() {
		this.socket.onAny((event, args, ack) -> ack.send(event));
		this.client.text("427[\"a\"]");
		assertThat(this.client.take()).containsExactly("437[\"a\"]");
	}

	@Test
	void eventWithoutNameReachesListeners() {
		this.socket.onAny((event, args, ack) -> {
			this.log.add(event + " " + args + " " + args.size());
			ack.send("got it");
		});
		this.client.text("42");
		this.client.text("4212");
		assertThat(this.log).containsExactly("null [] 0", "null [] 0");
		assertThat(this.client.take()).containsExactly("4312[\"got it\"]");
	}

	@Test
	void failureOfListenerIsNoAnswerAndKeepsNobodyFromTheEvent() {
		this.socket.onAny((event, args, ack) -> {
			throw new IllegalStateException("of the test");
		});
		this.socket.on("a", (args, ack) -> ack.send("fine"));
		this.client.text("427[\"a\"]");
		assertThat(this.client.take()).containsExactly("437[\"fine\"]");
	}

	@Test
	void listenersCanBeRemoved() {
		AnyEventListener listener = (event, args, ack) -> this.log.add("removed");
		this.socket.onAny(listener);
		Disposable other = this.socket.onAny((event, args, ack) -> this.log.add("disposed"));
		this.socket.onAny((event, args, ack) -> this.log.add("stays"));
		this.socket.offAny(listener);
		other.dispose();
		this.client.text("42[\"a\"]");
		this.socket.offAny();
		this.client.text("42[\"b\"]");
		assertThat(this.log).containsExactly("stays");
	}

	@Test
	void outgoingListenersSeeEventsAndBroadcastsButNoAcknowledgements() {
		this.socket.on("question", (args, ack) -> ack.send("answer"));
		this.socket.onAnyOutgoing((event, args) -> this.log.add(event + " " + args.asList().size()));
		this.socket.prependAnyOutgoing((event, args) -> this.log.add("first"));
		this.socket.emit("direct", 1, new byte[] { 1 });
		this.server.root().emit("broadcast");
		this.socket.emitWithAck("asked", 5).subscribe();
		this.client.text("421[\"question\"]");
		assertThat(this.log).containsExactly("first", "direct 2", "first", "broadcast 0", "first", "asked 1");
		assertThat(this.client.take()).hasSize(5);

		this.socket.offAnyOutgoing();
		this.socket.emit("unseen");
		assertThat(this.log).hasSize(6);
	}

	@Test
	void outgoingArgumentsAreReadAsTheClientReadsThem() {
		this.socket.onAnyOutgoing((event, args) -> {
			assertThat(args.get(0, byte[].class)).containsExactly(1, 2);
			assertThat(args.get(1)).isEqualTo("\u20ac");
			this.log.add("read");
		});
		this.server.root().emit("e", new byte[] { 1, 2 }, "\u20ac");
		assertThat(this.log).containsExactly("read");
	}

	@Test
	void handlersOfTheNamespaceSeeAllEventsAndUnhandledOnesGoToTheirHandler() {
		TestHandler handler = new TestHandler().record("known", false)
			.onAny("any", (call) -> null)
			.onUnhandled((call) -> io.github.socketiospring.AckArgs.of("what?"));
		this.server.root().addHandler(handler);
		this.socket.on("listened", (args, ack) -> this.log.add("listened"));
		this.client.text("42[\"known\",1]");
		this.client.text("421[\"unknown\",2]");
		this.client.text("42[\"listened\",3]");
		assertThat(handler.events()).containsExactly("any 1", "known 1", "any 2", "unhandled 2", "any 3");
		assertThat(this.client.take()).containsExactly("431[\"what?\"]");
		assertThat(this.log).containsExactly("listened");
	}

}
