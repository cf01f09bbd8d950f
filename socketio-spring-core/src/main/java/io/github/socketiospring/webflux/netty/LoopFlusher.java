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

package io.github.socketiospring.webflux.netty;

import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.netty.util.concurrent.EventExecutor;
import reactor.util.concurrent.Queues;

/**
 * The connections of one event loop that have something to write: each is written and
 * flushed once at the end of the loop's turn, however many packets wait and whoever
 * emitted them. One wake-up of the loop serves them all.
 */
final class LoopFlusher implements Runnable {

	/**
	 * Connections a turn: a broadcast to very many holds the loop for some milliseconds
	 * only before it looks at its sockets again.
	 */
	private static final int SLICE = 128;

	private static final AtomicIntegerFieldUpdater<LoopFlusher> SCHEDULED = AtomicIntegerFieldUpdater
		.newUpdater(LoopFlusher.class, "scheduled");

	private final EventExecutor loop;

	private final Queue<ChannelConnection> connections = Queues.<ChannelConnection>unboundedMultiproducer().get();

	private final WriteBatch batch = new WriteBatch();

	private volatile int scheduled;

	LoopFlusher(EventExecutor loop) {
		this.loop = loop;
	}

	void add(ChannelConnection connection) {
		this.connections.offer(connection);
		schedule();
	}

	/**
	 * What is written to a connection at present.
	 */
	WriteBatch batch() {
		return this.batch;
	}

	private void schedule() {
		if (this.scheduled == 0 && SCHEDULED.compareAndSet(this, 0, 1)) {
			try {
				this.loop.execute(this);
			}
			catch (RejectedExecutionException ex) {
				// The loop has ended, and with it its connections: nobody is to be told
			}
		}
	}

	@Override
	public void run() {
		boolean more = true;
		try {
			more = flushSome();
		}
		finally {
			if (more) {
				// A task that is only executed would run in this turn, which does not
				// end before there are no tasks
				this.loop.schedule(this, 0, TimeUnit.NANOSECONDS);
			}
			else {
				this.scheduled = 0;
				if (!this.connections.isEmpty()) {
					schedule();
				}
			}
		}
	}

	/**
	 * Flush what may be flushed in one turn.
	 * @return whether there may be more
	 */
	private boolean flushSome() {
		for (int i = 0; i < SLICE; i++) {
			ChannelConnection connection = this.connections.poll();
			if (connection == null) {
				return false;
			}
			connection.onFlush();
		}
		return true;
	}

}
