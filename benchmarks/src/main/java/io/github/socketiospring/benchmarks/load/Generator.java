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

package io.github.socketiospring.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;

/**
 * The event loop of the clients.
 */
public final class Generator implements AutoCloseable {

	private static final long DEADLINE_SECONDS = 60;

	private static final long POLL_MILLIS = 2;

	private final MultiThreadIoEventLoopGroup group;

	private final Class<? extends Channel> channelType;

	private volatile @Nullable Exception failure;

	/**
	 * Start the event loop.
	 */
	public Generator() {
		IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
		this.channelType = Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
		this.group = new MultiThreadIoEventLoopGroup(1, io);
	}

	EventLoop loop() {
		return (EventLoop) this.group.next();
	}

	/**
	 * Open a connection. The handler learns of its end in any case.
	 */
	void open(int port, ChannelHandler handler) {
		new Bootstrap().group(this.group)
			.channel(this.channelType)
			.handler(handler)
			.connect("127.0.0.1", port)
			.addListener((opened) -> {
				if (!opened.isSuccess()) {
					fail(new IllegalStateException(opened.cause()));
				}
			});
	}

	/**
	 * Report what keeps a load from going on: whoever waits for one is told.
	 */
	void fail(Exception failure) {
		this.failure = failure;
	}

	/**
	 * Do something on the event loop.
	 * @param <T> the type of the result
	 * @param action what to do
	 * @return the result
	 * @throws Exception if the action, or a load, has failed
	 */
	public <T> T call(Callable<T> action) throws Exception {
		return callAfter(Duration.ZERO, action);
	}

	/**
	 * Do something on the event loop, after some time.
	 * @param <T> the type of the result
	 * @param time how long to wait before
	 * @param action what to do
	 * @return the result
	 * @throws Exception if the action, or a load, has failed
	 */
	public <T> T callAfter(Duration time, Callable<T> action) throws Exception {
		throwFailure();
		try {
			return loop().schedule(action, time.toNanos(), TimeUnit.NANOSECONDS)
				.get(time.toSeconds() + DEADLINE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/**
	 * Do something on the event loop.
	 * @param action what to do
	 * @throws Exception if the action, or a load, has failed
	 */
	public void run(Runnable action) throws Exception {
		call(() -> {
			action.run();
			return true;
		});
	}

	/**
	 * Wait for something.
	 * @param what describes it
	 * @param condition asked on the event loop
	 * @throws Exception if a load has failed, or it takes too long
	 */
	public void await(String what, BooleanSupplier condition) throws Exception {
		Promise<Boolean> met = loop().newPromise();
		Future<?> poll = loop().scheduleWithFixedDelay(() -> {
			if (this.failure != null || condition.getAsBoolean()) {
				met.trySuccess(true);
			}
		}, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
		boolean inTime = met.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
		poll.cancel(false);
		throwFailure();
		if (!inTime) {
			throw new TimeoutException("Not " + what + " after " + DEADLINE_SECONDS + " seconds");
		}
	}

	private void throwFailure() throws Exception {
		Exception failure = this.failure;
		if (failure != null) {
			this.failure = null;
			throw failure;
		}
	}

	@Override
	public void close() {
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

}
