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
					lane.add(blocking, () -> {
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
		lane.add(true, () -> assertThat(lane.isIdle()).isFalse());
		assertThat(lane.isIdle()).isFalse();
		workers.run();
		assertThat(lane.isIdle()).isTrue();
	}

	@Test
	void goesOnAfterATaskThatFails() {
		ManualScheduler workers = new ManualScheduler();
		EventLane lane = new EventLane(new ExecutingSession(null), workers(workers));
		List<String> ran = new ArrayList<>();
		lane.add(true, () -> {
			throw new IllegalStateException("expected by the test");
		});
		lane.add(true, () -> {
			throw new AssertionError("expected by the test");
		});
		lane.add(true, () -> ran.add("next"));
		try (LogRecorder log = LogRecorder.of(EventLane.class)) {
			workers.run();
			assertThat(log.messages("ERROR")).hasSize(2);
		}
		assertThat(ran).containsExactly("next");
		assertThat(lane.isIdle()).isTrue();
	}

	@Test
	void isIdleAgainWhenNoWorkerIsToBeHad() {
		Scheduler closed = Schedulers.newSingle("test-worker", true);
		closed.dispose();
		EventLane lane = new EventLane(new ExecutingSession(null), workers(closed));
		lane.add(true, () -> {
			throw new RejectedExecutionException("never run");
		});
		assertThat(lane.isIdle()).isTrue();
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
		public void execute(Runnable task) {
			if (this.loop != null) {
				this.loop.execute(task);
			}
			else {
				task.run();
			}
		}

	}

}
