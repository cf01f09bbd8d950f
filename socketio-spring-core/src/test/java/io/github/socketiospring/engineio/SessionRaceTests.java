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
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.test.LogRecorder;
import io.github.socketiospring.test.Race;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A polling session with a WebSocket at hand: the server emits and closes it, the client
 * upgrades, closes or goes away, and time passes, all at once.
 */
class SessionRaceTests {

	private static final int ROUNDS = 500;

	private static final int PACKETS = 32;

	/** Of a ping and of the pong that does not come. */
	private static final int TIMEOUT = 45_000;

	private static final int UPGRADE_TIMEOUT = 10_000;

	private static final EventExecutor loop = new DefaultEventExecutor();

	@AfterAll
	static void stopLoop() {
		loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "upgrade, close | false", "upgrade, close | true", "upgrade, time out | false",
					"close, time out | false", "upgrade, client closes | false", "upgrade, client closes | true",
					"upgrade, client goes | true", "upgrade, poll aborted | false", "upgrade, close, time out | false",
					"upgrade, close, time out | true" })
	void endsOnceAndReleasesAllPackets(String actors, boolean eventLoop) {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class.getPackageName())) {
			Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
				Session session = new Session(eventLoop ? loop : null);
				race.actor(session::emit);
				for (String actor : actors.split(", ")) {
					race.actor(() -> session.act(actor));
				}
				return session::end;
			});
			assertThat(outcomes).isNotEmpty();
			assertThat(log.messages("ERROR")).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void losesAndDoublesNothingWhenAnUpgradeIsLate(boolean eventLoop) {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Session session = new Session(eventLoop ? loop : null);
			race.actor(session::emit);
			race.actor(() -> session.act("upgrade"));
			race.actor(() -> session.engine.pass(UPGRADE_TIMEOUT));
			return session::endOfUpgrade;
		});
		assertThat(outcomes.keySet()).isSubsetOf("upgraded", "too late");
	}

	private static final class Session {

		private final TestEngine engine = new TestEngine();

		private final PollingClient client = this.engine.openPolling();

		private final FakeWebSocket candidate;

		private final EngineIOSession session = this.engine.session().session();

		private final List<EncodedPacket> packets = new ArrayList<>();

		private final List<Exchange> polls = new ArrayList<>();

		private boolean gone;

		Session(EventExecutor executor) {
			this.candidate = new FakeWebSocket(executor).open(this.engine.server(), "sid=" + this.client.sid());
			this.candidate.text("2probe");
			this.polls.add(this.client.poll());
			for (int i = 0; i < PACKETS; i++) {
				this.packets.add(EncodedPacket.message("0:" + i));
			}
		}

		void emit() {
			for (EncodedPacket packet : this.packets) {
				this.session.send(packet.retain());
			}
		}

		void act(String actor) {
			switch (actor) {
				case "upgrade" -> this.candidate.text("5");
				case "close" -> this.session.close();
				case "time out" -> this.engine.pass(TIMEOUT);
				case "client closes" -> this.client.post("1");
				case "poll aborted" -> this.polls.get(0).abort();
				default -> {
					this.gone = true;
					this.candidate.drop();
				}
			}
		}

		String end() {
			List<String> events = this.engine.session().events();
			String before = String.join(", ", events);
			this.engine.server().close().block(Duration.ofSeconds(10));
			this.candidate.settle().settle();
			assertThat(events).filteredOn((event) -> event.startsWith("closed: ")).hasSize(1);
			assertThat(events.get(events.size() - 1)).startsWith("closed: ");
			assertThat(events.size()).isEqualTo(events.contains("upgrade") ? 2 : 1);
			assertThat(this.engine.server().clientsCount()).isZero();
			assertThat(this.engine.server().clientsCount("websocket")).isZero();
			assertThat(this.engine.activeTimers()).isZero();
			assertThat(this.gone || this.candidate.closedWith() != FakeWebSocket.OPEN).isTrue();
			assertThat(numbers()).isSorted().doesNotHaveDuplicates();
			for (EncodedPacket packet : this.packets) {
				assertThat(packet.refCnt()).isOne();
				packet.release();
			}
			return before;
		}

		String endOfUpgrade() {
			this.candidate.settle().settle();
			boolean upgraded = this.session.transport().equals("websocket");
			while (!upgraded && numbers().size() < PACKETS) {
				this.polls.add(this.client.poll());
			}
			assertThat(numbers()).hasSize(PACKETS);
			assertThat(this.candidate.closedWith() == FakeWebSocket.OPEN).isEqualTo(upgraded);
			end();
			return upgraded ? "upgraded" : "too late";
		}

		/**
		 * Of the packets that came, over polling and then over the WebSocket.
		 */
		private List<Integer> numbers() {
			List<String> came = new ArrayList<>();
			for (Exchange poll : this.polls) {
				if (!poll.isPending()) {
					came.addAll(List.of(poll.body().split(" ")));
				}
			}
			came.addAll(this.candidate.sent());
			return came.stream()
				.filter((packet) -> packet.startsWith("40:"))
				.map((packet) -> Integer.valueOf(packet.substring(3)))
				.toList();
		}

	}

}
