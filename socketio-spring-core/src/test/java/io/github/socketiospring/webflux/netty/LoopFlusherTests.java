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

package io.github.socketiospring.webflux.netty;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.AbstractEventExecutor;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class LoopFlusherTests {

	private final ManualExecutor loop = new ManualExecutor();

	private final LoopFlusher flusher = new LoopFlusher(this.loop);

	private final List<RecordingReceiver> receivers = new ArrayList<>();

	private ChannelConnection connection(LoopFlusher flusher) {
		RecordingReceiver receiver = new RecordingReceiver();
		this.receivers.add(receiver);
		ChannelConnection connection = new ChannelConnection(flusher, 10, null);
		EmbeddedChannel channel = new EmbeddedChannel(connection);
		connection.start(receiver.of(connection));
		channel.runPendingTasks();
		return connection;
	}

	private long flushed() {
		return this.receivers.stream().filter((receiver) -> receiver.events().contains("flush")).count();
	}

	@Test
	void oneTaskServesABatch() {
		for (int i = 0; i < 10; i++) {
			this.flusher.add(connection(this.flusher));
		}
		assertThat(this.loop.tasks).hasSize(1);
		assertThat(flushed()).isZero();
		this.loop.runOne();
		assertThat(flushed()).isEqualTo(10);
		assertThat(this.loop.tasks).isEmpty();
	}

	@Test
	void nextBatchGetsATaskOfItsOwn() {
		this.flusher.add(connection(this.flusher));
		this.loop.runOne();
		this.flusher.add(connection(this.flusher));
		assertThat(this.loop.tasks).hasSize(1);
		this.loop.runOne();
		assertThat(flushed()).isEqualTo(2);
	}

	@Test
	void loopLooksAtItsSocketsBetweenSlicesOfALargeBatch() throws Exception {
		Turns turns = new Turns();
		MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, (executor) -> turns);
		LoopFlusher flusher = new LoopFlusher(group.next());
		group.submit(() -> {
			for (int i = 0; i < 600; i++) {
				flusher.add(connection(flusher));
			}
		}).sync();
		Awaitility.await().until(() -> group.submit(this::flushed).get() == 600);
		group.submit(() -> assertThat(turns.flushed).contains(128L, 256L, 384L, 512L)).sync();
		group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
	}

	/**
	 * Sees how many connections have been flushed whenever a loop looks at its sockets.
	 */
	private final class Turns implements IoHandler {

		private final List<Long> flushed = new ArrayList<>();

		@Override
		public int run(IoHandlerContext context) {
			this.flushed.add(flushed());
			return 0;
		}

		@Override
		public IoRegistration register(IoHandle handle) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void wakeup() {
		}

		@Override
		public boolean isCompatible(Class<? extends IoHandle> type) {
			return false;
		}

	}

	@Test
	void asksNothingOfALoopThatHasEnded() throws Exception {
		EventExecutor ended = new DefaultEventExecutor();
		ended.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).sync();
		LoopFlusher flusher = new LoopFlusher(ended);
		ChannelConnection connection = connection(flusher);
		assertThatNoException().isThrownBy(() -> flusher.add(connection));
	}

	@Test
	void forgetsNobodyWhenManyThreadsAdd() throws Exception {
		EventExecutor executor = new DefaultEventExecutor();
		for (int round = 0; round < 50; round++) {
			this.receivers.clear();
			LoopFlusher flusher = new LoopFlusher(executor);
			List<ChannelConnection> connections = new ArrayList<>();
			for (int i = 0; i < 60; i++) {
				connections.add(connection(flusher));
			}
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				List<ChannelConnection> own = connections.subList(i * 20, i * 20 + 20);
				Thread thread = new Thread(() -> own.forEach(flusher::add));
				threads.add(thread);
				thread.start();
			}
			for (Thread thread : threads) {
				thread.join();
			}
			for (int i = 0; i < 3; i++) {
				executor.submit(() -> {
				}).sync();
			}
			assertThat(flushed()).isEqualTo(60);
		}
		executor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
	}

	/**
	 * Runs tasks when it is told to.
	 */
	private static final class ManualExecutor extends AbstractEventExecutor {

		private final Queue<Runnable> tasks = new ArrayDeque<>();

		void runOne() {
			this.tasks.remove().run();
		}

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		@Override
		public boolean inEventLoop(Thread thread) {
			return false;
		}

		@Override
		public boolean isShuttingDown() {
			return false;
		}

		@Override
		public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Future<?> terminationFuture() {
			throw new UnsupportedOperationException();
		}

		@Override
		@Deprecated
		public void shutdown() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isShutdown() {
			return false;
		}

		@Override
		public boolean isTerminated() {
			return false;
		}

		@Override
		public boolean awaitTermination(long timeout, TimeUnit unit) {
			return false;
		}

	}

}
