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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md, row "socket.use".
 */
class EventMiddlewareTests {

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
		this.socket.on("a", (args, ack) -> {
			this.log.add("a " + args);
			ack.send("done");
		});
		this.socket.on("b", (args, ack) -> this.log.add("b " + args));
	}

	@Test
	void middlewaresSeeEventsInTheOrderTheyWereAdded() {
		this.socket.use((socket, event, args) -> {
			this.log.add("first " + event + " " + args);
			return Mono.empty();
		}).use((socket, event, args) -> Mono.fromRunnable(() -> this.log.add("second " + event)));
		this.client.text("4212[\"a\",1,{\"x\":2}]");

		assertThat(this.log).containsExactly("first a [1, {x=2}]", "second a", "a [1, {x=2}]");
		assertThat(this.client.take()).containsExactly("4312[\"done\"]");
	}

	@Test
	void errorKeepsEventFromHandlersAndGoesToListeners() {
		this.socket.use((socket, event, args) -> "a".equals(event)
				? Mono.error(new ConnectionRefusedException("not allowed")) : Mono.empty());
		this.socket.onError((ex) -> this.log.add("error " + ex.getMessage()));
		this.client.text("421[\"a\"]");
		this.client.text("42[\"b\"]");

		assertThat(this.log).containsExactly("error not allowed", "b []");
		assertThat(this.client.take())
			.containsExactly("431[{\"error\":{\"code\":\"refused\",\"message\":\"not allowed\"}}]");
	}

	@Test
	void exceptionOfMiddlewareIsNotToldToClient() {
		this.socket.use((socket, event, args) -> {
			throw new IllegalStateException("secret");
		});
		this.socket.onError((ex) -> this.log.add("error " + ex.getMessage()));
		this.client.text("421[\"a\"]");

		assertThat(this.log).containsExactly("error secret");
		assertThat(this.client.take())
			.containsExactly("431[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal error\"}}]");
	}

	@Test
	void errorWithoutListenerIsLoggedUnlessItIsARefusal() {
		this.socket.use((socket, event, args) -> "a".equals(event) ? Mono.error(new ConnectionRefusedException("no"))
				: Mono.error(new IllegalStateException("of the test")));
		this.client.text("42[\"a\"]");
		assertThat(this.serverLog.messages("ERROR")).isEmpty();
		this.client.text("42[\"b\"]");
		assertThat(this.serverLog.messages("ERROR")).containsExactly("An event middleware of namespace / failed");
	}

	@Test
	void laterEventsAndTheEndWaitForOneThatIsLookedAt() {
		Sinks.Empty<Void> decision = Sinks.empty();
		this.socket.use((socket, event, args) -> "a".equals(event) ? decision.asMono() : Mono.empty());
		this.socket.onDisconnect((reason) -> this.log.add("left"));
		this.client.text("42[\"a\"]");
		this.client.text("42[\"b\",1]");
		this.client.text("42[\"b\",2]");
		this.client.text("41");
		assertThat(this.log).isEmpty();

		decision.tryEmitEmpty();
		assertThat(this.log).containsExactly("a []", "b [1]", "b [2]", "left");
	}

	@Test
	void eventsThatWaitAreDroppedWhenTheServerDisconnects() {
		Sinks.Empty<Void> decision = Sinks.empty();
		this.socket.use((socket, event, args) -> decision.asMono());
		this.client.text("42[\"a\"]");
		this.client.text("42[\"b\"]");
		this.socket.disconnect();
		decision.tryEmitEmpty();
		assertThat(this.log).isEmpty();
	}

	@Test
	void thatNeverDecidesDoesNotKeepOthersFromKnowingThatTheClientHasGone() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.socket.use((socket, event, args) -> Mono.<Void>never().doOnCancel(() -> cancelled.set(true)));
		this.socket.onAny((event, args, ack) -> this.log.add("any " + event));
		this.socket.onDisconnect((reason) -> this.log.add("left"));
		this.client.text("42[\"a\"]");
		this.client.text("42[\"b\"]");
		this.client.drop();
		this.server.pass(Duration.ofMillis(9_999));
		assertThat(this.log).containsExactly("any a");
		this.server.pass(Duration.ofMillis(1));
		assertThat(this.log).containsExactly("any a", "any b", "left");
		assertThat(cancelled).isTrue();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void thatDecidesInTimeAfterTheClientHasGoneLeavesNoTimer() {
		Sinks.Empty<Void> decision = Sinks.empty();
		this.socket.use((socket, event, args) -> decision.asMono());
		this.socket.onDisconnect((reason) -> this.log.add("left"));
		this.client.text("42[\"a\"]");
		this.client.drop();
		decision.tryEmitEmpty();
		assertThat(this.log).containsExactly("a []", "left");
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void endByTheServerDoesNotWait() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.socket.use((socket, event, args) -> Mono.<Void>never().doOnCancel(() -> cancelled.set(true)));
		this.socket.onDisconnect((reason) -> this.log.add("left"));
		this.client.text("42[\"a\"]");
		this.client.text("42[\"b\"]");
		this.socket.disconnect();
		assertThat(this.log).containsExactly("left");
		assertThat(cancelled).isTrue();
	}

	@Test
	void isCancelledAfterTheTimeOfHandlers() {
		TestServer limited = new TestServer((builder) -> builder.handlerTimeout(Duration.ofSeconds(2)));
		FakeWebSocket impatient = limited.connect();
		limited.socket().use((socket, event, args) -> "a".equals(event) ? Mono.never() : Mono.empty());
		limited.socket().onError((ex) -> this.log.add(ex.getClass().getSimpleName()));
		limited.socket().on("b", (args, ack) -> this.log.add("b"));
		impatient.text("421[\"a\"]");
		impatient.text("42[\"b\"]");
		limited.pass(Duration.ofMillis(1_999));
		assertThat(this.log).isEmpty();
		limited.pass(Duration.ofMillis(1));
		assertThat(this.log).containsExactly("TimeoutException", "b");
		assertThat(impatient.take())
			.containsExactly("431[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal error\"}}]");
	}

	@Test
	void otherSocketsDoNotWait() {
		this.socket.use((socket, event, args) -> Mono.never());
		this.client.text("42[\"a\"]");
		FakeWebSocket other = this.server.open();
		this.server.root().onConnection((socket) -> socket.on("b", (args, ack) -> this.log.add("other")));
		other.text("40");
		other.text("42[\"b\"]");
		assertThat(this.log).containsExactly("other");
	}

	@Test
	void listenersAreToldOfInvalidPackets() {
		this.socket.onError((ex) -> this.log.add(ex.getClass().getSimpleName()));
		this.client.text("42[{}]");
		assertThat(this.log).containsExactly(InvalidPacketException.class.getSimpleName());
		assertThat(this.client.closedWith()).isNotEqualTo(FakeWebSocket.OPEN);
	}

}
