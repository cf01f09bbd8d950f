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

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import io.github.socketiospring.server.SocketIOServerBuilder;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * An application whose clients are recovered, with annotations and without.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(RecoveryApplication.Controller.class)
class RecoveryApplication {

	static TestServer startWithBoot(ServerBinding binding) {
		return new BootServer(binding, RecoveryApplication.class, "default",
				"socketio.connection-state-recovery.enabled=true", "socketio.ping-timeout=2s");
	}

	static TestServer startWithMessagePack(ServerBinding binding) {
		return new BareServer(binding, new Journal(), "msgpack", () -> server(MessagePackParser::new));
	}

	static TestServer startAlone(ServerBinding binding) {
		return new BareServer(binding, new Journal(), () -> server(PacketParserFactory.json()));
	}

	private static SocketIOServer server(PacketParserFactory parser) {
		Controller controller = new Controller();
		SocketIOServer server = new SocketIOServerBuilder().connectionStateRecovery(true)
			.pingInterval(Duration.ofMillis(200))
			.pingTimeout(Duration.ofSeconds(2))
			.parser(parser)
			.build();
		server.onConnection((socket) -> {
			controller.connected(socket);
			socket.on("start", String.class, (key, ack) -> controller.start(socket, key));
			socket.on("stop", String.class, (key, ack) -> controller.stop(socket, key));
			socket.on("state", (args, ack) -> ack.send(controller.state(socket)));
		});
		return server;
	}

	@SocketIOController
	static class Controller {

		private final NumberStreams streams = new NumberStreams();

		@OnConnect
		void connected(SocketIOSocket socket) {
			if (!socket.recovered()) {
				socket.join("rooms stay");
				socket.attributes().put("name", "attributes stay");
			}
		}

		@OnEvent("start")
		void start(SocketIOSocket socket, String key) {
			this.streams.start(socket, key);
		}

		@OnEvent("stop")
		void stop(SocketIOSocket socket, String key) {
			this.streams.stop(socket, key);
		}

		@OnEvent("state")
		State state(SocketIOSocket socket) {
			return new State(socket.recovered(), socket.rooms().contains("rooms stay"),
					String.valueOf(socket.attributes().get("name")));
		}

		record State(boolean recovered, boolean inRoom, String name) {
		}

	}

}
