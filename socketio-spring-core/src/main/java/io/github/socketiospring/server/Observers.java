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

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/**
 * Tells any number of observers of what happens, in the order in which it is published
 * and without being held up by them: each has a bounded buffer of its own, whose overflow
 * ends that observer. Any thread may publish.
 */
final class Observers<T> {

	static final int BUFFER = 256;

	private final int buffer;

	private final Sinks.Many<T> sink = Sinks.unsafe().many().multicast().directBestEffort();

	private final Queue<T> queue = Queues.<T>unboundedMultiproducer().get();

	private final AtomicInteger work = new AtomicInteger();

	private final Scheduler scheduler;

	private final Consumer<Object> onOverflow;

	private volatile boolean complete;

	/**
	 * Create them.
	 * @param scheduler calls the observers
	 * @param buffer how many events may wait for one of them
	 * @param onOverflow gets an event that is one too many
	 */
	Observers(Scheduler scheduler, int buffer, Consumer<Object> onOverflow) {
		this.scheduler = scheduler;
		this.buffer = buffer;
		this.onOverflow = onOverflow;
	}

	boolean isEmpty() {
		return this.sink.currentSubscriberCount() == 0;
	}

	void publish(T event) {
		if (isEmpty()) {
			return;
		}
		this.queue.offer(event);
		drain();
	}

	/**
	 * Tell them that nothing more happens, after what was published before.
	 */
	void complete() {
		this.complete = true;
		drain();
	}

	private void drain() {
		if (this.work.getAndIncrement() != 0) {
			return;
		}
		int missed = 1;
		while (missed != 0) {
			boolean complete = this.complete;
			for (T next = this.queue.poll(); next != null; next = this.queue.poll()) {
				this.sink.tryEmitNext(next);
			}
			if (complete) {
				this.sink.tryEmitComplete();
			}
			missed = this.work.addAndGet(-missed);
		}
	}

	Flux<T> flux() {
		return this.sink.asFlux().onBackpressureBuffer(this.buffer, this.onOverflow).publishOn(this.scheduler, BUFFER);
	}

}
