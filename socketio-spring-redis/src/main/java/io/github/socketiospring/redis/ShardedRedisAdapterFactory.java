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

import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.AdapterContext;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.Assert;

/**
 * Joins servers to one over the sharded publish and subscribe commands of Redis 7. Speaks
 * what the sharded adapter of {@code @socket.io/redis-adapter} 8 speaks. One factory is
 * for one server, which closes it. Safe for use by several threads.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/redis-adapter/#with-redis-sharded-pubsub">Socket.IO: Redis
 * adapter, sharded</a>
 */
public final class ShardedRedisAdapterFactory extends AbstractRedisAdapterFactory {

	private final String channelPrefix;

	private final SubscriptionMode subscriptionMode;

	private ShardedRedisAdapterFactory(Builder builder) {
		super(builder, builder.channelPrefix);
		this.channelPrefix = builder.channelPrefix;
		this.subscriptionMode = builder.subscriptionMode;
	}

	/**
	 * Begin to create a factory.
	 * @param connectionFactory the Redis of the application; connections of its own are
	 * opened to it
	 * @return a builder
	 */
	public static Builder builder(LettuceConnectionFactory connectionFactory) {
		return new Builder(connectionFactory);
	}

	@Override
	Adapter create(AdapterContext context, RedisLink link) {
		return new ShardedRedisAdapter(context, this, link);
	}

	String channelPrefix() {
		return this.channelPrefix;
	}

	SubscriptionMode subscriptionMode() {
		return this.subscriptionMode;
	}

	/**
	 * Creates the factory. Not for use by several threads.
	 */
	public static final class Builder extends RedisClusterBuilder<Builder> {

		private String channelPrefix = "socket.io";

		private SubscriptionMode subscriptionMode = SubscriptionMode.DYNAMIC;

		private Builder(LettuceConnectionFactory connectionFactory) {
			super(connectionFactory);
		}

		/**
		 * Set the prefix of the channels, the same for all servers of the cluster.
		 * @param channelPrefix the prefix, {@code socket.io} by default
		 * @return this builder
		 */
		public Builder channelPrefix(String channelPrefix) {
			Assert.hasText(channelPrefix, "The prefix of the channels must not be empty");
			this.channelPrefix = channelPrefix;
			return this;
		}

		/**
		 * Set which rooms have channels of their own, the same for all servers of the
		 * cluster.
		 * @param subscriptionMode {@link SubscriptionMode#DYNAMIC} by default
		 * @return this builder
		 */
		public Builder subscriptionMode(SubscriptionMode subscriptionMode) {
			this.subscriptionMode = subscriptionMode;
			return this;
		}

		/**
		 * Create the factory.
		 * @return the factory, which connects to Redis for its first adapter
		 */
		public ShardedRedisAdapterFactory build() {
			return new ShardedRedisAdapterFactory(this);
		}

	}

}
