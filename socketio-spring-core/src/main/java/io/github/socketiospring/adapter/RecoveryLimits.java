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

package io.github.socketiospring.adapter;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * What a {@link RecoveringInMemoryAdapter} keeps at most.
 *
 * @param sessionLife how long the state of a socket is kept after it lost its connection
 * @param packetLife how long an event is kept: longer than a session, by what it takes to
 * find out that a connection is lost
 * @param maxPackets how many events are kept
 * @param maxBytes how many bytes the events have together
 */
public record RecoveryLimits(Duration sessionLife, Duration packetLife, int maxPackets, long maxBytes) {

	/**
	 * Check the limits.
	 * @param sessionLife how long the state of a socket is kept
	 * @param packetLife how long an event is kept
	 * @param maxPackets how many events are kept
	 * @param maxBytes how many bytes the events have together
	 * @throws IllegalArgumentException if one of them is not positive
	 */
	public RecoveryLimits {
		Assert.isTrue(sessionLife.toMillis() > 0 && packetLife.compareTo(sessionLife) >= 0,
				"Events must be kept at least as long as sessions, and both at least a millisecond");
		Assert.isTrue(maxPackets > 0 && maxBytes > 0, "The log must have room for packets");
	}

}
