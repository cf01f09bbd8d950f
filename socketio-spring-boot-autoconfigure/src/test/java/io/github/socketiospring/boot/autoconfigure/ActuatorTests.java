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

package io.github.socketiospring.boot.autoconfigure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.SocketIOController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint {@code socketio}, health and information of a running application, over
 * HTTP.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActuatorTests {

	private static final String[] JSON = { "Content-Type", "application/json" };

	private TestServer server;

	@BeforeAll
	void startServer() {
		this.server = server();
	}

	@AfterAll
	void closeServer() {
		this.server.close();
	}

	private static TestServer server(String... properties) {
		String[] all = { "management.endpoints.web.exposure.include=*",
				"management.endpoint.health.show-details=always" };
		return new TestServer(TestApplication.class,
				Stream.of(all, properties).flatMap(Arrays::stream).toArray(String[]::new));
	}

	private JsonNode read(String query) {
		return read(this.server, "/actuator/socketio" + query);
	}

	private static JsonNode read(TestServer server, String uri) {
		return JsonMapper.shared().readTree(server.send("GET", uri, "").body());
	}

	private int change(String operation, String body) {
		return this.server.send("POST", "/actuator/socketio/" + operation, body, JSON).statusCode();
	}

	private String newestSocket() {
		return this.server.context()
			.getBean(SocketIOServer.class)
			.of("/")
			.sockets()
			.stream()
			.max(Comparator.comparing((socket) -> socket.handshake().issued()))
			.orElseThrow()
			.id();
	}

	@Test
	void tellsServersAndTheirNamespaces() {
		this.server.connectPolling();
		JsonNode server = read("").at("/servers/0");
		assertThat(server.path("path").asString()).isEqualTo("/socket.io");
		assertThat(server.at("/connections/polling").asInt()).isPositive();
		assertThat(server.at("/connections/websocket").isInt()).isTrue();
		assertThat(server.path("namespaceCount").asInt()).isEqualTo(2);
		assertThat(server.at("/namespaces/0/name").asString()).isEqualTo("/");
		assertThat(server.at("/namespaces/0/socketCount").asInt()).isPositive();
		assertThat(server.at("/namespaces/0/roomCount").asInt()).isPositive();
		assertThat(server.at("/namespaces/1/name").asString()).isEqualTo("/admin");
		assertThat(read("?limit=1").at("/servers/0/namespaces").size()).isEqualTo(1);
	}

	@Test
	void tellsRoomsAndSocketsOfANamespace() {
		this.server.connectPolling();
		String id = newestSocket();
		JsonNode namespace = read("?namespace=/");
		assertThat(namespace.at("/rooms/everyone").asInt()).isEqualTo(namespace.path("socketCount").asInt());
		assertThat(namespace.path("roomCount").asInt()).isEqualTo(namespace.path("rooms").size());
		JsonNode socket = namespace.path("sockets")
			.valueStream()
			.filter((one) -> one.path("id").asString().equals(id))
			.findFirst()
			.orElseThrow();
		assertThat(socket.path("transport").asString()).isEqualTo("polling");
		assertThat(socket.path("protocol").asInt()).isEqualTo(4);
		assertThat(socket.path("address").asString()).isNotEmpty();
		assertThat(socket.path("rooms").valueStream().map(JsonNode::asString)).containsExactly("everyone");
		assertThat(read("?namespace=/&room=nobody").path("socketCount").asInt()).isZero();
	}

	@Test
	void outputIsBounded() {
		this.server.connectPolling();
		this.server.connectPolling();
		JsonNode namespace = read("?namespace=/&limit=1");
		assertThat(namespace.path("sockets").size()).isEqualTo(1);
		assertThat(namespace.path("socketCount").asInt()).isGreaterThan(1);
	}

	@Test
	void hasSocketsJoinAndLeaveRoomsAndDisconnectsThem() {
		String uri = this.server.connectPolling();
		String id = newestSocket();
		assertThat(change("join", "{\"namespace\":\"/\",\"socket\":\"" + id + "\",\"rooms\":\"vip,gold\"}"))
			.isEqualTo(204);
		assertThat(read("?namespace=/&room=vip").at("/sockets/0/id").asString()).isEqualTo(id);
		assertThat(change("leave", "{\"namespace\":\"/\",\"room\":\"vip\",\"rooms\":\"gold\"}")).isEqualTo(204);
		assertThat(read("?namespace=/&room=gold").path("socketCount").asInt()).isZero();
		assertThat(change("disconnect", "{\"namespace\":\"/\",\"room\":\"vip\"}")).isEqualTo(204);
		assertThat(this.server.send("GET", uri, "").body()).isEqualTo("41");
		assertThat(read("?namespace=/&room=vip").path("socketCount").asInt()).isZero();
	}

	@Test
	void closesTheConnectionIfAskedTo() {
		String uri = this.server.connectPolling();
		assertThat(change("disconnect", "{\"namespace\":\"/\",\"socket\":\"" + newestSocket() + "\",\"close\":true}"))
			.isEqualTo(204);
		assertThat(this.server.send("GET", uri, "").body()).startsWith("41");
		assertThat(this.server.send("GET", uri, "").body()).contains("1");
	}

	@ParameterizedTest
	@CsvSource({ "?namespace=/unknown,404", "?room=a,400", "?limit=0,400", "?limit=1001,400",
			"?namespace=/&path=/unknown,400" })
	void refusesToReadNonsense(String query, int status) {
		assertThat(this.server.send("GET", "/actuator/socketio" + query, "").statusCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "disconnect {\"namespace\":\"/\"}", "disconnect {\"socket\":\"a\"}",
			"disconnect {\"namespace\":\"/unknown\",\"socket\":\"a\"}",
			"disconnect {\"namespace\":\"/\",\"socket\":\"a\",\"room\":\"b\"}",
			"disconnect {\"namespace\":\"/\",\"socket\":\"a\",\"rooms\":\"b\"}",
			"join {\"namespace\":\"/\",\"socket\":\"a\"}", "destroy {\"namespace\":\"/\",\"socket\":\"a\"}" })
	void refusesToDoNonsense(String request) {
		String[] parts = request.split(" ", 2);
		assertThat(change(parts[0], parts[1])).isEqualTo(400);
	}

	@Test
	void infoTellsPathTransportsAndProtocols() {
		JsonNode info = read(this.server, "/actuator/info").at("/socketio/servers/0");
		assertThat(info.toString())
			.isEqualTo("{\"path\":\"/socket.io\",\"transports\":[\"polling\",\"websocket\"],\"protocols\":[4]}");
	}

	@Test
	void healthIsUpUntilTheServerShutsDown() throws Exception {
		try (TestServer server = server()) {
			server.connectPolling();
			JsonNode health = read(server, "/actuator/health/socketio");
			assertThat(health.path("status").asString()).isEqualTo("UP");
			assertThat(health.at("/details/sessions").asInt()).isEqualTo(1);
			server.context().getBean(SocketIOServer.class).close().toFuture().get(20, TimeUnit.SECONDS);
			assertThat(server.send("GET", "/actuator/health/socketio", "").statusCode()).isEqualTo(503);
			health = read(server, "/actuator/health/socketio");
			assertThat(health.path("status").asString()).isEqualTo("OUT_OF_SERVICE");
			assertThat(health.at("/details/sessions").asInt()).isZero();
		}
	}

	@Test
	void allOfItCanBeTurnedOff() {
		try (TestServer server = server("management.health.socketio.enabled=false",
				"management.info.socketio.enabled=false", "management.endpoint.socketio.access=none")) {
			assertThat(server.send("GET", "/actuator/health/socketio", "").statusCode()).isEqualTo(404);
			assertThat(read(server, "/actuator/info").has("socketio")).isFalse();
			assertThat(server.send("GET", "/actuator/socketio", "").statusCode()).isEqualTo(404);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Controller.class, AdminController.class })
	static class TestApplication {

	}

	@SocketIOController
	static class Controller {

		@OnConnect
		void connected(SocketIOSocket socket) {
			socket.join("everyone");
		}

	}

	@SocketIOController
	@Namespace("/admin")
	static class AdminController {

		@OnConnect
		void connected() {
		}

	}

}
