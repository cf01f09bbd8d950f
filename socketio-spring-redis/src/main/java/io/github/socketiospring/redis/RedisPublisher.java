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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends commands in the order in which they are given. While Redis cannot be reached they
 * wait, up to a number of bytes; beyond it, and when the connection is lost while they
 * are under way, they fail. Safe for use by several threads.
 */
final class RedisPublisher {

	private final StatefulConnection<String, byte[]> connection;

	private final RedisClusterAsyncCommands<String, byte[]> commands;

	private final long maxPendingBytes;

	private final AtomicLong pendingBytes = new AtomicLong();

	/** Each sends a command, and gives what passes its result on. */
	private final Queue<Supplier<Runnable>> waiting = new ArrayDeque<>();

	private final ConnectionState state;

	private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

	RedisPublisher(StatefulConnection<String, byte[]> connection, long maxPendingBytes) {
		this.connection = connection;
		this.commands = RedisConnections.commands(connection);
		this.maxPendingBytes = maxPendingBytes;
		this.state = new ConnectionState(this.commands::ping, this::resume);
		connection.addListener(this.state);
	}

	boolean isConnected() {
		return this.state.isConnected();
	}

	long pendingBytes() {
		return this.pendingBytes.get();
	}

	/**
	 * Send a command that needs no place among the others, and does not wait: one that
	 * reads.
	 */
	<T> CompletionStage<T> query(Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> query) {
		return this.state.isClosed() ? closed() : query.apply(this.commands);
	}

	/**
	 * Send such a command to each node of a Redis Cluster, which knows its own
	 * subscribers alone; without one, as any other.
	 * @return the results of the nodes that have answered
	 */
	<T> Flux<T> queryAll(Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> query) {
		if (!(this.connection instanceof StatefulRedisClusterConnection<String, byte[]> cluster)) {
			return Mono.fromCompletionStage(() -> query(query)).flux();
		}
		return Flux.fromIterable(List.copyOf(cluster.getPartitions()))
			.flatMap((node) -> Mono
				.fromCompletionStage(() -> cluster.getConnectionAsync(node.getNodeId())
					.thenCompose((connection) -> query.apply(connection.async())))
				.onErrorComplete());
	}

	/**
	 * Send a command, or let it wait.
	 * @param size how many bytes it has
	 * @param command sends it
	 * @return its result; fails if it was not sent, or may not have been
	 */
	<T> CompletionStage<T> send(int size,
			Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
		if (this.state.isClosed()) {
			return closed();
		}
		if (this.pendingBytes.addAndGet(size) > this.maxPendingBytes) {
			this.pendingBytes.addAndGet(-size);
			return CompletableFuture.failedFuture(new RedisException("Too much waits to be sent"));
		}
		CompletionStage<T> result;
		synchronized (this) {
			if (this.state.isConnected() && this.waiting.isEmpty()) {
				result = apply(command);
			}
			else {
				CompletableFuture<T> later = new CompletableFuture<>();
				this.waiting.add(() -> {
					CompletionStage<T> sent = apply(command);
					return () -> sent.whenComplete((value, ex) -> {
						if (ex != null) {
							later.completeExceptionally(ex);
						}
						else {
							later.complete(value);
						}
					});
				});
				result = later;
			}
		}
		return result.whenComplete((value, ex) -> this.pendingBytes.addAndGet(-size));
	}

	/**
	 * A connection that is being closed may throw.
	 */
	private <T> CompletionStage<T> apply(
			Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
		try {
			return command.apply(this.commands);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Listen to the end of each loss of the connection, when what has waited is sent.
	 */
	void addListener(Runnable listener) {
		this.listeners.add(listener);
	}

	void removeListener(Runnable listener) {
		this.listeners.remove(listener);
	}

	/**
	 * What waits is sent before anything else is.
	 */
	private void resume() {
		sendWaiting(this.state::connected);
		this.listeners.forEach(Runnable::run);
	}

	/**
	 * Who gets a result runs without the lock, and may take others.
	 */
	private void sendWaiting(Runnable sent) {
		List<Runnable> results = new ArrayList<>();
		synchronized (this) {
			this.waiting.forEach((command) -> results.add(command.get()));
			this.waiting.clear();
			sent.run();
		}
		results.forEach(Runnable::run);
	}

	private static <T> CompletionStage<T> closed() {
		return CompletableFuture.failedFuture(new RedisException("The server is closed"));
	}

	/**
	 * Let go of the connection: what still waits fails.
	 */
	CompletionStage<Void> close() {
		this.state.close();
		return this.connection.closeAsync().thenRun(() -> sendWaiting(() -> {
		}));
	}

}
