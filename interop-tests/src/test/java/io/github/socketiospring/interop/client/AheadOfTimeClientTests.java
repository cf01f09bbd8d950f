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

import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official JavaScript client against the annotated application, processed ahead of
 * time. The scenarios are those that look into the server as a client does.
 */
class AheadOfTimeClientTests {

	private static final String[] SCENARIOS = { "connect", "handshake", "events", "acknowledgements", "binary", "order",
			"rooms", "remote", "observed" };

	@TempDir
	private static Path folder;

	private static AheadOfTimeServer server;

	@BeforeAll
	static void startServer() {
		server = new AheadOfTimeServer(ClientProgram.class, folder, "--spring.config.name=interop-client",
				"--socketio.ping-interval=200ms", "--socketio.allow-eio3=true",
				"--management.endpoints.web.exposure.include=socketio");
	}

	@AfterAll
	static void closeServer() {
		server.close();
	}

	@Test
	void startsFromWhatWasGenerated() {
		assertThat(server.application().log()).contains("Starting AOT-processed ClientProgram");
	}

	@TestFactory
	Stream<DynamicNode> talksToProcessedApplication() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(server, transport, SCENARIOS));
	}

}
