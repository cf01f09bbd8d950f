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

package io.github.socketiospring.benchmarks.server;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import reactor.core.publisher.Mono;

/**
 * Methods that return a {@link Mono}.
 */
@SocketIOController
class MonoHandlers {

	@OnEvent("echo")
	Mono<Void> echo(SocketIOSocket socket, String text) {
		return Mono.fromRunnable(() -> socket.emit("echo", text));
	}

	@OnEvent("record")
	Mono<Void> record(SocketIOSocket socket, Reading reading) {
		return Mono.fromRunnable(() -> socket.emit("record", reading));
	}

	@OnEvent("ack")
	Mono<String> ack(String text) {
		return Mono.just(text);
	}

	@OnEvent("binary")
	Mono<Void> binary(SocketIOSocket socket, byte[] bytes) {
		return Mono.fromRunnable(() -> socket.emit("binary", bytes));
	}

}
