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

import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NamespaceVariable;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;

@SocketIOController
@Namespace(OrderNamespaceController.TEMPLATE)
class OrderNamespaceController {

	static final String TEMPLATE = "/orders/{id}";

	private final SocketIOServer server;

	OrderNamespaceController(SocketIOServer server) {
		this.server = server;
	}

	@OnConnect
	void connected(SocketIOSocket socket, @NamespaceVariable long id) {
		socket.emit("welcome", id);
	}

	@OnEvent("next id")
	long next(@NamespaceVariable("id") long number) {
		return number + 1;
	}

	@OnEvent("tell")
	void tell(SocketIOSocket socket, Object what) {
		socket.broadcast().emit("told", what);
	}

	@OnEvent("tell all")
	void tellAll(Object what) {
		this.server.of(NamespaceTemplate.of(TEMPLATE)).emit("told", what);
	}

	@OnEvent("exists")
	boolean exists(String namespace) {
		return this.server.namespace(namespace) != null;
	}

}
