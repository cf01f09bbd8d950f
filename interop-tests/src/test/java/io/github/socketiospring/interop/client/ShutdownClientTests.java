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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.RecoveringInMemoryAdapter;
import io.github.socketiospring.adapter.RecoveryLimits;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * The official JavaScript client stays with a server that is closed and started again,
 * and has an adapter that keeps what it needs to know meanwhile.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#bare")
class ShutdownClientTests {

	@Parameter
	ServerBinding binding;

	private final Map<String, Kept> adapters = new ConcurrentHashMap<>();

	private TestServer server;

	@BeforeEach
	void startServer() {
		this.server = new BareServer(this.binding, new Journal(), this::createServer);
	}

	@AfterEach
	void closeServer() {
		this.server.close();
		this.adapters.values().forEach(Kept::end);
	}

	@TestFactory
	Stream<DynamicNode> isRecoveredByTheServerThatComesAfter() {
		return Stream.of(ClientTransport.values())
			.map((transport) -> JavaScriptClient.tests(this.server, transport, "shutdown"));
	}

	private SocketIOServer createServer() {
		SocketIOServer server = new SocketIOServerBuilder().connectionStateRecovery(true)
			.adapterFactory(
					(context) -> this.adapters.computeIfAbsent(context.namespace(), (name) -> new Kept(context)))
			.build();
		server.onConnection((socket) -> {
			socket.on("join", String.class, (room, ack) -> {
				socket.join(room);
				ack.send("done");
			});
			socket.on("rooms", (args, ack) -> ack.send(socket.rooms()));
			socket.onDisconnect((reason) -> server.to("stayed").emit("left", reason.toString()));
		});
		return server;
	}

	/**
	 * Outlives its server, as one does that keeps sessions elsewhere.
	 */
	private static final class Kept extends RecoveringInMemoryAdapter {

		Kept(AdapterContext context) {
			super(context, new RecoveryLimits(Duration.ofMinutes(1), Duration.ofMinutes(2), 1000, 1000 * 1000));
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

		void end() {
			super.close().block(Duration.ofSeconds(10));
		}

	}

}
