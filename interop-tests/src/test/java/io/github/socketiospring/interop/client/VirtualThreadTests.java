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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.socket.client.Ack;
import io.socket.client.Manager;
import io.socket.client.Socket;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients of a running application whose handlers run on virtual threads.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTests {

	private static final int BLOCKED = 1000;

	@Parameter
	ServerBinding binding;

	private BootServer server;

	private BootServer clientServer;

	@BeforeParameterizedClassInvocation
	void startServers() {
		this.server = new BootServer(this.binding, VirtualThreadApplication.class, "default",
				"spring.threads.virtual.enabled=true", "socketio.limits.namespaces-per-connection=" + (BLOCKED + 1));
		this.clientServer = new BootServer(this.binding, ClientApplication.class, "default",
				"spring.threads.virtual.enabled=true");
	}

	@AfterParameterizedClassInvocation
	void closeServers() {
		this.server.close();
		this.clientServer.close();
	}

	@TestFactory
	Stream<DynamicNode> javaScriptClientIsServedByVirtualThreads() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.server, transport, "threads"));
	}

	@TestFactory
	Stream<DynamicNode> javaScriptClientFindsNoDifference() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.clientServer, transport, "events", "acknowledgements",
					"binary", "order", "disconnect"));
	}

	@ParameterizedTest
	@EnumSource
	void blockedHandlersDoNotHinderOtherSockets(ClientTransport transport) {
		JavaClients clients = new JavaClients(this.server.url(), transport);
		Manager.Options options = clients.options();
		Manager manager = new Manager(this.server.url(), options);
		List<CompletableFuture<Object>> answers = new ArrayList<>();
		for (int i = 0; i < BLOCKED; i++) {
			Socket socket = clients.socket(manager, "/blocked/" + i, options);
			CompletableFuture<Object> answer = new CompletableFuture<>();
			answers.add(answer);
			// Sent when it has connected
			socket.emit("block", new Object[0], (Ack) (values) -> answer.complete(values[0]));
			socket.connect();
		}
		VirtualThreadApplication.Barrier barrier = this.server.context()
			.getBean(VirtualThreadApplication.Barrier.class);
		Socket other = clients.connect("/");
		await().atMost(JavaClients.DEADLINE).until(() -> JavaClients.ask(other, "waiting").equals(List.of(BLOCKED)));
		assertThat(JavaClients.ask(other, "echo", "unharmed")).containsExactly("unharmed");
		assertThat(answers).noneMatch(CompletableFuture::isDone);
		barrier.open();
		CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).orTimeout(15, TimeUnit.SECONDS).join();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).isCompletedWithValue("released"));
		clients.close();
		this.server.awaitNoClients();
		clients.shutDown();
	}

	@ParameterizedTest
	@EnumSource
	void handlersOfOneSocketKeepTheirOrder(ClientTransport transport) {
		JavaClients clients = new JavaClients(this.server.url(), transport);
		Socket socket = clients.connect("/");
		for (int i = 0; i < 500; i++) {
			socket.emit("append", i);
		}
		assertThat(JavaClients.ask(socket, "numbers")).containsExactly(IntStream.range(0, 500).boxed().toList());
		clients.close();
		this.server.awaitNoClients();
		clients.shutDown();
	}

}
