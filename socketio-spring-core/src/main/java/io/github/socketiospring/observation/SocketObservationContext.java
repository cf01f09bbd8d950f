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

package io.github.socketiospring.observation;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.SocketIOSocket;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * Context of an observation of something that a client began: its trace goes on with the
 * {@code traceparent} that the client sent with the {@code auth} object or, where there
 * is none, with the headers of the request that opened its connection.
 */
public abstract class SocketObservationContext extends ReceiverContext<Handshake> {

	private final SocketIOSocket socket;

	private final String namespace;

	private volatile @Nullable Outcome outcome;

	SocketObservationContext(SocketIOSocket socket, String namespace, Kind kind) {
		super(SocketObservationContext::field, kind);
		this.socket = socket;
		this.namespace = namespace;
		setCarrier(socket.handshake());
	}

	private static @Nullable String field(Handshake handshake, String name) {
		return (handshake.auth().get(name) instanceof String field) ? field : handshake.headers().getFirst(name);
	}

	/**
	 * The socket.
	 * @return the socket
	 */
	public SocketIOSocket getSocket() {
		return this.socket;
	}

	/**
	 * The {@linkplain io.github.socketiospring.SocketIONamespace#declaredName() declared
	 * name} of its namespace.
	 * @return the name, of which there are not many
	 */
	public String getNamespace() {
		return this.namespace;
	}

	/**
	 * How it ended.
	 * @return the outcome; null before
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	void setOutcome(Outcome outcome) {
		this.outcome = outcome;
	}

}
