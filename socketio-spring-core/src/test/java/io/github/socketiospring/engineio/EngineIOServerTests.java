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

import io.github.socketiospring.engineio.PollingClient.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EngineIOServerTests {

	private final TestEngine engine = new TestEngine();

	private final EngineIOServer server = this.engine.server();

	@Test
	void closingEndsAllSessions() {
		PollingClient waiting = this.engine.openPolling();
		Exchange poll = waiting.poll();
		this.engine.openPolling();
		FakeWebSocket webSocket = this.engine.openWebSocket();
		FakeWebSocket candidate = new FakeWebSocket().open(this.server, "sid=" + waiting.sid());
		this.server.close().block();
		assertThat(poll.body()).isEqualTo("1");
		assertThat(webSocket.closedWith()).isEqualTo(1005);
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(this.engine.sessions())
			.allSatisfy((session) -> assertThat(session.events()).containsExactly("closed: forced close"));
		assertThat(this.server.clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void closingSendsWhatWaits() {
		FakeWebSocket webSocket = this.engine.openWebSocket();
		webSocket.congestAfter(0);
		this.engine.session().session().send("bye");
		this.server.close().block();
		assertThat(webSocket.sent()).containsExactly("4bye");
	}

	@Test
	void closedServerRefusesNewSessions() {
		this.server.close().block();
		EngineIOResponse response = this.server.handle(FakeRequest.get("transport=polling")).block();
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.headers()).containsEntry("Retry-After", "5");
		assertThat(this.server.upgrade(FakeRequest.get("transport=websocket")).block().refusal().status())
			.isEqualTo(503);
		assertThat(new FakeWebSocket().open(this.server).closedWith()).isEqualTo(1005);
		assertThat(this.engine.sessions()).isEmpty();
		assertThat(this.server.clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void closedServerDoesNotKnowItsSessionsAnyMore() {
		PollingClient client = this.engine.openPolling();
		this.server.close().block();
		assertThat(client.poll().status()).isEqualTo(503);
	}

	@Test
	void mayBeClosedAgain() {
		this.engine.openPolling();
		this.server.close().block();
		this.server.close().block();
		assertThat(this.server.clientsCount()).isZero();
	}

	@Test
	void closesNothingBeforeItIsSubscribedTo() {
		FakeWebSocket client = this.engine.openWebSocket();
		this.server.close();
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void closingEndsASessionThatAlreadyWaitsToTellItsClient() {
		PollingClient client = this.engine.openPolling();
		this.engine.session().session().close();
		this.server.close().block();
		assertThat(this.engine.session().events()).containsExactly("closed: forced close");
		assertThat(client.poll().status()).isEqualTo(503);
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void sessionIsListedOnceItIsOpenAndUntilItEnds() {
		assertThat(this.server.clientsCount()).isZero();
		FakeWebSocket client = this.engine.openWebSocket();
		assertThat(this.server.clientsCount()).isOne();
		client.drop();
		assertThat(this.server.clientsCount()).isZero();
	}

	@Test
	void countsSessionsByTheirTransport() {
		assertThat(this.server.clientsCount("polling")).isZero();
		PollingClient polling = this.engine.openPolling();
		FakeWebSocket webSocket = this.engine.openWebSocket();
		assertThat(this.server.clientsCount("polling")).isOne();
		assertThat(this.server.clientsCount("websocket")).isOne();
		FakeWebSocket candidate = new FakeWebSocket().open(this.server, "sid=" + polling.sid());
		candidate.text("2probe");
		assertThat(this.server.clientsCount("polling")).isOne();
		candidate.text("5");
		assertThat(this.server.clientsCount("polling")).isZero();
		assertThat(this.server.clientsCount("websocket")).isEqualTo(2);
		webSocket.drop();
		candidate.drop();
		assertThat(this.server.clientsCount("websocket")).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.clientsCount("pigeon"))
			.withMessage("Unknown transport 'pigeon': use polling or websocket");
	}

	/**
	 * How a session that is in some state comes to its end.
	 */
	enum End {

		CLIENT, SERVER, PING_TIMEOUT, SHUT_DOWN

	}

	@ParameterizedTest
	@EnumSource(End.class)
	void keepsNothingOfSessionsThatEndedWhateverTheirState(End end) {
		TestEngine engine = new TestEngine((builder) -> builder.upgradeTimeout(Duration.ofHours(1)));
		EngineIOServer server = engine.server();
		List<Runnable> clientEnds = new ArrayList<>();
		for (int i = 0; i < 250; i++) {
			PollingClient idle = engine.openPolling();
			clientEnds.add(() -> idle.post("1"));

			PollingClient waiting = engine.openPolling();
			Exchange poll = waiting.poll();
			clientEnds.add(poll::abort);

			PollingClient upgrading = engine.openPolling();
			FakeWebSocket candidate = new FakeWebSocket().open(server, "sid=" + upgrading.sid());
			candidate.text("2probe");
			clientEnds.add(() -> {
				candidate.drop();
				upgrading.post("1");
			});

			PollingClient upgraded = engine.openPolling();
			FakeWebSocket webSocket = new FakeWebSocket().open(server, "sid=" + upgraded.sid());
			webSocket.text("2probe");
			webSocket.text("5");
			clientEnds.add(webSocket::drop);

			FakeWebSocket congested = engine.openWebSocket();
			congested.congestAfter(0);
			engine.session().session().send("waits");
			clientEnds.add(() -> congested.text("garbage"));

			PollingClient closing = engine.openPolling();
			engine.session().session().close();
			clientEnds.add(closing::poll);
		}
		assertThat(server.clientsCount()).isEqualTo(1_500);
		switch (end) {
			case CLIENT -> clientEnds.forEach(Runnable::run);
			case SERVER -> {
				engine.sessions().forEach((session) -> session.session().close());
				engine.pass(30_000);
			}
			case PING_TIMEOUT -> engine.pass(45_000);
			case SHUT_DOWN -> {
				server.close().subscribe();
				engine.pass(1_000);
			}
		}
		assertThat(server.clientsCount()).isZero();
		assertThat(server.clientsCount("websocket")).isZero();
		assertThat(engine.activeTimers()).isZero();
		assertThat(engine.sessions())
			.allSatisfy((session) -> assertThat(session.events()).last().asString().startsWith("closed"));
	}

}
