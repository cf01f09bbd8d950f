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

import java.util.List;

import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;

/**
 * Whom an event is to be sent to.
 *
 * @param to rooms; null or empty for all
 * @param except rooms; null or empty for none
 * @param fromServer whether the sender may get it too
 * @param event the name of the event
 */
record Delivery(List<String> to, List<String> except, boolean fromServer, String event) {

	BroadcastOperator receivers(SocketIOSocket socket, SocketIONamespace namespace) {
		BroadcastOperator receivers = this.fromServer ? namespace : socket.broadcast();
		if (this.to != null && !this.to.isEmpty()) {
			receivers = this.fromServer ? namespace.in(this.to.toArray(String[]::new))
					: socket.to(this.to.toArray(String[]::new));
		}
		return (this.except != null && !this.except.isEmpty()) ? receivers.except(this.except) : receivers;
	}

}
