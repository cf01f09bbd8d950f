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

package io.github.socketiospring.webflux.netty;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.engineio.EchoListener;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.webflux.SocketIOHttpHandler;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of the headers of a request once its WebSocket is open.
 */
class RetainedHeadersTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final CompletableFuture<EngineIOSession> session = new CompletableFuture<>();

	private final CompletableFuture<ServerHttpRequest> request = new CompletableFuture<>();

	private final CompletableFuture<String> seenAtTheEnd = new CompletableFuture<>();

	@Test
	void onlyTheHandshakeKeepsThem() throws Exception {
		EngineIOServer engine = EngineIOServer.builder().build((session) -> {
			this.session.complete(session);
			return new EchoListener(session);
		});
		HttpHandler handler = SocketIOHttpHandler.create("/engine.io",
				new SocketIOWebHandler(engine, new CorsConfiguration(),
						new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy()), true));
		DisposableServer server = HttpServer.create()
			.host("localhost")
			.handle(new ReactorHttpHandlerAdapter((request, response) -> {
				this.request.complete(request);
				return handler.handle(request, response)
					.doFinally((signal) -> this.seenAtTheEnd.complete(request.getHeaders().getFirst("X-Tenant")));
			}))
			.bindNow(LIMIT);
		try {
			HttpClient.create()
				.host("localhost")
				.port(server.port())
				.headers((headers) -> headers.set("X-Tenant", "acme"))
				.websocket()
				.uri("/engine.io/?EIO=4&transport=websocket")
				.handle((in, out) -> in.receive().then())
				.subscribe();
			assertThat(this.seenAtTheEnd.get(10, TimeUnit.SECONDS)).isEqualTo("acme");
			HttpServerRequest nativeRequest = ServerHttpRequestDecorator
				.getNativeRequest(this.request.get(10, TimeUnit.SECONDS));
			Awaitility.await().atMost(LIMIT).until(() -> nativeRequest.requestHeaders().isEmpty());
			assertThat(this.session.get(10, TimeUnit.SECONDS).handshake().headers().getFirst("X-Tenant"))
				.isEqualTo("acme");
		}
		finally {
			engine.close().block(LIMIT);
			server.disposeNow();
		}
	}

}
