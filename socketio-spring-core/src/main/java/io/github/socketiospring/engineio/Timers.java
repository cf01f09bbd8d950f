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

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The timers of a server, and its clock. Tasks run on one thread and must hand their work
 * on. A timer that was cancelled holds on to nothing.
 */
public final class Timers {

	private final Scheduler scheduler;

	private final LongSupplier clock;

	private final boolean shared;

	private final AtomicInteger active = new AtomicInteger();

	/**
	 * Create the timers.
	 * @param scheduler runs them and gives the time, and is not disposed of; null for a
	 * thread of their own
	 */
	public Timers(@Nullable Scheduler scheduler) {
		this.shared = scheduler != null;
		this.scheduler = (scheduler != null) ? scheduler : Schedulers.newSingle("socketio-timer", true);
		this.clock = (scheduler != null) ? () -> scheduler.now(TimeUnit.MILLISECONDS)
				: () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
	}

	/**
	 * The time.
	 * @return milliseconds from some point on
	 */
	public long now() {
		return this.clock.getAsLong();
	}

	/**
	 * How many timers run.
	 * @return the number
	 */
	public int active() {
		return this.active.get();
	}

	/**
	 * Start a timer.
	 * @param delay the time until it runs
	 * @param task what it runs
	 * @return cancels it
	 */
	public Disposable schedule(Duration delay, Runnable task) {
		return schedule(delay.toMillis(), task);
	}

	/**
	 * Wait.
	 * @param delay the time to wait from each subscription on
	 * @return completes when the time is over
	 */
	public Mono<Void> delay(Duration delay) {
		return Mono.create((sink) -> sink.onDispose(schedule(delay, sink::success)));
	}

	Disposable schedule(long delay, Runnable task) {
		Timer timer = new Timer(task);
		this.active.incrementAndGet();
		try {
			timer.start(this.scheduler.schedule(timer, Math.max(delay, 0), TimeUnit.MILLISECONDS));
		}
		catch (RejectedExecutionException ex) {
			// The server was closed in the meantime: nothing is left to be timed
			timer.dispose();
		}
		return timer;
	}

	void close() {
		if (!this.shared) {
			this.scheduler.dispose();
		}
	}

	private final class Timer extends AtomicReference<@Nullable Runnable> implements Runnable, Disposable {

		private transient volatile @Nullable Disposable handle;

		Timer(Runnable task) {
			super(task);
		}

		void start(Disposable handle) {
			this.handle = handle;
			if (isDisposed()) {
				handle.dispose();
			}
		}

		@Override
		public void run() {
			Runnable task = end();
			if (task != null) {
				task.run();
			}
		}

		@Override
		public void dispose() {
			Disposable handle = (end() != null) ? this.handle : null;
			if (handle != null) {
				handle.dispose();
			}
		}

		private @Nullable Runnable end() {
			Runnable task = getAndSet(null);
			if (task != null) {
				Timers.this.active.decrementAndGet();
			}
			return task;
		}

		@Override
		public boolean isDisposed() {
			return get() == null;
		}

	}

}
