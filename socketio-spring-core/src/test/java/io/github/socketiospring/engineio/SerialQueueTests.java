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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.test.LogRecorder;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class SerialQueueTests {

	private static final EventExecutor executor = new DefaultEventExecutor();

	private static final ExecutorService threads = Executors.newFixedThreadPool(3);

	private final SerialQueue queue = new SerialQueue(new LogLimit(Duration.ofNanos(1)));

	@AfterAll
	static void stopThreads() {
		executor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
		threads.shutdownNow();
	}

	@Test
	void runsTaskAtOnceInTheThreadOfTheCaller() {
		List<Thread> ran = new ArrayList<>();
		this.queue.execute(() -> ran.add(Thread.currentThread()));
		assertThat(ran).containsExactly(Thread.currentThread());
	}

	@Test
	void runsTaskOfATaskAfterIt() {
		List<String> ran = new ArrayList<>();
		this.queue.execute(() -> {
			this.queue.execute(() -> ran.add("second"));
			ran.add("first");
		});
		assertThat(ran).containsExactly("first", "second");
	}

	@Test
	void goesOnAfterATaskThatFails() {
		List<String> ran = new ArrayList<>();
		try (LogRecorder log = LogRecorder.of(SerialQueue.class)) {
			this.queue.execute(() -> {
				this.queue.execute(() -> ran.add("second"));
				throw new AssertionError("expected by the test");
			});
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		this.queue.execute(() -> ran.add("third"));
		assertThat(ran).containsExactly("second", "third");
	}

	@Test
	void lets1EnterAndRunsOnExitWhatCameMeanwhile() {
		List<String> ran = new ArrayList<>();
		assertThat(this.queue.tryEnter()).isTrue();
		assertThat(this.queue.tryEnter()).isFalse();
		this.queue.execute(() -> ran.add("first"));
		this.queue.execute(() -> ran.add("second"));
		assertThat(ran).isEmpty();
		this.queue.exit();
		assertThat(ran).containsExactly("first", "second");
		assertThat(this.queue.tryEnter()).isTrue();
		this.queue.exit();
	}

	@Test
	void runsOnTheExecutorWhatComesAfterTheMove() throws Exception {
		List<Boolean> inLoop = new CopyOnWriteArrayList<>();
		CountDownLatch done = new CountDownLatch(3);
		Runnable task = () -> {
			inLoop.add(executor.inEventLoop());
			done.countDown();
		};
		this.queue.execute(() -> {
			this.queue.execute(task);
			this.queue.moveTo(executor);
			this.queue.execute(task);
			inLoop.add(executor.inEventLoop());
		});
		this.queue.execute(task);
		done.await();
		assertThat(inLoop).containsExactly(false, true, true, true);
	}

	@Test
	void runsOnTheExecutorWhatComesAfterAMoveOfOneWhoHadEntered() throws Exception {
		List<Boolean> inLoop = new CopyOnWriteArrayList<>();
		CountDownLatch done = new CountDownLatch(1);
		assertThat(this.queue.tryEnter()).isTrue();
		this.queue.execute(() -> {
			inLoop.add(executor.inEventLoop());
			done.countDown();
		});
		this.queue.moveTo(executor);
		this.queue.exit();
		done.await();
		assertThat(inLoop).containsExactly(true);
	}

	@Test
	void nobodyElseEntersOnceMoved() throws Exception {
		this.queue.execute(() -> this.queue.moveTo(executor));
		executor.submit(() -> {
		}).sync();
		assertThat(this.queue.tryEnter()).isFalse();
		assertThat(executor.submit(() -> {
			boolean entered = this.queue.tryEnter();
			this.queue.exit();
			return entered;
		}).get()).isTrue();
	}

	@Test
	void nobodyElseEntersWhileItMoves() throws Exception {
		EventExecutor before = mock(EventExecutor.class);
		given(before.inEventLoop()).willAnswer((invocation) -> {
			// Just after the executor was looked at
			this.queue.moveTo(executor);
			return true;
		});
		this.queue.moveTo(before);
		assertThat(this.queue.tryEnter()).isFalse();
		List<Boolean> inLoop = new CopyOnWriteArrayList<>();
		CountDownLatch done = new CountDownLatch(1);
		this.queue.execute(() -> {
			inLoop.add(executor.inEventLoop());
			done.countDown();
		});
		done.await();
		assertThat(inLoop).containsExactly(true);
	}

	@Test
	void runsTasksOfManyThreadsOneAtATimeAndInTheOrderOfEach() throws Exception {
		for (int round = 0; round < 100; round++) {
			SerialQueue queue = new SerialQueue(new LogLimit(Duration.ofNanos(1)));
			int[] last = new int[3];
			int[] count = { 0 };
			int[] disorder = { 0 };
			List<Future<?>> running = new ArrayList<>();
			for (int thread = 0; thread < last.length; thread++) {
				int id = thread;
				running.add(threads.submit(() -> {
					for (int n = 1; n <= 100; n++) {
						int number = n;
						queue.execute(() -> {
							count[0]++;
							disorder[0] += (last[id] == number - 1) ? 0 : 1;
							last[id] = number;
						});
						if (id == 0 && n == 50) {
							queue.execute(() -> queue.moveTo(executor));
						}
					}
				}));
			}
			for (Future<?> future : running) {
				future.get();
			}
			CountDownLatch done = new CountDownLatch(1);
			queue.execute(done::countDown);
			done.await();
			assertThat(count[0]).isEqualTo(300);
			assertThat(disorder[0]).isZero();
		}
	}

	@Test
	void runsLaterWhatComesAfterTheTaskOrTheTurnOfTheExecutor() throws Exception {
		List<String> ran = new ArrayList<>();
		this.queue.execute(() -> {
			this.queue.executeLater(() -> ran.add("after the task"));
			ran.add("task");
		});
		this.queue.execute(() -> this.queue.moveTo(executor));
		executor.submit(() -> {
			this.queue.execute(() -> this.queue.executeLater(() -> ran.add("after the turn")));
			this.queue.execute(() -> ran.add("turn"));
		}).get();
		executor.submit(() -> ran.add("end")).get();
		assertThat(ran).containsExactly("task", "after the task", "turn", "after the turn", "end");
	}

	@Test
	void stillRunsTasksWhenTheExecutorHasEnded() throws Exception {
		EventExecutor ended = new DefaultEventExecutor();
		this.queue.execute(() -> this.queue.moveTo(ended));
		ended.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).sync();
		List<String> ran = new ArrayList<>();
		this.queue.execute(() -> {
			this.queue.execute(() -> ran.add("second"));
			ran.add("first");
		});
		this.queue.execute(() -> ran.add("third"));
		assertThat(ran).containsExactly("first", "second", "third");
	}

}
