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

import org.springframework.util.Assert;

/**
 * How much may wait for the client of a session: in the session, and in its connection. A
 * packet is let in while less than that waits, so a packet of any size can be sent to a
 * client that keeps up. Each session counts a packet by itself, shared as its memory may
 * be.
 *
 * @param maxBytes the most bytes, of which each packet counts 256 more than it has on the
 * wire, for what it is kept in; at most 256 GB
 * @param maxPackets the most packets in the session, at most 1,000,000
 * @param overflowPolicy what happens to a packet that is one too many
 */
public record OutboundLimits(long maxBytes, int maxPackets, OverflowPolicy overflowPolicy) {

	/**
	 * What a packet counts besides its bytes: about what the objects take that it is kept
	 * in.
	 */
	public static final int PACKET_COST = 256;

	static final long LARGEST = 256L * 1024 * 1024 * 1024;

	static final int MOST = 1_000_000;

	/**
	 * The defaults.
	 */
	static final OutboundLimits DEFAULTS = new OutboundLimits(16 * 1024 * 1024, 50_000, OverflowPolicy.CLOSE);

	/**
	 * Create limits.
	 * @param maxBytes from 1 to 256 GB
	 * @param maxPackets from 1 to 1,000,000
	 * @param overflowPolicy the policy
	 */
	public OutboundLimits {
		Assert.isTrue(maxBytes > 0 && maxBytes <= LARGEST,
				() -> "outboundMaxBytes must be positive and at most 256 GB, not " + maxBytes);
		Assert.isTrue(maxPackets > 0 && maxPackets <= MOST,
				() -> "outboundMaxPackets must be from 1 to 1,000,000, not " + maxPackets);
		Assert.notNull(overflowPolicy, "outboundOverflowPolicy must not be null");
	}

	OutboundLimits withMaxBytes(long maxBytes) {
		return new OutboundLimits(maxBytes, this.maxPackets, this.overflowPolicy);
	}

	OutboundLimits withMaxPackets(int maxPackets) {
		return new OutboundLimits(this.maxBytes, maxPackets, this.overflowPolicy);
	}

	OutboundLimits withOverflowPolicy(OverflowPolicy overflowPolicy) {
		return new OutboundLimits(this.maxBytes, this.maxPackets, overflowPolicy);
	}

}
