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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;

/**
 * Keeps messages out of the log that clients could cause in any number. Safe for use by
 * several threads.
 */
public final class LogLimit {

	private final long interval;

	private final AtomicLong next = new AtomicLong(System.nanoTime());

	/**
	 * Create the limit of one kind of message.
	 * @param interval the time between two that are let through
	 */
	public LogLimit(Duration interval) {
		this.interval = interval.toNanos();
	}

	/**
	 * Whether to log a message now.
	 * @return true once in an interval
	 */
	public boolean permits() {
		long now = System.nanoTime();
		long next = this.next.get();
		return now - next >= 0 && this.next.compareAndSet(next, now + this.interval);
	}

	/**
	 * Log a message: as a warning once in an interval, or else at DEBUG.
	 * @param logger where to
	 * @param message the message
	 */
	public void warn(Log logger, String message) {
		warn(logger, () -> message);
	}

	/**
	 * Log a message: as a warning once in an interval, or else at DEBUG.
	 * @param logger where to
	 * @param message the message, made if it is logged
	 */
	public void warn(Log logger, Supplier<String> message) {
		if (permits()) {
			logger.warn(message.get() + " Further ones within " + TimeUnit.NANOSECONDS.toSeconds(this.interval)
					+ " seconds are logged at DEBUG.");
		}
		else if (logger.isDebugEnabled()) {
			logger.debug(message.get());
		}
	}

	/**
	 * Log an error: as such once in an interval, or else at DEBUG.
	 * @param logger where to
	 * @param message what failed
	 * @param error why
	 */
	public void error(Log logger, String message, Throwable error) {
		if (permits()) {
			logger.error(message, error);
		}
		else {
			logger.debug(message, error);
		}
	}

}
