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

package io.github.socketiospring.boot.autoconfigure.redis;

import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.boot.autoconfigure.ClusterProperties;
import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties;
import io.github.socketiospring.redis.RedisAdapterFactory;
import io.github.socketiospring.redis.RedisClusterBuilder;
import io.github.socketiospring.redis.RedisStreamsAdapterFactory;
import io.github.socketiospring.redis.ShardedRedisAdapterFactory;
import io.github.socketiospring.redis.SubscriptionMode;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Auto-configuration of what joins this server with others over Redis, for
 * {@code socketio.cluster.type}. Makes way for an {@link AdapterFactory} of the
 * application.
 */
@AutoConfiguration(before = SocketIOAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass({ RedisAdapterFactory.class, LettuceConnectionFactory.class })
@ConditionalOnBean(LettuceConnectionFactory.class)
@ConditionalOnMissingBean(AdapterFactory.class)
@EnableConfigurationProperties(SocketIOProperties.class)
public final class SocketIORedisAutoConfiguration {

	/**
	 * Create the configuration: for Spring Boot.
	 */
	public SocketIORedisAutoConfiguration() {
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnProperty(name = "socketio.cluster.type", havingValue = "redis")
	RedisAdapterFactory socketIOAdapterFactory(SocketIOProperties properties,
			LettuceConnectionFactory connectionFactory) {
		ClusterProperties cluster = properties.getCluster();
		return apply(cluster, RedisAdapterFactory.builder(connectionFactory)).key(cluster.getRedis().getKey())
			.publishOnSpecificResponseChannel(cluster.getRedis().isPublishOnSpecificResponseChannel())
			.build();
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnProperty(name = "socketio.cluster.type", havingValue = "redis-sharded")
	ShardedRedisAdapterFactory socketIOShardedAdapterFactory(SocketIOProperties properties,
			LettuceConnectionFactory connectionFactory) {
		ClusterProperties cluster = properties.getCluster();
		ClusterProperties.RedisSharded sharded = cluster.getRedisSharded();
		return apply(cluster, ShardedRedisAdapterFactory.builder(connectionFactory))
			.channelPrefix(sharded.getChannelPrefix())
			.subscriptionMode(SubscriptionMode.valueOf(sharded.getSubscriptionMode().name()))
			.build();
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnProperty(name = "socketio.cluster.type", havingValue = "redis-streams")
	RedisStreamsAdapterFactory socketIOStreamsAdapterFactory(SocketIOProperties properties,
			LettuceConnectionFactory connectionFactory) {
		ClusterProperties cluster = properties.getCluster();
		ClusterProperties.RedisStreams streams = cluster.getRedisStreams();
		return apply(cluster, RedisStreamsAdapterFactory.builder(connectionFactory)).streamName(streams.getStreamName())
			.streamCount(streams.getStreamCount())
			.channelPrefix(streams.getChannelPrefix())
			.useShardedPubSub(streams.isUseShardedPubSub())
			.maxLen(streams.getMaxLen())
			.readCount(streams.getReadCount())
			.blockTime(streams.getBlockTime())
			.sessionKeyPrefix(streams.getSessionKeyPrefix())
			.liveSessions(streams.isLiveSessions())
			.onlyPlaintext(streams.isOnlyPlaintext())
			.build();
	}

	private static <B extends RedisClusterBuilder<B>> B apply(ClusterProperties properties, B builder) {
		return builder.requestsTimeout(properties.getRequestsTimeout())
			.heartbeatInterval(properties.getHeartbeatInterval())
			.heartbeatTimeout(properties.getHeartbeatTimeout())
			.maxPendingBytes(properties.getMaxPendingBytes().toBytes())
			.maxMessageBytes(Math.toIntExact(properties.getMaxMessageBytes().toBytes()));
	}

}
