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

import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Acknowledgements of a broadcast.
 */
class BroadcastAckTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final TestServer server = new TestServer();

	private final List<FakeWebSocket> clients = new ArrayList<>();

	private final List<SocketIOSocket> sockets = new CopyOnWriteArrayList<>();

	private final List<BroadcastAcks<Integer>> results = new ArrayList<>();

	private void connect(int count) {
		this.server.root().onConnection(this.sockets::add);
		for (int i = 0; i < count; i++) {
			this.clients.add(this.server.connect());
		}
	}

	private Disposable await(Mono<BroadcastAcks<Integer>> acks) {
		return acks.subscribe(this.results::add);
	}

	private Mono<BroadcastAcks<Integer>> broadcast() {
		return this.server.root().emitWithAck("ready?", Integer.class);
	}

	private Mono<BroadcastAcks<Integer>> broadcastWithTimeout() {
		return this.server.root().timeout(TIMEOUT).emitWithAck("ready?", Integer.class);
	}

	private void assertNothingIsPending() {
		for (SocketIOSocket socket : this.sockets) {
			assertThat(((DefaultSocket) socket).acks().remove(0)).isNull();
		}
		int heartbeats = this.server.server().engine().clientsCount();
		assertThat(this.server.activeTimers()).isEqualTo(heartbeats);
	}

	@Test
	void completesAtOnceWhenNobodyIsThere() {
		await(broadcastWithTimeout());
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(), 0, false));
		assertNothingIsPending();
	}

	@Test
	void collectsAnswersInTheOrderInWhichTheyCome() {
		connect(3);
		await(broadcastWithTimeout());
		assertThat(this.clients).allSatisfy((client) -> assertThat(client.sent()).containsExactly("420[\"ready?\"]"));
		this.clients.get(2).text("430[2]");
		this.clients.get(0).text("430[0]");
		assertThat(this.results).isEmpty();
		this.clients.get(1).text("430[1]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(2, 0, 1), 0, false));
		assertNothingIsPending();
	}

	@Test
	void givesAllArgumentsOfEachAnswer() {
		connect(1);
		List<Object> answers = new CopyOnWriteArrayList<>();
		this.server.root()
			.emitWithAck("ready?")
			.subscribe((acks) -> acks.responses().forEach((answer) -> answers.add(answer.asList())));
		this.clients.get(0).text("430[1,\"a\"]");
		assertThat(answers).containsExactly(List.of(1, "a"));
	}

	@Test
	void socketThatLeavesIsMissing() {
		connect(3);
		await(broadcast());
		this.clients.get(0).text("430[0]");
		this.clients.get(1).drop();
		assertThat(this.results).isEmpty();
		this.clients.get(2).text("41");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(0), 2, false));
		assertNothingIsPending();
	}

	@Test
	void answerOfAnotherTypeIsMissing() {
		connect(2);
		await(broadcast());
		this.clients.get(0).text("430[\"x\"]");
		this.clients.get(1).text("430[1]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1), 1, false));
		assertThat(this.clients.get(0).closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void invalidAnswerIsMissingOnce() {
		connect(2);
		await(broadcast());
		this.clients.get(0).text("430[1,}");
		assertThat(this.results).isEmpty();
		this.clients.get(1).text("430[1]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1), 1, false));
	}

	@Test
	void secondAnswerOfASocketDoesNotCount() {
		connect(2);
		await(broadcast());
		this.clients.get(0).text("430[1]");
		this.clients.get(0).text("430[2]");
		assertThat(this.results).isEmpty();
		this.clients.get(1).text("430[3]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1, 3), 0, false));
	}

	@Test
	void givesAfterTheTimeOutWhatHasCome() {
		connect(3);
		await(broadcastWithTimeout());
		this.clients.get(0).text("430[0]");
		this.clients.get(1).drop();
		this.server.pass(TIMEOUT.minusMillis(1));
		assertThat(this.results).isEmpty();
		this.server.pass(Duration.ofMillis(1));
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(0), 2, true));
		assertNothingIsPending();
		this.clients.get(2).text("430[2]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(0), 2, true));
		assertThat(this.clients.get(2).closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void forgetsAnswersThatAreNotAwaitedAnyMore() {
		connect(2);
		await(broadcast()).dispose();
		assertNothingIsPending();
		await(broadcastWithTimeout()).dispose();
		assertThat(((DefaultSocket) this.sockets.get(0)).acks().remove(1)).isNull();
		assertNothingIsPending();
	}

	@Test
	void forgetsAnswersThatWereNeverAwaited() {
		connect(2);
		broadcastWithTimeout().subscribe(new CancellingSubscriber());
		assertNothingIsPending();
	}

	@Test
	void waitsForNoMoreAnswersOfAClientThatGivesNone() {
		connect(2);
		for (int i = 0; i < PendingAcks.LIMIT; i++) {
			await(broadcast());
			this.clients.get(1).text("43" + i + "[" + i + "]");
		}
		assertThat(this.results).isEmpty();
		this.clients.forEach(FakeWebSocket::sent);
		await(broadcast());
		assertThat(this.clients)
			.allSatisfy((client) -> assertThat(client.sent()).contains("42" + PendingAcks.LIMIT + "[\"ready?\"]"));
		this.clients.get(1).text("43" + PendingAcks.LIMIT + "[7]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(7), 1, false));
		assertThat(this.server.server().count(SocketIOCounter.PENDING_ACKS_EXCEEDED)).isOne();
		this.clients.get(0).drop();
		assertThat(this.results).hasSize(PendingAcks.LIMIT + 1);
		assertNothingIsPending();
	}

	@Test
	void asksTheReceiversOfThatMomentAlone() {
		connect(2);
		await(this.server.server().to(this.sockets.get(0).id()).timeout(TIMEOUT).emitWithAck("ready?", Integer.class));
		FakeWebSocket late = this.server.connect();
		this.clients.get(0).text("430[1]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1), 0, false));
		assertThat(this.clients.get(1).sent()).isEmpty();
		assertThat(late.sent()).isEmpty();
	}

	@Test
	void failsWithWhatCannotBeWritten() {
		connect(1);
		List<Throwable> errors = new CopyOnWriteArrayList<>();
		Mono<BroadcastAcks<Arguments>> acks = this.server.root()
			.timeout(TIMEOUT)
			.emitWithAck("ready?", new Unwritable());
		acks.subscribe((result) -> {
		}, errors::add);
		assertThat(errors).singleElement().isInstanceOf(IllegalArgumentException.class);
		assertNothingIsPending();
	}

	private static final class CancellingSubscriber extends BaseSubscriber<BroadcastAcks<Integer>> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			cancel();
		}

	}

}
