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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.Counters;
import io.github.socketiospring.engineio.CloseReason;
import io.github.socketiospring.engineio.EngineIOHandshake;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.engineio.LogLimit;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.test.LogRecorder;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class EventLaneTests {

	private final Counters<SocketIOCounter> counters = new Counters<>(SocketIOCounter.class);

	private Workers workers(Scheduler scheduler) {
		return new Workers(scheduler, this.counters, new LogLimit(Duration.ofNanos(1)));
	}

	@Test
	void runsTasksOfTheLoopAndOfWorkersOneAtATimeAndInTheirOrder() throws Exception {
		EventExecutor loop = new DefaultEventExecutor();
		Scheduler workers = Schedulers.newParallel("test-worker", 2, true);
		for (int round = 0; round < 200; round++) {
			EventLane lane = new EventLane(new ExecutingSession(loop), workers(workers));
			List<Integer> ran = new ArrayList<>();
			AtomicInteger running = new AtomicInteger();
			AtomicInteger overlaps = new AtomicInteger();
			AtomicInteger misplaced = new AtomicInteger();
			CountDownLatch done = new CountDownLatch(60);
			int seed = round;
			loop.submit(() -> {
				for (int n = 0; n < 60; n++) {
					int number = n;
					boolean blocking = (n * 7 + seed) % 5 < 2;
					add(lane, blocking, () -> {
						misplaced.addAndGet((blocking == loop.inEventLoop()) ? 1 : 0);
						overlaps.addAndGet(running.getAndIncrement());
						ran.add(number);
						running.decrementAndGet();
						done.countDown();
					});
				}
			});
			done.await();
			assertThat(overlaps).hasValue(0);
			assertThat(misplaced).hasValue(0);
			assertThat(ran).hasSize(60).isSorted();
		}
		workers.dispose();
		loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
	}

	@Test
	void isIdleOnceAllHasRun() {
		ManualScheduler workers = new ManualScheduler();
		EventLane lane = new EventLane(new ExecutingSession(null), workers(workers));
		assertThat(lane.isIdle()).isTrue();
		add(lane, true, () -> assertThat(lane.isIdle()).isFalse());
		assertThat(lane.isIdle()).isFalse();
		workers.run();
		assertThat(lane.isIdle()).isTrue();
	}

	@Test
	void goesOnAfterATaskThatFails() {
		ManualScheduler workers = new ManualScheduler();
		EventLane lane = new EventLane(new ExecutingSession(null), workers(workers));
		List<String> ran = new ArrayList<>();
		add(lane, true, () -> {
			throw new IllegalStateException("expected by the test");
		});
		add(lane, true, () -> {
			throw new AssertionError("expected by the test");
		});
		add(lane, true, () -> ran.add("next"));
		try (LogRecorder log = LogRecorder.of(EventLane.class)) {
			workers.run();
			assertThat(log.messages("ERROR")).hasSize(2);
		}
		assertThat(ran).containsExactly("next");
		assertThat(lane.isIdle()).isTrue();
	}

	@Test
	void tellsTasksThatNoWorkerIsToBeHadAndIsIdleAgain() {
		Scheduler closed = Schedulers.newSingle("test-worker", true);
		closed.dispose();
		EventLane lane = new EventLane(new ExecutingSession(null), workers(closed));
		List<String> ends = new ArrayList<>();
		lane.add(new Task(true, () -> {
			throw new RejectedExecutionException("never run");
		}, ends));
		assertThat(ends).containsExactly("rejected", "end");
		assertThat(lane.isIdle()).isTrue();
	}

	@Test
	void goesOnWithWhatNeedsNoWorkerWhenNoneIsToBeHadAnyMore() {
		ManualScheduler workers = new ManualScheduler();
		EventLane lane = new EventLane(new ExecutingSession(null), workers(workers));
		List<String> ends = new ArrayList<>();
		lane.add(new Task(true, () -> workers.reject(), ends));
		lane.add(new Task(false, () -> ends.add("run"), ends));
		for (int i = 0; i < 10_000; i++) {
			lane.add(new Task(true, () -> ends.add("never run"), ends));
		}
		lane.add(new Task(false, () -> ends.add("last"), ends));
		workers.run();
		assertThat(ends).startsWith("end", "run", "end", "rejected", "end")
			.endsWith("rejected", "end", "last", "end")
			.hasSize(3 + 20_000 + 2);
		assertThat(lane.isIdle()).isTrue();
	}

	@Test
	void callsOneWorkerForWhatComesTogether() throws Exception {
		EventExecutor loop = new DefaultEventExecutor();
		ManualScheduler workers = new ManualScheduler();
		EventLane lane = new EventLane(new ExecutingSession(loop), workers(workers));
		List<String> ran = new ArrayList<>();
		loop.submit(() -> {
			add(lane, true, () -> ran.add("a"));
			add(lane, true, () -> ran.add("b"));
			assertThat(workers.size()).isZero();
		}).get();
		loop.submit(() -> assertThat(workers.size()).isOne()).get();
		workers.run();
		assertThat(ran).containsExactly("a", "b");
		loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
	}

	private static void add(EventLane lane, boolean blocking, Runnable action) {
		lane.add(new Task(blocking, action, new ArrayList<>()));
	}

	private record Task(boolean isBlocking, Runnable action, List<String> ends) implements EventTask {

		@Override
		public void run() {
			this.action.run();
		}

		@Override
		public void onRejected() {
			this.ends.add("rejected");
		}

		@Override
		public void onEnd() {
			this.ends.add("end");
		}

	}

	/**
	 * A session that is nothing but its serial place.
	 */
	private record ExecutingSession(EventExecutor loop) implements EngineIOSession {

		@Override
		public String id() {
			return "id";
		}

		@Override
		public EngineIOHandshake handshake() {
			throw new UnsupportedOperationException();
		}

		@Override
		public int protocol() {
			return 4;
		}

		@Override
		public String transport() {
			return "websocket";
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public void send(EncodedPacket packet) {
			packet.release();
		}

		@Override
		public void enqueue(EncodedPacket packet) {
			packet.release();
		}

		@Override
		public void flush() {
		}

		@Override
		public long waitingBytes() {
			return 0;
		}

		@Override
		public Mono<Boolean> isAlive(Duration timeout) {
			return Mono.just(true);
		}

		@Override
		public void close() {
		}

		@Override
		public void confirm() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close(CloseReason reason) {
		}

		@Override
		public void pauseReading(Duration limit) {
		}

		@Override
		public void resumeReading() {
		}

		@Override
		public void execute(Runnable task) {
			if (this.loop != null) {
				this.loop.execute(task);
			}
			else {
				task.run();
			}
		}

		@Override
		public void executeLater(Runnable task) {
			execute(task);
		}

	}

}
