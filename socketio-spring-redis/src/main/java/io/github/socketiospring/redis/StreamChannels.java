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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.redis.RedisSubscriber.Kind;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import reactor.core.publisher.Mono;

/**
 * The channels of one namespace, for what needs no place in the stream: one that all
 * servers listen to, and one of each server.
 */
final class StreamChannels {

	private final RedisLink link;

	private final Kind kind;

	private final String all;

	private final String own;

	StreamChannels(RedisLink link, RedisStreamsAdapterFactory.Builder options, String namespace, String uid) {
		this.link = link;
		this.kind = options.isUseShardedPubSub() ? Kind.SHARDED : Kind.CHANNEL;
		this.all = options.channelPrefix() + "#" + namespace + "#";
		this.own = of(uid);
	}

	/**
	 * Whether a message needs no place in the stream.
	 */
	static boolean takes(ClusterMessage message) {
		return switch (message.type()) {
			case SOCKETS_JOIN, SOCKETS_LEAVE, DISCONNECT_SOCKETS -> false;
			case BROADCAST -> message.data().containsKey("requestId");
			default -> true;
		};
	}

	private String of(String uid) {
		return this.all + uid + "#";
	}

	/**
	 * Listen.
	 * @return completes when Redis has confirmed
	 */
	CompletionStage<?> open(BiConsumer<String, byte[]> listener) {
		return CompletableFuture.allOf(
				this.link.subscriber().subscribe(this.kind, this.all, listener).toCompletableFuture(),
				this.link.subscriber().subscribe(this.kind, this.own, listener).toCompletableFuture());
	}

	void close() {
		this.link.subscriber().unsubscribe(this.kind, this.all);
		this.link.subscriber().unsubscribe(this.kind, this.own);
	}

	CompletionStage<?> sendToAll(byte[] message) {
		return send(this.all, message);
	}

	CompletionStage<?> send(byte[] message, String uid) {
		return send(of(uid), message);
	}

	private CompletionStage<?> send(String channel, byte[] message) {
		return this.link.publisher()
			.send(message.length, (commands) -> (this.kind == Kind.SHARDED) ? commands.spublish(channel, message)
					: commands.publish(channel, message));
	}

	/**
	 * How many servers listen, by channel.
	 */
	CompletionStage<Map<String, Long>> count(RedisClusterAsyncCommands<String, byte[]> commands) {
		return count(commands, this.all);
	}

	/**
	 * Whether a server is there, as far as Redis can tell.
	 */
	Mono<Boolean> isListening(String uid) {
		return this.link.publisher()
			.queryAll((commands) -> count(commands, of(uid)))
			.any((counts) -> counts.values().stream().anyMatch((servers) -> servers > 0));
	}

	private CompletionStage<Map<String, Long>> count(RedisClusterAsyncCommands<String, byte[]> commands,
			String channel) {
		return (this.kind == Kind.SHARDED) ? commands.pubsubShardNumsub(channel) : commands.pubsubNumsub(channel);
	}

}
