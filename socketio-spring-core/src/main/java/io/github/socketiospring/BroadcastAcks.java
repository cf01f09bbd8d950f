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

import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements of a broadcast.
 *
 * @param <T> the type of an answer
 * @param responses the answers, in the order in which they came; null where one had no
 * argument
 * @param missing how many sockets got the event without a useful answer: because they
 * left, because the time-out came first, or because the answer was of another type
 * @param timedOut whether the time-out ended the wait
 * @param missingServers the ids of the servers that were not heard of in time, as far as
 * they are known; empty if there is one server alone
 */
public record BroadcastAcks<T extends @Nullable Object>(List<T> responses, int missing, boolean timedOut,
		Set<String> missingServers) {

	/**
	 * Create the result.
	 * @param responses the answers
	 * @param missing how many did not answer
	 * @param timedOut whether the time-out ended the wait
	 * @param missingServers the servers that were not heard of
	 */
	public BroadcastAcks {
		responses = Collections.unmodifiableList(responses);
		missingServers = Set.copyOf(missingServers);
	}

	/**
	 * Create the result of a call that heard of all servers.
	 * @param responses the answers
	 * @param missing how many did not answer
	 * @param timedOut whether the time-out ended the wait
	 */
	public BroadcastAcks(List<T> responses, int missing, boolean timedOut) {
		this(responses, missing, timedOut, Set.of());
	}

}
