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

import io.github.socketiospring.engineio.protocol.EnginePacket;

/**
 * Protocol 3: the client sends pings, which the server answers and awaits.
 */
final class ClientHeartbeat extends Heartbeat {

	private final long timeout;

	/** What a client allows for the answer to its ping. */
	private final long clientTimeout;

	private boolean paused;

	ClientHeartbeat(DefaultSession session) {
		super(session);
		EngineIOOptions options = session.server().options();
		this.timeout = options.pingInterval().plus(options.pingTimeout()).toMillis();
		this.clientTimeout = options.pingTimeout().toMillis();
	}

	@Override
	void start() {
		long now = now();
		schedule(now, now + this.timeout);
	}

	@Override
	boolean isExpired() {
		return !this.paused && now() >= due();
	}

	@Override
	byte clientPacket() {
		return EnginePacket.PING;
	}

	@Override
	void onClientPacket() {
		session().sendControl("3");
		stop();
		start();
	}

	/**
	 * Pings are the client's.
	 */
	@Override
	void probe(long timeout, Runnable onAnswer) {
		onAnswer.run();
	}

	/**
	 * Pings of the client are not seen, so they are answered unasked.
	 */
	@Override
	void pause() {
		this.paused = true;
		stop();
		schedule(now(), now() + this.clientTimeout / 2);
	}

	@Override
	void resume() {
		this.paused = false;
		stop();
		start();
	}

	@Override
	void onDue() {
		if (this.paused) {
			session().sendControl("3");
			schedule(now(), now() + this.clientTimeout / 2);
			return;
		}
		session().terminate(CloseReason.PING_TIMEOUT, null);
	}

}
