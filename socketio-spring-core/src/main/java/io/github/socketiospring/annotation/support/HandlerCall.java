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

package io.github.socketiospring.annotation.support;

import java.util.Objects;

import io.github.socketiospring.Ack;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

/**
 * What the arguments of one call of a handler method are taken from.
 *
 * @param source the socket, or null if the call is about none
 * @param namespace the namespace
 * @param event the name of the event, or null if there is none
 * @param payload the arguments of the event; empty if there is none
 * @param ack answers the event, or null if there is none
 * @param subject the {@code DisconnectReason} or the exception that the call is about, or
 * null
 */
record HandlerCall(@Nullable SocketIOSocket source, SocketIONamespace namespace, @Nullable String event,
		@Nullable Object[] payload, @Nullable Ack<Object> ack, @Nullable Object subject) {

	static final @Nullable Object[] NO_PAYLOAD = new Object[0];

	static HandlerCall withoutPayload(SocketIOSocket socket, @Nullable Ack<Object> ack, @Nullable Object subject) {
		return new HandlerCall(socket, socket.namespace(), null, NO_PAYLOAD, ack, subject);
	}

	static HandlerCall withoutSocket(SocketIONamespace namespace, @Nullable String event, @Nullable Object[] payload,
			@Nullable Ack<Object> ack, @Nullable Object subject) {
		return new HandlerCall(null, namespace, event, payload, ack, subject);
	}

	/**
	 * The socket, of which no argument is taken where there is none.
	 */
	SocketIOSocket socket() {
		return Objects.requireNonNull(this.source, "There is no socket");
	}

}
