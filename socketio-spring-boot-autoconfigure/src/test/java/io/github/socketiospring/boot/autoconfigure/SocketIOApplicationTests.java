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

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with two servers and a controller for each.
 */
class SocketIOApplicationTests {

	private static final String PROPERTY_NAMING = "spring.jackson.property-naming-strategy=SNAKE_CASE";

	@ParameterizedTest
	@CsvSource({ "/socket.io,main", "/admin,admin" })
	void handlesEventsOverWebSocket(String path, String answer) throws InterruptedException {
		try (TestServer server = new TestServer(TestApplication.class, PROPERTY_NAMING)) {
			RecordingListener messages = new RecordingListener();
			WebSocket webSocket = server.open(path, messages);
			assertThat(messages.next()).startsWith("0{");
			webSocket.sendText("40", true).join();
			assertThat(messages.next()).startsWith("40{");
			webSocket.sendText("421[\"greet\",{\"first_name\":\"Ada\"}]", true).join();
			assertThat(messages.next()).isEqualTo("431[{\"full_greeting\":\"" + answer + " greets Ada\"}]");
			webSocket.abort();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "event-loop", "worker" })
	void handlesEventsOverPolling(String execution) {
		try (TestServer server = new TestServer(TestApplication.class, PROPERTY_NAMING,
				"socketio.handler.execution=" + execution)) {
			String uri = server.connectPolling();
			server.send("POST", uri, "421[\"greet\",{\"first_name\":\"Ada\"}]");
			assertThat(server.send("GET", uri, "").body()).isEqualTo("431[{\"full_greeting\":\"main greets Ada\"}]");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ MainController.class, AdminController.class })
	static class TestApplication {

		@Bean(defaultCandidate = false)
		SocketIOServer adminServer(SocketIOServerBuilder builder) {
			return builder.path("/admin").build();
		}

	}

	@SocketIOController
	static class MainController {

		@OnEvent("greet")
		Greeting greet(Person person) {
			return new Greeting("main greets " + person.firstName());
		}

	}

	@SocketIOController(server = "adminServer")
	static class AdminController {

		@OnEvent("greet")
		Greeting greet(Person person) {
			return new Greeting("admin greets " + person.firstName());
		}

	}

	record Person(String firstName) {
	}

	record Greeting(String fullGreeting) {
	}

	private static final class RecordingListener implements WebSocket.Listener {

		private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

		@Override
		public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.messages.add(data.toString());
			webSocket.request(1);
			return null;
		}

		String next() throws InterruptedException {
			return this.messages.poll(20, TimeUnit.SECONDS);
		}

	}

}
