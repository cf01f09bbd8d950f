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

import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md: session ids, {@code generateId}.
 */
class SessionIdGeneratorTests {

	private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

	private static TestEngine engine(SessionIdGenerator generator) {
		return new TestEngine((builder) -> builder.sessionIdGenerator(generator));
	}

	private static String open(TestEngine engine) {
		return new String(engine.server().handle(FakeRequest.get("transport=polling")).block().body());
	}

	@Test
	void makesTwentyCharactersByDefault() {
		assertThat(new TestEngine().openPolling().sid()).matches("[\\w-]{20}");
	}

	@Test
	void takesTheIdsOfTheApplication() {
		TestEngine engine = engine((request) -> Mono.just("of-" + request.query().getFirst("who")));
		PollingClient client = new PollingClient(engine.server(), "transport=polling&who=Ada");
		assertThat(client.sid()).isEqualTo("of-Ada");
		assertThat(client.post("4hello").status()).isEqualTo(200);
		FakeWebSocket webSocket = new FakeWebSocket().open(engine.server(), "who=Grace");
		assertThat(webSocket.take()).singleElement().asString().startsWith("0{\"sid\":\"of-Grace\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "a\"b", "a/b", "ä" })
	void refusesAHandshakeWithAnIllegalId(String id) {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			TestEngine engine = engine((request) -> Mono.just(id));
			assertThat(open(engine)).isEqualTo(BAD_REQUEST);
			assertThat(log.messages("ERROR")).hasSize(1);
		}
	}

	@Test
	void refusesAHandshakeWithoutAnId() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			assertThat(open(engine((request) -> Mono.empty()))).isEqualTo(BAD_REQUEST);
			assertThat(open(engine((request) -> null))).isEqualTo(BAD_REQUEST);
			assertThat(open(engine((request) -> Mono.error(new IllegalStateException("secret")))))
				.isEqualTo(BAD_REQUEST);
			assertThat(log.messages("ERROR")).hasSize(3);
		}
	}

	@Test
	void refusesAHandshakeWithTheIdOfAnotherSession() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			List<ConnectionError> errors = new ArrayList<>();
			TestEngine engine = engine((request) -> Mono.just("same"));
			engine.server().onConnectionError(errors::add);
			PollingClient first = engine.openPolling();
			assertThat(open(engine)).isEqualTo(BAD_REQUEST);
			assertThat(new FakeWebSocket().open(engine.server()).closedWith()).isEqualTo(1005);
			assertThat(errors).hasSize(2)
				.allSatisfy((error) -> assertThat(error.context()).containsEntry("name", "ID_GENERATION_ERROR"));
			assertThat(first.post("4hello").status()).isEqualTo(200);
			assertThat(engine.sessions()).hasSize(1);
			assertThat(log.messages("ERROR")).isNotEmpty();
		}
	}

	@Test
	void refusesTheSecondOfTwoThatGetTheSameIdAtOnce() {
		Sinks.One<String> id = Sinks.one();
		TestEngine engine = engine((request) -> id.asMono());
		WebSocketUpgrade[] upgrades = new WebSocketUpgrade[2];
		for (int i = 0; i < 2; i++) {
			int index = i;
			engine.server()
				.upgrade(FakeRequest.get("transport=websocket"))
				.subscribe((upgrade) -> upgrades[index] = upgrade);
		}
		Exchange polling = new Exchange(engine.server(), FakeRequest.get("transport=polling"));
		id.tryEmitValue("same");
		assertThat(polling.status()).isEqualTo(200);
		assertThat(upgrades).allSatisfy((upgrade) -> {
			FakeWebSocket webSocket = new FakeWebSocket();
			engine.server().open(upgrade, webSocket);
			assertThat(webSocket.sent()).isEmpty();
			assertThat(webSocket.closedWith()).isEqualTo(1005);
		});
		assertThat(engine.sessions()).hasSize(1);
		assertThat(engine.server().clientsCount("polling")).isOne();
		assertThat(engine.server().clientsCount("websocket")).isZero();
	}

	// PROTOCOL.md 21
	@Test
	void opensNothingForAClientThatLeftBeforeItsIdWasMade() {
		Sinks.One<String> id = Sinks.one();
		TestEngine engine = engine((request) -> id.asMono());
		new Exchange(engine.server(), FakeRequest.get("transport=polling")).abort();
		id.tryEmitValue("late");
		assertThat(engine.sessions()).isEmpty();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void refusesWhenTheIdIsNotThereInTime() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			TestEngine engine = engine((request) -> Mono.never());
			Exchange exchange = new Exchange(engine.server(), FakeRequest.get("transport=polling"));
			engine.pass(10_000);
			assertThat(exchange.body()).isEqualTo(BAD_REQUEST);
			assertThat(log.messages("ERROR"))
				.containsExactly("A handshake was refused: the id made for its session cannot be used");
			assertThat(engine.activeTimers()).isZero();
		}
	}

	@Test
	void asksForNoIdWhenTheHandshakeIsRefused() {
		TestEngine engine = new TestEngine((builder) -> builder.sessionIdGenerator((request) -> {
			throw new AssertionError();
		}).allowRequest((request) -> Mono.error(new HandshakeRefusedException("nope!"))));
		assertThat(open(engine)).contains("nope!");
		assertThat(open(new TestEngine((builder) -> builder.sessionIdGenerator((request) -> {
			throw new AssertionError();
		})).server().handle(FakeRequest.get("transport=polling&EIO=5")).block())).contains("\"code\":5");
	}

	private static String open(EngineIOResponse response) {
		return new String(response.body());
	}

}
