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
import java.util.stream.Stream;

import io.socket.client.Socket;
import org.junit.jupiter.api.AfterEach;
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
 * Clients of other makers that do not read what they are sent (DESIGN.md section 4:
 * bounded out).
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientTests {

	@Parameter
	ServerBinding binding;

	private ProxiedServer closing;

	private ProxiedServer dropping;

	@BeforeParameterizedClassInvocation
	void startServers() {
		this.closing = SlowClientApplication.start(this.binding, "close");
		this.dropping = SlowClientApplication.start(this.binding, "drop-newest");
	}

	@AfterParameterizedClassInvocation
	void closeServers() {
		this.closing.close();
		this.dropping.close();
	}

	/** Also after a test that failed, so that it fails alone. */
	@AfterEach
	void resume() {
		this.closing.proxy().resume();
		this.dropping.proxy().resume();
	}

	@TestFactory
	Stream<DynamicNode> closesJavaScriptClientThatDoesNotRead() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.closing, transport, "slow"));
	}

	@TestFactory
	Stream<DynamicNode> closesClientOfVersion2ThatDoesNotRead() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.closing, transport, 2, "slow"));
	}

	@TestFactory
	Stream<DynamicNode> dropsWhatJavaScriptClientDoesNotRead() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.dropping, transport, "slowdropped"));
	}

	@TestFactory
	Stream<DynamicNode> dropsWhatClientOfVersion2DoesNotRead() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.dropping, transport, 2, "slowdropped"));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UPGRADE")
	void closesJavaClientThatDoesNotRead(ClientTransport transport) {
		JavaClients fast = new JavaClients(this.closing.url(), transport);
		JavaClients slow = new JavaClients(this.closing.proxyUrl(), transport);
		try (fast; slow) {
			Socket other = fast.connect("/");
			Socket socket = slow.connect("/");
			String id = socket.id();
			Inbox gone = new Inbox(socket, Socket.EVENT_DISCONNECT);
			this.closing.proxy().pause();
			JavaClients.ask(other, "flood", id);
			assertThat(JavaClients.ask(other, "reason", id)).containsExactly("slow consumer");
			assertThat(JavaClients.ask(other, "echo", "unharmed")).containsExactly("unharmed");
			this.closing.proxy().resume();
			assertThat(gone.next()).first().asString().startsWith("transport ");
		}
		this.closing.awaitNoClients();
		fast.shutDown();
		slow.shutDown();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UPGRADE")
	void dropsWhatJavaClientDoesNotRead(ClientTransport transport) {
		JavaClients fast = new JavaClients(this.dropping.url(), transport);
		JavaClients slow = new JavaClients(this.dropping.proxyUrl(), transport);
		try (fast; slow) {
			Socket other = fast.connect("/");
			Socket socket = slow.connect("/");
			Inbox data = new Inbox(socket, "data");
			this.dropping.proxy().pause();
			JavaClients.ask(other, "flood", socket.id());
			assertThat(JavaClients.ask(other, "echo", "unharmed")).containsExactly("unharmed");
			this.dropping.proxy().resume();
			assertThat(JavaClients.ask(socket, "echo", "still here")).containsExactly("still here");
			List<Integer> numbers = data.rest().stream().map((args) -> (Integer) args.get(0)).toList();
			assertThat(numbers).isSorted().startsWith(0, 1, 2).hasSizeLessThan(SlowClientApplication.EVENTS);
		}
		this.dropping.awaitNoClients();
		fast.shutDown();
		slow.shutDown();
	}

}
