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

import java.util.concurrent.CompletableFuture;

import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.redis.RedisSubscriber.Kind;
import reactor.core.publisher.Mono;

/**
 * The adapter of one namespace over the sharded publish and subscribe commands of Redis.
 */
final class ShardedRedisAdapter extends AbstractRedisAdapter {

	private final SubscriptionMode mode;

	private final ShardedSender sender;

	ShardedRedisAdapter(AdapterContext context, ShardedRedisAdapterFactory factory, RedisLink link) {
		super(context, factory, link);
		this.mode = factory.subscriptionMode();
		this.sender = new ShardedSender(link.publisher(), codec(), this.mode, factory.channelPrefix(),
				context.namespace());
		start(CompletableFuture.allOf(
				link.subscriber().subscribe(Kind.SHARDED, this.sender.channel(), this::onBytes).toCompletableFuture(),
				link.subscriber()
					.subscribe(Kind.SHARDED, this.sender.channel(uid()), this::onBytes)
					.toCompletableFuture()));
	}

	@Override
	protected void onRoomCreated(String room) {
		if (this.mode != SubscriptionMode.STATIC) {
			link().subscriber().subscribe(Kind.SHARDED, this.sender.channel(room), this::onBytes);
		}
	}

	@Override
	protected void onRoomDeleted(String room) {
		if (this.mode != SubscriptionMode.STATIC) {
			link().subscriber().unsubscribe(Kind.SHARDED, this.sender.channel(room));
		}
	}

	@Override
	public void add(LocalSocket socket) {
		if (this.mode == SubscriptionMode.DYNAMIC_PRIVATE) {
			link().subscriber().subscribe(Kind.SHARDED, this.sender.channel(socket.id()), this::onBytes);
		}
		super.add(socket);
	}

	@Override
	public void remove(LocalSocket socket) {
		super.remove(socket);
		if (this.mode == SubscriptionMode.DYNAMIC_PRIVATE) {
			link().subscriber().unsubscribe(Kind.SHARDED, this.sender.channel(socket.id()));
		}
	}

	@Override
	protected void publish(ClusterMessage message) {
		watch(this.sender.send(message));
	}

	@Override
	protected void respond(String uid, ClusterMessage response) {
		watch(this.sender.send(this.sender.channel(uid), response));
	}

	private void onBytes(String channel, byte[] bytes) {
		receive(bytes.length, () -> onMessage(codec().read(bytes)));
	}

	@Override
	public Mono<Integer> serverCount() {
		return subscribers((commands) -> commands.pubsubShardNumsub(this.sender.channel()));
	}

	@Override
	public Mono<Void> close() {
		return super.close().then(Mono.fromRunnable(() -> {
			link().subscriber().unsubscribe(Kind.SHARDED, this.sender.channel());
			link().subscriber().unsubscribe(Kind.SHARDED, this.sender.channel(uid()));
			if (this.mode != SubscriptionMode.STATIC) {
				rooms().forEach((room) -> link().subscriber().unsubscribe(Kind.SHARDED, this.sender.channel(room)));
			}
			if (this.mode == SubscriptionMode.DYNAMIC_PRIVATE) {
				sockets(null).forEach(
						(socket) -> link().subscriber().unsubscribe(Kind.SHARDED, this.sender.channel(socket.id())));
			}
		}));
	}

}
