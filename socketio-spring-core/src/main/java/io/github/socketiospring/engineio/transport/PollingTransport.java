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
import java.util.stream.Stream;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.protocol.Payload;
import io.github.socketiospring.engineio.protocol.PayloadFormat;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * HTTP long-polling: packets wait until a poll does, and answer it together. A poll that
 * comes before the client has read the last packets waits until it has, so that there is
 * one such answer in memory at most.
 */
public final class PollingTransport implements Transport {

	/** So many bytes are enough for an answer: what remains is for the next poll. */
	private static final int ENOUGH = 1024 * 1024;

	private final PayloadFormat format;

	private volatile @Nullable Poll poll;

	/** The poll that got packets last, until the next poll shows that they were read. */
	private volatile @Nullable Poll answered;

	/** The size of its answer while that is on its way, or else 0. */
	private volatile int unread;

	/** Completes when the last answers have been written. */
	private Mono<Void> closed = Mono.empty();

	/**
	 * Create the transport.
	 * @param format how the client wants its payloads
	 */
	public PollingTransport(PayloadFormat format) {
		this.format = format;
	}

	@Override
	public String name() {
		return POLLING;
	}

	@Override
	public boolean isWritable() {
		return this.poll != null && this.unread == 0;
	}

	@Override
	public boolean isIdle() {
		return isWritable();
	}

	@Override
	public long held() {
		return this.unread;
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
		if (this.unread == 0) {
			this.answered = null;
		}
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

	/**
	 * The answer to a poll has been written, or never will be. Called by any thread.
	 * @param poll the poll
	 * @return whether packets can be sent again
	 */
	public boolean onAnswered(Poll poll) {
		if (this.answered != poll) {
			return false;
		}
		this.unread = 0;
		return true;
	}

	@Override
	public void send(PacketSource packets) {
		Poll poll = this.poll;
		if (poll != null && !packets.isEmpty()) {
			// First, so that other threads do not take the poll for one that waits
			this.poll = null;
			Payload payload = encode(drain(packets, ENOUGH));
			this.unread = payload.bytes().length;
			this.answered = poll;
			poll.answer(payload);
		}
	}

	/**
	 * End the waiting poll, if there is one, without a packet.
	 */
	public void noop() {
		if (this.poll != null) {
			answer(encode(controls("6")));
		}
	}

	@Override
	public boolean close(PacketSource packets) {
		Poll poll = this.poll;
		if (poll == null) {
			return false;
		}
		List<EncodedPacket> batch = drain(packets, Long.MAX_VALUE);
		batch.add(EncodedPacket.control("1"));
		answer(encode(batch));
		this.closed = poll.limit();
		return true;
	}

	@Override
	public Mono<Void> closed() {
		return this.closed;
	}

	/**
	 * The client does not read: give up the last answer.
	 */
	public void abort() {
		Poll answered = this.answered;
		if (answered != null) {
			this.answered = null;
			answered.abort();
		}
	}

	/**
	 * No packets are sent here any more. An answer that is on its way has some more time.
	 */
	public void end() {
		Poll answered = this.answered;
		if (answered != null && this.unread != 0) {
			this.closed = Mono.when(this.closed, answered.limit());
		}
		this.answered = null;
		this.unread = 0;
	}

	/**
	 * Answer a poll that comes after the session was closed while none waited.
	 * @param poll the poll
	 * @param packets what remains
	 * @return whether the client was told; if not, it got what remained, and the next
	 * poll tells it
	 */
	public boolean closeLate(Poll poll, PacketSource packets) {
		boolean told = packets.isEmpty();
		poll.answer(encode(told ? controls("6", "1") : drain(packets, ENOUGH)));
		this.closed = poll.limit();
		return told;
	}

	private void answer(Payload payload) {
		Poll poll = this.poll;
		this.poll = null;
		if (poll != null) {
			poll.answer(payload);
		}
	}

	/**
	 * Lay packets out for the client.
	 * @param packets the packets, at least one, which are released
	 * @return the payload
	 */
	public Payload encode(List<EncodedPacket> packets) {
		Payload payload = this.format.encode(packets);
		packets.forEach(EncodedPacket::release);
		return payload;
	}

	private static List<EncodedPacket> drain(PacketSource packets, long enough) {
		List<EncodedPacket> batch = new ArrayList<>();
		long size = 0;
		for (EncodedPacket packet = packets.poll(); packet != null; packet = (size < enough) ? packets.poll() : null) {
			batch.add(packet);
			size += packet.size();
		}
		return batch;
	}

	private static List<EncodedPacket> controls(String... packets) {
		return Stream.of(packets).map(EncodedPacket::control).toList();
	}

}
