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

package io.github.socketiospring.interop.conformance;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section D.
 */
class UpgradeTests extends ConformanceTests {

	private RawWebSocket probed(ServerUnderTest server, Polling polling) {
		RawWebSocket candidate = candidate(server, polling.sid());
		candidate.send("2probe");
		candidate.expect("3probe");
		return candidate;
	}

	/**
	 * Posts a message and polls its echo, while polls may also be answered with
	 * {@code 6}.
	 */
	private void expectAliveWhileUpgrading(Polling polling) {
		polling.post("4alive");
		assertThat(pollPastNoops(polling)).isEqualTo("4alive");
	}

	private String pollPastNoops(Polling polling) {
		String payload = polling.poll();
		for (int i = 0; i < 10 && payload.equals("6"); i++) {
			payload = polling.poll();
		}
		return payload;
	}

	@Test
	@Case({ 66, 68 })
	void answersProbeWhilePollingContinues() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = probed(server, polling);
		expectAliveWhileUpgrading(polling);
		candidate.pingPong();
		assertThat(records(server, polling.sid())).containsExactly("open", "message alive");
	}

	@Test
	@Case(67)
	void releasesPollsUntilUpgradeIsDone() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawHttp poll = polling.startPoll();
		settle(server);
		RawWebSocket candidate = probed(server, polling);
		assertThat(poll.response().summary()).isEqualTo("200 6");
		polling.expect("6");
		polling.expect("6");
		candidate.send("5");
		candidate.expectAlive();
	}

	@Test
	@Case(69)
	void sendsByPollingUntilUpgradeIsDoneAndLosesNothing() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = probed(server, polling);
		polling.post("4a");
		polling.expect("4a");
		polling.post("4b");
		polling.post("4c" + SEPARATOR + "bAQI=");
		candidate.send("5");
		candidate.send("4d");
		candidate.expect("4b");
		candidate.expect("4c");
		candidate.expectBinary("0102");
		candidate.expect("4d");
		candidate.expectAlive();
		assertThat(records(server, polling.sid())).containsExactly("open", "message a", "message b", "message c",
				"binary 0102", "upgrade", "message d", "message alive");
	}

	@Test
	@Case(70)
	void releasesPollThatIsPendingAtUpgrade() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = probed(server, polling);
		RawHttp poll = polling.startPoll();
		settle(server);
		candidate.send("5");
		assertThat(poll.response().summary()).isEqualTo("200 6");
		candidate.expectAlive();
	}

	@Test
	@Case(71)
	void refusesSecondWebSocketWhileUpgrading() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket first = probed(server, polling);
		RawWebSocket second = candidate(server, polling.sid());
		second.expectClosed();
		expectAliveWhileUpgrading(polling);
		first.send("5");
		first.expectAlive();
	}

	@Test
	@Case(71)
	void refusesSecondWebSocketAfterUpgrade() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket first = upgraded(server, polling);
		RawWebSocket second = candidate(server, polling.sid());
		second.expectClosed();
		first.expectAlive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "4early", "2", "2other", "3probe", "1", "6", "abc", "" })
	@Case({ 72, 76 })
	void closesOnlyCandidateThatDoesNotProbe(String packet) {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = candidate(server, polling.sid());
		candidate.send(packet);
		candidate.expectClosed();
		polling.expectAlive();
		assertThat(records(server, polling.sid())).containsExactly("open", "message alive");
		upgradesEventually(server, polling).expectAlive();
	}

	@Test
	@Case({ 72, 76 })
	void closesOnlyCandidateThatSendsBinary() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = candidate(server, polling.sid());
		candidate.sendBinary("010203");
		candidate.expectClosed();
		polling.expectAlive();
		assertThat(records(server, polling.sid())).containsExactly("open", "message alive");
		upgradesEventually(server, polling).expectAlive();
	}

	@Test
	@Case(72)
	void doesNotHandleEarlyEvent() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		RawWebSocket candidate = candidate(server, polling.sid());
		candidate.send("42[\"sink\",\"early\"]");
		candidate.expectClosed();
		polling.expectAlive();
		assertThat(records(server, id)).isEmpty();
	}

	@Test
	@Case(73)
	void upgradesWithoutProbeOrKeepsPolling() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = candidate(server, polling.sid());
		candidate.send("5");
		candidate.send("4direct");
		String answer = candidate.nextOrStatus();
		if (answer.equals("closed " + server.protocolErrorStatus())) {
			polling.expectAlive();
		}
		else {
			assertThat(answer).isEqualTo("text 4direct");
			candidate.expectAlive();
		}
	}

	@Test
	@Case({ 74, 76 })
	void keepsPollingWhenUpgradeIsNotCompleted() {
		ServerUnderTest server = server(ServerOptions.rawEngineIO().withUpgradeTimeout(Duration.ofMillis(300)));
		Polling polling = polling(server);
		RawWebSocket silent = candidate(server, polling.sid());
		silent.expectClosed();
		polling.expectAlive();
		RawWebSocket probed = probed(server, polling);
		probed.expectClosed();
		polling.expectAlive();
		RawWebSocket completed = upgraded(server, polling);
		completed.expectSilence(Duration.ofMillis(400));
		completed.expectAlive();
	}

	@Test
	@Case(75)
	void closesCandidateWithSession() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = probed(server, polling);
		polling.post("1");
		candidate.expectClosed();
		awaitClose(server, polling.sid(), "transport close");
	}

	@Test
	@Case(75)
	void closesCandidateAtPingTimeout() {
		ServerUnderTest server = server(
				ServerOptions.rawEngineIO().withPings(Duration.ofMillis(300), Duration.ofMillis(200)));
		Polling polling = polling(server);
		RawWebSocket candidate = probed(server, polling);
		candidate.expectClosed();
		awaitClose(server, polling.sid(), "ping timeout");
	}

	@Test
	@Case(75)
	void closesCandidateWhenServerCloses() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket candidate = probed(server, polling);
		polling.post("4close");
		assertThat(pollPastNoops(polling)).isIn("1", "6" + SEPARATOR + "1");
		candidate.expectClosed();
		awaitClose(server, polling.sid(), "forced close");
	}

	@Test
	@Case(76)
	void upgradesAfterCandidateWasDropped() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		probed(server, polling).abort();
		upgradesEventually(server, polling).expectAlive();
		polling = polling(server);
		probed(server, polling).closeOrderly();
		upgradesEventually(server, polling).expectAlive();
	}

	/**
	 * The server may take a moment to see that the previous candidate is gone.
	 */
	private RawWebSocket upgradesEventually(ServerUnderTest server, Polling polling) {
		return await().until(() -> {
			RawWebSocket candidate = candidate(server, polling.sid());
			candidate.send("2probe");
			if (!candidate.nextOrStatus().equals("text 3probe")) {
				return null;
			}
			candidate.send("5");
			return candidate;
		}, (candidate) -> candidate != null);
	}

	@Test
	@Case(78)
	void keepsHeartbeatAcrossUpgrade() {
		ServerUnderTest server = server(
				ServerOptions.rawEngineIO().withPings(Duration.ofMillis(300), Duration.ofSeconds(20)));
		Polling polling = polling(server);
		polling.expect("2");
		RawWebSocket webSocket = candidate(server, polling.sid());
		webSocket.upgrade();
		webSocket.send("3");
		for (int i = 0; i < 3; i++) {
			webSocket.expect("2");
			webSocket.send("3");
		}
		webSocket.expectAlive();
	}

	@Test
	@Case(80)
	void keepsSocketAndRoomsAcrossUpgrade() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		polling.post("420[\"transport\"]");
		polling.expect("430[\"polling\"]");
		polling.post("420[\"join\",\"!upgraded\"]");
		polling.expect("430[]");
		RawWebSocket webSocket = upgraded(server, polling);
		webSocket.send("421[\"transport\"]");
		webSocket.expect("431[\"websocket\"]");
		webSocket.send("422[\"rooms\"]");
		webSocket.expect("432[[\"!upgraded\",\"" + id + "\"]]");
	}

	@Test
	@Case(80)
	void reportsOneUpgrade() {
		ServerUnderTest server = raw();
		Polling polling = polling(server);
		RawWebSocket webSocket = upgraded(server, polling);
		webSocket.send("5");
		webSocket.expectAlive();
		assertThat(records(server, polling.sid())).containsOnlyOnce("upgrade");
	}

}
