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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.adapter.InMemoryAdapter;
import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;
import io.github.socketiospring.redis.ClusterConnectionException;
import io.github.socketiospring.redis.RedisAdapterFactory;
import io.github.socketiospring.redis.RedisStreamsAdapterFactory;
import io.github.socketiospring.redis.ShardedRedisAdapterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class SocketIORedisAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SocketIOAutoConfiguration.class, SocketIORedisAutoConfiguration.class,
				DataRedisAutoConfiguration.class));

	@Test
	void serverIsAloneByDefaultAndNeedsNoRedis() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(AdapterFactory.class);
			assertThat(context.getBean(SocketIOServer.class).cluster()).isNull();
		});
	}

	@ParameterizedTest
	@CsvSource({ "redis, io.github.socketiospring.redis.RedisAdapterFactory",
			"redis-sharded, io.github.socketiospring.redis.ShardedRedisAdapterFactory",
			"redis-streams, io.github.socketiospring.redis.RedisStreamsAdapterFactory" })
	void createsTheAdaptersOfTheType(String type, Class<?> factory) {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SocketIORedisAutoConfiguration.class, DataRedisAutoConfiguration.class))
			.withPropertyValues("socketio.cluster.type=" + type)
			.run((context) -> assertThat(context.getBean(AdapterFactory.class)).isInstanceOf(factory)
				.isNotSameAs(context.getBean(AdapterFactory.class)));
	}

	@Test
	void makesWayForAdaptersOfTheApplication() {
		this.runner.withUserConfiguration(OwnAdapters.class)
			.withPropertyValues("socketio.cluster.type=redis")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context).doesNotHaveBean(RedisAdapterFactory.class)
					.doesNotHaveBean(ShardedRedisAdapterFactory.class)
					.doesNotHaveBean(RedisStreamsAdapterFactory.class);
			});
	}

	@ParameterizedTest
	@CsvSource({ "redis", "redis-sharded", "redis-streams" })
	void failsAndSaysWhatToDoWithoutRedis(String type) throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		this.runner
			.withPropertyValues("socketio.cluster.type=" + type, "spring.data.redis.url=redis://127.0.0.1:" + port)
			.run((context) -> {
				Throwable failure = context.getStartupFailure();
				assertThat(failure).hasStackTraceContaining(ClusterConnectionException.class.getName());
				FailureAnalysis analysis = new RedisFailureAnalyzer().analyze(failure);
				assertThat(analysis.getDescription()).contains("127.0.0.1:" + port);
				assertThat(analysis.getAction()).contains("spring.data.redis").contains("socketio.cluster.type=none");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAdapters {

		@Bean
		AdapterFactory adapters() {
			return InMemoryAdapter::new;
		}

	}

}
