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
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.SocketIOServer;
import org.awaitility.Awaitility;

/**
 * A server that runs on a free port.
 */
interface TestServer extends AutoCloseable {

	int port();

	Journal journal();

	/**
	 * The servers that run on the port at present.
	 */
	List<SocketIOServer> servers();

	/**
	 * The parser that its clients have to use: {@code default} or {@code msgpack}.
	 */
	default String parser() {
		return "default";
	}

	/**
	 * Answer what a scenario asks of this kind of server alone.
	 */
	default Object answer(String question) {
		throw new IllegalArgumentException("Unknown command: " + question);
	}

	/**
	 * Close the server, and start it again on the same port.
	 */
	void restart();

	@Override
	void close();

	default URI url() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * What clients that are processes need in their environment.
	 */
	default Map<String, String> environment() {
		return Map.of();
	}

	/**
	 * Waits until the server has forgotten all clients.
	 */
	default void awaitNoClients() {
		Awaitility.await("the end of all sessions")
			.atMost(Duration.ofSeconds(15))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> servers().stream().allMatch((server) -> server.engine().clientsCount() == 0));
	}

}
