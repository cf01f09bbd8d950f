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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.socket.client.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static io.github.socketiospring.interop.client.JavaClients.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Four servers with different paths and options in one Spring Boot application, each with
 * a controller of its own.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
class SeveralServersTests {

	private static final Map<String, String> PATHS = Map.of("main", "/socket.io", "socketOnly", "/socket-only", "tuned",
			"/tuned/deep", "strict", "/strict");

	@Parameter
	ServerBinding binding;

	private BootServer application;

	private JavaClients clients;

	@BeforeEach
	void start() {
		this.application = new BootServer(this.binding, FourServers.class);
		this.clients = new JavaClients(this.application.url(), ClientTransport.WEBSOCKET);
	}

	@AfterEach
	void close() {
		this.clients.close();
		this.application.close();
		this.clients.shutDown();
	}

	@Test
	void keepsEventsOfEachServerToItself() {
		Map<String, Socket> sockets = new LinkedHashMap<>();
		Map<String, Inbox> news = new LinkedHashMap<>();
		PATHS.forEach((name, path) -> {
			Socket socket = connect(path);
			sockets.put(name, socket);
			news.put(name, new Inbox(socket, "news"));
		});
		sockets.forEach((name, socket) -> assertThat(ask(socket, "who")).containsExactly(name));
		sockets.forEach((name, socket) -> assertThat(ask(socket, "spread")).isEmpty());
		// Nothing of what the others spread can come after this
		sockets.forEach((name, socket) -> assertThat(ask(socket, "who")).containsExactly(name));
		news.forEach((name, inbox) -> {
			assertThat(inbox.next()).containsExactly("all of " + name);
			assertThat(inbox.next()).containsExactly("room of " + name);
			assertThat(inbox.rest()).isEmpty();
		});
		PATHS.forEach((name, path) -> assertThat(server(name).engine().clientsCount()).isOne());
	}

	@Test
	void keepsNamespacesOfEachServerToItself() {
		Socket there = this.clients.connect("/tuned-only", (options) -> options.path = PATHS.get("tuned"));
		assertThat(ask(there, "who")).containsExactly("tuned only");
		Socket elsewhere = this.clients.socket("/tuned-only", (options) -> options.path = PATHS.get("main"));
		Inbox refusals = new Inbox(elsewhere, Socket.EVENT_CONNECT_ERROR);
		elsewhere.connect();
		assertThat(refusals.next()).containsExactly(Map.of("message", "Invalid namespace"));
		assertThat(server("main").namespace("/tuned-only")).isNull();
	}

	@Test
	void givesEachServerItsOptions() throws Exception {
		assertThat(handshake("main")).endsWith(
				"\"upgrades\":[\"websocket\"],\"pingInterval\":200,\"pingTimeout\":20000,\"maxPayload\":1000000}");
		assertThat(handshake("tuned"))
			.endsWith("\"upgrades\":[\"websocket\"],\"pingInterval\":1234,\"pingTimeout\":5678,\"maxPayload\":10000}");
		assertThat(handshake("strict")).contains("\"upgrades\":[]");
		assertThat(handshake("socketOnly")).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
	}

	@Test
	void limitsMessagesOfOneServerAlone() {
		Socket tuned = connect(PATHS.get("tuned"));
		Socket main = connect(PATHS.get("main"));
		Inbox gone = new Inbox(tuned, Socket.EVENT_DISCONNECT);
		assertThat(ask(main, "who", "x".repeat(10_000))).containsExactly("main");
		tuned.emit("who", "x".repeat(10_000));
		assertThat(gone.next()).first().asString().startsWith("transport ");
		assertThat(ask(main, "who")).containsExactly("main");
	}

	@Test
	void isStrictAboutNamespacesOfOneServerAlone() {
		assertThatIllegalStateException().isThrownBy(() -> server("strict").of("/undeclared"))
			.withMessageContaining("/undeclared");
		assertThat(server("main").of("/undeclared").name()).isEqualTo("/undeclared");
		Socket socket = this.clients.connect("/undeclared");
		assertThat(socket.connected()).isTrue();
	}

	@Test
	void leavesOthersWhenOneIsClosed() {
		Socket closed = connect(PATHS.get("tuned"));
		Socket open = connect(PATHS.get("strict"));
		Inbox gone = new Inbox(closed, Socket.EVENT_DISCONNECT);
		server("tuned").close().block(Duration.ofSeconds(15));
		assertThat(gone.next()).startsWith("transport close");
		assertThat(ask(open, "who")).containsExactly("strict");
		Socket refused = this.clients.socket("/", (options) -> options.path = PATHS.get("tuned"));
		Inbox refusals = new Inbox(refused, Socket.EVENT_CONNECT_ERROR);
		refused.connect();
		refusals.next();
		assertThat(ask(connect(PATHS.get("strict")), "who")).containsExactly("strict");
	}

	private Socket connect(String path) {
		return this.clients.connect("/", (options) -> options.path = path);
	}

	private SocketIOServer server(String name) {
		String beanName = name.equals("main") ? "socketIOServer" : name + "Server";
		return this.application.context().getBean(beanName, SocketIOServer.class);
	}

	private String handshake(String name) throws IOException, InterruptedException {
		URI uri = this.application.url().resolve(PATHS.get(name) + "/?EIO=4&transport=polling");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(15)).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ MainController.class, SocketOnlyController.class, TunedController.class, TunedOnlyController.class,
			StrictController.class })
	static class FourServers {

		@Bean(defaultCandidate = false)
		SocketIOServer socketOnlyServer(SocketIOServerBuilder builder) {
			return builder.path(PATHS.get("socketOnly")).transports("websocket").build();
		}

		@Bean(defaultCandidate = false)
		SocketIOServer tunedServer(SocketIOServerBuilder builder) {
			return builder.path(PATHS.get("tuned"))
				.pingInterval(Duration.ofMillis(1234))
				.pingTimeout(Duration.ofMillis(5678))
				.maxHttpBufferSize(10_000)
				.build();
		}

		@Bean(defaultCandidate = false)
		SocketIOServer strictServer(SocketIOServerBuilder builder) {
			return builder.path(PATHS.get("strict")).strictNamespaces(true).allowUpgrades(false).build();
		}

	}

	abstract static class NamedController {

		private final String name;

		NamedController(String name) {
			this.name = name;
		}

		@OnEvent("who")
		String who() {
			return this.name;
		}

		@OnEvent("spread")
		void spread(SocketIOSocket socket, SocketIONamespace namespace) {
			socket.join("room");
			namespace.emit("news", "all of " + this.name);
			namespace.server().to("room").emit("news", "room of " + this.name);
		}

	}

	@SocketIOController
	static class MainController extends NamedController {

		MainController() {
			super("main");
		}

	}

	@SocketIOController(server = "socketOnlyServer")
	static class SocketOnlyController extends NamedController {

		SocketOnlyController() {
			super("socketOnly");
		}

	}

	@SocketIOController(server = "tunedServer")
	static class TunedController extends NamedController {

		TunedController() {
			super("tuned");
		}

	}

	@SocketIOController(server = "tunedServer")
	@Namespace("/tuned-only")
	static class TunedOnlyController extends NamedController {

		TunedOnlyController() {
			super("tuned only");
		}

	}

	@SocketIOController(server = "strictServer")
	static class StrictController extends NamedController {

		StrictController() {
			super("strict");
		}

	}

}
