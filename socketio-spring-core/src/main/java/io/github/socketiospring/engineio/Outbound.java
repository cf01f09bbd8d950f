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

import io.github.socketiospring.engineio.protocol.EncodedPacket;
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
 */
final class Outbound implements CoreSubscriber<EncodedPacket> {

	/** What the sink is fed from, and so another way into it. */
	private final Queue<EncodedPacket> buffer = Queues.<EncodedPacket>unboundedMultiproducer().get();

	private final Sinks.Many<EncodedPacket> sink = Sinks.unsafe().many().unicast().onBackpressureBuffer(this.buffer);

	private @Nullable Runnable signal;

	private Queue<EncodedPacket> queue = Queues.<EncodedPacket>empty().get();

	private boolean fused;

	private volatile boolean closed;

	/**
	 * Create the queue.
	 * @param signal called by an emitting thread after each packet
	 */
	Outbound(Runnable signal) {
		this.sink.asFlux().subscribe(this);
		this.signal = signal;
	}

	/**
	 * Add a packet, of which one reference is taken over.
	 */
	void emit(EncodedPacket packet) {
		if (this.closed || this.sink.tryEmitNext(packet).isFailure()) {
			packet.release();
		}
	}

	/**
	 * Add a packet as {@link #emit} does, but without the signal, which the caller gives
	 * later.
	 */
	void enqueue(EncodedPacket packet) {
		if (this.closed) {
			packet.release();
		}
		else {
			(this.fused ? this.buffer : this.queue).offer(packet);
		}
	}

	/**
	 * The packets. Used in the serial place alone.
	 */
	Queue<EncodedPacket> packets() {
		return this.queue;
	}

	/**
	 * Take no more packets, and release those that wait. A signal follows each that is
	 * added at the same moment.
	 * @return how many there were
	 */
	int close() {
		this.closed = true;
		return discard();
	}

	/**
	 * Release the packets that wait.
	 * @return how many there were
	 */
	int discard() {
		int count = 0;
		for (EncodedPacket packet = this.queue.poll(); packet != null; packet = this.queue.poll()) {
			packet.release();
			count++;
		}
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
		if (this.signal != null) {
			this.signal.run();
		}
	}

	@Override
	public void onError(Throwable ex) {
	}

	@Override
	public void onComplete() {
	}

}
