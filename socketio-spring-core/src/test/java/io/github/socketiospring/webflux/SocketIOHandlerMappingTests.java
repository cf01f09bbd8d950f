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
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.engineio.EchoListener;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SocketIOHandlerMappingTests {

	private final EngineIOServer engine = EngineIOServer.builder().build(EchoListener::new);

	private final SocketIOWebHandler handler = handler(new CorsConfiguration());

	@AfterEach
	void close() {
		this.engine.close().block();
	}

	private SocketIOWebHandler handler(CorsConfiguration cors) {
		return new SocketIOWebHandler(this.engine, cors,
				new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy()), true);
	}

	private static SocketIOHandlerMapping start(SocketIOHandlerMapping mapping) {
		StaticApplicationContext context = new StaticApplicationContext();
		mapping.setApplicationContext(context);
		return mapping;
	}

	private static Object find(SocketIOHandlerMapping mapping, String url) {
		return mapping
			.getHandler(MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.GET, URI.create(url))))
			.block();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/socket.io", "/socket.io/", "/socket.io/?EIO=4", "/socket%2Eio/", "/%73ocket.io" })
	void mapsThePathWithAndWithoutSlash(String url) {
		assertThat(find(start(new SocketIOHandlerMapping("/socket.io", this.handler)), url)).isSameAs(this.handler);
		assertThat(find(start(new SocketIOHandlerMapping("/socket.io/", this.handler)), url)).isSameAs(this.handler);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/socket.io/default/", "/socket.io/socket.io.js", "/socket.ioo", "/socket",
			"/a/socket.io", "/socket.io//", "/Socket.io" })
	void mapsNothingElse(String url) {
		assertThat(find(start(new SocketIOHandlerMapping("/socket.io", this.handler)), url)).isNull();
	}

	@Test
	void mapsSeveralServers() {
		SocketIOWebHandler other = handler(new CorsConfiguration());
		SocketIOHandlerMapping mapping = start(new SocketIOHandlerMapping(Map.of("/a", this.handler, "/b/c/", other)));
		assertThat(find(mapping, "/a/")).isSameAs(this.handler);
		assertThat(find(mapping, "/b/c")).isSameAs(other);
		assertThat(find(mapping, "/b")).isNull();
	}

	@Test
	void refusesTwoServersOfOnePath() {
		Map<String, SocketIOWebHandler> handlers = new LinkedHashMap<>();
		handlers.put("/a", this.handler);
		handlers.put("/a/", this.handler);
		assertThatIllegalArgumentException().isThrownBy(() -> new SocketIOHandlerMapping(handlers))
			.withMessageContaining("'/a'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "//", "socket.io", "/a*", "/a/{b}", "/a?", "/a//" })
	void refusesPathThatCannotBeMapped(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SocketIOHandlerMapping(path, this.handler))
			.withMessageContaining("'" + path + "'");
	}

	@Test
	void comesBeforeTheMappingsOfTheApplication() {
		assertThat(new SocketIOHandlerMapping("/a", this.handler).getOrder()).isEqualTo(-2);
	}

	@Test
	void refusesCrossOriginRequestThatIsNotAllowed() {
		SocketIOHandlerMapping mapping = start(new SocketIOHandlerMapping("/a", this.handler));
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("http://server.example/a/?EIO=4").header("Origin", "http://other.example"));
		try (LogRecorder log = LogRecorder.of(SocketIOCorsProcessor.class)) {
			assertThat(mapping.getHandler(exchange).block()).isNotSameAs(this.handler);
			assertThat(log.messages("WARN")).hasSize(1);
		}
		assertThat(exchange.getResponse().getStatusCode().value()).isEqualTo(403);
		assertThat(this.engine.count(EngineIOCounter.ORIGIN_REFUSED)).isOne();
	}

	@Test
	void lettingTheApplicationAllowOriginsIsEnough() {
		SocketIOHandlerMapping mapping = new SocketIOHandlerMapping("/a", this.handler);
		CorsConfiguration allowed = new CorsConfiguration();
		allowed.addAllowedOrigin("http://other.example");
		allowed.addAllowedMethod("*");
		mapping.setCorsConfigurations(Map.of("/**", allowed));
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("http://server.example/a/?EIO=4").header("Origin", "http://other.example"));
		assertThat(start(mapping).getHandler(exchange).block()).isSameAs(this.handler);
		assertThat(exchange.getResponse().getHeaders().getAccessControlAllowOrigin()).isEqualTo("http://other.example");
	}

	@Test
	void refusesCredentialsForAnyOrigin() {
		CorsConfiguration any = new CorsConfiguration();
		any.addAllowedOrigin("*");
		any.setAllowCredentials(true);
		assertThatIllegalArgumentException().isThrownBy(() -> handler(any));
		SocketIOHandlerMapping mapping = new SocketIOHandlerMapping("/a", this.handler);
		assertThatIllegalArgumentException().isThrownBy(() -> mapping.setCorsConfigurations(Map.of("/**", any)))
			.withMessageContaining("'/**'")
			.withMessageContaining("'/a'");
	}

}
