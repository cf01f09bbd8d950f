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

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Pings the client of a session and awaits its pong. Used in the session's serial place
 * alone. Deadlines are kept as times, so what comes after one finds the session expired
 * though the timer may be late.
 */
final class Heartbeat {

	/** What a timer may be late without the client's time being cut short by it. */
	private static final long TOLERANCE = 20;

	private final DefaultSession session;

	private final Timers timers;

	private final long interval;

	private final long timeout;

	private @Nullable Disposable timer;

	private long due;

	private boolean awaitingPong;

	/** Tells the current timer from one that fired just before it was stopped. */
	private int generation;

	Heartbeat(DefaultSession session, Timers timers, EngineIOOptions options) {
		this.session = session;
		this.timers = timers;
		this.interval = options.pingInterval().toMillis();
		this.timeout = options.pingTimeout().toMillis();
	}

	void start() {
		awaitPing(this.timers.now());
	}

	void stop() {
		this.generation++;
		if (this.timer != null) {
			this.timer.dispose();
			this.timer = null;
		}
	}

	/**
	 * Whether a pong is overdue.
	 */
	boolean isExpired() {
		return this.awaitingPong && this.timers.now() >= this.due;
	}

	/**
	 * A pong came in time. One that was not asked for changes nothing.
	 */
	void onPong() {
		if (this.awaitingPong) {
			stop();
			awaitPing(this.timers.now());
		}
	}

	private void awaitPing(long now) {
		this.awaitingPong = false;
		this.due = now + this.interval;
		schedule(now);
	}

	private void schedule(long now) {
		int generation = ++this.generation;
		this.timer = this.timers.schedule(this.due - now, () -> this.session.execute(() -> onDue(generation)));
	}

	private void onDue(int generation) {
		if (this.generation != generation) {
			return;
		}
		if (this.awaitingPong) {
			this.session.terminate(CloseReason.PING_TIMEOUT, null);
			return;
		}
		this.session.ping();
		long now = this.timers.now();
		this.awaitingPong = true;
		this.due = Math.max(this.due, now - TOLERANCE) + this.timeout;
		schedule(now);
	}

}
