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

package io.github.socketiospring.test;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import reactor.blockhound.BlockingOperationError;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests of {@link BlockingCallCheck}: what it would miss, it could not fail on.
 */
class BlockingCallCheckTests {

	@Test
	void findsBlockingCallOnEventLoop() {
		LoopResources loops = LoopResources.create("blocking-call-check", 1, true);
		try {
			assertFound(loops.onServer(true)::execute);
		}
		finally {
			loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block(Duration.ofSeconds(10));
		}
	}

	@Test
	void findsBlockingCallOnParallelScheduler() {
		assertFound(Schedulers.parallel()::schedule);
	}

	@Test
	void findsBlockingCallOfTimer() {
		SocketIOServer server = new SocketIOServerBuilder().build();
		try {
			assertFound((task) -> server.engine().timers().schedule(Duration.ZERO, task));
		}
		finally {
			server.close().block(Duration.ofSeconds(10));
		}
	}

	@Test
	void failsRun() {
		block(Schedulers.parallel()::schedule);
		BlockingCallCheck check = new BlockingCallCheck();
		assertThatExceptionOfType(Error.class)
			.isThrownBy(() -> check.launcherSessionClosed(mock(LauncherSession.class)))
			.satisfies((error) -> assertThat(error.getSuppressed()).singleElement()
				.isInstanceOf(BlockingOperationError.class));
	}

	@Test
	void letsWorkersBlock() {
		block(Schedulers.boundedElastic()::schedule);
		assertThat(BlockingCallCheck.drain()).isEmpty();
	}

	@Test
	void findsContendedLockOfThisProject() {
		ReentrantLock lock = new ReentrantLock();
		lock.lock();
		CompletableFuture<Void> done = onParallelScheduler(() -> {
			lock.lock();
			lock.unlock();
		});
		Awaitility.await().until(lock::hasQueuedThreads);
		lock.unlock();
		done.join();
		assertThat(BlockingCallCheck.drain()).hasSize(1);
	}

	@Test
	void letsLibraryHoldLockForMoments() {
		PriorityBlockingQueue<String> queue = new PriorityBlockingQueue<>(List.of("held"));
		List<CompletableFuture<Void>> done = new ArrayList<>();
		queue.drainTo(new ArrayList<>() {

			@Override
			public boolean add(String element) {
				AtomicReference<Thread> thread = new AtomicReference<>();
				done.add(onParallelScheduler(() -> {
					thread.set(Thread.currentThread());
					queue.add("waits for the lock");
				}));
				Awaitility.await().until(() -> thread.get() != null && thread.get().getState() == State.WAITING);
				return super.add(element);
			}

		});
		done.forEach(CompletableFuture::join);
		assertThat(done).hasSize(1);
		assertThat(BlockingCallCheck.drain()).isEmpty();
	}

	private static CompletableFuture<Void> onParallelScheduler(Runnable task) {
		return CompletableFuture.runAsync(task, Schedulers.parallel()::schedule);
	}

	private static void assertFound(Executor executor) {
		block(executor);
		assertThat(BlockingCallCheck.drain()).singleElement()
			.satisfies((error) -> assertThat(error.getStackTrace()).extracting(StackTraceElement::getClassName)
				.contains(BlockingCallCheckTests.class.getName()));
	}

	private static void block(Executor executor) {
		CompletableFuture.runAsync(() -> LockSupport.parkNanos(1), executor).join();
	}

}
