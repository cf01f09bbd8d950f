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

package io.github.socketiospring.boot.autoconfigure;

import io.github.socketiospring.RateLimitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How fast the events of one socket may come.
 */
public class RateLimitProperties {

	/**
	 * Number of events a second that one socket may send in the long run. When not set,
	 * there is no limit.
	 */
	private @Nullable Double eventsPerSecond;

	/**
	 * Number of events that one socket may send at once. When not set, it is what it may
	 * send in a second.
	 */
	private @Nullable Integer burst;

	/**
	 * What becomes of further events: they are dropped, let through with a warning, or
	 * lead to the end of the socket.
	 */
	private RateLimitPolicy policy = RateLimitPolicy.DROP;

	/**
	 * Begin with the defaults.
	 */
	public RateLimitProperties() {
	}

	/**
	 * The number of events a second that one socket may send in the long run.
	 * @return the number, or null if there is no limit
	 */
	public @Nullable Double getEventsPerSecond() {
		return this.eventsPerSecond;
	}

	/**
	 * Set the number of events a second that one socket may send in the long run, without
	 * a limit by default.
	 * @param eventsPerSecond the number, positive
	 */
	public void setEventsPerSecond(@Nullable Double eventsPerSecond) {
		this.eventsPerSecond = eventsPerSecond;
	}

	/**
	 * The number of events that one socket may send at once.
	 * @return the number, or null if it is what may come in a second
	 */
	public @Nullable Integer getBurst() {
		return this.burst;
	}

	/**
	 * Set the number of events that one socket may send at once, by default what it may
	 * send in a second.
	 * @param burst the number, positive
	 */
	public void setBurst(@Nullable Integer burst) {
		this.burst = burst;
	}

	/**
	 * What becomes of further events.
	 * @return the policy
	 */
	public RateLimitPolicy getPolicy() {
		return this.policy;
	}

	/**
	 * Set what becomes of further events, which are dropped by default.
	 * @param policy the policy
	 */
	public void setPolicy(RateLimitPolicy policy) {
		this.policy = policy;
	}

}
