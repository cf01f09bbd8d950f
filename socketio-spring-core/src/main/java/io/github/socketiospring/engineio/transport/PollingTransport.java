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

package io.github.socketiospring.engineio.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling: packets wait until a poll does, and answer it together.
 */
public final class PollingTransport implements Transport {

	private static final byte[] CLOSE = { '1' };

	private static final byte[] NOOP = { '6' };

	private static final byte[] NOOP_AND_CLOSE = { '6', 0x1e, '1' };

	private @Nullable Poll poll;

	/**
	 * Create the transport.
	 */
	public PollingTransport() {
	}

	@Override
	public String name() {
		return POLLING;
	}

	@Override
	public boolean isWritable() {
		return this.poll != null;
	}

	/**
	 * A poll came.
	 * @param poll the poll
	 * @return false if another one waits already, in which case this one is not kept
	 */
	public boolean offer(Poll poll) {
		if (this.poll != null) {
			return false;
		}
		this.poll = poll;
		return true;
	}

	/**
	 * The client gave up a poll.
	 * @param poll the poll
	 * @return whether it was waiting
	 */
	public boolean remove(Poll poll) {
		if (this.poll != poll) {
			return false;
		}
		this.poll = null;
		return true;
	}

	@Override
	public void send(Queue<EncodedPacket> packets) {
		if (this.poll != null && !packets.isEmpty()) {
			answer(drain(packets, false));
		}
	}

	/**
	 * End the waiting poll, if there is one, without a packet.
	 */
	public void noop() {
		if (this.poll != null) {
			answer(NOOP);
		}
	}

	@Override
	public boolean close(Queue<EncodedPacket> packets) {
		if (this.poll == null) {
			return false;
		}
		answer(packets.isEmpty() ? CLOSE : drain(packets, true));
		return true;
	}

	/**
	 * Answer a poll that comes after the session was closed while none waited.
	 * @param poll the poll
	 * @param packets what remains
	 * @return whether the client was told; if not, it got what remained, and the next
	 * poll tells it
	 */
	public static boolean closeLate(Poll poll, Queue<EncodedPacket> packets) {
		boolean told = packets.isEmpty();
		poll.answer(told ? NOOP_AND_CLOSE : drain(packets, false));
		return told;
	}

	private void answer(byte[] payload) {
		Poll poll = this.poll;
		this.poll = null;
		if (poll != null) {
			poll.answer(payload);
		}
	}

	private static byte[] drain(Queue<EncodedPacket> packets, boolean close) {
		List<EncodedPacket> batch = new ArrayList<>();
		for (EncodedPacket packet = packets.poll(); packet != null; packet = packets.poll()) {
			batch.add(packet);
		}
		if (close) {
			batch.add(EncodedPacket.control("1"));
		}
		byte[] payload = Payload.encode(batch);
		batch.forEach(EncodedPacket::release);
		return payload;
	}

}
