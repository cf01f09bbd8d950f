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

package io.github.socketiospring.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.socketiospring.engineio.OutboundLimits;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a socket that wait for its CONNECT reply. Safe for use by several
 * threads.
 */
final class HeldPackets {

	private static final int LIMIT = 10_000;

	private @Nullable List<EncodedPacket> packets = new ArrayList<>(0);

	private long bytes;

	enum Outcome {

		HELD, NOT_HELD, FULL

	}

	/**
	 * Hold a packet back, of which one reference is taken over if that is done.
	 * @param limits how much may wait for the client later: half of it may be held
	 */
	synchronized Outcome add(EncodedPacket packet, OutboundLimits limits) {
		if (this.packets == null) {
			return Outcome.NOT_HELD;
		}
		int count = this.packets.size();
		if (count > 0 && (count >= Math.min(LIMIT, limits.maxPackets() / 2) || this.bytes >= limits.maxBytes() / 2)) {
			return Outcome.FULL;
		}
		this.packets.add(packet);
		this.bytes += OutboundLimits.PACKET_COST + packet.frames().readableBytes();
		return Outcome.HELD;
	}

	/**
	 * Send the packets, and hold none from then on.
	 * @param last done before another thread is told that packets are not held any more
	 */
	synchronized void release(Consumer<EncodedPacket> action, Runnable last) {
		if (this.packets != null) {
			this.packets.forEach(action);
			this.packets = null;
		}
		last.run();
	}

}
