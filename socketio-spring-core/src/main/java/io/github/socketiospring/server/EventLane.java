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
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.engineio.EngineIOSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Runs what a socket's events start, one at a time and in their order: what may block on
 * a worker, which takes all that waits, and the rest in the session's serial place.
 */
final class EventLane {

	private static final Log logger = LogFactory.getLog(EventLane.class);

	private final EngineIOSession session;

	private final Scheduler workers;

	private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	EventLane(EngineIOSession session, Scheduler workers) {
		this.session = session;
		this.workers = workers;
	}

	/**
	 * Whether nothing waits or runs here. Stays so until the caller adds a task, if it is
	 * in the serial place.
	 */
	boolean isIdle() {
		return this.waiting.get() == 0;
	}

	/**
	 * Add a task. Called in the serial place.
	 */
	void add(boolean blocking, Runnable action) {
		Task task = new Task(blocking, action);
		this.tasks.add(task);
		if (this.waiting.getAndIncrement() == 0) {
			schedule(task);
		}
	}

	private void schedule(Task task) {
		if (!task.blocking()) {
			this.session.execute(() -> drain(false));
			return;
		}
		try {
			this.workers.schedule(() -> drain(true));
		}
		catch (RejectedExecutionException ex) {
			// The workers are shut down or overloaded: only what needs none can go on
			logger.debug("No worker is to be had, an event is lost", ex);
			this.tasks.remove();
			Task next = this.tasks.peek();
			if (this.waiting.decrementAndGet() > 0 && next != null) {
				schedule(next);
			}
		}
	}

	private void drain(boolean worker) {
		while (true) {
			Task task = this.tasks.peek();
			if (task == null) {
				return;
			}
			if (task.blocking() != worker) {
				schedule(task);
				return;
			}
			this.tasks.remove();
			run(task);
			if (this.waiting.decrementAndGet() == 0) {
				return;
			}
		}
	}

	private static void run(Task task) {
		try {
			task.action().run();
		}
		catch (Throwable ex) {
			logger.error("A task of a socket failed", ex);
		}
	}

	private record Task(boolean blocking, Runnable action) {
	}

}
