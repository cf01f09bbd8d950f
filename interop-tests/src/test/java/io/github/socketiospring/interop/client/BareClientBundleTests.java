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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.webflux.SocketIOHttpHandler;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of the client, from a server without Spring Boot (FEATURES.md: serveClient).
 */
class BareClientBundleTests {

	@ParameterizedTest
	@CsvSource({ "true, 200", "false, 404" })
	void servesTheFilesOfTheClientUnlessTold(boolean serveClient, int status) throws Exception {
		SocketIOServer server = new SocketIOServerBuilder().build();
		SocketIOWebHandler handler = new SocketIOWebHandler(server.engine(), new CorsConfiguration(),
				ReactorNettyBinding.webSocketService(server.engine()), true, serveClient);
		DisposableServer http = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(SocketIOHttpHandler.create(server.path(), handler)))
			.bindNow();
		try {
			assertThat(status(http, "/socket.io/socket.io.js")).isEqualTo(status);
			assertThat(status(http, "/socket.io/?EIO=4&transport=polling")).isEqualTo(200);
		}
		finally {
			server.close().block(Duration.ofSeconds(10));
			http.disposeNow(Duration.ofSeconds(10));
		}
	}

	private static int status(DisposableServer http, String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path)).build(),
					HttpResponse.BodyHandlers.discarding())
			.statusCode();
	}

}
