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

package io.github.socketiospring;

import org.springframework.util.Assert;

/**
 * How fast the events of one socket may come: a token bucket. Each event takes a token; a
 * new socket has as many as the burst, and they come back at the rate. Acknowledgements
 * take none. Each socket has a bucket of its own for each limit object, so handlers that
 * share the object share the bucket. Immutable.
 *
 * @see EventHandler#rateLimit()
 */
public final class EventRateLimit {

	private final double eventsPerSecond;

	private final int burst;

	private final RateLimitPolicy policy;

	/**
	 * Create a limit.
	 * @param eventsPerSecond how many events a second may come in the long run, positive;
	 * 0.1 is one in ten seconds
	 * @param burst how many may come at once, positive
	 * @param policy what becomes of further ones
	 */
	public EventRateLimit(double eventsPerSecond, int burst, RateLimitPolicy policy) {
		Assert.isTrue(eventsPerSecond > 0 && Double.isFinite(eventsPerSecond),
				() -> "eventsPerSecond must be a positive number, not " + eventsPerSecond);
		Assert.isTrue(burst > 0, () -> "burst must be positive, not " + burst);
		Assert.notNull(policy, "A policy is required");
		this.eventsPerSecond = eventsPerSecond;
		this.burst = burst;
		this.policy = policy;
	}

	/**
	 * Create a limit whose burst is what may come in a second, and one at least.
	 * @param eventsPerSecond how many events a second may come in the long run, positive
	 * @param policy what becomes of further ones
	 * @return the limit
	 */
	public static EventRateLimit of(double eventsPerSecond, RateLimitPolicy policy) {
		return new EventRateLimit(eventsPerSecond, Math.max((int) Math.ceil(eventsPerSecond), 1), policy);
	}

	/**
	 * How many events a second may come in the long run.
	 * @return a positive number
	 */
	public double eventsPerSecond() {
		return this.eventsPerSecond;
	}

	/**
	 * How many may come at once.
	 * @return a positive number
	 */
	public int burst() {
		return this.burst;
	}

	/**
	 * What becomes of further ones.
	 * @return the policy
	 */
	public RateLimitPolicy policy() {
		return this.policy;
	}

	@Override
	public String toString() {
		return this.eventsPerSecond + " events a second, " + this.burst + " at once, " + this.policy;
	}

}
