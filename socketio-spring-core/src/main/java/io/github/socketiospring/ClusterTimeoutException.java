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

import java.util.Set;

/**
 * Some servers have not answered in time. What the others answered has been delivered.
 *
 * @see BroadcastOperator#fetchSockets()
 */
public class ClusterTimeoutException extends RuntimeException {

	/** How many servers have not answered. */
	private final int missing;

	private final transient Set<String> missingServers;

	/**
	 * Create the exception.
	 * @param message what was asked for
	 * @param missing how many servers have not answered
	 * @param missingServers the ids of those of them that are known
	 */
	public ClusterTimeoutException(String message, int missing, Set<String> missingServers) {
		super(message);
		this.missing = missing;
		this.missingServers = Set.copyOf(missingServers);
	}

	/**
	 * How many servers have not answered.
	 * @return the number
	 */
	public int missing() {
		return this.missing;
	}

	/**
	 * The servers that have not answered, as far as they are known: those of Node.js are
	 * not.
	 * @return their ids, as of the members in the health of the application
	 */
	public Set<String> missingServers() {
		return this.missingServers;
	}

}
