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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.OverflowPolicy;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients for which more waits than may, as the application sees it.
 */
class SlowConsumerTests {

	private TestServer server;

	private final List<DisconnectReason> reasons = new CopyOnWriteArrayList<>();

	private void start(UnaryOperator<SocketIOServerBuilder> settings) {
		this.server = new TestServer(settings);
		this.server.root().onConnection((socket) -> socket.onDisconnect(this.reasons::add));
	}

	@AfterEach
	void close() {
		this.server.server().close().block(Duration.ofSeconds(10));
	}

	private long count(EngineIOCounter counter) {
		return this.server.server().engine().count(counter);
	}

	@Test
	void leavesWithAReasonOfItsOwn() {
		try (LogRecorder log = LogRecorder.of("io.github.socketiospring.engineio.EngineIOServer")) {
			start((builder) -> builder.outboundMaxPackets(2));
			FakeWebSocket client = this.server.connect();
			client.congestAfter(0);
			for (int i = 0; i < 5; i++) {
				this.server.root().emit("news", i);
			}
			assertThat(this.reasons).containsExactly(DisconnectReason.SLOW_CONSUMER);
			assertThat(DisconnectReason.SLOW_CONSUMER).hasToString("slow consumer");
			assertThat(DisconnectReason.SLOW_CONSUMER.isServerDisconnect()).isFalse();
			assertThat(this.server.root().sockets()).isEmpty();
			assertThat(count(EngineIOCounter.SLOW_CONSUMER)).isOne();
			assertThat(log.messages("WARN")).anyMatch((message) -> message.contains("socketio.outbound.max-bytes"));
		}
	}

	@Test
	void quickReceiversOfABroadcastGetEverything() {
		start((builder) -> builder.outboundMaxPackets(2));
		List<FakeWebSocket> quick = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			quick.add(this.server.connect());
		}
		FakeWebSocket slow = this.server.connect();
		slow.congestAfter(0);
		this.server.root().sockets().forEach((socket) -> socket.join("room"));
		for (int i = 0; i < 20; i++) {
			this.server.root().to("room").emit("news", i, new byte[] { 1 });
		}
		assertThat(quick).allSatisfy((client) -> assertThat(client.take()).hasSize(40));
		assertThat(slow.sent()).isEmpty();
		assertThat(this.reasons).containsExactly(DisconnectReason.SLOW_CONSUMER);
	}

	@Test
	void dropsEventsButNotWhatTheClientAskedFor() {
		start((builder) -> builder.outboundMaxPackets(1).outboundOverflowPolicy(OverflowPolicy.DROP_NEWEST));
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		socket.on("question", String.class, (text, ack) -> ack.send("answer"));
		client.congestAfter(0);
		socket.emit("kept");
		socket.emit("dropped");
		List<Throwable> errors = new ArrayList<>();
		socket.timeout(Duration.ofSeconds(1)).emitWithAck("dropped").subscribe((answer) -> {
		}, errors::add);
		client.text("421[\"question\",\"?\"]");
		assertThat(count(EngineIOCounter.OVERFLOW_DROPPED)).isEqualTo(2);
		client.writable(10);
		assertThat(client.take()).containsExactly("42[\"kept\"]", "431[\"answer\"]");
		this.server.pass(Duration.ofSeconds(2));
		assertThat(errors).hasSize(1).first().isInstanceOf(AckTimeoutException.class);
		assertThat(this.reasons).isEmpty();
	}

	@Test
	void clientThatAsksAndNeverReadsIsClosedWhateverThePolicyIs() {
		start((builder) -> builder.outboundMaxPackets(5).outboundOverflowPolicy(OverflowPolicy.DROP_NEWEST));
		FakeWebSocket client = this.server.connect();
		this.server.socket().on("question", String.class, (text, ack) -> ack.send("answer"));
		client.congestAfter(0);
		for (int i = 0; i < 11; i++) {
			assertThat(this.reasons).isEmpty();
			client.text("42" + i + "[\"question\",\"?\"]");
		}
		assertThat(this.reasons).containsExactly(DisconnectReason.SLOW_CONSUMER);
	}

	@Test
	void whatARecoveredClientMissedDoesNotCount() {
		start((builder) -> builder.connectionStateRecovery(true).outboundMaxPackets(3));
		FakeWebSocket first = this.server.open();
		first.text("40");
		String pid = first.take().get(0).replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1");
		first.drop();
		for (int i = 0; i < 20; i++) {
			this.server.root().emit("missed", i);
		}
		FakeWebSocket second = this.server.open();
		second.congestAfter(0);
		second.text("40{\"pid\":\"" + pid + "\"}");
		assertThat(this.server.socket().recovered()).isTrue();
		this.server.root().emit("new", 1);
		this.server.root().emit("new", 2);
		assertThat(this.server.socket().connected()).isTrue();
		second.writable(100);
		assertThat(second.take()).hasSize(23);

		second.congestAfter(0);
		for (int i = 0; i < 4; i++) {
			this.server.root().emit("too many", i);
		}
		assertThat(this.reasons).endsWith(DisconnectReason.SLOW_CONSUMER);
		FakeWebSocket third = this.server.open();
		third.text("40{\"pid\":\"" + pid + "\"}");
		assertThat(this.server.socket().recovered()).isTrue();
		assertThat(third.take()).filteredOn((packet) -> packet.contains("too many")).hasSize(4);
	}

	@Test
	void streamsWaitBeforeTheLimit() {
		start((builder) -> builder.outboundMaxBytes(100_000).outboundMaxPackets(10));
		FakeWebSocket client = this.server.connect();
		client.congestAfter(0);
		AtomicInteger elements = new AtomicInteger();
		List<String> end = new ArrayList<>();
		this.server.root()
			.emitAll("large",
					Flux.range(0, 30).map((i) -> "x".repeat(90_000)).doOnNext((i) -> elements.incrementAndGet()))
			.subscribe(null, null, () -> end.add("complete"));
		assertThat(elements).hasValue(1);
		client.writable(3);
		assertThat(elements).hasValue(4);
		client.writable(100);
		assertThat(elements).hasValue(30);
		assertThat(client.take()).hasSize(30);
		assertThat(end).containsExactly("complete");
		assertThat(this.reasons).isEmpty();
	}

	@Test
	void acknowledgementsThatAClientOwesAreLimited() {
		start((builder) -> builder);
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		List<Throwable> errors = new ArrayList<>();
		for (int i = 0; i <= PendingAcks.LIMIT; i++) {
			socket.emitWithAck("question").subscribe((answer) -> {
			}, errors::add);
		}
		assertThat(errors).hasSize(1).first().isInstanceOf(IllegalStateException.class);
		assertThat(client.take()).hasSize(PendingAcks.LIMIT);
		assertThat(this.server.server().count(SocketIOCounter.PENDING_ACKS_EXCEEDED)).isOne();
		client.text("430[]");
		socket.emitWithAck("question").subscribe();
		assertThat(client.take()).hasSize(1);
		assertThat(errors).hasSize(1);
	}

}
