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

package io.github.socketiospring.redis;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;

/**
 * Whether a connection is there, and takes commands again after it was lost.
 */
final class ConnectionState implements RedisConnectionStateListener {

	private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

	private final Supplier<? extends CompletionStage<?>> ping;

	private final Runnable onReconnected;

	private volatile boolean connected = true;

	/** How often the connection was lost. */
	private int losses;

	/** How often it was lost when it was last found to be there. */
	private int probed;

	private volatile boolean closed;

	/**
	 * Create the state of a connection that is there.
	 * @param ping asks Redis whether it is there
	 * @param onReconnected called when a lost connection takes commands again, before it
	 * counts as connected
	 */
	ConnectionState(Supplier<? extends CompletionStage<?>> ping, Runnable onReconnected) {
		this.ping = ping;
		this.onReconnected = onReconnected;
	}

	boolean isConnected() {
		return this.connected;
	}

	/**
	 * The connection counts as there, unless it was lost once more in the meantime: then
	 * it is asked for again when it comes back.
	 */
	synchronized void connected() {
		this.connected = this.probed == this.losses;
	}

	@Override
	public synchronized void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
		this.losses++;
		this.connected = false;
	}

	@Override
	public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
		probe();
	}

	private void probe() {
		if (this.closed || this.connected) {
			return;
		}
		int losses = losses();
		this.ping.get().whenComplete((pong, ex) -> {
			if (ex == null) {
				found(losses);
				this.onReconnected.run();
			}
			else {
				CompletableFuture.delayedExecutor(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
					.execute(this::probe);
			}
		});
	}

	private synchronized int losses() {
		return this.losses;
	}

	private synchronized void found(int losses) {
		this.probed = losses;
	}

	boolean isClosed() {
		return this.closed;
	}

	void close() {
		this.closed = true;
	}

}
