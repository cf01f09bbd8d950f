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

import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.engineio.protocol.EnginePacket;

/**
 * Protocol 4: the server sends a ping, and awaits the client's pong.
 */
final class ServerHeartbeat extends Heartbeat {

	/** What a timer may be late without the client's time being cut short by it. */
	private static final long TOLERANCE = 20;

	private boolean awaitingPong;

	private boolean paused;

	/** Those who want to know of the next pong. */
	private List<Runnable> askers = List.of();

	ServerHeartbeat(DefaultSession session) {
		super(session);
	}

	private long interval() {
		return session().server().options().pingInterval().toMillis();
	}

	private long timeout() {
		return session().server().options().pingTimeout().toMillis();
	}

	@Override
	void start() {
		awaitPing(now());
	}

	@Override
	boolean isExpired() {
		return this.awaitingPong && now() >= due();
	}

	@Override
	byte clientPacket() {
		return EnginePacket.PONG;
	}

	/**
	 * A pong that was not asked for changes nothing.
	 */
	@Override
	void onClientPacket() {
		if (this.awaitingPong) {
			stop();
			awaitPing(now());
			List<Runnable> answered = this.askers;
			this.askers = List.of();
			answered.forEach(Runnable::run);
		}
	}

	/**
	 * While the client is not read, it is asked after the pause.
	 */
	@Override
	void probe(long timeout, Runnable onAnswer) {
		if (!this.paused) {
			ask(timeout);
		}
		if (this.askers.isEmpty()) {
			this.askers = new ArrayList<>(1);
		}
		this.askers.add(onAnswer);
	}

	private void ask(long timeout) {
		long now = now();
		long due = now + Math.min(timeout, timeout());
		if (!this.awaitingPong) {
			session().sendControl("2");
		}
		if (!this.awaitingPong || due < due()) {
			this.awaitingPong = true;
			stop();
			schedule(now, due);
		}
	}

	private void awaitPing(long now) {
		this.awaitingPong = false;
		schedule(now, now + interval());
	}

	/**
	 * Pings go on in their intervals, and the pong that is awaited is taken for granted:
	 * should the client be lost, the first ping after the pause finds that out.
	 */
	@Override
	void pause() {
		this.paused = true;
		if (this.awaitingPong) {
			this.awaitingPong = false;
			stop();
			schedule(now(), due() - timeout() + interval());
		}
	}

	@Override
	void resume() {
		this.paused = false;
		if (!this.askers.isEmpty()) {
			session().sendControl("2");
			this.awaitingPong = true;
			stop();
			schedule(now(), now() + timeout());
		}
	}

	@Override
	void onDue() {
		if (this.awaitingPong) {
			session().terminate(CloseReason.PING_TIMEOUT, null);
			return;
		}
		session().sendControl("2");
		long now = now();
		if (this.paused) {
			schedule(now, now + interval());
			return;
		}
		this.awaitingPong = true;
		schedule(now, Math.max(due(), now - TOLERANCE) + timeout());
	}

}
