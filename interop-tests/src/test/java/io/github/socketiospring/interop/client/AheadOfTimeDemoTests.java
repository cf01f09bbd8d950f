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

import java.lang.reflect.Modifier;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socketiospring.demo.DemoApplication;
import io.socket.client.Manager;
import io.socket.client.Socket;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import static io.github.socketiospring.interop.client.JavaClients.ask;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official Java client against the demo, processed ahead of time, and what of the
 * demo a native image is told.
 */
class AheadOfTimeDemoTests {

	private static final String PACKAGE = "io.github.socketiospring.demo.";

	@TempDir
	private static Path folder;

	private static AheadOfTimeServer server;

	private static JsonNode metadata;

	@BeforeAll
	static void startServer() {
		server = new AheadOfTimeServer(DemoApplication.class, folder,
				"--management.endpoints.web.exposure.include=socketio,info,prometheus");
		metadata = JsonMapper.shared().readTree(server.application().metadata());
	}

	@AfterAll
	static void closeServer() {
		server.close();
	}

	@Test
	void startsFromWhatWasGenerated() {
		assertThat(server.application().log()).contains("Starting AOT-processed DemoApplication");
	}

	@ParameterizedTest
	@EnumSource
	void bindsAndAnswers(ClientTransport transport) {
		run(transport, (clients) -> {
			Socket ada = signIn(clients, "Ada " + transport);
			assertThat(ask(ada, "join", "general")).singleElement().asString().contains("ok=true", "history=[");
			Map<?, ?> receipt = (Map<?, ?>) ask(ada, "message", "general", "Hello", "id").get(0);
			assertThat(receipt.get("ok")).isEqualTo(true);
			assertThat(receipt.get("at")).isInstanceOf(Number.class);
			assertThat(ask(ada, "latency")).isEmpty();
			assertThat(ask(ada, "join", "general")).singleElement().asString().contains("text=Hello");
		});
	}

	@ParameterizedTest
	@EnumSource
	void handsBytesOn(ClientTransport transport) {
		byte[] bytes = { 1, 2, -1 };
		run(transport, (clients) -> {
			Socket ada = signIn(clients, "Ada " + transport);
			Socket grace = signIn(clients, "Grace " + transport);
			ask(ada, "join", "pictures");
			ask(grace, "join", "pictures");
			Inbox pictures = new Inbox(grace, "picture");
			JSONObject upload = new JSONObject(
					Map.of("id", "of " + transport, "name", "sun.png", "type", "image/png", "caption", ""));
			assertThat(ask(ada, "picture", "pictures", upload, bytes)).singleElement().asString().contains("ok=true");
			List<Object> picture = pictures.next();
			assertThat(picture.get(1)).asString().contains("name=sun.png");
			assertThat(picture.get(2)).isEqualTo(ByteBuffer.wrap(bytes));
			assertThat(ask(ada, "join", "pictures")).asString().contains("data=java.nio.HeapByteBuffer");
		});
	}

	@ParameterizedTest
	@EnumSource
	void handlesExceptions(ClientTransport transport) {
		run(transport, (clients) -> {
			assertThat(ask(signIn(clients, "Ada " + transport), "message", "elsewhere", "Hello", "id"))
				.containsExactly(Map.of("ok", false, "error", "You are not in this room."));
			Socket nobody = clients.socket("/", auth(""));
			Inbox refusals = new Inbox(nobody, Socket.EVENT_CONNECT_ERROR);
			nobody.connect();
			assertThat(refusals.next()).singleElement().asString().contains("code=name_invalid");
		});
	}

	@Test
	void servesTheClient() {
		HttpResponse<String> file = server.get("/socket.io/socket.io.min.js");
		assertThat(file.statusCode()).isEqualTo(200);
		assertThat(file.body()).contains("Socket.IO");
	}

	@Test
	void isMeasured() {
		assertThat(server.get("/actuator/prometheus").body()).contains("socketio_server_connections{transport=");
		assertThat(server.get("/actuator/info").body()).contains("\"path\":\"/socket.io\"");
	}

	/** Records that are not private are what it reads and writes. */
	@Test
	void imageCanReadAndWriteAllThatIsOnTheWire() throws Exception {
		List<Class<?>> records = records();
		assertThat(records).hasSizeGreaterThan(10);
		assertThat(records).allSatisfy((type) -> {
			JsonNode entry = entry(type.getName());
			assertThat(entry.path("allDeclaredConstructors").asBoolean()).isTrue();
			assertThat(names(entry.path("methods")))
				.containsAll(Stream.of(type.getRecordComponents()).map((component) -> component.getName()).toList());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ChatController join", "ChatController typing", "PictureController picture",
			"PrivateMessageController message", "SignInController signIn", "SignInController signOut",
			"StatsController connected", "RefusalAdvice refused" })
	void imageCanCallHandlers(String handler) {
		String[] parts = handler.split(" ");
		assertThat(names(entry(PACKAGE + parts[0]).path("methods"))).contains(parts[1]);
	}

	@Test
	void imageHasTheClient() {
		assertThat(metadata.path("resources").valueStream().map((resource) -> resource.path("glob").asString()))
			.contains("META-INF/socketio-spring-client-js/*");
	}

	private static List<Class<?>> records() throws Exception {
		return Stream
			.of(new PathMatchingResourcePatternResolver()
				.getResources("classpath*:" + PACKAGE.replace('.', '/') + "*.class"))
			.map((resource) -> resource.getFilename().replace(".class", ""))
			.filter((name) -> !name.equals("package-info") && !name.contains("Tests"))
			.<Class<?>>map((name) -> ClassUtils.resolveClassName(PACKAGE + name, null))
			.filter((type) -> type.isRecord() && !Modifier.isPrivate(type.getModifiers()))
			.toList();
	}

	private static JsonNode entry(String type) {
		return metadata.path("reflection")
			.valueStream()
			.filter((entry) -> entry.path("type").asString("").equals(type))
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nothing is told of " + type));
	}

	private static Set<String> names(JsonNode methods) {
		return methods.valueStream().map((method) -> method.path("name").asString()).collect(Collectors.toSet());
	}

	private static void run(ClientTransport transport, Consumer<JavaClients> test) {
		JavaClients clients = new JavaClients(server.url(), transport);
		try (clients) {
			test.accept(clients);
		}
		server.awaitNoClients();
		clients.shutDown();
	}

	private static Socket signIn(JavaClients clients, String name) {
		return clients.connect("/", auth(name));
	}

	private static Consumer<Manager.Options> auth(String name) {
		return (options) -> options.auth = Map.of("name", name, "key", "key of " + name);
	}

}
