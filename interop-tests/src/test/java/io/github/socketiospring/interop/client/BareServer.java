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

package io.github.socketiospring.interop.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.interop.web.HttpPort;
import io.github.socketiospring.webflux.SocketIOHttpHandler;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import reactor.netty.http.server.WebsocketServerSpec;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

/**
 * A server without Spring Boot or an application context.
 */
final class BareServer implements TestServer {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private final Journal journal;

	private final ServerBinding binding;

	private final String parser;

	private final Supplier<SocketIOServer> factory;

	private SocketIOServer server;

	private HttpPort http;

	BareServer(ServerBinding binding, Journal journal, Supplier<SocketIOServer> factory) {
		this(binding, journal, "default", factory);
	}

	BareServer(ServerBinding binding, Journal journal, String parser, Supplier<SocketIOServer> factory) {
		this.parser = parser;
		this.binding = binding;
		this.journal = journal;
		this.factory = factory;
		run(0);
	}

	private void run(int port) {
		this.server = this.factory.get();
		this.server.start();
		WebSocketService upgrades = new HandshakeWebSocketService(
				new ReactorNettyRequestUpgradeStrategy(() -> WebsocketServerSpec.builder()
					.maxFramePayloadLength(this.server.engine().options().maxPayload())));
		SocketIOWebHandler handler = new SocketIOWebHandler(this.server.engine(), new CorsConfiguration(), upgrades,
				this.binding.isFastPath());
		this.http = this.binding.serve(SocketIOHttpHandler.create(this.server.path(), handler), port);
	}

	@Override
	public String parser() {
		return this.parser;
	}

	@Override
	public int port() {
		return this.http.port();
	}

	@Override
	public Journal journal() {
		return this.journal;
	}

	@Override
	public List<SocketIOServer> servers() {
		return List.of(this.server);
	}

	@Override
	public void restart() {
		int port = port();
		close();
		run(port);
	}

	@Override
	public void close() {
		this.server.close().block(DEADLINE);
		this.http.close();
	}

}
