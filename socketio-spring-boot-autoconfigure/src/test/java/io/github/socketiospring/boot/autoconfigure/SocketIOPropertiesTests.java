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

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.RateLimitPolicy;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Cors;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Handler;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Parser;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties.Transport;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketIOProperties}.
 */
class SocketIOPropertiesTests {

	@Test
	void hasTheDefaultsOfTheReferenceServer() {
		SocketIOProperties properties = new SocketIOProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getPath()).isEqualTo("/socket.io");
		assertThat(properties.getPingInterval()).isEqualTo(Duration.ofSeconds(25));
		assertThat(properties.getPingTimeout()).isEqualTo(Duration.ofSeconds(20));
		assertThat(properties.getUpgradeTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(properties.getConnectTimeout()).isEqualTo(Duration.ofSeconds(45));
		assertThat(properties.getMaxHttpBufferSize()).isEqualTo(DataSize.ofBytes(1_000_000));
		assertThat(properties.getTransports()).containsExactly(Transport.POLLING, Transport.WEBSOCKET);
		assertThat(properties.isAllowUpgrades()).isTrue();
		assertThat(properties.isAllowEio3()).isFalse();
		assertThat(properties.getMaxAttachments()).isEqualTo(10);
		assertThat(properties.getParser()).isEqualTo(Parser.DEFAULT);
		assertThat(properties.isStrictNamespaces()).isFalse();
		assertThat(properties.isCleanupEmptyChildNamespaces()).isTrue();
		assertThat(properties.getMaxChildNamespaces()).isEqualTo(10_000);
		LimitProperties limits = properties.getLimits();
		assertThat(limits.getPendingConnections()).isEqualTo(10_000);
		assertThat(limits.getNamespacesPerConnection()).isEqualTo(100);
		assertThat(limits.getConnectionsPerAddress()).isNull();
		assertThat(limits.getConnectionsPerPrincipal()).isNull();
		assertThat(properties.getRateLimit().getEventsPerSecond()).isNull();
		assertThat(properties.getRateLimit().getBurst()).isNull();
		assertThat(properties.getRateLimit().getPolicy()).isEqualTo(RateLimitPolicy.DROP);
		Handler handler = properties.getHandler();
		assertThat(handler.getExecution()).isEqualTo(HandlerExecution.AUTO);
		assertThat(handler.isErrorAck()).isTrue();
		assertThat(handler.getTimeout()).isNull();
		ConnectionStateRecoveryProperties recovery = properties.getConnectionStateRecovery();
		assertThat(recovery.isEnabled()).isFalse();
		assertThat(recovery.getMaxDisconnectionDuration()).isEqualTo(Duration.ofMinutes(2));
		assertThat(recovery.isSkipMiddlewares()).isTrue();
		assertThat(recovery.getMaxPackets()).isEqualTo(100_000);
		assertThat(recovery.getMaxSize()).isEqualTo(DataSize.ofMegabytes(32));
		InboundProperties inbound = properties.getInbound();
		assertThat(inbound.getMaxEventsInFlight()).isEqualTo(256);
		assertThat(inbound.getMaxQueuedEvents()).isEqualTo(1_024);
		assertThat(inbound.getMaxBytes()).isEqualTo(DataSize.ofMegabytes(16));
		assertThat(inbound.getMaxPause()).isEqualTo(Duration.ofSeconds(30));
		Cors cors = properties.getCors();
		assertThat(cors.getAllowedOrigins()).isEmpty();
		assertThat(cors.getAllowedOriginPatterns()).isEmpty();
		assertThat(cors.getMethods()).containsExactly("GET", "HEAD", "POST", "OPTIONS");
		assertThat(cors.getHeaders()).containsExactly("*");
		assertThat(cors.getExposedHeaders()).isEmpty();
		assertThat(cors.getAllowCredentials()).isNull();
		assertThat(cors.getMaxAge()).isEqualTo(Duration.ofMinutes(30));
	}

	@Test
	void takesBareNumbersAsMillisecondsAndAgesAsSeconds() {
		SocketIOProperties properties = bind(Map.of("socketio.ping-interval", "25000", "socketio.ping-timeout", "250",
				"socketio.upgrade-timeout", "1000", "socketio.connect-timeout", "2000", "socketio.handler.timeout",
				"500", "socketio.cors.max-age", "3", "socketio.connection-state-recovery.max-disconnection-duration",
				"4000", "socketio.inbound.max-pause", "5000"));
		assertThat(properties.getInbound().getMaxPause()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.getConnectionStateRecovery().getMaxDisconnectionDuration())
			.isEqualTo(Duration.ofSeconds(4));
		assertThat(properties.getPingInterval()).isEqualTo(Duration.ofSeconds(25));
		assertThat(properties.getPingTimeout()).isEqualTo(Duration.ofMillis(250));
		assertThat(properties.getUpgradeTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(properties.getConnectTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(properties.getHandler().getTimeout()).isEqualTo(Duration.ofMillis(500));
		assertThat(properties.getCors().getMaxAge()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void takesBareNumbersAsBytes() {
		SocketIOProperties properties = bind(Map.of("socketio.max-http-buffer-size", "1000000"));
		assertThat(properties.getMaxHttpBufferSize().toBytes()).isEqualTo(1_000_000);
	}

	@Test
	void takesListsWithCommas() {
		SocketIOProperties properties = bind(
				Map.of("socketio.transports", "websocket,polling", "socketio.cors.allowed-origin-patterns",
						"https://*.example.com,http://localhost:[*]", "socketio.cors.methods", "GET,POST",
						"socketio.cors.headers", "X-One,X-Two", "socketio.cors.exposed-headers", "X-Three"));
		assertThat(properties.getTransports()).containsExactly(Transport.WEBSOCKET, Transport.POLLING);
		Cors cors = properties.getCors();
		assertThat(cors.getAllowedOriginPatterns()).containsExactly("https://*.example.com", "http://localhost:[*]");
		assertThat(cors.getMethods()).containsExactly("GET", "POST");
		assertThat(cors.getHeaders()).containsExactly("X-One", "X-Two");
		assertThat(cors.getExposedHeaders()).containsExactly("X-Three");
	}

	@Test
	void takesAnEmptyHandlerTimeoutAsOff() {
		assertThat(bind(Map.of("socketio.path", "/live", "socketio.handler.timeout", "")).getHandler().getTimeout())
			.isNull();
	}

	@Test
	void bindsCamelCaseInYaml() throws IOException {
		Binder binder = new Binder(ConfigurationPropertySources
			.from(new YamlPropertySourceLoader().load("yaml", new ClassPathResource("camel-case.yml"))));
		SocketIOProperties properties = binder.bind("socketio", SocketIOProperties.class).get();
		assertThat(properties.getPingInterval()).isEqualTo(Duration.ofSeconds(10));
		assertThat(properties.getPingTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.getMaxHttpBufferSize().toBytes()).isEqualTo(1_048_576);
		assertThat(properties.isAllowUpgrades()).isFalse();
		assertThat(properties.isAllowEio3()).isTrue();
		assertThat(properties.isStrictNamespaces()).isTrue();
		assertThat(properties.isCleanupEmptyChildNamespaces()).isFalse();
		assertThat(properties.getTransports()).containsExactly(Transport.WEBSOCKET);
		assertThat(properties.getCors().getAllowedOrigins()).containsExactly("https://a.example.com",
				"https://b.example.com");
		assertThat(properties.getCors().getAllowCredentials()).isTrue();
		assertThat(properties.getCors().getMaxAge()).isEqualTo(Duration.ofHours(1));
		assertThat(properties.getHandler().isErrorAck()).isFalse();
		assertThat(properties.getHandler().getExecution()).isEqualTo(HandlerExecution.EVENT_LOOP);
	}

	private static SocketIOProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bind("socketio", SocketIOProperties.class)
			.get();
	}

}
