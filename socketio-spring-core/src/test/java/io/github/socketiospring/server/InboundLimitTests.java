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
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketDisconnectedException;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.test.LogRecorder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many events of a client the server holds: four in flight and five that wait, unless
 * a test says otherwise.
 */
class InboundLimitTests {

	private static final int IN_FLIGHT = 4;

	private static final int QUEUED = 5;

	private final TestHandler handler = new TestHandler();

	private final List<Sinks.One<Object>> results = new ArrayList<>();

	private final TestServer server = new TestServer(
			(builder) -> builder.maxEventsInFlight(IN_FLIGHT).maxQueuedEvents(QUEUED).maxHttpBufferSize(1000));

	InboundLimitTests() {
		this.handler.on("slow", (call) -> {
			Sinks.One<Object> result = Sinks.one();
			this.results.add(result);
			return result.asMono();
		}).record("quick", false).record("worker", true);
		this.server.root().addHandler(this.handler);
	}

	@AfterEach
	void closeServer() {
		this.server.server().close().block();
	}

	private static void send(FakeWebSocket client, String event, int from, int to) {
		for (int i = from; i <= to; i++) {
			client.text("42[\"" + event + "\"," + i + "]");
		}
	}

	private static String[] events(String event, int to) {
		return IntStream.rangeClosed(1, to).mapToObj((i) -> event + " " + i).toArray(String[]::new);
	}

	private void endFirst() {
		this.results.remove(0).tryEmitEmpty();
	}

	private PendingEvents pending() {
		return this.server.socket().events().pending();
	}

	@Test
	void furtherEventsStartInOrderWhenOthersHaveEnded() {
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, 6);
		assertThat(this.handler.events()).containsExactly(events("slow", 4));
		assertThat(pending().inFlight()).isEqualTo(4);
		assertThat(pending().waiting()).isEqualTo(2);
		endFirst();
		assertThat(this.handler.events()).containsExactly(events("slow", 5));
		endFirst();
		endFirst();
		assertThat(this.handler.events()).containsExactly(events("slow", 6));
		assertThat(pending().inFlight()).isEqualTo(3);
		assertThat(pending().waiting()).isZero();
	}

	@Test
	void quickEventWaitsBehindThoseThatWait() {
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, 5);
		client.text("421[\"quick\"]");
		assertThat(this.handler.events()).containsExactly(events("slow", 4));
		endFirst();
		assertThat(this.handler.events()).hasSize(5).last().isEqualTo("slow 5");
		endFirst();
		assertThat(this.handler.events()).hasSize(6).last().isEqualTo("quick");
	}

	@Test
	void eventsThatEndAtOnceAreNeverHeldUp() {
		FakeWebSocket client = this.server.connect();
		send(client, "quick", 1, 1_000);
		assertThat(this.handler.events()).containsExactly(events("quick", 1_000));
		assertThat(pending().inFlight()).isZero();
	}

	@Test
	void readsNoMoreWhileTheQueueIsFullAndLosesNothing() {
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, 30);
		assertThat(pending().waiting()).isEqualTo(QUEUED);
		assertThat(client.unread()).isEqualTo(30 - IN_FLIGHT - QUEUED);
		for (int ended = 1; ended <= 30; ended++) {
			endFirst();
			assertThat(pending().waiting()).isLessThanOrEqualTo(QUEUED);
		}
		assertThat(this.handler.events()).containsExactly(events("slow", 30));
		assertThat(client.unread()).isZero();
		assertThat(pending().inFlight()).isZero();
		assertThat(pending().bytes()).isZero();
	}

	@Test
	void answersPostWhenItsLastEventHasBeenTaken() {
		PollingClient client = new PollingClient(this.server.server().engine());
		client.post("40");
		Exchange post = client.post(String.join("\u001e",
				IntStream.rangeClosed(1, 11).mapToObj((i) -> "42[\"slow\"," + i + "]").toArray(String[]::new)));
		assertThat(pending().waiting()).isEqualTo(QUEUED);
		assertThat(post.isPending()).isTrue();
		endFirst();
		assertThat(post.isPending()).isTrue();
		endFirst();
		assertThat(post.body()).isEqualTo("ok");
		while (!this.results.isEmpty()) {
			endFirst();
		}
		assertThat(this.handler.events()).containsExactly(events("slow", 11));
	}

	@Test
	void eventsForWorkersCountAsWell() {
		FakeWebSocket client = this.server.connect();
		send(client, "worker", 1, 30);
		assertThat(pending().inFlight()).isEqualTo(IN_FLIGHT);
		assertThat(pending().waiting()).isEqualTo(QUEUED);
		assertThat(this.server.waitingForWorkers()).isOne();
		assertThat(client.unread()).isEqualTo(30 - IN_FLIGHT - QUEUED);
		this.server.runWorkers();
		assertThat(this.handler.events()).containsExactly(events("worker", 30));
		assertThat(pending().inFlight()).isZero();
		assertThat(client.unread()).isZero();
	}

	@Test
	void eventsThatMiddlewaresLookAtCountAsWell() {
		List<Sinks.Empty<Void>> decisions = new ArrayList<>();
		this.server.root().onConnection((socket) -> socket.use((any, event, args) -> {
			Sinks.Empty<Void> decision = Sinks.empty();
			decisions.add(decision);
			return decision.asMono();
		}));
		FakeWebSocket client = this.server.connect();
		send(client, "quick", 1, 30);
		assertThat(decisions).hasSize(1);
		assertThat(pending().inFlight()).isEqualTo(IN_FLIGHT);
		assertThat(pending().waiting()).isEqualTo(QUEUED);
		assertThat(client.unread()).isEqualTo(30 - IN_FLIGHT - QUEUED);
		for (int i = 0; i < 30; i++) {
			if (i % 2 == 0) {
				decisions.get(i).tryEmitEmpty();
			}
			else {
				decisions.get(i).tryEmitError(new ConnectionRefusedException("odd"));
			}
		}
		assertThat(this.handler.events()).hasSize(15).startsWith("quick 1", "quick 3").endsWith("quick 29");
		assertThat(pending().inFlight()).isZero();
		assertThat(pending().bytes()).isZero();
	}

	@Test
	void handlerThatIsTimedOutFreesItsSlot() {
		TestServer server = new TestServer(
				(builder) -> builder.maxEventsInFlight(1).handlerTimeout(Duration.ofSeconds(5)));
		server.root().addHandler(this.handler);
		FakeWebSocket client = server.connect();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			send(client, "slow", 1, 2);
			assertThat(this.handler.events()).containsExactly("slow 1");
			server.pass(Duration.ofSeconds(5));
			assertThat(this.handler.events()).containsExactly("slow 1", "slow 2");
		}
		client.drop();
	}

	@Test
	void readsNoMoreWhileEventsHoldTooManyBytesAndTakesOneThatIsLarger() {
		TestServer server = new TestServer((builder) -> builder.maxInboundBytes(100).maxHttpBufferSize(300));
		server.root().addHandler(this.handler);
		FakeWebSocket client = server.connect();
		String large = "42[\"slow\",\"" + "x".repeat(250) + "\"]";
		client.text(large);
		assertThat(client.unread()).isZero();
		client.text(large);
		client.text("42[\"quick\"]");
		client.text("42[\"quick\"]");
		// A message that the client may send is always within the limit
		assertThat(client.unread()).isEqualTo(2);
		assertThat(this.handler.events()).hasSize(2);
		endFirst();
		assertThat(client.unread()).isZero();
		assertThat(this.handler.events()).hasSize(4);
	}

	@Test
	void countsTheBytesOfAttachments() {
		TestServer server = new TestServer((builder) -> builder.maxInboundBytes(1_000).maxHttpBufferSize(1_000));
		server.root().addHandler(this.handler);
		FakeWebSocket client = server.connect();
		for (int i = 0; i < 3; i++) {
			client.text("451-[\"slow\",{\"_placeholder\":true,\"num\":0}]");
			client.bytes(new byte[500], false);
		}
		assertThat(client.unread()).isEqualTo(2);
		endFirst();
		assertThat(client.unread()).isZero();
	}

	@Test
	void acknowledgementsNeverWaitBehindEvents() {
		List<String> answers = new ArrayList<>();
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, IN_FLIGHT + QUEUED - 1);
		this.server.socket().emitWithAck("ask", String.class).subscribe(answers::add);
		client.text("430[\"answer\"]");
		assertThat(answers).containsExactly("answer");
	}

	@Test
	void goesOnReadingWhenAnAcknowledgementIsAskedForAndPausesAgainWhenItHasCome() {
		List<String> answers = new ArrayList<>();
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, IN_FLIGHT + QUEUED + 2);
		client.text("430[\"answer\"]");
		send(client, "slow", 100, 101);
		assertThat(client.unread()).isEqualTo(5);
		this.server.socket().emitWithAck("ask", String.class).subscribe(answers::add);
		assertThat(answers).containsExactly("answer");
		assertThat(client.unread()).isEqualTo(2);
		assertThat(pending().waiting()).isEqualTo(QUEUED + 2);
	}

	@Test
	void goesOnReadingWhenASocketOfAnotherNamespaceIsAskedForAnAcknowledgement() {
		this.server.server().of("/other");
		FakeWebSocket client = this.server.connect();
		client.text("40/other,");
		send(client, "slow", 1, IN_FLIGHT + QUEUED);
		client.text("43/other,0[]");
		assertThat(client.unread()).isOne();
		this.server.server().of("/other").emitWithAck("ask").subscribe();
		assertThat(client.unread()).isZero();
	}

	@Test
	void doesNotPauseWhileAnAcknowledgementIsOwedAndDisconnectsBeyondTwiceTheLimit() {
		List<Throwable> errors = new ArrayList<>();
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		socket.emitWithAck("ask").subscribe((answer) -> {
		}, errors::add);
		send(client, "slow", 1, IN_FLIGHT + 2 * QUEUED);
		assertThat(socket.events().pending().waiting()).isEqualTo(2 * QUEUED);
		assertThat(client.unread()).isZero();
		assertThat(socket.connected()).isTrue();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			send(client, "slow", 100, 101);
			assertThat(log.messages("WARN")).hasSize(1).first().asString().contains("socketio.inbound.");
		}
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.handler.events()).hasSize(5).last().isEqualTo("left: overloaded, rooms []");
		assertThat(errors).hasOnlyElementsOfType(SocketDisconnectedException.class).hasSize(1);
		assertThat(socket.events().pending().waiting()).isZero();
		assertThat(socket.events().pending().inFlight()).isZero();
		assertThat(socket.results().size()).isZero();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void disconnectsClientThatWasNotReadForTooLong() {
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, 30);
		this.server.pass(Duration.ofMillis(29_999));
		assertThat(this.server.socket().connected()).isTrue();
		this.server.pass(Duration.ofMillis(1));
		assertThat(this.handler.events()).hasSize(5).last().isEqualTo("left: overloaded, rooms []");
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void clientThatIsNotReadNeedNotAnswerPings() {
		TestServer server = new TestServer(
				(builder) -> builder.maxEventsInFlight(1).maxQueuedEvents(1).maxInboundPause(Duration.ofMinutes(10)));
		server.root().addHandler(this.handler);
		FakeWebSocket client = server.connect();
		send(client, "slow", 1, 3);
		server.pass(Duration.ofMinutes(9));
		assertThat(server.socket().connected()).isTrue();
		endFirst();
		endFirst();
		endFirst();
		assertThat(this.handler.events()).containsExactly(events("slow", 3));
		server.pass(Duration.ofSeconds(45));
		assertThat(this.handler.events()).last().isEqualTo("left: ping timeout, rooms []");
	}

	@Test
	void readsOnWhenTheSocketThatIsFullLeaves() {
		this.server.server().of("/other").addHandler(this.handler);
		FakeWebSocket client = this.server.connect();
		client.text("40/other,");
		send(client, "slow", 1, IN_FLIGHT + QUEUED);
		client.text("42/other,[\"quick\"]");
		assertThat(client.unread()).isOne();
		this.server.socket().disconnect();
		assertThat(client.unread()).isZero();
		assertThat(this.handler.events()).contains("quick");
	}

	@Test
	void doesNotReadWhileAnyOfItsSocketsIsFull() {
		this.server.server().of("/other").addHandler(this.handler);
		FakeWebSocket client = this.server.connect();
		client.text("40/other,");
		send(client, "slow", 1, IN_FLIGHT + QUEUED - 1);
		for (int i = 0; i < IN_FLIGHT + QUEUED; i++) {
			client.text("42/other,[\"slow\"]");
		}
		send(client, "slow", IN_FLIGHT + QUEUED, 100);
		int unread = client.unread();
		assertThat(unread).isPositive();
		endFirst();
		assertThat(client.unread()).isEqualTo(unread);
		this.results.get(this.results.size() - 2).tryEmitEmpty();
		assertThat(client.unread()).isLessThan(unread);
	}

	@Test
	void whatWaitsIsStillHandledBeforeTheEndWhenTheClientLeaves() {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		send(client, "slow", 1, 6);
		client.text("41");
		assertThat(this.handler.events()).startsWith(events("slow", 6))
			.hasSize(7)
			.last()
			.isEqualTo("left: client namespace disconnect, rooms []");
		assertThat(this.results).hasSize(6);
		this.results.forEach(Sinks.One::tryEmitEmpty);
		assertThat(socket.events().pending().inFlight()).isZero();
	}

	@Test
	void whatWaitsIsDroppedWhenTheServerDisconnects() {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		send(client, "slow", 1, 6);
		socket.disconnect();
		assertThat(this.handler.events()).hasSize(5).last().asString().startsWith("left: server namespace disconnect");
		assertThat(socket.events().pending().waiting()).isZero();
		assertThat(socket.events().pending().inFlight()).isZero();
		assertThat(socket.events().pending().bytes()).isZero();
	}

	@Test
	void eventThatNobodyHandlesNeedsNoSlot() {
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, 5);
		send(client, "nobody", 1, 100);
		assertThat(pending().waiting()).isOne();
		assertThat(client.unread()).isZero();
	}

	@Test
	void invalidEventIsFoundOutThoughItWouldHaveToWait() {
		FakeWebSocket client = this.server.connect();
		send(client, "slow", 1, 5);
		client.text("42[\"slow\",}");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void tellsClientThatNoWorkerIsToBeHad() {
		ManualScheduler workers = new ManualScheduler();
		workers.reject();
		TestServer server = new TestServer((builder) -> builder.workerScheduler(workers));
		server.root().addHandler(this.handler);
		FakeWebSocket client = server.connect();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			client.text("421[\"worker\"]");
			client.text("42[\"worker\"]");
			assertThat(log.messages("WARN")).hasSize(1).first().asString().contains("no worker");
		}
		assertThat(client.take())
			.containsExactly("431[{\"error\":{\"code\":\"overloaded\",\"message\":\"Overloaded\"}}]");
		client.text("422[\"quick\"]");
		assertThat(this.handler.events()).containsExactly("quick");
		assertThat(server.socket().events().pending().inFlight()).isZero();
	}

	@Test
	void limitsTheBytesOfAPacketThatIsNotComplete() {
		TestServer server = new TestServer(
				(builder) -> builder.maxAttachments(1_000).maxInboundBytes(1_000).maxHttpBufferSize(1_000));
		server.root().addHandler(this.handler);
		FakeWebSocket client = server.connect();
		client.text("45900-[\"quick\"]");
		client.bytes(new byte[980], false);
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		client.bytes(new byte[1_000], false);
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		client.bytes(new byte[1], false);
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.handler.events()).containsExactly("left: forced close, rooms []");
	}

	@Test
	void packetsThatAreCompleteAreNotCountedTogether() {
		TestServer server = new TestServer((builder) -> builder.maxInboundBytes(1_000).maxHttpBufferSize(1_000));
		server.root().addHandler(this.handler);
		FakeWebSocket client = server.connect();
		for (int i = 0; i < 10; i++) {
			client.text("452-[\"quick\"]");
			client.bytes(new byte[400], false);
			client.bytes(new byte[400], false);
		}
		assertThat(this.handler.events()).hasSize(10);
	}

	@Test
	void eventsEndOnManyThreadsAtOnce() throws Exception {
		TestServer server = new TestServer(
				(builder) -> builder.maxEventsInFlight(3).maxQueuedEvents(2).workerScheduler(Schedulers.parallel()));
		int count = 20_000;
		CountDownLatch done = new CountDownLatch(count);
		server.root()
			.addHandler(new TestHandler().on("a",
					(call) -> Mono.fromRunnable(done::countDown)
						.subscribeOn(Schedulers.parallel())
						.thenReturn(AckArgs.of())));
		FakeWebSocket client = server.connect();
		DefaultSocket socket = server.socket();
		for (int i = 0; i < count; i++) {
			client.text("42[\"a\"]");
		}
		done.await();
		Awaitility.await().until(() -> socket.events().pending().inFlight() == 0 && client.unread() == 0);
		assertThat(socket.events().pending().bytes()).isZero();
		assertThat(socket.connected()).isTrue();
	}

}
