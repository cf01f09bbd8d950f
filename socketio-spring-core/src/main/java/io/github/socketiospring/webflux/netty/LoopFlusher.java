package io.github.socketiospring.webflux.netty;

import java.util.Queue;
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
	 * Connections a task. The loop looks at its sockets again after 64 tasks at the
	 * latest, so a broadcast to very many holds it for some milliseconds only.
	 */
	private static final int SLICE = 32;

	private static final AtomicIntegerFieldUpdater<LoopFlusher> SCHEDULED = AtomicIntegerFieldUpdater
		.newUpdater(LoopFlusher.class, "scheduled");

	private final EventExecutor loop;

	private final Queue<ChannelConnection> connections = Queues.<ChannelConnection>unboundedMultiproducer().get();

	private volatile int scheduled;

	LoopFlusher(EventExecutor loop) {
		this.loop = loop;
	}

	void add(ChannelConnection connection) {
		this.connections.offer(connection);
		schedule();
	}

	private void schedule() {
		if (this.scheduled == 0 && SCHEDULED.compareAndSet(this, 0, 1)) {
			this.loop.execute(this);
		}
	}

	@Override
	public void run() {
		this.scheduled = 0;
		for (int i = 0; i < SLICE; i++) {
			ChannelConnection connection = this.connections.poll();
			if (connection == null) {
				return;
			}
			connection.onFlush();
		}
		if (!this.connections.isEmpty()) {
			schedule();
		}
	}

}
