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

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import io.github.socketiospring.SocketIOCounter;

/**
 * The events of one socket that have not ended. A limited number is in flight: they wait
 * for a middleware or a worker, their handlers run, or the results of these are to come.
 * An event counts once for each handler. Further events wait here until some have ended,
 * and when they are too many, or hold too many bytes, the client is not read any more.
 * Used in the session's serial place, but for what says otherwise. There is none for a
 * socket whose handlers are done at once.
 */
final class PendingEvents {

	private static final AtomicLongFieldUpdater<PendingEvents> IN_FLIGHT = AtomicLongFieldUpdater
		.newUpdater(PendingEvents.class, "inFlight");

	private static final AtomicIntegerFieldUpdater<PendingEvents> WAKING = AtomicIntegerFieldUpdater
		.newUpdater(PendingEvents.class, "waking");

	/** The lower bits of what is in flight are its bytes. */
	private static final int COUNT_SHIFT = 40;

	private static final long ONE = 1L << COUNT_SHIFT;

	private final DefaultSocket socket;

	private final InboundOptions limits;

	/** Number and bytes in one, so that both change by one addition. */
	private volatile long inFlight;

	private final Queue<Waiting> waiting = new ArrayDeque<>(0);

	private long waitingBytes;

	/** The size of {@link #waiting}, for other threads. */
	private volatile int waitingCount;

	/** Whether the end of an event is waited for. */
	private volatile boolean blocked;

	private volatile int waking;

	private boolean full;

	private boolean closed;

	PendingEvents(DefaultSocket socket) {
		this.socket = socket;
		this.limits = socket.defaultNamespace().defaultServer().inbound();
	}

	// Called by any thread

	/**
	 * An event is in flight now.
	 */
	void begin(int size) {
		IN_FLIGHT.addAndGet(this, ONE + size);
	}

	/**
	 * An event is not in flight any more.
	 */
	void end(int size) {
		IN_FLIGHT.addAndGet(this, -ONE - size);
		if (this.blocked && WAKING.compareAndSet(this, 0, 1)) {
			this.socket.session().execute(this::wake);
		}
	}

	int inFlight() {
		return (int) (this.inFlight >>> COUNT_SHIFT);
	}

	/**
	 * How many events have not ended, those that wait included.
	 */
	int count() {
		return inFlight() + this.waitingCount;
	}

	// Called in the serial place

	int waiting() {
		return this.waiting.size();
	}

	long bytes() {
		return (this.inFlight & (ONE - 1)) + this.waitingBytes;
	}

	/**
	 * Whether even more has come than may come while reading cannot be paused.
	 */
	boolean isOverflowing() {
		return this.waiting.size() >= 2L * this.limits.maxQueuedEvents() || bytes() >= 2 * this.limits.maxBytes();
	}

	/**
	 * Whether an event may start at once.
	 */
	boolean hasRoom() {
		return this.waiting.isEmpty() && hasSlot();
	}

	private boolean hasSlot() {
		return inFlight() < this.limits.maxEventsInFlight();
	}

	/**
	 * Have an event start when others have ended.
	 */
	void add(int size, Runnable event) {
		this.waiting.add(new Waiting(size, event));
		this.waitingBytes += size;
		this.waitingCount = this.waiting.size();
	}

	private void wake() {
		this.waking = 0;
		update();
	}

	/**
	 * Start what can start, and see whether more may come.
	 */
	void update() {
		if (this.closed) {
			return;
		}
		boolean blocked = !this.waiting.isEmpty() || isFull();
		if (this.blocked != blocked) {
			this.blocked = blocked;
		}
		// Whatever ends from here on brings us back, if anything is waited for
		while (!this.waiting.isEmpty() && hasSlot()) {
			startNext();
		}
		setFull(blocked && isFull());
	}

	private void startNext() {
		Waiting next = this.waiting.remove();
		this.waitingBytes -= next.size();
		this.waitingCount = this.waiting.size();
		next.event().run();
	}

	private boolean isFull() {
		return this.waiting.size() >= this.limits.maxQueuedEvents() || bytes() >= this.limits.maxBytes();
	}

	private void setFull(boolean full) {
		if (full != this.full) {
			this.full = full;
			this.socket.connection().onFull(full);
		}
	}

	/**
	 * The socket has left: no more events come, and what waits starts now or never.
	 * @param drop whether it is dropped
	 */
	void close(boolean drop) {
		this.closed = true;
		if (drop) {
			this.waiting.forEach((event) -> this.socket.count(SocketIOCounter.EVENT_DROPPED));
			this.waiting.clear();
			this.waitingBytes = 0;
			this.waitingCount = 0;
		}
		while (!this.waiting.isEmpty()) {
			startNext();
		}
		setFull(false);
	}

	private record Waiting(int size, Runnable event) {
	}

}
