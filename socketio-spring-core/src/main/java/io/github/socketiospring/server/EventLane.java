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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.github.socketiospring.engineio.EngineIOSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs what a socket's events start, one at a time and in their order: what may block on
 * a worker, which takes all that waits, and the rest in the session's serial place.
 */
final class EventLane {

	private static final Log logger = LogFactory.getLog(EventLane.class);

	private static final AtomicIntegerFieldUpdater<EventLane> WAITING = AtomicIntegerFieldUpdater
		.newUpdater(EventLane.class, "waiting");

	private final EngineIOSession session;

	private final Workers workers;

	/** Created when it is first needed: many sockets never have anything wait. */
	private @Nullable Queue<EventTask> tasks;

	private volatile int waiting;

	EventLane(EngineIOSession session, Workers workers) {
		this.session = session;
		this.workers = workers;
	}

	/**
	 * Whether nothing waits or runs here. Stays so until the caller adds a task, if it is
	 * in the serial place.
	 */
	boolean isIdle() {
		return this.waiting == 0;
	}

	/**
	 * Add a task. Called in the serial place. It starts when all is read that has come,
	 * so that one wake-up of a worker serves the events that came together.
	 */
	void add(EventTask task) {
		Queue<EventTask> tasks = tasks();
		tasks.add(task);
		if (WAITING.getAndIncrement(this) == 0) {
			this.session.executeLater(() -> schedule(tasks, task));
		}
	}

	private Queue<EventTask> tasks() {
		Queue<EventTask> tasks = this.tasks;
		if (tasks == null) {
			tasks = new ConcurrentLinkedQueue<>();
			this.tasks = tasks;
		}
		return tasks;
	}

	private void schedule(Queue<EventTask> tasks, EventTask first) {
		EventTask task = first;
		while (task != null && !tryToSchedule(tasks, task)) {
			// The workers are shut down or overloaded: only what needs none can go on
			this.workers.onRejected(this.session);
			tasks.remove();
			task.onRejected();
			task.onEnd();
			task = (WAITING.decrementAndGet(this) > 0) ? tasks.peek() : null;
		}
	}

	private boolean tryToSchedule(Queue<EventTask> tasks, EventTask task) {
		if (!task.isBlocking()) {
			this.session.execute(() -> drain(tasks, false));
			return true;
		}
		try {
			this.workers.scheduler().schedule(() -> drain(tasks, true));
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private void drain(Queue<EventTask> tasks, boolean worker) {
		while (true) {
			EventTask task = tasks.peek();
			if (task == null) {
				return;
			}
			if (task.isBlocking() != worker) {
				schedule(tasks, task);
				return;
			}
			tasks.remove();
			run(task);
			if (WAITING.decrementAndGet(this) == 0) {
				return;
			}
		}
	}

	private void run(EventTask task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			this.workers.failures().error(logger, "A task of a socket failed", ex);
		}
		task.onEnd();
	}

}
