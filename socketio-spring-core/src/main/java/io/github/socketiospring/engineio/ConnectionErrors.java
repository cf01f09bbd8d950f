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

package io.github.socketiospring.engineio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Refuses requests, and tells those who want to know.
 */
final class ConnectionErrors {

	private static final Log logger = LogFactory.getLog(EngineIOServer.class);

	private final List<Consumer<ConnectionError>> listeners = new CopyOnWriteArrayList<>();

	private final EngineIOServer server;

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	ConnectionErrors(EngineIOServer server) {
		this.server = server;
	}

	void add(Consumer<ConnectionError> listener) {
		this.listeners.add(listener);
	}

	EngineIOResponse refuse(EngineIORequest request, Refusal refusal, boolean upgrade) {
		count(refusal);
		if (!this.listeners.isEmpty()) {
			ConnectionError error = ConnectionError.of(refusal, request);
			this.listeners.forEach((listener) -> tell(listener, error));
		}
		return refusal.response(upgrade);
	}

	/**
	 * Count a refusal, and say in the log what may be its cause.
	 */
	void count(Refusal refusal) {
		if (refusal.isForOtherPrincipal()) {
			this.server.increment(EngineIOCounter.OTHER_PRINCIPAL, refusal);
			return;
		}
		switch (refusal.error()) {
			case SESSION_ID_UNKNOWN -> this.server.hints().unknownSession();
			case SERVER_BUSY -> this.server.hints().busy();
			case TOO_MANY_CONNECTIONS -> this.server.hints().tooManyConnections(refusal);
			default -> {
			}
		}
		this.server.increment(counter(refusal.error()), refusal);
	}

	private static EngineIOCounter counter(EngineIOError error) {
		return switch (error) {
			case TRANSPORT_UNKNOWN -> EngineIOCounter.TRANSPORT_UNKNOWN;
			case SESSION_ID_UNKNOWN -> EngineIOCounter.SESSION_ID_UNKNOWN;
			case BAD_HANDSHAKE_METHOD -> EngineIOCounter.BAD_HANDSHAKE_METHOD;
			case BAD_REQUEST -> EngineIOCounter.BAD_REQUEST;
			case FORBIDDEN -> EngineIOCounter.FORBIDDEN;
			case UNSUPPORTED_PROTOCOL_VERSION -> EngineIOCounter.UNSUPPORTED_PROTOCOL_VERSION;
			case SERVER_BUSY -> EngineIOCounter.SERVER_BUSY;
			case TOO_MANY_CONNECTIONS -> EngineIOCounter.TOO_MANY_CONNECTIONS;
		};
	}

	private void tell(Consumer<ConnectionError> listener, ConnectionError error) {
		try {
			listener.accept(error);
		}
		catch (RuntimeException ex) {
			this.failures.error(logger, "A listener of connection errors failed", ex);
		}
	}

}
