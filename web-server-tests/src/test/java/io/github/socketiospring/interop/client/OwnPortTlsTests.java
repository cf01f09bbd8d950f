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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.socket.client.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS on the port of its own that the endpoint has in a servlet application.
 */
class OwnPortTlsTests {

	@TempDir
	static Path directory;

	private static TestCertificate certificate;

	private BootServer application;

	@BeforeAll
	static void createCertificate() throws Exception {
		certificate = TestCertificate.create(directory);
	}

	@AfterEach
	void close() {
		this.application.close();
	}

	private BootServer start(String... properties) {
		List<String> all = new ArrayList<>(certificate.bundle("test"));
		all.addAll(List.of(properties));
		this.application = new BootServer(WebServerBinding.OWN_PORT, ClientApplication.class, "default",
				all.toArray(String[]::new));
		return this.application;
	}

	@TestFactory
	Stream<DynamicNode> servesJavaScriptClientWithABundle() {
		TestServer server = new TlsServer(start("socketio.server.ssl.bundle=test"), certificate);
		List<DynamicNode> tests = new ArrayList<>();
		for (ClientTransport transport : ClientTransport.values()) {
			tests.add(JavaScriptClient.tests(server, transport, "connect", "events", "acknowledgements", "binary",
					"reconnect"));
		}
		return tests.stream();
	}

	@ParameterizedTest
	@EnumSource
	void servesJavaClientWithABundle(ClientTransport transport) {
		TestServer server = new TlsServer(start("socketio.server.ssl.bundle=test"), certificate);
		greet(new JavaClients(server.url(), transport, certificate::trust));
	}

	@Test
	void isSecuredAsTheApplicationIs() {
		TestServer server = new TlsServer(start("server.ssl.bundle=test"), certificate);
		greet(new JavaClients(server.url(), ClientTransport.UPGRADE, certificate::trust));
	}

	@Test
	void canDoWithoutWhatTheApplicationHas() {
		URI url = start("server.ssl.bundle=test", "socketio.server.ssl.enabled=false").url();
		greet(new JavaClients(url, ClientTransport.UPGRADE));
	}

	private static void greet(JavaClients clients) {
		try (clients) {
			Socket socket = clients.connect("/");
			assertThat(JavaClients.ask(socket, "greet", "Ada")).containsExactly("Hello, Ada");
		}
		clients.shutDown();
	}

}
