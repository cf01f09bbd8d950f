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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.netty.util.concurrent.EventExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.util.concurrent.Queues;

/**
 * The serial place of a session: tasks run one at a time, in their order, on the thread
 * of whoever offers one while nothing runs; once {@link #moveTo moved to an executor},
 * always on that.
 */
final class SerialQueue {

	private static final Log logger = LogFactory.getLog(SerialQueue.class);

	private static final AtomicIntegerFieldUpdater<SerialQueue> WORK = AtomicIntegerFieldUpdater
		.newUpdater(SerialQueue.class, "work");

	private final LogLimit failures;

	private final Queue<Runnable> tasks = Queues.<Runnable>unboundedMultiproducer().get();

	private volatile int work;

	private volatile @Nullable EventExecutor executor;

	/**
	 * Create the place.
	 * @param failures limits the log of tasks that fail unexpectedly
	 */
	SerialQueue(LogLimit failures) {
		this.failures = failures;
	}

	/**
	 * Run a task at once if nothing runs here and this is the right thread, or else after
	 * what runs.
	 */
	void execute(Runnable task) {
		this.tasks.offer(task);
		if (WORK.getAndIncrement(this) == 0) {
			resume();
		}
	}

	/**
	 * Run a task after what the executor is at, or without one as {@link #execute} does.
	 */
	void executeLater(Runnable task) {
		EventExecutor executor = this.executor;
		if (executor == null) {
			execute(task);
			return;
		}
		try {
			executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			execute(task);
		}
	}

	/**
	 * Enter without a task object.
	 * @return whether the caller is in the serial place now, and must {@link #exit()}
	 */
	boolean tryEnter() {
		EventExecutor executor = this.executor;
		if ((executor != null && !executor.inEventLoop()) || !WORK.compareAndSet(this, 0, 1)) {
			return false;
		}
		if (this.executor != executor) {
			// Moved in between, perhaps away from this thread
			exit();
			return false;
		}
		return true;
	}

	void exit() {
		if (WORK.decrementAndGet(this) != 0) {
			resume();
		}
	}

	/**
	 * Move to an executor. Called in the serial place: what comes after the current task
	 * runs there.
	 */
	void moveTo(EventExecutor executor) {
		this.executor = executor;
	}

	private void resume() {
		EventExecutor executor = this.executor;
		if (executor == null || executor.inEventLoop()) {
			drain(1);
		}
		else {
			hop(executor);
		}
	}

	private void hop(EventExecutor executor) {
		try {
			executor.execute(() -> drain(1));
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended, and with it its connections: only clean-up is
			// left
			drainQueue();
		}
	}

	private void drain(int missed) {
		while (missed != 0) {
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				run(task);
				EventExecutor executor = this.executor;
				if (executor != null && !executor.inEventLoop()) {
					hop(executor);
					return;
				}
			}
			missed = WORK.addAndGet(this, -missed);
		}
	}

	private void drainQueue() {
		int missed = 1;
		while (missed != 0) {
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				run(task);
			}
			missed = WORK.addAndGet(this, -missed);
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			this.failures.error(logger, "A task of an Engine.IO session failed", ex);
		}
	}

}
