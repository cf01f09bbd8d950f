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
import java.util.Map;

import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md: {@code connection_error} event.
 */
class ConnectionErrorTests {

	private final TestEngine engine = new TestEngine();

	private final List<ConnectionError> errors = new ArrayList<>();

	ConnectionErrorTests() {
		listen(this.engine);
	}

	private void listen(TestEngine engine) {
		engine.server().onConnectionError(this.errors::add);
	}

	private ConnectionError refused(EngineIORequest request) {
		return refused(this.engine, request);
	}

	private ConnectionError refused(TestEngine engine, EngineIORequest request) {
		this.errors.clear();
		assertThat(engine.server().handle(request).block().status()).isIn(400, 403);
		assertThat(this.errors).hasSize(1);
		return this.errors.get(0);
	}

	private static void check(ConnectionError error, int code, String message, Map<String, Object> context) {
		assertThat(error.code()).isEqualTo(code);
		assertThat(error.message()).isEqualTo(message);
		assertThat(error.context()).isEqualTo(context);
	}

	@Test
	void tellsOfAnUnknownTransport() {
		check(refused(FakeRequest.get("transport=pigeon")), 0, "Transport unknown", Map.of("transport", "pigeon"));
	}

	@Test
	void tellsOfAnUnknownSession() {
		check(refused(FakeRequest.get("transport=polling&sid=x")), 1, "Session ID unknown", Map.of("sid", "x"));
	}

	@Test
	void tellsOfABadMethod() {
		check(refused(FakeRequest.post("transport=polling", "4")), 2, "Bad handshake method", Map.of("method", "POST"));
	}

	@Test
	void tellsOfAnInvalidOrigin() {
		check(refused(FakeRequest.get("transport=polling").header("Origin", "a\u0001b")), 3, "Bad request",
				Map.of("name", "INVALID_ORIGIN", "origin", "a\u0001b"));
	}

	@Test
	void tellsOfAPlainRequestForAWebSocket() {
		check(refused(FakeRequest.get("transport=websocket")), 3, "Bad request",
				Map.of("name", "TRANSPORT_HANDSHAKE_ERROR"));
	}

	@Test
	void tellsOfAnotherTransportThanThatOfTheSession() {
		this.engine.openWebSocket();
		String sid = this.engine.session().session().id();
		check(refused(FakeRequest.get("transport=polling&sid=" + sid)), 3, "Bad request",
				Map.of("name", "TRANSPORT_MISMATCH", "transport", "polling", "previousTransport", "websocket"));
	}

	@Test
	void tellsOfAnotherProtocolThanThatOfTheSession() {
		String sid = this.engine.openPolling().sid();
		check(refused(FakeRequest.get("transport=polling&EIO=3&sid=" + sid)), 3, "Bad request",
				Map.of("name", "PROTOCOL_MISMATCH"));
	}

	@Test
	void tellsOfADecisionOfTheApplication() {
		TestEngine engine = new TestEngine(
				(builder) -> builder.allowRequest((request) -> Mono.error(new HandshakeRefusedException("nope!"))));
		listen(engine);
		check(refused(engine, FakeRequest.get("transport=polling")), 4, "nope!", Map.of("message", "nope!"));
	}

	@Test
	void tellsOfAnUnsupportedProtocol() {
		check(refused(FakeRequest.get("transport=polling&EIO=5")), 5, "Unsupported protocol version",
				Map.of("protocol", "5"));
	}

	@Test
	void tellsOfUpgrades() {
		this.engine.server().upgrade(FakeRequest.get("transport=websocket&sid=x")).block();
		check(this.errors.get(0), 1, "Session ID unknown", Map.of("sid", "x"));
	}

	@Test
	void tellsOfAPollThatComesTooLate() {
		PollingClient client = this.engine.openPolling();
		this.engine.pass(25_000 + 20_000);
		client.poll();
		assertThat(this.errors).extracting(ConnectionError::code).containsExactly(1);
	}

	@Test
	void showsTheRequest() {
		ConnectionError error = refused(FakeRequest.post("transport=polling", "4").header("X-Key", "k"));
		assertThat(error.error()).isEqualTo(EngineIOError.BAD_HANDSHAKE_METHOD);
		assertThat(error.method()).isEqualTo("POST");
		assertThat(error.uri()).hasPath("/engine.io/");
		assertThat(error.headers().getFirst("x-key")).isEqualTo("k");
		assertThat(error.remoteAddress()).isNull();
	}

	@Test
	void keepsSecretsOutOfItsText() {
		this.engine.openWebSocket();
		String sid = this.engine.session().session().id();
		ConnectionError error = refused(FakeRequest.get("transport=polling&sid=" + sid).header("Cookie", "secret"));
		assertThat(error).hasToString("ConnectionError[BAD_REQUEST, GET, TRANSPORT_MISMATCH]");
	}

	@Test
	void survivesAListenerThatFails() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			TestEngine engine = new TestEngine();
			engine.server().onConnectionError((error) -> {
				throw new IllegalStateException("listener");
			});
			listen(engine);
			check(refused(engine, FakeRequest.get("transport=pigeon")), 0, "Transport unknown",
					Map.of("transport", "pigeon"));
			assertThat(log.messages("ERROR")).containsExactly("A listener of connection errors failed");
		}
	}

}
