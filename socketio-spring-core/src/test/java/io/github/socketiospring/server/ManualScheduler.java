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
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Runs tasks when it is told to.
 */
final class ManualScheduler implements Scheduler {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private volatile boolean rejecting;

	/**
	 * Take no more tasks.
	 */
	void reject() {
		this.rejecting = true;
	}

	@Override
	public Disposable schedule(Runnable task) {
		if (this.rejecting) {
			throw new RejectedExecutionException("expected by the test");
		}
		this.tasks.add(task);
		return Disposables.disposed();
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Worker createWorker() {
		return new Worker() {

			@Override
			public Disposable schedule(Runnable task) {
				return ManualScheduler.this.schedule(task);
			}

			@Override
			public void dispose() {
			}

		};
	}

	/**
	 * How many tasks wait.
	 */
	int size() {
		return this.tasks.size();
	}

	/**
	 * Run what waits, and what that schedules.
	 */
	void run() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
	}

}
