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

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official JavaScript client against an annotated Spring Boot application. A test is
 * a scenario in {@code js/scenarios}.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaScriptClientTests {

	private static final String[] SCENARIOS = { "connect", "handshake", "events", "acknowledgements", "binary", "order",
			"rooms", "remote", "dynamic", "disconnect", "observed", "reconnect", "limits" };

	@Parameter
	ServerBinding binding;

	private TestServer server;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = new BootServer(this.binding, ClientApplication.class);
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	@TestFactory
	Stream<DynamicNode> talksToBootApplication() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.server, transport, SCENARIOS));
	}

	@TestFactory
	Stream<DynamicNode> version2TalksToBootApplication() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.server, transport, 2, "version2", "events",
					"acknowledgements", "binary", "order", "rooms", "dynamic", "disconnect", "reconnect", "limits"));
	}

	@TestFactory
	Stream<DynamicNode> version3TalksToBootApplication() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.server, transport, 3, SCENARIOS));
	}

}
