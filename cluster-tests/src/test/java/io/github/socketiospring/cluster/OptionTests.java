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
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The options of the adapters of the reference mean the same here: with them, servers of
 * both kinds still are one.
 */
class OptionTests {

	static Stream<Arguments> options() {
		return Stream.of(Arguments.of(AdapterKind.REDIS, Map.of("key", "another")),
				Arguments.of(AdapterKind.REDIS, Map.of("publishOnSpecificResponseChannel", true)),
				Arguments.of(AdapterKind.REDIS_SHARDED, Map.of("channelPrefix", "another")),
				Arguments.of(AdapterKind.REDIS_SHARDED, Map.of("subscriptionMode", "static")),
				Arguments.of(AdapterKind.REDIS_SHARDED, Map.of("subscriptionMode", "dynamic-private")),
				Arguments.of(AdapterKind.REDIS_STREAMS, Map.of("streamName", "another", "channelPrefix", "third")),
				Arguments.of(AdapterKind.REDIS_STREAMS, Map.of("streamCount", 3, "maxLen", 100)),
				Arguments.of(AdapterKind.REDIS_STREAMS, Map.of("useShardedPubSub", true)));
	}

	@ParameterizedTest
	@MethodSource("options")
	void areTheSameForAll(AdapterKind adapter, Map<String, ?> options) {
		NodeKind[] all = NodeKind.all();
		try (Cluster cluster = Cluster.start(adapter, options, all[0], all[all.length - 1])) {
			List<Client> members = cluster.clientOfEach("room");
			List<Client> others = cluster.nodes().stream().map((node) -> cluster.connectTo("/other", node)).toList();
			members.forEach((client) -> client.answer(client.name()));
			for (ClusterNode node : cluster.nodes()) {
				cluster.awaitReach(node.of("/other"), others);
				node.all().emit("to all", ClusterTest.bytes(1, 255));
				node.to("room").emit("to room");
				node.of("/other").emit("to others");
				for (Client client : members) {
					cluster.awaitReach(node.to(client.id()), List.of(client));
				}
				node.to(members.get(0).id()).emit("to one");
				node.to(members.get(1).id()).emit("to one");
				cluster.fence(node.all(), members);
				cluster.fence(node.of("/other"), others);
				ClusterTest.assertReceived(members, ClusterTest.event("to all", ClusterTest.bytes(1, 255)),
						ClusterTest.event("to room"), ClusterTest.event("to one"));
				ClusterTest.assertReceived(others, ClusterTest.event("to others"));
				assertThat(node.to("room").fetchSockets().ids())
					.containsExactlyInAnyOrderElementsOf(ClusterTest.ids(members));
				assertThat(node.to("room").timeout(Duration.ofSeconds(20)).emitWithAck("question").values())
					.containsExactlyInAnyOrderElementsOf(members.stream().map(Client::name).toList());
				assertThat(node.serverSideEmitWithAck("server question").values()).hasSize(1);
				members.forEach(Client::received);
			}
		}
	}

}
