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

package io.github.socketiospring.boot.autoconfigure;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an application says that cannot start.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidConfigurationTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			socketio.path                 | /           | must not be the root
			socketio.path                 | socket.io   | must begin with a slash
			socketio.path                 | /socket/*   | cannot be a pattern
			socketio.path                 | /{tenant}   | cannot be a pattern
			socketio.ping-interval        | -25s        | at least one millisecond, for example 25s
			socketio.ping-timeout         | 0           | at least one millisecond
			socketio.upgrade-timeout      | -1          | at least one millisecond
			socketio.connect-timeout      | -1          | at least one millisecond
			socketio.handler.timeout      | 0s          | at least one millisecond
			socketio.ping-interval        | soon        | socketio.ping-interval
			socketio.max-http-buffer-size | 2GB         | less than 2 GB
			socketio.max-http-buffer-size | 0           | must be positive
			socketio.transports           | carrier     | POLLING
			socketio.transports           | ''          | At least one transport is needed
			socketio.max-attachments      | -1          | must not be negative
			socketio.parser               | cbor        | MSGPACK
			socketio.handler.execution    | somewhere   | EVENT_LOOP
			socketio.cors.allowed-origins | example.com | is no origin
			socketio.inbound.max-events-in-flight | 0 | must be positive
			socketio.inbound.max-queued-events | -1 | must be positive
			socketio.inbound.max-bytes | 0 | must be positive
			socketio.inbound.max-pause | 0 | at least one millisecond
			socketio.cluster.type         | kafka       | REDIS_STREAMS
			socketio.cluster.requests-timeout | 0 | at least one millisecond
			socketio.cluster.heartbeat-interval | 0 | at least one millisecond
			socketio.cluster.heartbeat-timeout | 5s | longer than socketio.cluster.heartbeat-interval
			socketio.cluster.max-pending-bytes | 0 | must be positive
			socketio.cluster.max-message-bytes | 2GB | less than 2 GB
			socketio.cluster.forwarding.connect-timeout | 0 | at least one millisecond
			socketio.cluster.forwarding.max-requests | 0 | must be positive
			socketio.cluster.redis-streams.stream-count | 0 | must be positive
			socketio.cluster.redis-streams.max-len | 0 | must be positive
			socketio.cluster.redis-streams.read-count | 0 | must be positive
			socketio.cluster.redis-streams.block-time | 0 | at least one millisecond
			socketio.connection-state-recovery.max-disconnection-duration | 0 | at least one millisecond
			socketio.connection-state-recovery.max-packets | 0 | must be positive
			socketio.connection-state-recovery.max-size | 0 | must be positive
			socketio.outbound.max-bytes | 0 | must be positive
			socketio.outbound.max-packets | 0 | from 1 to 1,000,000
			socketio.shutdown.window      | -1s         | must not be negative
			socketio.shutdown.window      | 30s         | shorter than spring.lifecycle.timeout-per-shutdown-phase
			socketio.shutdown.retry-after | -1s         | must not be negative
			socketio.http-compression.threshold | -1 | must not be negative
			socketio.per-message-deflate.threshold | -1 | must not be negative
			socketio.limits.pending-connections | 0 | must be positive
			socketio.limits.namespaces-per-connection | 0 | must be positive
			socketio.limits.connections-per-address | 0 | must be positive
			socketio.limits.connections-per-principal | -1 | must be positive
			socketio.rate-limit.events-per-second | 0 | must be positive
			socketio.rate-limit.burst     | 3 | no effect without socketio.rate-limit.events-per-second
			socketio.rate-limit.policy    | scold | DISCONNECT
			socketio.cookie.name          | a b         | separator chars
			socketio.cookie.path          | /;          | path
			socketio.cookie.same-site     | none        | socketio.cookie.secure=true
			socketio.cookie.max-age       | -1          | must not be negative
			""")
	void namesPropertyValueAndRemedy(String property, String value, String reason, CapturedOutput output) {
		fail(TestApplication.class, property + "=" + value, "socketio.cookie.enabled=true",
				"socketio.per-message-deflate.enabled=true");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(property)
			.contains(reason)
			.contains("Action:")
			.doesNotContain("\tat ");
	}

	@Test
	void refusesEveryOriginWithCredentials(CapturedOutput output) {
		fail(TestApplication.class, "socketio.cors.allowed-origins=*", "socketio.cors.allow-credentials=true");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("socketio.cors.allowed-origins")
			.contains("socketio.cors.allow-credentials=true")
			.contains("socketio.cors.allowed-origin-patterns");
	}

	@Test
	void refusesTwoParsers(CapturedOutput output) {
		fail(OwnParser.class, "socketio.parser=msgpack");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("socketio.parser")
			.contains("There is a PacketParserFactory bean as well");
	}

	@Test
	void refusesEveryOriginWithCredentialsOfTheApplication() {
		assertThatThrownBy(() -> run(GlobalCors.class))
			.hasStackTraceContaining("for '/**', which apply to the Socket.IO server at '/socket.io'")
			.rootCause()
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("allowCredentials")
			.hasMessageContaining("allowedOriginPatterns");
	}

	@Test
	void explainsTwoServersAtOnePath(CapturedOutput output) {
		fail(SamePath.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'socketIOServer'")
			.contains("'otherServer'")
			.contains("have the same path '/socket.io'")
			.contains("Give each server its own path")
			.doesNotContain("\tat ");
	}

	@Test
	void explainsAControllerThatCannotBeUsed(CapturedOutput output) {
		fail(TwoHandlers.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Description:")
			.contains("Action:")
			.contains("'same event'")
			.contains("FirstController")
			.contains("SecondController")
			.doesNotContain("\tat ");
	}

	private static void fail(Class<?> configuration, String... properties) {
		assertThatThrownBy(() -> run(configuration, properties)).isInstanceOf(Exception.class);
	}

	private static void run(Class<?> configuration, String... properties) {
		new TestServer(configuration, properties).close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnParser {

		@Bean
		PacketParserFactory parser() {
			return PacketParserFactory.json();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class GlobalCors implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("*").allowCredentials(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class SamePath {

		@Bean(defaultCandidate = false)
		SocketIOServer otherServer(SocketIOServerBuilder builder) {
			return builder.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FirstController.class, SecondController.class })
	static class TwoHandlers {

	}

	@SocketIOController
	static class FirstController {

		@OnEvent("same event")
		void first() {
		}

	}

	@SocketIOController
	static class SecondController {

		@OnEvent("same event")
		void second() {
		}

	}

}
