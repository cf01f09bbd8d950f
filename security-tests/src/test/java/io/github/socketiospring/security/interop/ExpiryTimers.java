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

package io.github.socketiospring.security.interop;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Timers of a server for which the time of short tokens passes when a test wants it. That
 * of all else, such as upgrades and heartbeats, passes as ever.
 */
final class ExpiryTimers implements Scheduler {

	/** How long a short token lives: as long as nothing else that a server waits for. */
	static final Duration SHORT = Duration.ofSeconds(17);

	private static final Duration SHORTEST = Duration.ofSeconds(11);

	private final Scheduler timers = Schedulers.newSingle("test-timers", true);

	private final Queue<Runnable> ends = new ConcurrentLinkedQueue<>();

	/**
	 * Let the time of all short tokens be over.
	 */
	void expire() {
		for (Runnable end = this.ends.poll(); end != null; end = this.ends.poll()) {
			end.run();
		}
	}

	@Override
	public Disposable schedule(Runnable task) {
		return this.timers.schedule(task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		Duration time = Duration.of(delay, unit.toChronoUnit());
		if (time.compareTo(SHORTEST) < 0 || time.compareTo(SHORT) > 0) {
			return this.timers.schedule(task, delay, unit);
		}
		this.ends.add(task);
		// A timer that was cancelled does nothing when it is run
		return Disposables.disposed();
	}

	@Override
	public Worker createWorker() {
		return this.timers.createWorker();
	}

	@Override
	public void dispose() {
		this.timers.dispose();
	}

}
