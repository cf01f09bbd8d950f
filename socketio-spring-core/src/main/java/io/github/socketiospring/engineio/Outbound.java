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

import java.util.Queue;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.PacketSource;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Fuseable.QueueSubscription;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * The packets that wait for a session's transport: any number of threads emit into a
 * unicast sink, and the session's serial place alone takes out. The one subscription
 * lasts for the session's life and is never cancelled: what is emitted too late is
 * released by the session.
 *
 * <p>
 * What waits is counted, together with what the transport holds: one atomic addition a
 * packet when it comes, and one a batch when it goes.
 */
final class Outbound implements CoreSubscriber<EncodedPacket>, PacketSource {

	/** The number of packets is counted above these bits, and their bytes in them. */
	private static final int BYTES_BITS = 40;

	private static final long BYTES_MASK = (1L << BYTES_BITS) - 1;

	private static final AtomicLongFieldUpdater<Outbound> WAITING = AtomicLongFieldUpdater.newUpdater(Outbound.class,
			"waiting");

	private final OutboundLimits limits;

	/** What the sink is fed from, and so another way into it. */
	private final Queue<EncodedPacket> buffer = Queues.<EncodedPacket>unboundedMultiproducer().get();

	private final Sinks.Many<EncodedPacket> sink = Sinks.unsafe().many().unicast().onBackpressureBuffer(this.buffer);

	private final Owner owner;

	private Queue<EncodedPacket> queue = Queues.<EncodedPacket>empty().get();

	private boolean fused;

	private boolean subscribed;

	/** Packets and bytes in one number. */
	private volatile long waiting;

	/** The bytes of {@link #waiting} that the transport held when it was last asked. */
	private volatile long held;

	/**
	 * What was taken out and is still in {@link #waiting}. Others than the serial place
	 * may see less of it, for the length of a batch.
	 */
	private long taken;

	private volatile boolean overflowed;

	private volatile boolean closed;

	/**
	 * Create the queue.
	 * @param limits how much may wait
	 * @param owner whose packets they are
	 */
	Outbound(OutboundLimits limits, Owner owner) {
		this.limits = limits;
		this.owner = owner;
		this.sink.asFlux().subscribe(this);
		this.subscribed = true;
	}

	/**
	 * Add a packet, of which one reference is taken over.
	 */
	void emit(EncodedPacket packet) {
		if (admit(packet)) {
			if (this.sink.tryEmitNext(packet).isFailure()) {
				packet.release();
			}
		}
		else if (this.overflowed) {
			this.owner.flush();
		}
	}

	/**
	 * Add a packet as {@link #emit} does, but without the signal, which the caller gives
	 * later.
	 */
	void enqueue(EncodedPacket packet) {
		if (admit(packet)) {
			(this.fused ? this.buffer : this.queue).offer(packet);
		}
	}

	/**
	 * Whether a packet is let in. If not, its reference is released.
	 */
	private boolean admit(EncodedPacket packet) {
		if (this.closed) {
			drop(packet, EngineIOCounter.PACKET_DROPPED);
			return false;
		}
		if (packet.isExempt()) {
			return true;
		}
		long cost = cost(packet);
		long before = WAITING.getAndAdd(this, cost);
		if (fits(before & BYTES_MASK, before >>> BYTES_BITS, 1) || fitsByNow(packet, before)) {
			return true;
		}
		WAITING.getAndAdd(this, -cost);
		if (drops(packet)) {
			drop(packet, EngineIOCounter.OVERFLOW_DROPPED);
		}
		else {
			this.overflowed = true;
			this.closed = true;
			drop(packet, EngineIOCounter.PACKET_DROPPED);
		}
		return false;
	}

	private boolean fitsByNow(EncodedPacket packet, long before) {
		boolean twice = packet.isEssential() && this.limits.overflowPolicy() == OverflowPolicy.DROP_NEWEST;
		return fits(bytesNow(before), packetsNow(before), twice ? 2 : 1);
	}

	private boolean drops(EncodedPacket packet) {
		return this.limits.overflowPolicy() == OverflowPolicy.DROP_NEWEST && !packet.isEssential();
	}

	private void drop(EncodedPacket packet, EngineIOCounter counter) {
		packet.release();
		this.owner.onDropped(counter);
	}

	private boolean fits(long bytes, long packets, int times) {
		return bytes < times * this.limits.maxBytes() && packets < (long) times * this.limits.maxPackets();
	}

	private static long cost(EncodedPacket packet) {
		return packet.isExempt() ? 0
				: (1L << BYTES_BITS) + OutboundLimits.PACKET_COST + packet.frames().readableBytes();
	}

	/**
	 * Whether more came than may wait: the session is to be closed. A signal follows.
	 */
	boolean isOverflowed() {
		return this.overflowed;
	}

	@Override
	public @Nullable EncodedPacket poll() {
		EncodedPacket packet = take();
		if (packet != null) {
			this.owner.onTaken(packet);
		}
		return packet;
	}

	private @Nullable EncodedPacket take() {
		EncodedPacket packet = this.queue.poll();
		if (packet != null) {
			this.taken += cost(packet);
		}
		return packet;
	}

	@Override
	public boolean isEmpty() {
		return this.queue.isEmpty();
	}

	/**
	 * Count what was taken out, and what the transport holds of it. Called in the serial
	 * place after each batch.
	 * @param held the bytes that the transport holds now
	 */
	void settle(long held) {
		long change = held - this.held - this.taken;
		this.taken = 0;
		if (held != this.held) {
			this.held = held;
		}
		if (change != 0) {
			WAITING.getAndAdd(this, change);
		}
	}

	/**
	 * The bytes that wait.
	 */
	long waitingBytes() {
		return bytesNow(this.waiting);
	}

	/** Something may have been taken out, and the transport may have sent something. */
	private long bytesNow(long waiting) {
		return (waiting & BYTES_MASK) - (this.taken & BYTES_MASK) - this.held + this.owner.held();
	}

	private long packetsNow(long waiting) {
		return (waiting >>> BYTES_BITS) - (this.taken >>> BYTES_BITS);
	}

	/**
	 * The packets that wait.
	 */
	int waitingPackets() {
		return (int) packetsNow(this.waiting);
	}

	/**
	 * Take no more packets, and release those that wait. A signal follows each that is
	 * added at the same moment.
	 * @return how many there were
	 */
	int close() {
		this.closed = true;
		int count = discard();
		settle(0);
		return count;
	}

	/**
	 * Release the packets that wait.
	 * @return how many there were
	 */
	int discard() {
		int count = 0;
		for (EncodedPacket packet = take(); packet != null; packet = take()) {
			packet.release();
			count++;
		}
		settle(this.held);
		return count;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void onSubscribe(Subscription subscription) {
		if (subscription instanceof QueueSubscription<?> queue
				&& queue.requestFusion(Fuseable.ASYNC) == Fuseable.ASYNC) {
			this.queue = (Queue<EncodedPacket>) queue;
			this.fused = true;
		}
		else {
			// Automatic context propagation puts an operator in between
			this.queue = Queues.<EncodedPacket>unboundedMultiproducer().get();
		}
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(@Nullable EncodedPacket packet) {
		if (!this.fused && packet != null) {
			this.queue.offer(packet);
		}
		// The sink signals once more while it is subscribed to
		if (this.subscribed) {
			this.owner.flush();
		}
	}

	@Override
	public void onError(Throwable ex) {
	}

	@Override
	public void onComplete() {
	}

	/**
	 * Whose packets they are. Called by any thread.
	 */
	interface Owner {

		/**
		 * There is something to do in the serial place.
		 */
		void flush();

		/**
		 * How many bytes the transport holds.
		 */
		long held();

		/**
		 * A packet was taken out to be sent.
		 */
		void onTaken(EncodedPacket packet);

		/**
		 * A packet was dropped and released.
		 */
		void onDropped(EngineIOCounter counter);

	}

}
