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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server says nothing any more, but nobody knows that it is dead. Each call of a Java
 * server ends in time, with what the others have answered, and tells that some lack.
 */
@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
class MissingServerTests {

	private static final Duration ANSWER = Duration.ofSeconds(15);

	@ParameterizedTest
	@EnumSource
	void givesWhatTheOthersAnswer(AdapterKind adapter) {
		try (Cluster cluster = Cluster.start(adapter, NodeKind.JAVA, NodeKind.NODE_JS, NodeKind.JAVA)) {
			List<Client> clients = cluster.clientOfEach();
			List<Client> others = clients.subList(0, 2);
			clients.forEach((client) -> client.answer(client.name()));
			ClusterNode node = cluster.nodes().get(0);
			ClusterNode silent = cluster.nodes().get(2);
			silent.pause();
			CompletableFuture<FetchedSockets> fetched = CompletableFuture.supplyAsync(() -> node.all().fetchSockets(),
					(task) -> new Thread(task).start());
			CompletableFuture<Responses> asked = CompletableFuture
				.supplyAsync(() -> node.serverSideEmitWithAck("server question"), (task) -> new Thread(task).start());
			CompletableFuture<Responses> acknowledged = CompletableFuture
				.supplyAsync(() -> node.all().emitWithAck("question"), (task) -> new Thread(task).start());
			assertThat(fetched).succeedsWithin(ANSWER).satisfies((sockets) -> {
				assertThat(sockets.ids()).containsExactlyInAnyOrderElementsOf(ClusterTest.ids(others));
				assertThat(sockets.failure()).isNotNull();
			});
			assertThat(asked).succeedsWithin(ANSWER).satisfies((responses) -> {
				assertThat(responses.values()).hasSize(1);
				assertThat(responses.failure()).isNotNull();
			});
			assertThat(acknowledged).succeedsWithin(ANSWER).satisfies((responses) -> {
				assertThat(responses.values())
					.containsExactlyInAnyOrderElementsOf(others.stream().map(Client::name).toList());
				assertThat(responses.failure()).isNotNull();
			});
			silent.resume();
			cluster.awaitMembers();
			assertThat(node.all().fetchSockets().ids()).containsExactlyInAnyOrderElementsOf(ClusterTest.ids(clients));
		}
	}

}
