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
 * Joins servers to one over the publish and subscribe commands of Redis. Speaks what
 * {@code @socket.io/redis-adapter} 8 and {@code @socket.io/redis-emitter} speak. One
 * factory is for one server, which closes it. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/redis-adapter/">Socket.IO: Redis adapter</a>
 */
public final class RedisAdapterFactory extends AbstractRedisAdapterFactory {

	private final String key;

	private final boolean publishOnSpecificResponseChannel;

	private RedisAdapterFactory(Builder builder) {
		super(builder, builder.key);
		this.key = builder.key;
		this.publishOnSpecificResponseChannel = builder.publishOnSpecificResponseChannel;
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
		return new RedisAdapter(context, this, link);
	}

	String key() {
		return this.key;
	}

	boolean isPublishOnSpecificResponseChannel() {
		return this.publishOnSpecificResponseChannel;
	}

	/**
	 * Creates the factory. Not for use by several threads.
	 */
	public static final class Builder extends RedisClusterBuilder<Builder> {

		private String key = "socket.io";

		private boolean publishOnSpecificResponseChannel;

		private Builder(LettuceConnectionFactory connectionFactory) {
			super(connectionFactory);
		}

		/**
		 * Set the prefix of the channels, the same for all servers of the cluster.
		 * @param key the prefix, {@code socket.io} by default
		 * @return this builder
		 */
		public Builder key(String key) {
			Assert.hasText(key, "The key must not be empty");
			this.key = key;
			return this;
		}

		/**
		 * Set whether an answer goes to the server that has asked alone, instead of to
		 * all. Servers older than version 8.2 of the adapter of Node.js would not get it.
		 * @param publishOnSpecificResponseChannel false by default
		 * @return this builder
		 */
		public Builder publishOnSpecificResponseChannel(boolean publishOnSpecificResponseChannel) {
			this.publishOnSpecificResponseChannel = publishOnSpecificResponseChannel;
			return this;
		}

		/**
		 * Create the factory.
		 * @return the factory, which connects to Redis for its first adapter
		 */
		public RedisAdapterFactory build() {
			return new RedisAdapterFactory(this);
		}

	}

}
