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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socketiospring.SocketIOCounter;
import io.socket.client.Socket;
import org.json.JSONObject;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arguments that violate constraints, against a running application with Bean Validation.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationTests {

	@Parameter
	ServerBinding binding;

	private BootServer server;

	private BootServer messagePack;

	@BeforeParameterizedClassInvocation
	void startServers() {
		this.server = new BootServer(this.binding, ValidatedApplication.class);
		this.messagePack = new BootServer(this.binding, ValidatedApplication.class, "msgpack");
	}

	@AfterParameterizedClassInvocation
	void closeServers() {
		this.server.close();
		this.messagePack.close();
	}

	@TestFactory
	Stream<DynamicNode> javaScriptClientIsToldWhatIsNotValid() {
		return Stream.of(this.server, this.messagePack)
			.flatMap((server) -> Stream.of(ClientTransport.values())
				.map((transport) -> JavaScriptClient.tests(server, transport, "validation")));
	}

	@ParameterizedTest
	@EnumSource
	void javaClientIsToldWhatIsNotValid(ClientTransport transport) throws Exception {
		JavaClients clients = new JavaClients(this.server.url(), transport);
		Socket socket = clients.connect("/");
		long failed = this.server.servers().get(0).count(SocketIOCounter.VALIDATION_FAILED);
		JSONObject order = new JSONObject("{\"lines\":[{\"item\":\"tea\",\"count\":1},{\"item\":\" \",\"count\":10}]}");
		assertThat(JavaClients.ask(socket, "mono", order)).containsExactly(Map.of("error",
				Map.of("code", "validation_failed", "message", "Validation failure", "problem",
						Map.of("title", "Bad Request", "status", 400, "detail", "Validation failure", "errors", List.of(
								Map.of("argument", 0, "path", "lines[1].count", "message",
										"must be less than or equal to 9"),
								Map.of("argument", 0, "path", "lines[1].item", "message", "must not be blank"))))));
		assertThat(JavaClients.ask(socket, "handled", "")).containsExactly("must not be blank");
		assertThat(JavaClients.ask(socket, "handled", "a")).containsExactly("taken");
		assertThat(this.server.servers().get(0).count(SocketIOCounter.VALIDATION_FAILED)).isGreaterThan(failed);
		clients.close();
		this.server.awaitNoClients();
		clients.shutDown();
	}

	@ParameterizedTest
	@EnumSource
	void javaClientIsRefusedForItsAuth(ClientTransport transport) {
		JavaClients clients = new JavaClients(this.server.url(), transport);
		Socket socket = clients.socket("/members",
				(options) -> options.auth = Map.of("name", "Ada", "password", "secret"));
		Inbox errors = new Inbox(socket, Socket.EVENT_CONNECT_ERROR);
		socket.connect();
		assertThat(errors.next()).singleElement()
			.asString()
			.contains("Validation failure", "validation_failed", "password", "size must be between 8")
			.doesNotContain("secret");
		clients.connect("/members", (options) -> options.auth = Map.of("name", "Ada", "password", "long enough"));
		clients.close();
		this.server.awaitNoClients();
		clients.shutDown();
	}

}
