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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.socket.client.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A Spring MVC application that serves Socket.IO on a port of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnPortTests {

	private final HttpClient http = HttpClient.newHttpClient();

	private BootServer server;

	@BeforeEach
	void start() {
		this.server = new BootServer(WebServerBinding.OWN_PORT, MvcApplication.class, "default",
				"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
				"socketio.cors.allowed-origins=https://page.example");
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	private HttpResponse<String> get(URI base, String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	@ParameterizedTest
	@EnumSource
	void controllersOfSpringMvcReachSockets(ClientTransport transport) throws Exception {
		JavaClients clients = new JavaClients(this.server.url(), transport);
		try (clients) {
			Socket socket = clients.connect("/");
			Inbox news = new Inbox(socket, "news");
			assertThat(get(this.server.applicationUrl(), "/tell/good").body()).isEqualTo("told 1");
			assertThat(news.next()).containsExactly("good");
			assertThat(JavaClients.ask(socket, "thread")).singleElement().asString().doesNotContain("nio");
		}
		this.server.awaitNoClients();
		clients.shutDown();
	}

	@Test
	void servesNothingElseOnThatPort() throws Exception {
		assertThat(get(this.server.url(), "/tell/good").statusCode()).isEqualTo(404);
		assertThat(get(this.server.url(), "/actuator/health").statusCode()).isEqualTo(404);
		assertThat(get(this.server.url(), "/socket.io/socket.io.js").statusCode()).isEqualTo(200);
		assertThat(get(this.server.applicationUrl(), "/socket.io/?EIO=4&transport=polling").statusCode())
			.isEqualTo(404);
	}

	@Test
	void appliesFiltersAndCors() throws Exception {
		String handshake = "/socket.io/?EIO=4&transport=polling";
		assertThat(get(this.server.url(), handshake, "X-Banned", "yes").statusCode()).isEqualTo(402);
		assertThat(get(this.server.url(), handshake, "Origin", "https://other.example").statusCode()).isEqualTo(403);
		HttpResponse<String> allowed = get(this.server.url(), handshake, "Origin", "https://page.example");
		assertThat(allowed.statusCode()).isEqualTo(200);
		assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains("https://page.example");
	}

	@Test
	void isInActuator() throws Exception {
		URI application = this.server.applicationUrl();
		assertThat(get(application, "/actuator/health/socketio").body()).contains("\"status\":\"UP\"");
		assertThat(get(application, "/actuator/socketio").body()).contains("\"namespaces\"");
		assertThat(get(application, "/actuator/metrics/socketio.server.connections").statusCode()).isEqualTo(200);
	}

	@Test
	void failsWhereThePortIsInUse(CapturedOutput output) throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatThrownBy(() -> new SpringApplicationBuilder(MvcApplication.class).web(WebApplicationType.SERVLET)
				.run("--spring.config.name=interop-client", "--server.port=0", "--server.address=127.0.0.1",
						"--socketio.server.port=" + other.getLocalPort()))
				.hasCauseInstanceOf(PortInUseException.class);
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("Web server failed to start. Port " + other.getLocalPort() + " was already in use.");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ MvcController.class, ThreadController.class })
	static class MvcApplication {

		@Bean
		WebFilter banned() {
			return (exchange, chain) -> {
				if (exchange.getRequest().getHeaders().containsHeader("X-Banned")) {
					exchange.getResponse().setStatusCode(HttpStatus.PAYMENT_REQUIRED);
					return Mono.empty();
				}
				return chain.filter(exchange);
			};
		}

	}

	@RestController
	static class MvcController {

		private final SocketIOServer io;

		MvcController(SocketIOServer io) {
			this.io = io;
		}

		@GetMapping("/tell/{text}")
		String tell(@PathVariable("text") String text) {
			this.io.emit("news", text);
			return "told " + this.io.engine().clientsCount();
		}

	}

	@SocketIOController
	static class ThreadController {

		@OnEvent("thread")
		String thread() {
			return Thread.currentThread().getName();
		}

	}

}
