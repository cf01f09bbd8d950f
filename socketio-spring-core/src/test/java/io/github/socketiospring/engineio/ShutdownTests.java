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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How sessions end when a server is closed.
 */
class ShutdownTests {

	@Test
	void spreadsTheEndsOverTheWindow() {
		TestEngine engine = new TestEngine((builder) -> builder.shutdownWindow(Duration.ofSeconds(1)));
		open(engine, 2200);
		Disposable closing = engine.server().close().subscribe();
		for (int left = 2000; left > 0; left -= 200) {
			assertThat(engine.server().clientsCount()).isEqualTo(left);
			assertThat(closing.isDisposed()).isFalse();
			engine.pass(100);
		}
		assertThat(engine.server().clientsCount()).isZero();
		assertThat(closing.isDisposed()).isTrue();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void servesSessionsUntilTheirTurnComes() {
		TestEngine engine = new TestEngine((builder) -> builder.shutdownWindow(Duration.ofSeconds(1)));
		List<FakeWebSocket> clients = open(engine, 101);
		engine.server().close().subscribe();
		List<FakeWebSocket> left = clients.stream()
			.filter((client) -> client.closedWith() == FakeWebSocket.OPEN)
			.toList();
		assertThat(left).hasSize(1);
		left.get(0).text("4hello");
		assertThat(engine.sessions()).filteredOn((session) -> session.events().equals(List.of("hello"))).hasSize(1);
		assertThat(engine.server().handle(FakeRequest.get("transport=polling")).block().status()).isEqualTo(503);
		engine.pass(100);
		assertThat(left.get(0).closedWith()).isEqualTo(1005);
		assertThat(engine.server().clientsCount()).isZero();
	}

	@Test
	void asksToLookElsewhereForSessionsThatItDoesNotKnow() {
		TestEngine engine = new TestEngine((builder) -> builder.shutdownWindow(Duration.ofSeconds(1)));
		engine.server().close().subscribe();
		for (FakeRequest request : List.of(FakeRequest.get("transport=polling&sid=elsewhere"),
				FakeRequest.post("transport=polling&sid=elsewhere", "4hello"))) {
			assertThat(engine.server().handle(request).block().status()).isEqualTo(503);
		}
		assertThat(engine.server()
			.upgrade(FakeRequest.get("transport=websocket&sid=elsewhere"))
			.block()
			.refusal()
			.status()).isEqualTo(503);
	}

	@Test
	void isDoneWithSessionsThatEndBeforeTheirTurn() {
		TestEngine engine = new TestEngine((builder) -> builder.shutdownWindow(Duration.ofSeconds(1)));
		List<FakeWebSocket> clients = open(engine, 101);
		Disposable closing = engine.server().close().subscribe();
		clients.forEach(FakeWebSocket::drop);
		engine.pass(100);
		assertThat(closing.isDisposed()).isTrue();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void waitsUntilTheCloseHasLeft() {
		TestEngine engine = new TestEngine();
		Sinks.Empty<Void> left = Sinks.empty();
		engine.openWebSocket().closed(left.asMono());
		engine.openWebSocket();
		Disposable closing = engine.server().close().subscribe();
		assertThat(engine.server().clientsCount()).isZero();
		assertThat(closing.isDisposed()).isFalse();
		left.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
		assertThat(closing.isDisposed()).isTrue();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void letsClientThatStopsPollingUpgradeFirst() {
		TestEngine engine = new TestEngine();
		FakeWebSocket candidate = probed(engine, engine.openPolling());
		Disposable closing = engine.server().close().subscribe();
		assertThat(candidate.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(closing.isDisposed()).isFalse();
		candidate.text("5");
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(closing.isDisposed()).isTrue();
		assertThat(engine.session().events()).containsExactly("closed: forced close");
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void tellsClientThatPollsOnWhileItUpgrades() {
		TestEngine engine = new TestEngine();
		PollingClient client = engine.openPolling();
		FakeWebSocket candidate = probed(engine, client);
		Disposable closing = engine.server().close().subscribe();
		assertThat(client.poll().body()).isEqualTo("6 1");
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(closing.isDisposed()).isTrue();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void waitsForAnUpgradeNoLongerThanASecond() {
		TestEngine engine = new TestEngine();
		PollingClient client = engine.openPolling();
		FakeWebSocket candidate = probed(engine, client);
		engine.session().session().close();
		Disposable closing = engine.server().close().subscribe();
		engine.pass(999);
		assertThat(candidate.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		engine.pass(1);
		assertThat(candidate.closedWith()).isEqualTo(1005);
		assertThat(closing.isDisposed()).isTrue();
		assertThat(engine.activeTimers()).isZero();
	}

	private static FakeWebSocket probed(TestEngine engine, PollingClient client) {
		FakeWebSocket candidate = new FakeWebSocket().open(engine.server(), "sid=" + client.sid());
		candidate.text("2probe");
		return candidate;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void waitsUntilTheLastAnswerHasLeft(boolean message) {
		TestEngine engine = new TestEngine();
		PollingClient client = engine.openPolling();
		FakeRequest poll = FakeRequest.get(client.query()).unread();
		client.exchange(poll);
		if (message) {
			engine.session().session().send("a");
		}
		Disposable closing = engine.server().close().subscribe();
		assertThat(engine.server().clientsCount()).isZero();
		assertThat(closing.isDisposed()).isFalse();
		poll.read();
		assertThat(closing.isDisposed()).isTrue();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void waitsForNoClientLongerThanASecond() {
		TestEngine engine = new TestEngine();
		engine.openWebSocket().closed(Mono.never());
		PollingClient client = engine.openPolling();
		client.exchange(FakeRequest.get(client.query()).unread());
		CompletableFuture<Void> closing = engine.server().close().toFuture();
		CompletableFuture<Void> again = engine.server().close().toFuture();
		engine.pass(999);
		assertThat(closing).isNotDone();
		assertThat(again).isNotDone();
		engine.pass(1);
		assertThat(closing).succeedsWithin(Duration.ofSeconds(10));
		assertThat(again).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void doesNotInterruptWhatFollows() {
		EngineIOServer server = EngineIOServer.builder()
			.shutdownWindow(Duration.ofMillis(100))
			.build((session) -> new EngineIOListener() {
			});
		for (int i = 0; i < 101; i++) {
			new FakeWebSocket().open(server);
		}
		Mono<Boolean> interrupted = Mono.fromSupplier(() -> Thread.currentThread().isInterrupted());
		assertThat(server.close().then(interrupted).block(Duration.ofSeconds(10))).isFalse();
	}

	@Test
	void tellsTheListenerBeforeTheSessionEnds() {
		List<String> events = new CopyOnWriteArrayList<>();
		EngineIOServer server = EngineIOServer.builder().build((session) -> new EngineIOListener() {

			@Override
			public void onShutdown() {
				events.add("shutdown");
			}

			@Override
			public void onClose(CloseReason reason, @Nullable String description) {
				events.add(reason.toString());
			}

		});
		new FakeWebSocket().open(server);
		server.close().block(Duration.ofSeconds(10));
		assertThat(events).containsExactly("shutdown", "forced close");
	}

	@Test
	void endsTheSessionOfAListenerThatFails() {
		EngineIOServer server = EngineIOServer.builder().build((session) -> new EngineIOListener() {

			@Override
			public void onShutdown() {
				throw new IllegalStateException("not now");
			}

		});
		FakeWebSocket client = new FakeWebSocket().open(server);
		server.close().block(Duration.ofSeconds(10));
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(server.clientsCount()).isZero();
	}

	@Test
	void saysNothingOfWhenToComeBackIfItIsToldSo() {
		TestEngine engine = new TestEngine((builder) -> builder.shutdownRetryAfter(Duration.ZERO));
		engine.server().close().block();
		EngineIOResponse response = engine.server().handle(FakeRequest.get("transport=polling")).block();
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.headers()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "5s, 0, 100", "5s, 100, 100", "5s, 5100, 100", "5s, 5101, 101", "5s, 100000, 1961", "0s, 7, 100",
			"0s, 100000, 100000", "99ms, 100000, 100000" })
	void portionsFillTheWindow(String window, int sessions, int portion) {
		Duration time = Duration.parse(window.endsWith("ms") ? "PT0.099S" : "PT" + window);
		assertThat(new ShutdownOptions(time, Duration.ZERO).portion(sessions)).isEqualTo(portion);
	}

	private static List<FakeWebSocket> open(TestEngine engine, int number) {
		return IntStream.range(0, number).mapToObj((i) -> engine.openWebSocket()).toList();
	}

}
