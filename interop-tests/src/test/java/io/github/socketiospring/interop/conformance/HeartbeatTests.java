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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section E. Times have lower bounds only: whatever is slow makes them longer.
 */
class HeartbeatTests extends ConformanceTests {

	private static final Duration INTERVAL = Duration.ofMillis(300);

	/**
	 * What timers and clocks may be early.
	 */
	private static final Duration TOLERANCE = Duration.ofMillis(15);

	/**
	 * More than there are before the connect time-out, however slow the machine.
	 */
	private static final int PINGS = 20;

	private static final ServerOptions SHORT = ServerOptions.rawEngineIO().withPings(INTERVAL, Duration.ofMillis(200));

	private static final ServerOptions PATIENT = ServerOptions.rawEngineIO()
		.withPings(INTERVAL, Duration.ofSeconds(20));

	private static void assertInterval(long since) {
		assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(INTERVAL.minus(TOLERANCE));
	}

	@Test
	@Case(48)
	void pingsOverPollingUntilThereIsNoPong() {
		ServerUnderTest server = server(PATIENT);
		Polling polling = polling(server);
		polling.expect("2");
		polling.post("3");
		polling.expect("2");
		polling.post("3");
		polling.expect("2");
	}

	@Test
	@Case({ 48, 84 })
	void closesPollingSessionWithoutPong() {
		ServerUnderTest server = server(SHORT);
		Polling polling = polling(server);
		polling.expect("2");
		RawResponse response = polling.get();
		if (response.status() == 200) {
			assertThat(response.text()).isEqualTo("1");
			response = polling.get();
		}
		assertThat(response.summary()).isEqualTo(Polling.UNKNOWN_SESSION);
		assertThat(polling.tryPost("3").summary()).isEqualTo(Polling.UNKNOWN_SESSION);
		awaitClose(server, polling.sid(), "ping timeout");
	}

	@Test
	@Case(49)
	void closesAbandonedPollingSession() {
		ServerUnderTest server = server(SHORT);
		Polling polling = polling(server);
		awaitClose(server, polling.sid(), "ping timeout");
		polling.expectUnknown();
	}

	@Test
	@Case(81)
	void pingsOneIntervalAfterPong() {
		ServerUnderTest server = server(PATIENT);
		long start = System.nanoTime();
		RawWebSocket webSocket = webSocket(server);
		webSocket.expect("2");
		assertInterval(start);
		webSocket.expectSilence(Duration.ofMillis(200));
		long pong = System.nanoTime();
		webSocket.send("3");
		webSocket.expect("2");
		assertInterval(pong);
	}

	@Test
	@Case({ 81, 84 })
	void closesWithoutPong() {
		ServerUnderTest server = server(SHORT);
		long start = System.nanoTime();
		RawWebSocket webSocket = webSocket(server);
		webSocket.expect("2");
		webSocket.expectClosed();
		assertThat(Duration.ofNanos(System.nanoTime() - start))
			.isGreaterThanOrEqualTo(INTERVAL.plusMillis(200).minus(TOLERANCE));
		awaitClose(server, webSocket.sid(), "ping timeout");
	}

	@Test
	@Case(82)
	void closesWithoutPongEvenIfMessagesCome() {
		ServerUnderTest server = server(SHORT);
		RawWebSocket webSocket = webSocket(server);
		webSocket.expect("2");
		long end = System.nanoTime() + RawHttp.DEADLINE.toNanos();
		String answer = "text 4x";
		while (answer.equals("text 4x") && System.nanoTime() < end) {
			webSocket.send("4x");
			answer = webSocket.nextOrStatus();
		}
		assertThat(answer).isEqualTo("closed " + server.protocolErrorStatus());
		awaitClose(server, webSocket.sid(), "ping timeout");
	}

	@Test
	@Case(85)
	void startsOneTimerForSeveralPongs() {
		ServerUnderTest server = server(PATIENT);
		RawWebSocket webSocket = webSocket(server);
		webSocket.expect("2");
		for (int i = 0; i < 3; i++) {
			for (int j = 0; j < 4; j++) {
				webSocket.send("3");
			}
			long pong = System.nanoTime();
			webSocket.send("3");
			webSocket.expect("2");
			assertInterval(pong);
		}
	}

	@Test
	@Case({ 84, 136 })
	void tellsSocketsAboutPingTimeout() {
		ServerUnderTest server = server(ServerOptions.socketIO().withPings(INTERVAL, Duration.ofMillis(200)));
		RawWebSocket webSocket = webSocket(server);
		String root = webSocket.connect("40");
		String admin = webSocket.connect("40/admin,");
		webSocket.expect("2");
		webSocket.expectClosed();
		awaitDisconnect(server, root, "ping timeout");
		awaitDisconnect(server, admin, "ping timeout");
	}

	@Test
	@Case(86)
	void closesConnectionThatJoinsNoNamespace() {
		ServerUnderTest server = server(connectTimeout());
		RawWebSocket silent = webSocket(server);
		RawWebSocket rejected = webSocket(server);
		rejected.send("40{\"refuse\":\"no\"}");
		rejected.expect("44{\"message\":\"no\"}");
		expectClosedThoughPongsCome(silent);
		expectClosedThoughPongsCome(rejected);
	}

	@Test
	@Case(86)
	void closesPollingConnectionThatJoinsNoNamespace() {
		Polling polling = polling(server(connectTimeout()));
		String payload = polling.poll();
		for (int i = 0; i < PINGS && payload.equals("2"); i++) {
			assertThat(polling.tryPost("3").status()).isIn(200, 400);
			payload = polling.poll();
		}
		assertThat(payload).endsWith("1");
		polling.expectUnknown();
	}

	@Test
	@Case(86)
	void keepsConnectionThatLeftAllNamespaces() {
		RawWebSocket webSocket = webSocket(server(connectTimeout()));
		webSocket.connect("40");
		webSocket.send("41");
		for (int i = 0; i < 5; i++) {
			webSocket.expect("2");
			webSocket.send("3");
		}
		webSocket.connect("40");
		webSocket.expectAlive();
	}

	private static ServerOptions connectTimeout() {
		return ServerOptions.socketIO()
			.withPings(INTERVAL, Duration.ofSeconds(20))
			.withConnectTimeout(Duration.ofMillis(700));
	}

	private static void expectClosedThoughPongsCome(RawWebSocket webSocket) {
		String answer = webSocket.nextOrStatus();
		for (int i = 0; i < PINGS && answer.equals("text 2"); i++) {
			webSocket.send("3");
			answer = webSocket.nextOrStatus();
		}
		assertThat(answer).isIn("closed 1005", "closed 1000");
	}

}
