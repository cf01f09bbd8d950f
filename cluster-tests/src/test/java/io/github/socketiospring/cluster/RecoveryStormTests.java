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

package io.github.socketiospring.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients lose their connection again and again and go to another Java server, while
 * servers of both kinds emit, and one is killed that some are connected to. The reference
 * loses and doubles events that come while it recovers a client, so none goes there.
 */
@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
class RecoveryStormTests {

	private static final int EVENTS = Boolean.getBoolean("socketio.test.long") ? 5_000 : 500;

	/** So many that servers keep up: one that does not gives clients up in time. */
	private static final Duration PAUSE = Duration.ofMillis(20);

	@Test
	@Timeout(300)
	void missesNothingAndGetsNothingTwice() {
		int seed = Integer.getInteger("socketio.test.seed", ThreadLocalRandom.current().nextInt(1 << 30));
		try (Cluster cluster = Cluster.start(AdapterKind.REDIS_STREAMS, true, NodeKind.JAVA, NodeKind.NODE_JS,
				NodeKind.JAVA, NodeKind.JAVA)) {
			List<ClusterNode> senders = cluster.nodes().subList(0, 3);
			List<String> names = senders.stream().map(ClusterNode::name).toList();
			ClusterNode killed = cluster.nodes().get(3);
			List<String> urls = cluster.nodes()
				.stream()
				.filter((node) -> node.kind() == NodeKind.JAVA)
				.map(ClusterNode::url)
				.toList();
			try (RemoteProcess clients = RemoteProcess.script("wander", "wander.js",
					Map.of("urls", urls, "room", "room", "clients", 12, "seed", seed, "deadlineMillis", 60_000))) {
				clients.awaitReady();
				Cluster.await("reach").until(() -> {
					senders.forEach((node) -> node.to("room").emit("probe", node.name()));
					return (Boolean) clients.call("reached", Map.of("servers", names));
				});
				clients.call("wander", Map.of());
				CompletableFuture<?>[] floods = senders.stream()
					.map((node) -> node.to("room").flood("number", EVENTS, 1, PAUSE))
					.toArray(CompletableFuture[]::new);
				cluster.kill(killed);
				CompletableFuture.allOf(floods).join();
				Map<?, ?> report = (Map<?, ?>) clients.send("end", Map.of("servers", names, "count", EVENTS)).join();
				assertThat((List<?>) report.get("errors")).as("seed %d, %s", seed, report).isEmpty();
				assertThat((Integer) report.get("recoveries")).isGreaterThan(20);
			}
		}
	}

}
