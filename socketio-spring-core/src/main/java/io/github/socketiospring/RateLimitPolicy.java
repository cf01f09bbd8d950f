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

/**
 * What becomes of an event that comes faster than an {@link EventRateLimit} allows.
 */
public enum RateLimitPolicy {

	/**
	 * The event is dropped. A client that asked for an acknowledgement gets the error
	 * {@code rate_limited}. The default.
	 */
	DROP,

	/**
	 * The event is handled. There is a warning in the log, at most once a minute, and the
	 * event is counted: to find out which limit would do.
	 */
	WARN,

	/**
	 * The event is dropped, and its socket is made to leave its namespace with the reason
	 * {@link DisconnectReason#RATE_LIMITED}. Official clients do not come back by
	 * themselves after that.
	 */
	DISCONNECT

}
