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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that come back at the moment at which they are gone, or twice (PROTOCOL.md 153,
 * 156), while there is an event for them.
 */
class RecoveryReturnRaceTests {

	private static final int ROUNDS = 1_000;

	/** After it nobody can come back any more. */
	private static final Duration LIFE = Duration.ofMinutes(3);

	private static final Pattern CONNECT = Pattern.compile("40\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");

	private final TestServer server = new TestServer((builder) -> builder.connectionStateRecovery(true));

	@AfterEach
	void closeServer() {
		this.server.server().close().block(Duration.ofSeconds(10));
	}

	@Test
	void clientThatComesBackTwiceIsRecoveredOnce() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Client before = new Client("40");
			before.webSocket.drop();
			Client one = new Client(before.comeBack());
			Client two = new Client(before.comeBack());
			race.actor(one::connect);
			race.actor(two::connect);
			race.actor(() -> this.server.root().emit("event"));
			return () -> {
				one.answerPing();
				two.answerPing();
				boolean first = one.sid().equals(before.sid());
				assertThat(two.sid().equals(before.sid())).isNotEqualTo(first);
				assertThat(this.server.root().sockets()).extracting(SocketIOSocket::id)
					.containsExactlyInAnyOrder(one.sid(), two.sid());
				assertThat((first ? one : two).events()).isOne();
				int events = (first ? two : one).events();
				end(one, two);
				return (first ? "the first" : "the second") + ", the other one with " + events;
			};
		});
		assertThat(outcomes.keySet()).isSubsetOf("the first, the other one with 0", "the first, the other one with 1",
				"the second, the other one with 0", "the second, the other one with 1");
	}

	@Test
	void clientThatComesBackAsItGoesIsThereOnceAndMissesNothing() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Client before = new Client("40");
			Client after = new Client(before.comeBack());
			race.actor(before.webSocket::drop);
			race.actor(after::connect);
			race.actor(() -> this.server.root().emit("event"));
			return () -> {
				assertThat(this.server.root().sockets()).extracting(SocketIOSocket::id).containsExactly(after.sid());
				boolean recovered = after.sid().equals(before.sid());
				int events = after.events();
				if (recovered) {
					// Even if it came before: the client said that it has seen nothing
					assertThat(events).isOne();
				}
				assertThat(events).isLessThanOrEqualTo(1);
				end(after);
				return recovered ? "recovered" : "too early, " + events;
			};
		});
		assertThat(outcomes.keySet()).isSubsetOf("recovered", "too early, 0", "too early, 1");
	}

	private void end(Client... clients) {
		for (Client client : clients) {
			client.webSocket.drop();
		}
		this.server.pass(LIFE);
		assertThat(this.server.root().sockets()).isEmpty();
	}

	private final class Client {

		private final FakeWebSocket webSocket = RecoveryReturnRaceTests.this.server.open();

		private final String packet;

		Client(String packet) {
			this.packet = packet;
			if (packet.equals("40")) {
				connect();
			}
		}

		void connect() {
			this.webSocket.text(this.packet);
		}

		/**
		 * Its connection is asked whether it is alive when the client seems to come back.
		 */
		void answerPing() {
			if (this.webSocket.sent().contains("2")) {
				this.webSocket.text("3");
			}
		}

		private Matcher reply() {
			return this.webSocket.sent().stream().map(CONNECT::matcher).filter(Matcher::matches).reduce((one, two) -> {
				throw new AssertionError("Two replies");
			}).orElseThrow(() -> new AssertionError("No reply in " + this.webSocket.sent()));
		}

		String sid() {
			return reply().group(1);
		}

		String comeBack() {
			return "40{\"pid\":\"" + reply().group(2) + "\"}";
		}

		int events() {
			List<String> sent = this.webSocket.sent();
			return (int) sent.stream().filter((packet) -> packet.startsWith("42[\"event\"")).count();
		}

	}

}
