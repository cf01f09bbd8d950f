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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.engineio.EngineIOCounter;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * An application that sends a client as much as another one wants.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SlowClientApplication.Controller.class)
class SlowClientApplication {

	/** 32 MB in all: more than a limit of 1 MB and what connections hold. */
	static final int EVENTS = 512;

	static final int SIZE = 64 * 1024;

	/** No pong comes from clients that do not read a ping. */
	static ProxiedServer start(ServerBinding binding, String policy) {
		return new ProxiedServer(
				new BootServer(binding, SlowClientApplication.class, "default", "socketio.outbound.max-bytes=1MB",
						"socketio.outbound.overflow-policy=" + policy, "socketio.ping-timeout=1m"));
	}

	@SocketIOController
	static class Controller {

		private final SocketIOServer server;

		private final Map<String, Sinks.One<String>> reasons = new ConcurrentHashMap<>();

		Controller(SocketIOServer server) {
			this.server = server;
		}

		@OnConnect
		void connected(SocketIOSocket socket) {
			this.reasons.put(socket.id(), Sinks.one());
		}

		@OnDisconnect
		void left(SocketIOSocket socket, DisconnectReason reason) {
			this.reasons.get(socket.id()).tryEmitValue(reason.toString());
		}

		@OnEvent("flood")
		void flood(String id) {
			String text = "x".repeat(SIZE);
			for (int i = 0; i < EVENTS; i++) {
				this.server.to(id).emit("data", i, text);
			}
		}

		@OnEvent("reason")
		Mono<String> reason(String id) {
			return this.reasons.get(id).asMono();
		}

		@OnEvent("dropped")
		@NonBlocking
		long dropped() {
			return this.server.engine().count(EngineIOCounter.OVERFLOW_DROPPED);
		}

		@OnEvent("echo")
		@NonBlocking
		Object echo(Object value) {
			return value;
		}

	}

}
