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

import java.util.function.Function;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md: {@code allowRequest}.
 */
class AllowRequestTests {

	private static final String FORBIDDEN = "{\"code\":4,\"message\":\"Forbidden\"}";

	private int calls;

	private TestEngine engine(Function<HandshakeRequest, Mono<Void>> decision) {
		return new TestEngine((builder) -> builder.allowRequest((request) -> {
			this.calls++;
			return decision.apply(request);
		}));
	}

	private static EngineIOResponse get(TestEngine engine, String query) {
		return engine.server().handle(FakeRequest.get(query)).block();
	}

	// PROTOCOL.md 12
	@Test
	void tellsThePollingClientWhyItIsRefused() {
		TestEngine engine = engine((request) -> Mono.error(new HandshakeRefusedException("no \"entry\"\n")));
		EngineIOResponse response = get(engine, "transport=polling");
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.headers()).containsEntry("Content-Type", "application/json");
		assertThat(new String(response.body())).isEqualTo("{\"code\":4,\"message\":\"no \\\"entry\\\"\\n\"}");
		assertThat(engine.sessions()).isEmpty();
		assertThat(engine.server().clientsCount()).isZero();
	}

	// PROTOCOL.md 12
	@Test
	void tellsTheWebSocketClientWhyItIsRefused() {
		TestEngine engine = engine((request) -> Mono.error(new HandshakeRefusedException("nope!")));
		EngineIOResponse response = engine.server().upgrade(FakeRequest.get("transport=websocket")).block().refusal();
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.headers()).containsEntry("Content-Type", "text/html");
		assertThat(new String(response.body())).isEqualTo("nope!");
		assertThat(new FakeWebSocket().open(engine.server()).closedWith()).isEqualTo(1005);
		assertThat(engine.sessions()).isEmpty();
	}

	// PROTOCOL.md 13
	@Test
	void decidesOnTheFirstRequestAlone() {
		TestEngine engine = engine((request) -> Mono.empty());
		PollingClient client = engine.openPolling();
		client.post("4hello");
		new FakeWebSocket().open(engine.server(), "sid=" + client.sid());
		assertThat(this.calls).isOne();
		engine.openWebSocket();
		assertThat(this.calls).isEqualTo(2);
	}

	// PROTOCOL.md 9
	@Test
	void decidesAfterTheMethodAndBeforeTheProtocol() {
		TestEngine engine = engine((request) -> Mono.error(new HandshakeRefusedException("nope!")));
		assertThat(engine.server().handle(FakeRequest.method("POST", "transport=polling")).block().status())
			.isEqualTo(400);
		assertThat(this.calls).isZero();
		assertThat(get(engine, "EIO=2&transport=polling").status()).isEqualTo(403);
	}

	@Test
	void checksTheProtocolOfWhatIsLetIn() {
		TestEngine engine = engine((request) -> Mono.empty());
		assertThat(new String(get(engine, "EIO=2&transport=polling").body())).contains("\"code\":5");
	}

	@Test
	void saysNoMoreThanForbiddenOfAFailure() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			TestEngine engine = engine((request) -> Mono.error(new IllegalStateException("secret")));
			assertThat(new String(get(engine, "transport=polling").body())).isEqualTo(FORBIDDEN);
			assertThat(new String(get(engine, "transport=polling").body())).isEqualTo(FORBIDDEN);
			assertThat(log.messages("ERROR")).containsExactly("A handshake was refused: the decision on it failed");
		}
	}

	@Test
	void refusesWhenTheDecisionThrows() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			TestEngine engine = engine((request) -> {
				throw new IllegalStateException("secret");
			});
			assertThat(new String(get(engine, "transport=polling").body())).isEqualTo(FORBIDDEN);
			assertThat(log.messages("ERROR")).hasSize(1);
		}
	}

	@Test
	void refusesWhatIsNotDecidedOnInTime() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			TestEngine engine = engine((request) -> Mono.never());
			Exchange exchange = new Exchange(engine.server(), FakeRequest.get("transport=polling"));
			engine.pass(9_999);
			assertThat(exchange.isPending()).isTrue();
			engine.pass(1);
			assertThat(exchange.body()).isEqualTo(FORBIDDEN);
			assertThat(log.messages("ERROR")).containsExactly("A handshake was refused: the decision on it failed");
			assertThat(engine.activeTimers()).isZero();
		}
	}

	// PROTOCOL.md 21
	@Test
	void opensNothingForAClientThatLeftBeforeTheDecision() {
		Sinks.Empty<Void> decision = Sinks.empty();
		TestEngine engine = engine((request) -> decision.asMono());
		Exchange exchange = new Exchange(engine.server(), FakeRequest.get("transport=polling"));
		exchange.abort();
		decision.tryEmitEmpty();
		assertThat(engine.sessions()).isEmpty();
		assertThat(engine.server().clientsCount()).isZero();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void closesTheServerWhileADecisionIsAwaited() {
		Sinks.Empty<Void> decision = Sinks.empty();
		TestEngine engine = engine((request) -> decision.asMono());
		Exchange exchange = new Exchange(engine.server(), FakeRequest.get("transport=polling"));
		engine.server().close().block();
		decision.tryEmitEmpty();
		assertThat(exchange.isPending()).isFalse();
		assertThat(engine.server().clientsCount()).isZero();
		assertThat(engine.activeTimers()).isZero();
	}

	@Test
	void showsTheRequest() {
		TestEngine engine = engine((request) -> {
			assertThat(request.uri().getPath()).isEqualTo("/engine.io/");
			assertThat(request.query().getFirst("token")).isEqualTo("t");
			assertThat(request.headers().getFirst("X-Key")).isEqualTo("k");
			assertThat(request.transport()).isEqualTo("polling");
			assertThat(request.remoteAddress()).isNull();
			assertThat(request.principal()).isNull();
			assertThat(request.exchangeAttributes()).isEmpty();
			return Mono.empty();
		});
		StepVerifier
			.create(engine.server()
				.handle(FakeRequest.get("transport=polling&token=t").header("X-Key", "k"))
				.map(EngineIOResponse::status))
			.expectNext(200)
			.verifyComplete();
	}

	@Test
	void keepsAttributesWithTheHandshake() {
		TestEngine engine = engine((request) -> {
			request.attributes().put("tenant", "blue");
			return Mono.empty();
		});
		engine.openPolling();
		assertThat(engine.session().session().handshake().attributes()).containsOnlyKeys("tenant")
			.containsEntry("tenant", "blue");
	}

}
