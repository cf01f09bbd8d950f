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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says in the log what may be the cause of a refusal that looks like a client's mistake.
 */
final class Hints {

	private static final Log logger = LogFactory.getLog(EngineIOServer.class);

	private static final String RAISE = " If clients may be so far behind, raise socketio.outbound.max-bytes and"
			+ " socketio.outbound.max-packets (outboundMaxBytes and outboundMaxPackets of the builder).";

	private static final String SLOW_CONSUMER = "Closed the connection of a client that did not read what it was"
			+ " sent (slow consumer): too much waited for it." + RAISE;

	private static final String OVERFLOW = "Dropped a packet to a client that did not read what it was sent: too"
			+ " much waited for it." + RAISE;

	private final LogLimit unknownSession = limit();

	private final LogLimit tooBig = limit();

	private final LogLimit busy = limit();

	private final LogLimit tooManyConnections = limit();

	private final LogLimit slowConsumer = limit();

	private final LogLimit overflow = limit();

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	private final EngineIOServer server;

	Hints(EngineIOServer server) {
		this.server = server;
	}

	private static LogLimit limit() {
		return new LogLimit(Duration.ofMinutes(1));
	}

	/**
	 * A request named a session that is not here.
	 */
	void unknownSession() {
		this.unknownSession
			.warn(logger, "A request named a session that is unknown here (code 1). If this happens often and"
					+ " there are several instances, the load balancer does not keep each client on one of them: turn on"
					+ " sticky sessions, let clients use WebSocket alone, or let the instances forward such requests"
					+ " (socketio.cluster.forwarding.enabled). Clients that were away for long, or whose"
					+ " instance was restarted, ask once.");
	}

	/**
	 * Limits the log of what should not fail.
	 */
	LogLimit failures() {
		return this.failures;
	}

	/**
	 * As many connections as there may be are not confirmed.
	 */
	void busy() {
		this.busy.warn(logger, "Refused a client, since as many connections as socketio.limits.pending-connections"
				+ " allows have not joined a namespace yet (maxPendingConnections of the builder). Either somebody opens"
				+ " connections without using them, or middlewares and connect handlers are slow.");
	}

	/**
	 * An address or a principal has as many connections as it may have.
	 */
	void tooManyConnections(Refusal refusal) {
		this.tooManyConnections.warn(logger, "Refused a client: " + refusal + ". See"
				+ " socketio.limits.connections-per-address and socketio.limits.connections-per-principal. Behind a proxy,"
				+ " all clients have its address unless server.forward-headers-strategy is set.");
	}

	/**
	 * A session was closed because too much waited for its client.
	 */
	void slowConsumer() {
		this.slowConsumer.warn(logger, SLOW_CONSUMER);
	}

	/**
	 * A packet was dropped because too much waited for its client.
	 */
	void overflow() {
		this.overflow.warn(logger, OVERFLOW);
	}

	/**
	 * Something was refused for its size.
	 * @param what what it was
	 */
	void tooBig(String what) {
		this.server.increment(EngineIOCounter.TOO_BIG, what);
		this.tooBig.warn(logger,
				"Refused a " + what + " of more than " + this.server.options().maxPayload()
						+ " bytes. If clients may send that"
						+ " much, raise socketio.max-http-buffer-size (maxHttpBufferSize of the builder).");
	}

}
