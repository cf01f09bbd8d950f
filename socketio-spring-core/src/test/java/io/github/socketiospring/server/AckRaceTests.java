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
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Acknowledgements that come as their time ends, the client goes, or nobody wants them
 * any more.
 */
class AckRaceTests {

	private static final int ROUNDS = 1_500;

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final TestServer server = new TestServer();

	@AfterEach
	void nothingIsLeft() {
		assertThat(this.server.server().engine().clientsCount()).isZero();
		assertThat(this.server.activeTimers()).isZero();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "answer, time out", "answer, go", "time out, go", "answer, answer", "answer, time out, go" })
	void acknowledgementEndsOnce(String actors) {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Question question = new Question();
			for (String actor : actors.split(", ")) {
				race.actor(() -> question.act(actor));
			}
			return question::end;
		});
		assertThat(outcomes.keySet()).isSubsetOf("1, complete", "AckTimeoutException", "SocketDisconnectedException");
	}

	@Test
	void nobodyWaitsForAClientThatGoesAsItIsAsked() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			FakeWebSocket client = this.server.connect();
			DefaultSocket socket = this.server.socket();
			List<String> results = new CopyOnWriteArrayList<>();
			race.actor(() -> socket.emitWithAck("ready?")
				.subscribe((answer) -> results.add("answer"), (ex) -> results.add(ex.getClass().getSimpleName())));
			race.actor(client::drop);
			return () -> String.join(", ", results);
		});
		assertThat(outcomes).containsOnlyKeys("SocketDisconnectedException");
	}

	@Test
	void acknowledgementIsForgottenWhenNobodyWantsIt() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Question question = new Question();
			race.actor(() -> question.act("answer"));
			race.actor(() -> question.act("time out"));
			race.actor(question.subscription::dispose);
			return question::end;
		});
		assertThat(outcomes.keySet()).isSubsetOf("", "1", "1, complete", "AckTimeoutException");
	}

	@Test
	void acknowledgementsOfABroadcastEndOnceAndCountAll() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			List<FakeWebSocket> clients = List.of(this.server.connect(), this.server.connect());
			List<BroadcastAcks<Integer>> results = new CopyOnWriteArrayList<>();
			this.server.root().timeout(TIMEOUT).emitWithAck("ready?", Integer.class).subscribe(results::add);
			race.actor(() -> clients.get(0).text("43" + id(clients.get(0)) + "[1]"));
			race.actor(() -> this.server.pass(TIMEOUT));
			race.actor(clients.get(1)::drop);
			return () -> {
				clients.forEach(FakeWebSocket::drop);
				assertThat(results).hasSize(1);
				BroadcastAcks<Integer> acks = results.get(0);
				assertThat(acks.responses().size() + acks.missing()).isEqualTo(2);
				return acks.responses().size() + " of 2" + (acks.timedOut() ? " in time" : "");
			};
		});
		assertThat(outcomes.keySet()).isSubsetOf("0 of 2 in time", "1 of 2 in time", "1 of 2");
	}

	private static long id(FakeWebSocket client) {
		String packet = client.sent().get(0);
		return Long.parseLong(packet, 2, packet.indexOf('['), 10);
	}

	private final class Question {

		private final FakeWebSocket client = AckRaceTests.this.server.connect();

		private final DefaultSocket socket = AckRaceTests.this.server.socket();

		private final List<String> results = new CopyOnWriteArrayList<>();

		private final Disposable subscription = this.socket.timeout(TIMEOUT)
			.emitWithAck("ready?", Integer.class)
			.subscribe((answer) -> this.results.add(answer.toString()),
					(ex) -> this.results.add(ex.getClass().getSimpleName()), () -> this.results.add("complete"));

		private final long id = id(this.client);

		void act(String actor) {
			switch (actor) {
				case "answer" -> this.client.text("43" + this.id + "[1]");
				case "time out" -> AckRaceTests.this.server.pass(TIMEOUT);
				default -> this.client.drop();
			}
		}

		String end() {
			assertThat(this.socket.acks().remove(this.id)).isNull();
			this.client.drop();
			assertThat(AckRaceTests.this.server.activeTimers()).isZero();
			return String.join(", ", this.results);
		}

	}

}
