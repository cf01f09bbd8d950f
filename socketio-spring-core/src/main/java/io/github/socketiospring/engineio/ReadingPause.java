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

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The pauses in which nothing of what the client sends is handled. Used in the session's
 * serial place alone.
 */
final class ReadingPause {

	private final DefaultSession session;

	private final long limit;

	private boolean active;

	private long begin;

	/**
	 * Looks how long the pause is. Goes on when it ends, since the next is near: a busy
	 * client has very many.
	 */
	private @Nullable Disposable timer;

	/**
	 * Create the pauses of a session.
	 * @param limit how long one may be
	 */
	ReadingPause(DefaultSession session, Duration limit) {
		this.session = session;
		this.limit = limit.toMillis();
	}

	boolean isActive() {
		return this.active;
	}

	void begin() {
		Timers timers = this.session.server().timers();
		this.active = true;
		this.begin = timers.now();
		if (this.timer == null) {
			schedule(this.limit);
		}
	}

	void end() {
		this.active = false;
	}

	private void schedule(long delay) {
		this.timer = this.session.server().timers().schedule(delay, () -> this.session.execute(this::check));
	}

	private void check() {
		this.timer = null;
		if (!this.active) {
			return;
		}
		long left = this.begin + this.limit - this.session.server().timers().now();
		if (left > 0) {
			schedule(left);
		}
		else {
			this.session.terminate(CloseReason.OVERLOADED, "reading was paused for too long");
		}
	}

	/**
	 * The session has ended.
	 */
	void stop() {
		this.active = false;
		if (this.timer != null) {
			this.timer.dispose();
			this.timer = null;
		}
	}

}
