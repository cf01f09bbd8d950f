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

package io.github.socketiospring.server;

import io.github.socketiospring.EventRateLimit;

/**
 * The tokens that one socket has for events of one kind. There is no timer: what came
 * back is found out when the next event comes. Used in the session's serial place alone.
 */
final class TokenBucket {

	/** What is lost as fractions of tokens are added up. */
	private static final double ROUNDING = 1e-6;

	private final EventRateLimit limit;

	private double tokens;

	private long time;

	/**
	 * Create a full bucket.
	 * @param now the time in milliseconds
	 */
	TokenBucket(EventRateLimit limit, long now) {
		this.limit = limit;
		this.tokens = limit.burst();
		this.time = now;
	}

	/**
	 * Take a token.
	 * @param now the time in milliseconds, not before that of the last call
	 * @return false if there is none
	 */
	boolean take(long now) {
		double back = (now - this.time) * this.limit.eventsPerSecond() / 1000;
		this.tokens = Math.min(this.tokens + back, this.limit.burst());
		this.time = now;
		if (this.tokens < 1 - ROUNDING) {
			return false;
		}
		this.tokens--;
		return true;
	}

}
