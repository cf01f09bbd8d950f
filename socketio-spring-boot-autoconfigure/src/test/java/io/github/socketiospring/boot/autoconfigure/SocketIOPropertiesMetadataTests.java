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
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata of {@link SocketIOProperties}, which IDEs show.
 */
class SocketIOPropertiesMetadataTests {

	private static final Set<String> WITHOUT_DEFAULT = Set.of("socketio.cors.allow-credentials",
			"socketio.cors.allowed-origin-patterns", "socketio.cors.allowed-origins", "socketio.cors.exposed-headers",
			"socketio.handler.timeout", "socketio.cookie.domain", "socketio.cookie.max-age",
			"socketio.limits.connections-per-address", "socketio.limits.connections-per-principal",
			"socketio.cluster.forwarding.address", "socketio.rate-limit.events-per-second", "socketio.rate-limit.burst",
			"socketio.server.port", "socketio.server.address", "socketio.server.ssl.bundle");

	@Test
	void hasADefaultForEachPropertyThatHasOne() throws IOException {
		Map<String, Object> defaults = new TreeMap<>();
		properties().forEach((name, property) -> {
			if (property.has("defaultValue")) {
				defaults.put(name, JsonMapper.shared().treeToValue(property.get("defaultValue"), Object.class));
			}
		});
		Map<String, Object> expected = new TreeMap<>();
		expected.put("socketio.allow-eio3", false);
		expected.put("socketio.allow-upgrades", true);
		expected.put("socketio.cluster.forwarding.enabled", false);
		expected.put("socketio.cluster.forwarding.connect-timeout", "1s");
		expected.put("socketio.cluster.forwarding.max-requests", 10_000);
		expected.put("socketio.cluster.heartbeat-interval", "5s");
		expected.put("socketio.cluster.heartbeat-timeout", "10s");
		expected.put("socketio.cluster.max-message-bytes", "64MB");
		expected.put("socketio.cluster.max-pending-bytes", "16MB");
		expected.put("socketio.cluster.redis.key", "socket.io");
		expected.put("socketio.cluster.redis.publish-on-specific-response-channel", false);
		expected.put("socketio.cluster.redis-sharded.channel-prefix", "socket.io");
		expected.put("socketio.cluster.redis-sharded.subscription-mode", "dynamic");
		expected.put("socketio.cluster.redis-streams.block-time", "5s");
		expected.put("socketio.cluster.redis-streams.channel-prefix", "socket.io");
		expected.put("socketio.cluster.redis-streams.live-sessions", true);
		expected.put("socketio.cluster.redis-streams.max-len", 10_000);
		expected.put("socketio.cluster.redis-streams.only-plaintext", false);
		expected.put("socketio.cluster.redis-streams.read-count", 100);
		expected.put("socketio.cluster.redis-streams.session-key-prefix", "sio:session:");
		expected.put("socketio.cluster.redis-streams.stream-count", 1);
		expected.put("socketio.cluster.redis-streams.stream-name", "socket.io");
		expected.put("socketio.cluster.redis-streams.use-sharded-pub-sub", false);
		expected.put("socketio.cluster.requests-timeout", "5s");
		expected.put("socketio.cluster.type", "none");
		expected.put("socketio.connect-timeout", "45s");
		expected.put("socketio.inbound.max-bytes", "16MB");
		expected.put("socketio.inbound.max-events-in-flight", 256);
		expected.put("socketio.inbound.max-pause", "30s");
		expected.put("socketio.inbound.max-queued-events", 1_024);
		expected.put("socketio.connection-state-recovery.enabled", false);
		expected.put("socketio.connection-state-recovery.max-disconnection-duration", "2m");
		expected.put("socketio.connection-state-recovery.max-packets", 100_000);
		expected.put("socketio.connection-state-recovery.max-size", "32MB");
		expected.put("socketio.connection-state-recovery.skip-middlewares", true);
		expected.put("socketio.cookie.enabled", false);
		expected.put("socketio.cookie.http-only", true);
		expected.put("socketio.cookie.name", "io");
		expected.put("socketio.cookie.path", "/");
		expected.put("socketio.cookie.same-site", "lax");
		expected.put("socketio.cookie.secure", false);
		expected.put("socketio.cors.headers", List.of("*"));
		expected.put("socketio.cors.max-age", "30m");
		expected.put("socketio.cors.methods", List.of("GET", "HEAD", "POST", "OPTIONS"));
		expected.put("socketio.enabled", true);
		expected.put("socketio.metrics.enabled", true);
		expected.put("socketio.observation.enabled", true);
		expected.put("socketio.observation.long-requests", false);
		expected.put("socketio.outbound.max-bytes", "16MB");
		expected.put("socketio.outbound.max-packets", 50_000);
		expected.put("socketio.outbound.overflow-policy", "close");
		expected.put("socketio.handler.error-ack", true);
		expected.put("socketio.handler.execution", "auto");
		expected.put("socketio.handler.mdc", true);
		expected.put("socketio.handler.problem-details", true);
		expected.put("socketio.http-compression.enabled", true);
		expected.put("socketio.http-compression.threshold", "1KB");
		expected.put("socketio.max-attachments", 10);
		expected.put("socketio.max-http-buffer-size", "1000000B");
		expected.put("socketio.parser", "default");
		expected.put("socketio.path", "/socket.io");
		expected.put("socketio.per-message-deflate.client-no-context-takeover", true);
		expected.put("socketio.per-message-deflate.enabled", false);
		expected.put("socketio.per-message-deflate.server-no-context-takeover", true);
		expected.put("socketio.per-message-deflate.threshold", "1KB");
		expected.put("socketio.ping-interval", "25s");
		expected.put("socketio.ping-timeout", "20s");
		expected.put("socketio.serve-client", true);
		expected.put("socketio.server.ssl.enabled", true);
		expected.put("socketio.shutdown.retry-after", "5s");
		expected.put("socketio.shutdown.window", "5s");
		expected.put("socketio.strict-namespaces", false);
		expected.put("socketio.cleanup-empty-child-namespaces", true);
		expected.put("socketio.max-child-namespaces", 10_000);
		expected.put("socketio.limits.namespaces-per-connection", 100);
		expected.put("socketio.limits.pending-connections", 10_000);
		expected.put("socketio.rate-limit.policy", "drop");
		expected.put("socketio.security.skip-csrf", true);
		expected.put("socketio.security.token-property", "token");
		expected.put("socketio.security.renewal-event", "authenticate");
		expected.put("socketio.transports", List.of("polling", "websocket"));
		expected.put("socketio.upgrade-timeout", "10s");
		assertThat(defaults).isEqualTo(expected);
		assertThat(properties().keySet()).containsAll(WITHOUT_DEFAULT)
			.hasSize(expected.size() + WITHOUT_DEFAULT.size());
	}

	@Test
	void hasADescriptionForEachProperty() throws IOException {
		assertThat(properties()).isNotEmpty().allSatisfy((name, property) -> {
			assertThat(property.path("description").asString("")).as(name)
				.matches("(?s)(?!The |A )[A-Z].*\\.")
				.hasSizeGreaterThan(20);
			assertThat(property.path("type").asString("")).as(name).isNotEmpty();
		});
	}

	@Test
	void saysTheUnitOfEachDuration() throws IOException {
		Map<String, JsonNode> durations = properties();
		durations.values().removeIf((property) -> !"java.time.Duration".equals(property.path("type").asString("")));
		assertThat(durations).hasSize(16)
			.allSatisfy((name, property) -> assertThat(property.path("description").asString("")).as(name)
				.contains(name.endsWith("max-age") ? "A bare number is seconds." : "A bare number is milliseconds."));
	}

	private static Map<String, JsonNode> properties() throws IOException {
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		List<URL> resources = new ArrayList<>(Collections.list(
				SocketIOProperties.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json")));
		for (URL resource : resources) {
			try (InputStream stream = resource.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(stream).path("properties")) {
					String name = property.path("name").asString("");
					if (name.startsWith("socketio.")) {
						properties.put(name, property);
					}
				}
			}
		}
		return properties;
	}

}
