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

package io.github.socketiospring.benchmarks.server;

import java.util.concurrent.TimeUnit;

import io.netty.util.concurrent.EventExecutor;

/**
 * How long an event loop is held at most before it looks at what else there is: the
 * longest time between two runs of a task that is due a millisecond after the first.
 */
final class Turns {

	private final EventExecutor loop;

	private long last = System.nanoTime();

	private long longest;

	Turns(EventExecutor loop) {
		this.loop = loop;
		loop.scheduleWithFixedDelay(this::measure, 1, 1, TimeUnit.MILLISECONDS);
	}

	private void measure() {
		long now = System.nanoTime();
		this.longest = Math.max(this.longest, now - this.last);
		this.last = now;
	}

	/**
	 * The longest since this was last asked, in nanoseconds.
	 */
	long longest() {
		return this.loop.submit(() -> {
			measure();
			long longest = this.longest;
			this.longest = 0;
			return longest;
		}).syncUninterruptibly().getNow();
	}

}
