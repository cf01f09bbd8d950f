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

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.RedisException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The connections of one server: one to send, one to listen.
 */
final class RedisLink {

	private final RedisConnections connections;

	private final RedisPublisher publisher;

	private final RedisSubscriber subscriber;

	/**
	 * Connect.
	 * @param factory the Redis of the application
	 * @param maxPendingBytes how much may wait to be sent
	 * @throws ClusterConnectionException if Redis cannot be reached
	 */
	RedisLink(LettuceConnectionFactory factory, long maxPendingBytes) {
		this.connections = new RedisConnections(factory);
		try {
			this.publisher = new RedisPublisher(this.connections.connect(), maxPendingBytes);
			this.subscriber = new RedisSubscriber(this.connections.connectPubSub());
		}
		catch (RedisException ex) {
			this.connections.close();
			throw new ClusterConnectionException(
					"Unable to connect the Socket.IO cluster to Redis at " + this.connections.address(), ex);
		}
	}

	RedisConnections connections() {
		return this.connections;
	}

	RedisPublisher publisher() {
		return this.publisher;
	}

	RedisSubscriber subscriber() {
		return this.subscriber;
	}

	boolean isConnected() {
		return this.publisher.isConnected() && this.subscriber.isConnected();
	}

	/**
	 * Wait for Redis at the start of the application.
	 * @throws ClusterConnectionException if it does not answer, or refuses
	 */
	void await(CompletionStage<?> stage) {
		try {
			stage.toCompletableFuture().orTimeout(this.connections.timeout().toMillis(), TimeUnit.MILLISECONDS).join();
		}
		catch (CompletionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			String what = (cause instanceof TimeoutException) ? "does not answer" : "refuses a command";
			throw new ClusterConnectionException(
					"Redis at " + this.connections.address() + " " + what + " of the Socket.IO cluster", cause);
		}
	}

	Mono<Void> close() {
		return Mono
			.when(Mono.fromCompletionStage(this.publisher::close), Mono.fromCompletionStage(this.subscriber::close))
			.then(Mono.<Void>fromRunnable(this.connections::close).subscribeOn(Schedulers.boundedElastic()));
	}

}
