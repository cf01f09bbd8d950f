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

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;

/**
 * Plain methods, which run on workers.
 */
@SocketIOController
class PlainHandlers {

	@OnEvent("echo")
	void echo(SocketIOSocket socket, String text) {
		socket.emit("echo", text);
	}

	@OnEvent("record")
	void record(SocketIOSocket socket, Reading reading) {
		socket.emit("record", reading);
	}

	@OnEvent("ack")
	String ack(String text) {
		return text;
	}

	@OnEvent("binary")
	void binary(SocketIOSocket socket, byte[] bytes) {
		socket.emit("binary", bytes);
	}

	@OnEvent("broadcast")
	void broadcast(SocketIONamespace namespace, String text) {
		namespace.emit("broadcast", text);
	}

	@OnEvent("join")
	void join(SocketIOSocket socket, String room) {
		socket.join(room);
	}

	@OnEvent("move")
	void move(SocketIOSocket socket, String from, String to) {
		socket.leave(from);
		socket.join(to);
	}

	@OnEvent("say")
	void say(SocketIONamespace namespace, String room, String text) {
		namespace.to(room).emit("say", text);
	}

	@OnEvent("rooms")
	void rooms(SocketIOSocket socket, String prefix, int count) {
		for (int i = 0; i < count; i++) {
			socket.join(prefix + i);
		}
	}

}
