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

package io.github.socketiospring.webflux;

import java.net.URI;

import io.github.socketiospring.engineio.EchoListener;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SocketIOHttpHandlerTests {

	private final EngineIOServer engine = EngineIOServer.builder().build(EchoListener::new);

	private final CorsConfiguration cors = new CorsConfiguration();

	@AfterEach
	void close() {
		this.engine.close().block();
	}

	private HttpHandler handler(String path) {
		return SocketIOHttpHandler.create(path, new SocketIOWebHandler(this.engine, this.cors,
				new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy()), true));
	}

	private MockServerHttpResponse exchange(HttpHandler handler, MockServerHttpRequest.BaseBuilder<?> request) {
		MockServerHttpResponse response = new MockServerHttpResponse();
		handler.handle(request.build(), response).block();
		return response;
	}

	private static MockServerHttpRequest.BaseBuilder<?> handshake(String path) {
		return MockServerHttpRequest.method(HttpMethod.GET,
				URI.create("http://server.example" + path + "?EIO=4&transport=polling"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/socket.io", "/socket.io/", "/socket%2Eio" })
	void servesThePathWithAndWithoutSlash(String path) {
		MockServerHttpResponse response = exchange(handler("/socket.io"), handshake(path));
		assertThat(response.getStatusCode().value()).isEqualTo(200);
		assertThat(response.getBodyAsString().block()).startsWith("0{\"sid\":");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/socket.io/default/", "/socket.ioo", "/socket.io//", "/other" })
	void answers404Elsewhere(String path) {
		MockServerHttpResponse response = exchange(handler("/socket.io"), handshake(path));
		assertThat(response.getStatusCode().value()).isEqualTo(404);
		assertThat(this.engine.clientsCount()).isZero();
	}

	@Test
	void refusesPathThatCannotBeServed() {
		assertThatIllegalArgumentException().isThrownBy(() -> handler("socket.io"));
	}

	@Test
	void refusesCrossOriginRequestsAndLogsThatOnce() {
		HttpHandler handler = handler("/socket.io");
		try (LogRecorder log = LogRecorder.of(SocketIOCorsProcessor.class)) {
			for (int i = 0; i < 2; i++) {
				MockServerHttpResponse response = exchange(handler,
						handshake("/socket.io/").header("Origin", "http://other\r\nexample é"));
				assertThat(response.getStatusCode().value()).isEqualTo(403);
			}
			assertThat(log.messages("WARN")).singleElement()
				.asString()
				.contains("http://other??example ?", "http://server.example/", "socketio.cors.allowed-origins",
						"server.forward-headers-strategy");
			assertThat(log.messages("DEBUG")).hasSize(1);
			assertThat(this.engine.count(EngineIOCounter.ORIGIN_REFUSED)).isEqualTo(2);
		}
		assertThat(this.engine.clientsCount()).isZero();
	}

	@Test
	void allowsOriginsThatAreSet() {
		this.cors.addAllowedOrigin("http://other.example");
		HttpHandler handler = handler("/socket.io");
		try (LogRecorder log = LogRecorder.of(SocketIOCorsProcessor.class)) {
			MockServerHttpResponse response = exchange(handler,
					handshake("/socket.io/").header("Origin", "http://other.example"));
			assertThat(response.getStatusCode().value()).isEqualTo(200);
			assertThat(response.getHeaders().getAccessControlAllowOrigin()).isEqualTo("http://other.example");
			assertThat(log.messages("WARN")).isEmpty();
		}
	}

	@Test
	void answersPreflightWithoutAskingTheServer() {
		this.cors.addAllowedOrigin("http://other.example");
		MockServerHttpResponse response = exchange(handler("/socket.io"),
				MockServerHttpRequest.options("http://server.example/socket.io/")
					.header("Origin", "http://other.example")
					.header("Access-Control-Request-Method", "GET"));
		assertThat(response.getStatusCode()).satisfiesAnyOf((status) -> assertThat(status).isNull(),
				(status) -> assertThat(status.is2xxSuccessful()).isTrue());
		assertThat(response.getHeaders().getAccessControlAllowOrigin()).isEqualTo("http://other.example");
	}

}
