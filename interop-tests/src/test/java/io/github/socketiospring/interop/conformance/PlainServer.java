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

package io.github.socketiospring.interop.conformance;

import java.time.Duration;
import java.util.List;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.webflux.SocketIOHttpHandler;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that keeps no record of what happens, for tests with clients in masses.
 */
final class PlainServer implements ServerUnderTest {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private final SocketIOServer server;

	private final DisposableServer http;

	PlainServer(boolean fastPath, SocketIOServerBuilder builder) {
		this.server = builder.build();
		SocketIOWebHandler handler = new SocketIOWebHandler(this.server.engine(), new CorsConfiguration(),
				ReactorNettyBinding.webSocketService(this.server.engine()), fastPath);
		this.http = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(SocketIOHttpHandler.create(path(), handler)))
			.bindNow();
	}

	SocketIOServer server() {
		return this.server;
	}

	/**
	 * Asserts that nothing is left of any client.
	 */
	void assertForgotten() {
		assertThat(this.server.engine().clientsCount()).as("sessions").isZero();
		for (SocketIONamespace namespace : this.server.namespaces()) {
			assertThat(namespace.sockets()).as("sockets of %s", namespace.name()).isEmpty();
			assertThat(namespace.rooms()).as("rooms of %s", namespace.name()).isEmpty();
		}
		assertThat(this.server.engine().timers().active()).as("timers").isZero();
	}

	@Override
	public int port() {
		return this.http.port();
	}

	@Override
	public ServerOptions options() {
		return ServerOptions.socketIO();
	}

	@Override
	public List<String> records() {
		return List.of();
	}

	@Override
	public void close() {
		this.server.close().block(DEADLINE);
		this.http.disposeNow(DEADLINE);
	}

	/**
	 * This server, as seen through a proxy.
	 */
	ServerUnderTest through(FaultyProxy proxy) {
		return new Proxied(this, proxy);
	}

	private record Proxied(PlainServer server, FaultyProxy proxy) implements ServerUnderTest {

		@Override
		public int port() {
			return this.proxy.port();
		}

		@Override
		public ServerOptions options() {
			return this.server.options();
		}

		@Override
		public List<String> records() {
			return this.server.records();
		}

		@Override
		public void close() {
			this.server.close();
		}

	}

}
