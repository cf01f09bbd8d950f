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
 * Finds out whether the client of a session is alive. Used in the session's serial place
 * alone. Deadlines are kept as times, so what comes after one finds the session expired
 * though the timer may be late.
 */
abstract class Heartbeat {

	private final DefaultSession session;

	private final Timers timers;

	private @Nullable Disposable timer;

	private long due = Long.MAX_VALUE;

	/** Tells the current timer from one that fired just before it was stopped. */
	private int generation;

	Heartbeat(DefaultSession session) {
		this.session = session;
		this.timers = session.server().timers();
	}

	abstract void start();

	/**
	 * Whether a packet of the client is overdue.
	 */
	abstract boolean isExpired();

	/**
	 * The type of the packets that the client has to send.
	 */
	abstract byte clientPacket();

	/**
	 * Such a packet came in time.
	 */
	abstract void onClientPacket();

	/**
	 * Find out at once, and end the session if the client does not answer in time.
	 * @param timeout the milliseconds that it has
	 * @param onAnswer run if it answers
	 */
	abstract void probe(long timeout, Runnable onAnswer);

	/**
	 * Nothing of the client is read any more, so nothing of it is awaited; but the client
	 * is to see that the session is alive.
	 */
	abstract void pause();

	/**
	 * The client is read again.
	 */
	abstract void resume();

	/**
	 * The time that was scheduled has come.
	 */
	abstract void onDue();

	void stop() {
		this.generation++;
		if (this.timer != null) {
			this.timer.dispose();
			this.timer = null;
		}
	}

	DefaultSession session() {
		return this.session;
	}

	long now() {
		return this.timers.now();
	}

	long due() {
		return this.due;
	}

	/**
	 * Have {@link #onDue()} called at a time.
	 */
	void schedule(long now, long due) {
		int generation = ++this.generation;
		this.due = due;
		this.timer = this.timers.schedule(due - now, () -> this.session.execute(() -> {
			if (this.generation == generation) {
				onDue();
			}
		}));
	}

}
