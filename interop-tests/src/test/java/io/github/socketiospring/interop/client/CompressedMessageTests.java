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

import io.socket.client.Socket;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official JavaScript client, whose WebSocket always offers to compress messages,
 * against a server that does so from the first byte on, with contexts taken over and
 * without (FEATURES.md: perMessageDeflate).
 */
@ParameterizedClass(name = "no context takeover: {0}")
@ValueSource(booleans = { true, false })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressedMessageTests {

	@Parameter
	boolean noContextTakeover;

	private TestServer server;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = new BootServer(NettyBinding.FAST, ClientApplication.class, "default",
				"socketio.per-message-deflate.enabled=true", "socketio.per-message-deflate.threshold=0",
				"socketio.per-message-deflate.server-no-context-takeover=" + this.noContextTakeover,
				"socketio.per-message-deflate.client-no-context-takeover=" + this.noContextTakeover);
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	@Test
	void talksToTheJavaClient() {
		try (JavaClients clients = new JavaClients(this.server.url(), ClientTransport.WEBSOCKET)) {
			Socket socket = clients.connect("/");
			for (int length : new int[] { 1, 100, 5_000, 100_000 }) {
				assertThat(JavaClients.ask(socket, "length", "x".repeat(length))).containsExactly(length);
				assertThat(JavaClients.ask(socket, "greet", "y".repeat(length)))
					.containsExactly("Hello, " + "y".repeat(length));
			}
			clients.shutDown();
		}
	}

	@TestFactory
	Stream<DynamicNode> talksToBootApplication() {
		return Stream.of(ClientTransport.WEBSOCKET, ClientTransport.UPGRADE)
			.map((transport) -> JavaScriptClient.tests(this.server, transport, "deflate", "connect", "events",
					"acknowledgements", "binary", "order", "rooms", "disconnect", "observed", "limits"));
	}

	@TestFactory
	Stream<DynamicNode> version3TalksToBootApplication() {
		return Stream.of(ClientTransport.WEBSOCKET, ClientTransport.UPGRADE)
			.map((transport) -> JavaScriptClient.tests(this.server, transport, 3, "deflate", "connect", "events",
					"binary"));
	}

}
