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

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.Handshake;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;

@SocketIOController
@Namespace({ "/", "/second" })
class LifecycleController {

	private final Journal journal;

	LifecycleController(Journal journal) {
		this.journal = journal;
	}

	@OnConnect
	void connected(SocketIOSocket socket, Handshake handshake, SocketIONamespace namespace) {
		socket.emit("welcome", handshake.auth(), namespace.name());
	}

	@OnEvent("handshake")
	Map<String, Object> handshake(Handshake handshake) {
		return Map.of("query", handshake.query().toSingleValueMap(), "caller",
				handshake.headers().getOrEmpty("X-Caller").stream().findFirst().orElse(""), "path",
				handshake.url().getPath(), "auth", handshake.auth(), "secure", handshake.secure(), "xdomain",
				handshake.xdomain());
	}

	@OnEvent("transport")
	@NonBlocking
	String transport(SocketIOSocket socket) {
		return socket.transport();
	}

	@OnEvent("leave me")
	void leave(SocketIOSocket socket, boolean close) {
		socket.disconnect(close);
	}

	@OnEvent("remove")
	void remove(SocketIONamespace namespace, String id) {
		namespace.socket(id).disconnect(true);
	}

	@OnDisconnect
	void left(SocketIOSocket socket, DisconnectReason reason) {
		this.journal.left(socket, reason);
	}

}
