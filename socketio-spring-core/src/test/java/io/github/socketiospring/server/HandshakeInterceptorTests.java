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

import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md: {@code allowRequest}.
 */
class HandshakeInterceptorTests {

	private static String answer(SocketIOHandshakeInterceptor interceptor) {
		TestServer server = new TestServer((builder) -> builder.handshakeInterceptor(interceptor));
		return new String(server.server().engine().handle(FakeRequest.get("transport=polling")).block().body());
	}

	private static String refusal(RuntimeException error) {
		return answer((request) -> Mono.error(error));
	}

	@Test
	void tellsTheMessageOfExceptionsThatAreMeantForClients() {
		assertThat(refusal(new ConnectionRefusedException("nope!"))).isEqualTo("{\"code\":4,\"message\":\"nope!\"}");
		assertThat(refusal(new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, "too many")))
			.isEqualTo("{\"code\":4,\"message\":\"too many\"}");
		assertThat(refusal(new AccessDeniedException("denied"))).isEqualTo("{\"code\":4,\"message\":\"denied\"}");
	}

	@Test
	void keepsTheMessageOfAnyOtherException() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			assertThat(refusal(new IllegalStateException("secret")))
				.isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
	}

	@Test
	void asksInTheOrderOfAdditionUntilOneRefuses() {
		List<String> calls = new ArrayList<>();
		TestServer server = new TestServer((builder) -> builder.handshakeInterceptor((request) -> {
			calls.add("first");
			return Mono.empty();
		}).handshakeInterceptor((request) -> {
			calls.add("second");
			return Mono.error(new ConnectionRefusedException("nope!"));
		}).handshakeInterceptor((request) -> {
			calls.add("third");
			return Mono.empty();
		}));
		server.server().engine().handle(FakeRequest.get("transport=polling")).block();
		assertThat(calls).containsExactly("first", "second");
	}

	@Test
	void givesItsAttributesToTheSocket() {
		TestServer server = new TestServer((builder) -> builder.handshakeInterceptor((request) -> {
			request.attributes().put("tenant", "blue");
			return Mono.empty();
		}).handshakeInterceptor((request) -> {
			request.attributes().put("copy", request.attributes().get("tenant"));
			return Mono.empty();
		}));
		server.connect();
		assertThat(server.socket().handshake().attributes()).containsEntry("tenant", "blue")
			.containsEntry("copy", "blue")
			.hasSize(2);
	}

	@Test
	void hasNoAttributesWithoutInterceptors() {
		TestServer server = new TestServer();
		server.connect();
		assertThat(server.socket().handshake().attributes()).isEmpty();
	}

}
