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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three servers emit to a room while clients join and leave it, connect and vanish. Each
 * event comes exactly once, and in its order, to each client that is in the room. 6,000
 * events; 100,000 with {@code socketio.test.long}.
 */
class ChurnTests {

	private static final boolean LONG = Boolean.getBoolean("socketio.test.long");

	/** Of each server, who stay. */
	private static final int MEMBERS = 2;

	private static final int EVENTS = LONG ? 100_000 : 6_000;

	@ParameterizedTest
	@EnumSource
	@Timeout(600)
	void deliversEachEventOnceToEachMember(AdapterKind adapter) {
		NodeKind[] all = NodeKind.all();
		NodeKind[] kinds = { all[0], all[all.length - 1], all[0] };
		int seed = Integer.getInteger("socketio.test.seed", ThreadLocalRandom.current().nextInt(1 << 30));
		try (Cluster cluster = Cluster.start(adapter, false, options(adapter), kinds)) {
			List<ClusterNode> nodes = cluster.nodes();
			List<String> names = nodes.stream().map(ClusterNode::name).toList();
			List<String> urls = nodes.stream().map(ClusterNode::url).toList();
			try (RemoteProcess clients = RemoteProcess.script("churn", "churn.js",
					Map.of("urls", urls, "room", "room", "members", MEMBERS, "churners", 8, "transports",
							List.of("websocket"), "seed", seed, "deadlineMillis", LONG ? 300_000 : 30_000))) {
				clients.awaitReady();
				Cluster.await("reach").until(() -> {
					nodes.forEach((node) -> node.to("room").emit("probe", node.name()));
					return (Boolean) clients.call("reached", Map.of("servers", names));
				});
				clients.call("churn", Map.of());
				int count = (EVENTS + nodes.size() - 1) / nodes.size();
				List<CompletableFuture<?>> floods = new ArrayList<>();
				for (ClusterNode node : nodes) {
					floods.add(node.to("room").flood("number", count, 10, Duration.ofMillis(10)));
				}
				CompletableFuture.allOf(floods.toArray(CompletableFuture[]::new)).join();
				Map<?, ?> report = (Map<?, ?>) clients.send("end", Map.of("servers", names, "count", count)).join();
				assertThat((List<?>) report.get("errors")).as("seed %d, %s", seed, report).isEmpty();
				assertThat((Integer) report.get("deliveries"))
					.isGreaterThanOrEqualTo(MEMBERS * nodes.size() * nodes.size() * count);
				assertThat((Integer) report.get("joins")).isGreaterThan(50);
			}
		}
	}

	/**
	 * What is trimmed before a server has read it is lost, and nothing here waits for the
	 * slowest.
	 */
	private static Map<String, ?> options(AdapterKind adapter) {
		return (adapter == AdapterKind.REDIS_STREAMS) ? Map.of("maxLen", EVENTS) : Map.of();
	}

}
