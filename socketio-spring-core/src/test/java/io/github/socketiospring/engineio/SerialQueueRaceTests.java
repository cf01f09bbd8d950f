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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.test.Race;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SerialQueueRaceTests {

	private static final int ROUNDS = 4_000;

	private static final int TASKS = 4;

	private static final EventExecutor executor = new DefaultEventExecutor();

	@AfterAll
	static void stopExecutor() {
		executor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
	}

	@Test
	void runsEachTaskOnceInOrderAndAloneWhileItMovesToAnExecutor() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Place place = new Place();
			for (int i = 0; i < 2; i++) {
				int sender = i;
				race.actor(() -> {
					for (int n = 0; n < TASKS; n++) {
						String task = "4" + sender + ":" + n;
						place.queue.execute(() -> place.run(task));
					}
				});
			}
			race.actor(() -> place.queue.execute(place::move));
			race.actor(() -> executor.submit(place::enter).syncUninterruptibly());
			return place::end;
		});
		assertThat(outcomes).isNotEmpty();
	}

	@Test
	void hasOneAtATimeWhetherTheyEnterOrBringTasks() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Place place = new Place();
			race.actor(place::enter);
			race.actor(place::enter);
			race.actor(() -> place.queue.execute(() -> place.run("task")));
			return () -> {
				assertThat(place.ran).hasSize(1 + place.entered);
				return place.entered + " entered";
			};
		});
		assertThat(outcomes.keySet()).isSubsetOf("0 entered", "1 entered", "2 entered");
	}

	/**
	 * Not safe for use by several threads, but for its queue.
	 */
	private static final class Place {

		private final SerialQueue queue = new SerialQueue(new LogLimit(Duration.ofMinutes(1)));

		private final List<String> ran = new ArrayList<>();

		private Thread inside;

		private int entered;

		private int moved = -1;

		private boolean overlap;

		private boolean strayed;

		void run(String task) {
			this.overlap |= this.inside != null;
			this.inside = Thread.currentThread();
			this.ran.add(task);
			this.strayed |= this.moved >= 0 && !executor.inEventLoop();
			this.overlap |= this.inside != Thread.currentThread();
			this.inside = null;
		}

		void move() {
			run("move");
			this.queue.moveTo(executor);
			this.moved = this.ran.size();
		}

		void enter() {
			if (this.queue.tryEnter()) {
				run("enter");
				this.entered++;
				this.queue.exit();
			}
		}

		String end() {
			// A task that hops is behind what it hopped with
			executor.submit(() -> {
			}).syncUninterruptibly();
			executor.submit(() -> {
			}).syncUninterruptibly();
			assertThat(this.overlap).as("overlap").isFalse();
			assertThat(this.strayed).as("strayed").isFalse();
			List<String> tasks = this.ran.stream().filter((task) -> task.startsWith("4")).toList();
			Numbered.assertComplete(tasks, 2, TASKS);
			assertThat(this.ran).hasSize(2 * TASKS + 1 + this.entered);
			return this.moved + " before the move";
		}

	}

}
