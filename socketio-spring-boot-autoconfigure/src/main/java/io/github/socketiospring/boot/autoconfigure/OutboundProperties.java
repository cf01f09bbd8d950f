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

import io.github.socketiospring.engineio.OverflowPolicy;

import org.springframework.util.unit.DataSize;

/**
 * How much may wait for a client that does not read what it is sent.
 */
public class OutboundProperties {

	/**
	 * Maximum size of what waits for a client, in the server and in the connection. Each
	 * packet counts 256 bytes more than it has.
	 */
	private DataSize maxBytes = DataSize.ofMegabytes(16);

	/**
	 * Maximum number of packets that wait for a client.
	 */
	private int maxPackets = 50_000;

	/**
	 * What happens when more is sent to a client. "close": its connection is closed,
	 * reason "slow consumer". "drop-newest": the packet is dropped.
	 */
	private OverflowPolicy overflowPolicy = OverflowPolicy.CLOSE;

	/**
	 * Begin with the defaults.
	 */
	public OutboundProperties() {
	}

	/**
	 * The most bytes that wait for a client.
	 * @return the size
	 */
	public DataSize getMaxBytes() {
		return this.maxBytes;
	}

	/**
	 * Set the most bytes that wait for a client, 16 MB by default.
	 * @param maxBytes the size
	 */
	public void setMaxBytes(DataSize maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * The most packets that wait for a client.
	 * @return the number
	 */
	public int getMaxPackets() {
		return this.maxPackets;
	}

	/**
	 * Set the most packets that wait for a client, 50,000 by default.
	 * @param maxPackets the number
	 */
	public void setMaxPackets(int maxPackets) {
		this.maxPackets = maxPackets;
	}

	/**
	 * What happens when more is sent to a client.
	 * @return the policy
	 */
	public OverflowPolicy getOverflowPolicy() {
		return this.overflowPolicy;
	}

	/**
	 * Set what happens when more is sent to a client than may wait for it, closing its
	 * connection by default.
	 * @param overflowPolicy the policy
	 */
	public void setOverflowPolicy(OverflowPolicy overflowPolicy) {
		this.overflowPolicy = overflowPolicy;
	}

}
