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

import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases 66 to 80 of the protocol, in virtual time and without a network.
 */
class UpgradeTests {

	private static final long UPGRADE_TIMEOUT = 10_000;

	private final TestEngine engine = new TestEngine();

	private final PollingClient client = this.engine.openPolling();

	private int timersBefore;

	@BeforeEach
	void countTimers() {
		this.timersBefore = this.engine.activeTimers();
	}

	private FakeWebSocket candidate() {
		return new FakeWebSocket().open(this.engine.server(), "sid=" + this.client.sid());
	}

	private EngineIOSession session() {
		return this.engine.session().session();
	}

	@Test
	void answersProbeOnTheCandidateAlone() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		assertThat(candidate.sent()).containsExactly("3probe");
		assertThat(candidate.flushes()).isOne();
		assertThat(session().transport()).isEqualTo("polling");
	}

	@Test
	void endsPollThatWaitsAtOnce() {
		PollingClient.Exchange poll = this.client.poll();
		candidate().text("2probe");
		assertThat(poll.body()).isEqualTo("6");
	}

	@Test
	void endsLaterPollsEvery100Milliseconds() {
		candidate().text("2probe");
		for (int i = 0; i < 3; i++) {
			PollingClient.Exchange poll = this.client.poll();
			this.engine.pass(99);
			assertThat(poll.isPending()).isTrue();
			this.engine.pass(1);
			assertThat(poll.body()).isEqualTo("6");
		}
	}

	@Test
	void sendsToThePollUntilTheUpgradeIsDone() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		PollingClient.Exchange poll = this.client.poll();
		session().send("early");
		assertThat(poll.body()).isEqualTo("4early");
		assertThat(candidate.sent()).containsExactly("3probe");
	}

	@Test
	void handlesPostWhileUpgrading() {
		candidate().text("2probe");
		assertThat(this.client.post("4hello").body()).isEqualTo("ok");
		assertThat(this.engine.session().events()).containsExactly("hello");
	}

	@Test
	void sendsWhatWaitedOnTheWebSocketInOrder() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		session().send("a");
		session().send("b");
		candidate.text("5");
		session().send("c");
		assertThat(candidate.sent()).containsExactly("3probe", "4a", "4b", "4c");
		assertThat(session().transport()).isEqualTo("websocket");
		assertThat(this.engine.session().events()).containsExactly("upgrade");
	}

	@Test
	void endsPollThatStillWaitsWhenTheUpgradeIsDone() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		PollingClient.Exchange poll = this.client.poll();
		candidate.text("5");
		assertThat(poll.body()).isEqualTo("6");
	}

	@Test
	void refusesPollsAndPostsAfterTheUpgrade() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		candidate.text("5");
		assertThat(this.client.poll().body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
		assertThat(this.client.post("4late").body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
		candidate.text("4fine");
		assertThat(this.engine.session().events()).containsExactly("upgrade", "fine");
	}

	@Test
	void upgradesWithoutProbe() {
		FakeWebSocket candidate = candidate();
		candidate.text("5");
		session().send("a");
		assertThat(candidate.sent()).containsExactly("4a");
	}

	@Test
	void leavesTheTimerOfTheHeartbeatAloneWhenDone() {
		this.engine.pass(24_000);
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		candidate.text("5");
		assertThat(this.engine.activeTimers()).isEqualTo(this.timersBefore);
		this.engine.pass(1_000);
		assertThat(candidate.take()).containsExactly("3probe", "2");
		candidate.text("3");
		this.engine.pass(25_000);
		assertThat(candidate.take()).containsExactly("2");
	}

	@Test
	void pongOfAPingOverPollingCountsOnTheWebSocket() {
		PollingClient.Exchange poll = this.client.poll();
		this.engine.pass(25_000);
		assertThat(poll.body()).isEqualTo("2");
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		candidate.text("5");
		candidate.text("3");
		this.engine.pass(24_999);
		assertThat(session().isOpen()).isTrue();
	}

	@Test
	void givesUpACandidateThatTakesTooLong() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		this.engine.pass(UPGRADE_TIMEOUT - 1);
		assertThat(candidate.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		this.engine.pass(1);
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(this.engine.activeTimers()).isEqualTo(this.timersBefore);
		assertPollingGoesOn();
	}

	@Test
	void givesUpACandidateThatSaysNothing() {
		FakeWebSocket candidate = candidate();
		this.engine.pass(UPGRADE_TIMEOUT);
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertPollingGoesOn();
	}

	@Test
	void ignoresUpgradeThatComesAfterTheTimeOut() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		this.engine.pass(UPGRADE_TIMEOUT);
		candidate.text("5");
		assertPollingGoesOn();
	}

	@Test
	void goesOnPollingWhenTheCandidateDropsAndLetsTheNextOneTry() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		candidate.drop();
		assertThat(this.engine.activeTimers()).isEqualTo(this.timersBefore);
		assertPollingGoesOn();
		FakeWebSocket second = candidate();
		second.text("2probe");
		second.text("5");
		assertThat(session().transport()).isEqualTo("websocket");
	}

	@Test
	void closesSecondCandidateAndLeavesTheFirstAlone() {
		FakeWebSocket first = candidate();
		FakeWebSocket second = candidate();
		assertThat(second.closedWith()).isEqualTo(1005);
		second.text("5");
		assertThat(session().transport()).isEqualTo("polling");
		second.drop();
		first.text("2probe");
		first.text("5");
		assertThat(first.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(session().transport()).isEqualTo("websocket");
	}

	@Test
	void closesCandidateOfAnUpgradedSession() {
		FakeWebSocket first = candidate();
		first.text("5");
		FakeWebSocket second = candidate();
		assertThat(second.closedWith()).isEqualTo(1005);
		second.drop();
		first.text("4fine");
		assertThat(this.engine.session().events()).containsExactly("upgrade", "fine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4[\"early\"]", "", "2", "3probe", "2probe ", "xyz", "1" })
	void closesCandidateThatSendsAnythingElse(String frame) {
		FakeWebSocket candidate = candidate();
		candidate.text(frame);
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(this.engine.activeTimers()).isEqualTo(this.timersBefore);
		assertThat(this.engine.session().events()).isEmpty();
		assertPollingGoesOn();
	}

	@Test
	void closesCandidateThatSendsBinary() {
		FakeWebSocket candidate = candidate();
		candidate.binary('5');
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertPollingGoesOn();
	}

	@Test
	void closesCandidateWithTheSession() {
		PollingClient.Exchange poll = this.client.poll();
		FakeWebSocket candidate = candidate();
		session().close();
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(poll.body()).isEqualTo("1");
		assertThat(this.engine.activeTimers()).isZero();
		assertThat(this.engine.server().clientsCount()).isZero();
	}

	@Test
	void closesCandidateOfAClosedSessionThatTellsItsNextPoll() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		session().close();
		assertThat(candidate.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.client.poll().body()).isEqualTo("6 1");
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void closesCandidateOfAClosedSessionOnceItIsUpgraded() {
		// A client that has its probe answered polls no more
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		session().send("a");
		session().close();
		candidate.text("5");
		assertThat(candidate.sent()).containsExactly("3probe", "4a");
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(this.engine.session().events()).containsExactly("closed: forced close");
		assertThat(this.engine.activeTimers()).isZero();
		assertThat(this.engine.server().clientsCount()).isZero();
	}

	@Test
	void givesUpCandidateOfAClosedSessionThatTakesTooLong() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		session().close();
		this.engine.pass(UPGRADE_TIMEOUT);
		assertThat(candidate.closedWith()).isEqualTo(1005);
		this.engine.pass(30_000);
		assertThat(this.engine.session().events()).containsExactly("closed: forced close");
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void closesCandidateWhenThePongIsOverdue() {
		TestEngine engine = new TestEngine((builder) -> builder.upgradeTimeout(Duration.ofMinutes(5)));
		PollingClient client = engine.openPolling();
		FakeWebSocket candidate = new FakeWebSocket().open(engine.server(), "sid=" + client.sid());
		candidate.text("2probe");
		engine.pass(45_000);
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(engine.session().events()).containsExactly("closed: ping timeout");
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void closesCandidateOfAClosedSession() {
		this.client.post("1");
		assertThat(candidate().closedWith()).isEqualTo(1005);
	}

	@Test
	void closesCandidateWhereUpgradesAreNotAllowed() {
		TestEngine engine = new TestEngine((builder) -> builder.allowUpgrades(false));
		PollingClient client = engine.openPolling();
		FakeWebSocket candidate = new FakeWebSocket().open(engine.server(), "sid=" + client.sid());
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(client.post("4fine").body()).isEqualTo("ok");
	}

	@Test
	void probeAgainIsAnsweredAgainAndStartsNoSecondTimer() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		int timers = this.engine.activeTimers();
		candidate.text("2probe");
		assertThat(candidate.sent()).containsExactly("3probe", "3probe");
		assertThat(this.engine.activeTimers()).isEqualTo(timers);
	}

	@Test
	void clientThatClosesOverPollingWhileUpgradingEndsTheCandidate() {
		FakeWebSocket candidate = candidate();
		candidate.text("2probe");
		this.client.post("1");
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(this.engine.session().events()).containsExactly("closed: transport close");
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void failingListenerClosesTheUpgradedSession() {
		EngineIOServer server = EngineIOServer.builder().build((session) -> new EngineIOListener() {
			@Override
			public void onUpgrade() {
				throw new IllegalStateException("expected by the test");
			}
		});
		PollingClient client = new PollingClient(server);
		FakeWebSocket candidate = new FakeWebSocket().open(server, "sid=" + client.sid());
		try (LogRecorder log = LogRecorder.of(DefaultSession.class)) {
			candidate.text("5");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(server.clientsCount()).isZero();
		server.close().block();
	}

	private void assertPollingGoesOn() {
		PollingClient.Exchange poll = this.client.poll();
		session().send("still here");
		assertThat(poll.body()).isEqualTo("4still here");
		assertThat(session().transport()).isEqualTo("polling");
	}

}
