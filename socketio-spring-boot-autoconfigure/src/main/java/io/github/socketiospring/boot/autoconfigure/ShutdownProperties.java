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

import java.time.Duration;

/**
 * How connections end when the application stops.
 */
public class ShutdownProperties {

	/**
	 * Time over which the connections are closed, a portion of at least a hundred ten
	 * times a second, so that their clients do not come back as one wave. Zero closes all
	 * at once. A bare number is milliseconds.
	 */
	private Duration window = Duration.ofSeconds(5);

	/**
	 * Time after which those may try again who are refused while the application stops,
	 * in full seconds: the header "Retry-After". Zero leaves the header out. A bare
	 * number is milliseconds.
	 */
	private Duration retryAfter = Duration.ofSeconds(5);

	/**
	 * Begin with the defaults.
	 */
	public ShutdownProperties() {
	}

	/**
	 * The time over which the connections are closed.
	 * @return the time
	 */
	public Duration getWindow() {
		return this.window;
	}

	/**
	 * Set the time over which the connections are closed, 5 seconds by default.
	 * @param window the time
	 */
	public void setWindow(Duration window) {
		this.window = window;
	}

	/**
	 * The time after which those may try again who are refused meanwhile.
	 * @return the time
	 */
	public Duration getRetryAfter() {
		return this.retryAfter;
	}

	/**
	 * Set the time after which those may try again who are refused meanwhile, 5 seconds
	 * by default.
	 * @param retryAfter the time
	 */
	public void setRetryAfter(Duration retryAfter) {
		this.retryAfter = retryAfter;
	}

}
