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

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.RateLimitPolicy;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventRateTests {

	private static final String RATE_LIMITED = "[{\"error\":{\"code\":\"rate_limited\","
			+ "\"message\":\"Too many events\"}}]";

	private final TestHandler handler = new TestHandler();

	private TestServer server;

	private void start(EventRateLimit limit) {
		this.server = new TestServer((builder) -> builder.rateLimit(limit));
		this.server.root().addHandler(this.handler);
	}

	@AfterEach
	void close() {
		this.server.server().close().block(Duration.ofSeconds(10));
	}

	private long exceeded() {
		return this.server.server().count(SocketIOCounter.RATE_EXCEEDED);
	}

	private static Object answer(TestHandler.Call call) {
		call.ack().send("done");
		return null;
	}

	@Test
	void dropsWhatComesTooFast() {
		start(new EventRateLimit(1, 2, RateLimitPolicy.DROP));
		this.handler.on("a", EventRateTests::answer);
		FakeWebSocket client = this.server.connect();
		for (int i = 0; i < 4; i++) {
			client.text("42" + i + "[\"a\"," + i + "]");
		}
		assertThat(client.take()).containsExactly("430[\"done\"]", "431[\"done\"]", "432" + RATE_LIMITED,
				"433" + RATE_LIMITED);
		assertThat(this.handler.events()).containsExactly("a 0", "a 1");
		assertThat(exceeded()).isEqualTo(2);
		this.server.pass(Duration.ofSeconds(1));
		client.text("424[\"a\",4]");
		client.text("425[\"a\",5]");
		assertThat(client.take()).containsExactly("434[\"done\"]", "435" + RATE_LIMITED);
		assertThat(this.server.activeTimers()).as("the heartbeat").isOne();
	}

	@Test
	void dropsWhatComesTooFastOverPolling() {
		start(EventRateLimit.of(1, RateLimitPolicy.DROP));
		this.handler.on("a", EventRateTests::answer);
		PollingClient client = new PollingClient(this.server.server().engine());
		client.post("40");
		client.poll();
		client.post("420[\"a\",0]\u001e421[\"a\",1]");
		assertThat(client.poll().body()).isEqualTo("430[\"done\"] 431" + RATE_LIMITED);
		assertThat(this.handler.events()).containsExactly("a 0");
	}

	@Test
	void saysNothingToClientsThatDoNotAskOrMustNotBeTold() {
		start(EventRateLimit.of(1, RateLimitPolicy.DROP));
		FakeWebSocket client = this.server.connect();
		client.text("42[\"a\"]");
		client.text("42[\"a\"]");
		assertThat(client.sent()).isEmpty();
		TestServer silent = new TestServer(
				(builder) -> builder.rateLimit(EventRateLimit.of(1, RateLimitPolicy.DROP)).errorAck(false));
		client = silent.connect();
		client.text("42[\"a\"]");
		client.text("421[\"a\"]");
		assertThat(client.sent()).isEmpty();
	}

	@Test
	void droppedEventReachesNobodyButMustBeValid() {
		start(EventRateLimit.of(1, RateLimitPolicy.DROP));
		this.handler.onAny("any", (call) -> null).onUnhandled((call) -> null);
		FakeWebSocket client = this.server.connect();
		List<String> seen = new ArrayList<>();
		this.server.socket().on("a", String.class, (payload, ack) -> seen.add(payload));
		client.text("42[\"a\",\"first\"]");
		client.text("42[\"a\",\"second\"]");
		client.text("42[\"b\"]");
		client.text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
		client.binary(1, 2, 3);
		assertThat(seen).containsExactly("first");
		assertThat(this.handler.events()).containsExactly("any first");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		client.text("42[\"a\",nonsense]");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void acknowledgementsAndConnectsAreNotCounted() {
		start(EventRateLimit.of(1, RateLimitPolicy.DROP));
		this.server.server().of("/other");
		FakeWebSocket client = this.server.connect();
		List<Object> answers = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			this.server.socket().emitWithAck("question", Integer.class).subscribe(answers::add);
			client.text("43" + i + "[" + i + "]");
		}
		assertThat(answers).containsExactly(0, 1, 2, 3, 4);
		client.text("40/other,");
		assertThat(exceeded()).isZero();
	}

	@Test
	void eachSocketHasItsOwnTokens() {
		start(EventRateLimit.of(1, RateLimitPolicy.DROP));
		this.server.server().of("/other");
		this.handler.on("a", EventRateTests::answer);
		FakeWebSocket first = this.server.connect();
		FakeWebSocket second = this.server.connect();
		first.text("40/other,");
		first.take();
		first.text("421[\"a\"]");
		first.text("42/other,[\"a\"]");
		second.text("421[\"a\"]");
		assertThat(exceeded()).isZero();
		assertThat(first.take()).containsExactly("431[\"done\"]");
		assertThat(second.take()).containsExactly("431[\"done\"]");
	}

	@Test
	void letsPassWithAWarning() {
		start(EventRateLimit.of(1, RateLimitPolicy.WARN));
		this.handler.on("a", EventRateTests::answer);
		FakeWebSocket client = this.server.connect();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			for (int i = 0; i < 100; i++) {
				client.text("42" + i + "[\"a\"]");
			}
			assertThat(log.messages("WARN")).singleElement().asString().contains("socketio.rate-limit.policy");
		}
		assertThat(client.take()).hasSize(100).allMatch((packet) -> packet.endsWith("[\"done\"]"));
		assertThat(exceeded()).isEqualTo(99);
	}

	@Test
	void disconnectsTheSocketAlone() {
		start(EventRateLimit.of(1, RateLimitPolicy.DISCONNECT));
		this.server.server().of("/other");
		this.handler.on("a", EventRateTests::answer);
		FakeWebSocket client = this.server.connect();
		FakeWebSocket another = this.server.connect();
		client.text("40/other,");
		client.take();
		List<DisconnectReason> reasons = new ArrayList<>();
		this.server.root().sockets().forEach((socket) -> socket.onDisconnect(reasons::add));
		client.text("421[\"a\"]");
		client.text("422[\"a\"]");
		client.text("423[\"a\"]");
		assertThat(client.take()).containsExactly("431[\"done\"]", "432" + RATE_LIMITED, "41");
		assertThat(reasons).containsExactly(DisconnectReason.RATE_LIMITED);
		assertThat(DisconnectReason.RATE_LIMITED).hasToString("rate limited");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.server.server().of("/other").sockets()).hasSize(1);
		another.text("421[\"a\"]");
		assertThat(another.take()).containsExactly("431[\"done\"]");
		assertThat(exceeded()).isOne();
	}

	@Test
	void handlersHaveLimitsOfTheirOwn() {
		start(null);
		EventRateLimit shared = EventRateLimit.of(2, RateLimitPolicy.DROP);
		this.handler.on("a", shared, (call) -> null)
			.on("b", shared, (call) -> null)
			.on("c", EventRateLimit.of(1, RateLimitPolicy.DROP), (call) -> null)
			.on("d", (call) -> null);
		FakeWebSocket client = this.server.connect();
		for (String event : List.of("a", "b", "a", "b", "c", "c", "d", "d", "d")) {
			client.text("42[\"" + event + "\"]");
		}
		assertThat(this.handler.events()).containsExactly("a", "b", "c", "d", "d", "d");
		this.server.pass(Duration.ofMillis(500));
		client.text("42[\"b\"]");
		client.text("42[\"a\"]");
		assertThat(this.handler.events()).hasSize(7).endsWith("b");
		assertThat(exceeded()).isEqualTo(4);
	}

	@Test
	void limitsOfServerAndHandlerHoldTogether() {
		start(new EventRateLimit(1, 3, RateLimitPolicy.DROP));
		this.handler.on("a", EventRateLimit.of(1, RateLimitPolicy.DROP), (call) -> null).on("b", (call) -> null);
		FakeWebSocket client = this.server.connect();
		for (String event : List.of("a", "a", "b", "b")) {
			client.text("42[\"" + event + "\"]");
		}
		assertThat(this.handler.events()).containsExactly("a", "b");
	}

	@Test
	void floodIsDroppedWithoutTouchingAnother() {
		start(new EventRateLimit(10, 10, RateLimitPolicy.DROP));
		this.handler.record("flood", true).on("a", EventRateTests::answer);
		FakeWebSocket flooding = this.server.connect();
		FakeWebSocket quiet = this.server.connect();
		for (int i = 0; i < 10_000; i++) {
			flooding.text("42[\"flood\"," + i + "]");
		}
		quiet.text("421[\"a\"]");
		assertThat(quiet.take()).containsExactly("431[\"done\"]");
		this.server.runWorkers();
		assertThat(this.handler.events()).hasSize(11);
		assertThat(exceeded()).isEqualTo(9_990);
	}

}
