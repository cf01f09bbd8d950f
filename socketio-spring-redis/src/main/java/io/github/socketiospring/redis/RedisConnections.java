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

import java.time.Duration;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Opens connections to the Redis that an application has configured. Other than those of
 * the application they never send a command twice: what was under way when a connection
 * is lost may have reached Redis or not, and is not repeated.
 */
final class RedisConnections {

	static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

	private final LettuceConnectionFactory factory;

	RedisConnections(LettuceConnectionFactory application) {
		LettuceClientConfiguration client = new AtMostOnceClientConfiguration(application.getClientConfiguration());
		this.factory = new LettuceConnectionFactory(configuration(application), client);
		this.factory.start();
	}

	private static RedisConfiguration configuration(LettuceConnectionFactory factory) {
		if (factory.getClusterConfiguration() != null) {
			return factory.getClusterConfiguration();
		}
		if (factory.getSentinelConfiguration() != null) {
			return factory.getSentinelConfiguration();
		}
		return (factory.getSocketConfiguration() != null) ? factory.getSocketConfiguration()
				: factory.getStandaloneConfiguration();
	}

	/**
	 * Open a connection for commands.
	 * @throws io.lettuce.core.RedisException if that fails
	 */
	StatefulConnection<String, byte[]> connect() {
		AbstractRedisClient client = this.factory.getRequiredNativeClient();
		return (client instanceof RedisClusterClient cluster) ? cluster.connect(CODEC)
				: ((RedisClient) client).connect(CODEC);
	}

	/**
	 * Open a connection for messages.
	 * @throws io.lettuce.core.RedisException if that fails
	 */
	StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
		AbstractRedisClient client = this.factory.getRequiredNativeClient();
		return (client instanceof RedisClusterClient cluster) ? cluster.connectPubSub(CODEC)
				: ((RedisClient) client).connectPubSub(CODEC);
	}

	static RedisClusterAsyncCommands<String, byte[]> commands(StatefulConnection<String, byte[]> connection) {
		return (connection instanceof StatefulRedisClusterConnection<String, byte[]> cluster) ? cluster.async()
				: ((StatefulRedisConnection<String, byte[]>) connection).async();
	}

	/**
	 * How long the application waits for an answer of Redis.
	 */
	Duration timeout() {
		return this.factory.getClientConfiguration().getCommandTimeout();
	}

	/**
	 * Where Redis is, for messages.
	 */
	String address() {
		if (this.factory.getClusterConfiguration() != null) {
			return String.valueOf(this.factory.getClusterConfiguration().getClusterNodes());
		}
		if (this.factory.getSentinelConfiguration() != null) {
			return String.valueOf(this.factory.getSentinelConfiguration().getSentinels());
		}
		return (this.factory.getSocketConfiguration() != null) ? this.factory.getSocketConfiguration().getSocket()
				: this.factory.getHostName() + ":" + this.factory.getPort();
	}

	void close() {
		this.factory.destroy();
	}

}
