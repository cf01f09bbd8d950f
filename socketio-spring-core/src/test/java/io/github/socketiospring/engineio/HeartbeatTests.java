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

package io.github.socketiospring.engineio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.test.LogRecorder;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases 81 to 87 of the protocol, in virtual time.
 */
class HeartbeatTests {

	private static final long INTERVAL = 25_000;

	private static final long TIMEOUT = 20_000;

	private final TestEngine engine = new TestEngine();

	private final FakeWebSocket client = this.engine.openWebSocket();

	@Test
	void pingsFirstAfterTheInterval() {
		this.engine.pass(INTERVAL - 1);
		assertThat(this.client.sent()).isEmpty();
		this.engine.pass(1);
		assertThat(this.client.sent()).containsExactly("2");
	}

	@Test
	void pingsNextAnIntervalAfterThePong() {
		this.engine.pass(INTERVAL);
		this.engine.pass(3_000);
		this.client.text("3");
		this.engine.pass(INTERVAL - 1);
		assertThat(this.client.sent()).containsExactly("2");
		this.engine.pass(1);
		assertThat(this.client.sent()).containsExactly("2", "2");
	}

	@Test
	void closesWhenThePongDoesNotComeInTime() {
		this.engine.pass(INTERVAL + TIMEOUT - 1);
		assertThat(this.engine.session().events()).isEmpty();
		this.engine.pass(1);
		assertThat(this.engine.session().events()).containsExactly("closed: ping timeout");
		assertThat(this.client.closedWith()).isEqualTo(1005);
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void ignoresLatePong() {
		this.engine.pass(INTERVAL + TIMEOUT);
		this.client.text("3");
		this.engine.pass(10 * INTERVAL);
		assertThat(this.client.sent()).containsExactly("2");
		assertThat(this.engine.session().events()).containsExactly("closed: ping timeout");
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void pongAtTheLastMomentKeepsTheSession() {
		this.engine.pass(INTERVAL + TIMEOUT - 1);
		this.client.text("3");
		this.engine.pass(INTERVAL);
		assertThat(this.client.sent()).containsExactly("2", "2");
		assertThat(this.engine.session().session().isOpen()).isTrue();
	}

	@Test
	void severalPongsStartNoFurtherTimers() {
		int timers = this.engine.activeTimers();
		this.engine.pass(INTERVAL);
		for (int i = 0; i < 10; i++) {
			this.client.text("3");
		}
		assertThat(this.engine.activeTimers()).isEqualTo(timers);
		this.engine.pass(INTERVAL);
		assertThat(this.client.sent()).containsExactly("2", "2");
	}

	@Test
	void asksOutOfTurnWhetherTheClientIsAlive() {
		List<Boolean> alive = new ArrayList<>();
		this.engine.pass(1_000);
		this.engine.session().session().isAlive(Duration.ofSeconds(1)).subscribe(alive::add);
		this.engine.session().session().isAlive(Duration.ofSeconds(2)).subscribe(alive::add);
		assertThat(this.client.take()).containsExactly("2");
		this.engine.pass(999);
		assertThat(alive).isEmpty();
		this.client.text("3");
		assertThat(alive).containsExactly(true, true);
		this.engine.pass(INTERVAL - 1);
		assertThat(this.client.sent()).isEmpty();
		this.engine.pass(1);
		assertThat(this.client.sent()).containsExactly("2");
		assertThat(this.engine.activeTimers()).isOne();
	}

	@Test
	void closesSessionWhoseClientShowsNoLife() {
		List<Boolean> alive = new ArrayList<>();
		EngineIOSession session = this.engine.session().session();
		session.isAlive(Duration.ofSeconds(1)).subscribe(alive::add);
		this.engine.pass(1_000);
		assertThat(this.engine.session().events()).containsExactly("closed: ping timeout");
		session.isAlive(Duration.ofSeconds(1)).subscribe(alive::add);
		assertThat(alive).containsExactly(false, false);
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void waitsForThePongThatIsAwaitedAnywayWhenItAsks() {
		this.engine.pass(INTERVAL + TIMEOUT - 500);
		EngineIOSession session = this.engine.session().session();
		session.isAlive(Duration.ofSeconds(1)).subscribe();
		assertThat(this.client.sent()).containsExactly("2");
		this.engine.pass(499);
		assertThat(session.isOpen()).isTrue();
		this.engine.pass(1);
		assertThat(session.isOpen()).isFalse();
	}

	@Test
	void tellsWhenSessionEndsThatWasAsked() {
		List<Boolean> alive = new ArrayList<>();
		this.engine.session().session().isAlive(Duration.ofSeconds(1)).subscribe(alive::add);
		this.client.drop();
		assertThat(alive).containsExactly(false);
	}

	@Test
	void ignoresPongThatWasNotAskedFor() {
		this.engine.pass(INTERVAL - 1);
		this.client.text("3");
		this.engine.pass(1);
		assertThat(this.client.sent()).containsExactly("2");
		this.engine.pass(TIMEOUT);
		assertThat(this.engine.session().events()).containsExactly("closed: ping timeout");
	}

	@Test
	void messagesDoNotPutOffThePing() {
		this.engine.pass(INTERVAL - 1);
		this.client.text("4hello");
		this.engine.pass(1);
		assertThat(this.client.sent()).containsExactly("2");
	}

	@Test
	void messagesDoNotPutOffTheTimeOut() {
		this.engine.pass(INTERVAL + TIMEOUT - 1);
		this.client.text("4hello");
		this.engine.pass(1);
		assertThat(this.engine.session().events()).containsExactly("hello", "closed: ping timeout");
	}

	@Test
	void reapsPollingSessionThatNobodyPolls() {
		this.engine.openPolling();
		this.engine.pass(INTERVAL + TIMEOUT);
		assertThat(this.engine.session().events()).containsExactly("closed: ping timeout");
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void pollingClientIsPingedInItsPollAndAnswersWithAPost() {
		PollingClient polling = this.engine.openPolling();
		PollingClient.Exchange poll = polling.poll();
		this.engine.pass(INTERVAL);
		assertThat(poll.body()).isEqualTo("2");
		assertThat(polling.post("3").body()).isEqualTo("ok");
		poll = polling.poll();
		this.engine.pass(INTERVAL);
		assertThat(poll.body()).isEqualTo("2");
	}

	@Test
	void latePongOverPollingFindsNoSession() {
		PollingClient polling = this.engine.openPolling();
		this.engine.pass(INTERVAL + TIMEOUT);
		assertThat(polling.post("3").body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
	}

	@Test
	void pingThatCannotBeSentStillTimesOut() {
		this.client.congestAfter(0);
		this.engine.pass(INTERVAL + TIMEOUT);
		assertThat(this.client.sent()).isEmpty();
		assertThat(this.engine.session().events()).containsExactly("closed: ping timeout");
	}

	@Test
	void pongAfterItsTimeFindsTheSessionClosedThoughTheTimerIsLate() {
		LateScheduler late = new LateScheduler(1_000);
		TestEngine engine = new TestEngine((builder) -> builder.timerScheduler(late));
		FakeWebSocket client = engine.openWebSocket();
		late.time.advanceTimeBy(Duration.ofMillis(INTERVAL + 1_000));
		assertThat(client.take()).containsExactly("2");
		// A client is given its time from the ping on, but for some milliseconds
		late.time.advanceTimeBy(Duration.ofMillis(TIMEOUT));
		client.text("3");
		assertThat(engine.session().events()).containsExactly("closed: ping timeout");
	}

	// Pauses of reading

	private void pause() {
		this.engine.session().session().pauseReading(Duration.ofHours(1));
	}

	private void resume() {
		this.engine.session().session().resumeReading();
	}

	@Test
	void doesNotAwaitPongWhileReadingIsPaused() {
		pause();
		this.engine.pass(10 * INTERVAL);
		assertThat(this.engine.session().session().isOpen()).isTrue();
	}

	@Test
	void doesNotAwaitPongThatIsDueWhenReadingIsPaused() {
		this.engine.pass(INTERVAL + TIMEOUT - 1);
		pause();
		this.engine.pass(TIMEOUT);
		resume();
		assertThat(this.engine.session().session().isOpen()).isTrue();
	}

	@Test
	void goesOnPingingInItsIntervalWhileReadingIsPausedSinceTheClientAwaitsThat() {
		pause();
		for (int i = 0; i < 5; i++) {
			this.engine.pass(INTERVAL - 1);
			assertThat(this.client.take()).isEmpty();
			this.engine.pass(1);
			assertThat(this.client.take()).containsExactly("2");
		}
	}

	@Test
	void pingsAnIntervalAfterTheLastPingWhateverPausesThereWere() {
		this.engine.pass(INTERVAL);
		assertThat(this.client.take()).containsExactly("2");
		for (int i = 0; i < 10; i++) {
			pause();
			this.engine.pass(1_000);
			resume();
			this.engine.pass(1_000);
		}
		this.engine.pass(INTERVAL - 20_000 - 1);
		assertThat(this.client.take()).isEmpty();
		this.engine.pass(1);
		assertThat(this.client.take()).containsExactly("2");
	}

	@Test
	void findsOutAfterThePauseThatTheClientIsLost() {
		this.engine.pass(INTERVAL);
		pause();
		this.engine.pass(1_000);
		resume();
		this.engine.pass(INTERVAL + TIMEOUT - 1_000 - 1);
		assertThat(this.engine.session().events()).isEmpty();
		this.engine.pass(1);
		assertThat(this.engine.session().events()).containsExactly("closed: ping timeout");
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void asksAgainAfterThePauseWhoseAnswerWasNotRead() {
		List<Boolean> alive = new ArrayList<>();
		this.engine.session().session().isAlive(Duration.ofSeconds(1)).subscribe(alive::add);
		pause();
		this.engine.pass(5_000);
		assertThat(alive).isEmpty();
		resume();
		assertThat(this.client.take()).containsExactly("2", "2");
		this.client.text("3");
		assertThat(alive).containsExactly(true);
	}

	@Test
	void asksAfterThePauseWhoeverIsNotRead() {
		List<Boolean> alive = new ArrayList<>();
		pause();
		this.engine.session().session().isAlive(Duration.ofSeconds(1)).subscribe(alive::add);
		this.engine.pass(5_000);
		assertThat(alive).isEmpty();
		assertThat(this.engine.session().session().isOpen()).isTrue();
		resume();
		assertThat(this.client.take()).containsExactly("2");
		this.client.text("3");
		assertThat(alive).containsExactly(true);
	}

	@Test
	void closesSessionWhosePauseIsTooLong() {
		this.engine.session().session().pauseReading(Duration.ofSeconds(30));
		this.engine.pass(29_999);
		assertThat(this.engine.session().events()).isEmpty();
		this.engine.pass(1);
		assertThat(this.engine.session().events()).containsExactly("closed: overloaded");
		assertThat(this.client.closedWith()).isEqualTo(1005);
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void severalPausesAreNotOneLongOne() {
		EngineIOSession session = this.engine.session().session();
		int timers = this.engine.activeTimers();
		for (int i = 0; i < 10; i++) {
			session.pauseReading(Duration.ofSeconds(30));
			session.pauseReading(Duration.ofSeconds(30));
			this.engine.pass(20_000);
			session.resumeReading();
			session.resumeReading();
			assertThat(this.engine.activeTimers()).isLessThanOrEqualTo(timers + 1);
			this.client.text("3");
		}
		assertThat(session.isOpen()).isTrue();
		session.pauseReading(Duration.ofSeconds(30));
		this.engine.pass(30_000);
		assertThat(session.isOpen()).isFalse();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void timerThatFiredJustBeforeTheEndStartsNoOther() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		EngineIOServer server = EngineIOServer.builder()
			.timerScheduler(time)
			.build((session) -> new EngineIOListener() {
				@Override
				public void onText(ByteBuf text) {
					time.advanceTimeBy(Duration.ofMillis(INTERVAL));
					throw new IllegalStateException("expected by the test");
				}
			});
		FakeWebSocket client = new FakeWebSocket().open(server);
		try (LogRecorder log = LogRecorder.of(DefaultSession.class)) {
			client.text("4fails");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(server.timers().active()).isZero();
	}

	/**
	 * Runs everything late.
	 */
	private static final class LateScheduler implements Scheduler {

		private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

		private final long millis;

		LateScheduler(long millis) {
			this.millis = millis;
		}

		@Override
		public Disposable schedule(Runnable task) {
			return this.time.schedule(task);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			return this.time.schedule(task, unit.toMillis(delay) + this.millis, TimeUnit.MILLISECONDS);
		}

		@Override
		public long now(TimeUnit unit) {
			return this.time.now(unit);
		}

		@Override
		public Worker createWorker() {
			return this.time.createWorker();
		}

	}

}
