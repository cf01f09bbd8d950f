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

package io.github.socketiospring.interop.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.socketiospring.server.SocketIOServerBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the conformance tests share: they run for every {@link ServerBinding}, get servers
 * by their options, and leave closing of connections to this class.
 */
@ExtendWith(Servers.Extension.class)
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.conformance.ServerBinding#all")
abstract class ConformanceTests {

	static final String SEPARATOR = Polling.SEPARATOR;

	static Servers servers;

	@Parameter
	ServerBinding binding;

	private final Deque<Closeable> closeables = new ArrayDeque<>();

	ServerUnderTest server(ServerOptions options) {
		return servers.get(this.binding, options);
	}

	/**
	 * A server of the test's own, with options that are particular to this project.
	 */
	ServerUnderTest socketIO(UnaryOperator<SocketIOServerBuilder> settings) {
		ServerUnderTest server = new SocketIOSpringServer((SocketIOSpringSetup) this.binding, ServerOptions.socketIO(),
				settings);
		closeLater(server::close);
		return server;
	}

	ServerUnderTest raw() {
		return server(ServerOptions.rawEngineIO());
	}

	ServerUnderTest socketIO() {
		return server(ServerOptions.socketIO());
	}

	Polling polling(ServerUnderTest server) {
		return closeLater(Polling.handshake(server));
	}

	Polling polling(ServerUnderTest server, String query) {
		return closeLater(Polling.handshake(server, query));
	}

	RawWebSocket webSocket(ServerUnderTest server) {
		return closeLater(RawWebSocket.handshake(server));
	}

	RawWebSocket candidate(ServerUnderTest server, String sid) {
		return closeLater(RawWebSocket.candidate(server, sid));
	}

	/**
	 * A session that began with polling and has been upgraded.
	 */
	RawWebSocket upgraded(ServerUnderTest server, Polling polling) {
		RawWebSocket webSocket = candidate(server, polling.sid());
		webSocket.upgrade();
		webSocket.expectAlive();
		return webSocket;
	}

	RawHttp http(ServerUnderTest server) {
		return closeLater(new RawHttp(server.port()));
	}

	RawResponse exchange(ServerUnderTest server, String method, String target, String... headers) {
		RawHttp http = http(server);
		http.head(method, target, headers);
		return http.response();
	}

	RawResponse get(ServerUnderTest server, String target, String... headers) {
		return exchange(server, "GET", target, headers);
	}

	/**
	 * The response to an upgrade request, whatever it is.
	 */
	RawResponse upgradeRequest(ServerUnderTest server, String target, String... headers) {
		RawHttp http = http(server);
		RawWebSocket.request(http, target, headers);
		return http.response();
	}

	<T extends Closeable> T closeLater(T closeable) {
		this.closeables.push(closeable);
		return closeable;
	}

	@AfterEach
	void closeConnections() throws IOException {
		for (Closeable closeable : this.closeables) {
			closeable.close();
		}
	}

	/**
	 * Returns when the server has surely seen what was written to other connections: new
	 * connections go round all event loops, and the second answer on one of them comes
	 * later than anything that was there when it was opened.
	 */
	void settle(ServerUnderTest server) {
		// Not 400, after which Tomcat closes the connection
		String target = "/nothing";
		for (int i = 0; i < 8; i++) {
			try (RawHttp http = new RawHttp(server.port())) {
				for (int j = 0; j < 2; j++) {
					http.get(target);
					assertThat(http.response().status()).isEqualTo(404);
				}
			}
		}
	}

	ConditionFactory await() {
		return Awaitility.await().atMost(RawHttp.DEADLINE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
	}

	/**
	 * The records with that subject, without it.
	 */
	List<String> records(ServerUnderTest server, String subject) {
		return server.records()
			.stream()
			.filter((record) -> record.startsWith(subject + " "))
			.map((record) -> record.substring(subject.length() + 1))
			.toList();
	}

	void awaitRecord(ServerUnderTest server, String subject, String text) {
		await().untilAsserted(() -> assertThat(records(server, subject)).contains(text));
	}

	void awaitClose(ServerUnderTest server, String sid, String reason) {
		awaitEnd(server, sid, "close", reason);
	}

	void awaitDisconnect(ServerUnderTest server, String socketId, String reason) {
		awaitEnd(server, socketId, "disconnect", reason);
	}

	private void awaitEnd(ServerUnderTest server, String subject, String what, String reason) {
		await().until(() -> records(server, subject).stream().anyMatch((record) -> record.startsWith(what + " ")));
		assertThat(records(server, subject)).filteredOn((record) -> record.startsWith(what + " "))
			.containsExactly(what + " " + reason);
	}

}
