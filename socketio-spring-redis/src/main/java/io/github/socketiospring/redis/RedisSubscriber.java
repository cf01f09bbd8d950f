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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to those who listen to their channels, one after another in the thread
 * of the connection. Subscriptions outlive the loss of the connection, and may be made
 * meanwhile. Safe for use by several threads.
 */
final class RedisSubscriber {

	private final StatefulRedisPubSubConnection<String, byte[]> connection;

	/** By channel or pattern; the kinds cannot meet, since each has its own commands. */
	private final Map<Subscription, BiConsumer<String, byte[]>> listeners = new ConcurrentHashMap<>();

	/** Those that could not be made yet. */
	private final Set<Subscription> missing = ConcurrentHashMap.newKeySet();

	/** Those that could not be ended yet. */
	private final Set<Subscription> left = ConcurrentHashMap.newKeySet();

	private final ConnectionState state;

	RedisSubscriber(StatefulRedisPubSubConnection<String, byte[]> connection) {
		this.connection = connection;
		connection.addListener(new Dispatcher());
		this.state = new ConnectionState(connection.async()::ping, this::resume);
		connection.addListener(this.state);
	}

	boolean isConnected() {
		return this.state.isConnected();
	}

	/**
	 * Listen to a channel.
	 * @param kind what kind of channel it is
	 * @param channel its name, or a pattern of names
	 * @param listener called with the channel and each message
	 * @return completes when Redis has confirmed
	 */
	CompletionStage<Void> subscribe(Kind kind, String channel, BiConsumer<String, byte[]> listener) {
		Subscription subscription = new Subscription(kind, channel);
		this.listeners.put(subscription, listener);
		return subscribe(subscription);
	}

	private CompletionStage<Void> subscribe(Subscription subscription) {
		if (this.state.isClosed()) {
			return CompletableFuture.failedFuture(new RedisException("The server is closed"));
		}
		this.missing.add(subscription);
		this.left.remove(subscription);
		return subscription.kind().subscribe.apply(this.connection.async(), subscription.channel())
			.whenComplete((none, ex) -> {
				if (ex == null) {
					this.missing.remove(subscription);
				}
			});
	}

	/**
	 * Listen to a channel no longer.
	 * @param kind what kind of channel it is
	 * @param channel its name, or the pattern
	 */
	void unsubscribe(Kind kind, String channel) {
		Subscription subscription = new Subscription(kind, channel);
		this.listeners.remove(subscription);
		this.missing.remove(subscription);
		unsubscribe(subscription);
	}

	private void unsubscribe(Subscription subscription) {
		if (this.state.isClosed()) {
			return;
		}
		this.left.add(subscription);
		subscription.kind().unsubscribe.apply(this.connection.async(), subscription.channel())
			.whenComplete((none, ex) -> {
				if (ex == null) {
					this.left.remove(subscription);
				}
			});
	}

	/**
	 * The connection has its subscriptions again: what was begun and ended meanwhile
	 * follows.
	 */
	private void resume() {
		this.state.connected();
		this.left.forEach(this::unsubscribe);
		this.missing.forEach(this::subscribe);
	}

	CompletionStage<Void> close() {
		this.state.close();
		return this.connection.closeAsync();
	}

	private void dispatch(Kind kind, String subscribed, String channel, byte[] message) {
		@Nullable BiConsumer<String, byte[]> listener = this.listeners.get(new Subscription(kind, subscribed));
		if (listener != null) {
			listener.accept(channel, message);
		}
	}

	/**
	 * How channels are listened to.
	 */
	enum Kind {

		CHANNEL((commands, channel) -> commands.subscribe(channel),
				(commands, channel) -> commands.unsubscribe(channel)),

		PATTERN((commands, channel) -> commands.psubscribe(channel),
				(commands, channel) -> commands.punsubscribe(channel)),

		SHARDED((commands, channel) -> commands.ssubscribe(channel),
				(commands, channel) -> commands.sunsubscribe(channel));

		private final Command subscribe;

		private final Command unsubscribe;

		Kind(Command subscribe, Command unsubscribe) {
			this.subscribe = subscribe;
			this.unsubscribe = unsubscribe;
		}

	}

	private interface Command {

		CompletionStage<Void> apply(RedisPubSubAsyncCommands<String, byte[]> commands, String channel);

	}

	private record Subscription(Kind kind, String channel) {
	}

	private final class Dispatcher extends RedisPubSubAdapter<String, byte[]> {

		@Override
		public void message(String channel, byte[] message) {
			dispatch(Kind.CHANNEL, channel, channel, message);
		}

		@Override
		public void message(String pattern, String channel, byte[] message) {
			dispatch(Kind.PATTERN, pattern, channel, message);
		}

		@Override
		public void smessage(String channel, byte[] message) {
			dispatch(Kind.SHARDED, channel, channel, message);
		}

	}

}
