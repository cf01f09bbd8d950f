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

import org.springframework.util.Assert;

/**
 * How a server is {@linkplain EngineIOServer#close() closed}. Clients that lose their
 * connection come back within a second or two: spread over a window they do not reach
 * whoever takes them as one wave. Sessions end in portions, ten times a second; a portion
 * has at least a hundred sessions, so that a server with few is closed at once.
 *
 * @param window the time from the first session that is closed to the last; zero to close
 * all at once
 * @param retryAfter the time after which those may try again who are refused meanwhile,
 * in full seconds; zero to tell them nothing
 */
public record ShutdownOptions(Duration window, Duration retryAfter) {

	/** The time from one portion to the next. */
	public static final Duration INTERVAL = Duration.ofMillis(100);

	private static final int LEAST = 100;

	/**
	 * A window of five seconds, and five seconds to wait.
	 */
	static final ShutdownOptions DEFAULTS = new ShutdownOptions(Duration.ofSeconds(5), Duration.ofSeconds(5));

	/**
	 * Create the options.
	 * @param window not negative
	 * @param retryAfter not negative
	 */
	public ShutdownOptions {
		Assert.isTrue(!window.isNegative(), () -> "shutdownWindow must not be negative: " + window);
		Assert.isTrue(!retryAfter.isNegative(), () -> "shutdownRetryAfter must not be negative: " + retryAfter);
	}

	ShutdownOptions withWindow(Duration window) {
		return new ShutdownOptions(window, this.retryAfter);
	}

	ShutdownOptions withRetryAfter(Duration retryAfter) {
		return new ShutdownOptions(this.window, retryAfter);
	}

	/**
	 * How many sessions are closed at a time.
	 * @param sessions how many there are
	 * @return at least a hundred
	 */
	public int portion(int sessions) {
		long turns = this.window.dividedBy(INTERVAL);
		return (int) Math.max((sessions + turns) / (turns + 1), LEAST);
	}

}
