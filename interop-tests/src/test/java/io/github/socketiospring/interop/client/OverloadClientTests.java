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
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.socket.client.Socket;
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
 * Clients of other makers that send more events than their handlers take (DESIGN.md
 * section 4: bounded in).
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadClientTests {

	private static final int EVENTS = 2_000;

	@Parameter
	ServerBinding binding;

	private TestServer patient;

	private TestServer impatient;

	@BeforeParameterizedClassInvocation
	void startServers() {
		this.patient = OverloadApplication.start(this.binding, "1m");
		this.impatient = OverloadApplication.start(this.binding, "300ms");
	}

	@AfterParameterizedClassInvocation
	void closeServers() {
		this.patient.close();
		this.impatient.close();
	}

	@TestFactory
	Stream<DynamicNode> servesJavaScriptClientThatSendsTooMuch() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.patient, transport, "overload"));
	}

	@TestFactory
	Stream<DynamicNode> servesClientOfVersion2ThatSendsTooMuch() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.patient, transport, 2, "overload"));
	}

	@ParameterizedTest
	@EnumSource
	void losesNothingOfAFloodOfTheJavaClient(ClientTransport transport) {
		JavaClients clients = new JavaClients(this.patient.url(), transport);
		try (clients) {
			Socket other = clients.connect("/");
			Socket socket = clients.connect("/");
			String id = socket.id();
			flood(socket, "worker");
			JavaClients.ask(other, "until paused", id);
			assertThat(JavaClients.ask(other, "echo", "unharmed")).containsExactly("unharmed");
			JavaClients.ask(other, "release", id);
			assertThat(JavaClients.ask(socket, "handled"))
				.containsExactly((Object) IntStream.range(0, EVENTS).boxed().toList());
		}
		this.patient.awaitNoClients();
		clients.shutDown();
	}

	@ParameterizedTest
	@EnumSource
	void disconnectsClientThatWasNotReadForTooLong(ClientTransport transport) {
		JavaClients clients = new JavaClients(this.impatient.url(), transport);
		try (clients) {
			Socket other = clients.connect("/");
			Socket socket = clients.connect("/");
			String id = socket.id();
			Inbox gone = new Inbox(socket, Socket.EVENT_DISCONNECT);
			flood(socket, "reactive");
			assertThat(gone.next()).first().asString().startsWith("transport ");
			assertThat(JavaClients.ask(other, "reason", id)).isEqualTo(List.of("overloaded"));
			assertThat(JavaClients.ask(other, "echo", "unharmed")).containsExactly("unharmed");
		}
		this.impatient.awaitNoClients();
		clients.shutDown();
	}

	private static void flood(Socket socket, String event) {
		for (int i = 0; i < EVENTS; i++) {
			socket.emit(event, i);
		}
	}

}
