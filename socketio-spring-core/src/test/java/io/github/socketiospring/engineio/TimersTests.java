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
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class TimersTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Timers timers = new Timers(this.time);

	private final AtomicInteger runs = new AtomicInteger();

	@Test
	void runsOnceAndIsNotActiveAnyMore() {
		Disposable timer = this.timers.schedule(Duration.ofMillis(5), this.runs::incrementAndGet);
		assertThat(this.timers.active()).isOne();
		this.time.advanceTimeBy(Duration.ofMillis(20));
		assertThat(this.runs).hasValue(1);
		assertThat(timer.isDisposed()).isTrue();
		assertThat(this.timers.active()).isZero();
	}

	@Test
	void doesNotRunOnceCancelled() {
		Disposable timer = this.timers.schedule(Duration.ofMillis(5), this.runs::incrementAndGet);
		timer.dispose();
		timer.dispose();
		this.time.advanceTimeBy(Duration.ofMillis(20));
		assertThat(this.runs).hasValue(0);
		assertThat(this.timers.active()).isZero();
	}

	@Test
	void cancelledInItsOwnTaskIsCountedOnce() {
		Disposable[] timer = new Disposable[1];
		timer[0] = this.timers.schedule(Duration.ofMillis(5), () -> timer[0].dispose());
		this.time.advanceTimeBy(Duration.ofMillis(5));
		assertThat(this.timers.active()).isZero();
	}

	@Test
	void overdueOneRunsWithoutDelay() {
		this.timers.schedule(-5, this.runs::incrementAndGet);
		this.time.advanceTime();
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void givesTheTimeOfTheScheduler() {
		long before = this.timers.now();
		this.time.advanceTimeBy(Duration.ofMillis(1_234));
		assertThat(this.timers.now() - before).isEqualTo(1_234);
	}

	@Test
	void startsNoneAfterTheClose() {
		Timers own = new Timers(null);
		own.close();
		Disposable timer = own.schedule(Duration.ofMillis(5), this.runs::incrementAndGet);
		assertThat(timer.isDisposed()).isTrue();
		assertThat(own.active()).isZero();
	}

	@Test
	void leavesAlienSchedulerOpen() {
		this.timers.close();
		assertThat(this.time.isDisposed()).isFalse();
	}

}
