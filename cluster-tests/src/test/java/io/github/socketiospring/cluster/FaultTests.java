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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers, Redis, and what is between them fail. After each failure the members are
 * right, and no socket is left of whom is gone; nothing comes twice. During it, what is
 * emitted on a server comes to its own clients.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class FaultTests extends ClusterTest {

	/**
	 * Longer than whatever a server waits for others before it says that they are gone.
	 */
	private static final Duration ANSWER = Duration.ofSeconds(15);

	private static final Duration PAUSE = Duration.ofSeconds(Boolean.getBoolean("socketio.test.long") ? 10 : 3);

	@ParameterizedTest
	@MethodSource("callers")
	void forgetsKilledServer(NodeKind kind) {
		ClusterNode victim = this.cluster.join(kind);
		List<Client> clients = new ArrayList<>(this.cluster.clientOfEach());
		Client lost = clients.remove(clients.size() - 1);
		assertThat(lost.node()).isSameAs(victim);
		clients.forEach((client) -> client.answer(client.name()));
		this.cluster.kill(victim);
		lost.awaitDisconnect();
		this.cluster.awaitMembers();
		for (ClusterNode node : this.cluster.nodes()) {
			assertWhole(node, clients);
		}
	}

	@ParameterizedTest
	@MethodSource("callers")
	void answersInTimeWhileServerIsKilled(NodeKind kind) {
		List<ClusterNode> callers = callers().map(this.cluster::node).toList();
		ClusterNode victim = this.cluster.join(kind);
		List<Client> clients = this.cluster.clientOfEach();
		List<Client> survivors = clients.subList(0, clients.size() - 1);
		clients.forEach((client) -> client.answer(client.name()));
		victim.pause();
		// It cannot have answered any of these
		List<Calls> calls = callers.stream().map(Calls::new).toList();
		for (ClusterNode node : callers) {
			survivors.forEach((client) -> client.await("question", node.name()));
		}
		this.cluster.kill(victim);
		calls.forEach((call) -> call.assertAnsweredBy(survivors, this.cluster.nodes().size() - 1));
		this.cluster.awaitMembers();
	}

	@ParameterizedTest
	@MethodSource("callers")
	void goesOnAfterRestartOfRedis(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> clients = this.cluster.clientOfEach(room);
		ClusterNode sender = this.cluster.node(caller);
		this.cluster.redis().kill();
		IntStream.range(0, 10).forEach((i) -> sender.to(room).emit("during", i));
		awaitLocalDelivery(sender, clients);
		this.cluster.redis().start();
		assertIsOneAgain(sender, room, clients);
	}

	@ParameterizedTest
	@MethodSource("callers")
	void goesOnAfterPauseOfRedis(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> clients = this.cluster.clientOfEach(room);
		ClusterNode sender = this.cluster.node(caller);
		this.cluster.redis().pause();
		IntStream.range(0, 10).forEach((i) -> sender.to(room).emit("during", i));
		awaitLocalDelivery(sender, clients);
		Cluster.await("length of the pause").pollDelay(PAUSE).until(() -> true);
		this.cluster.redis().resume();
		// Nothing is lost, since no connection is
		clients.forEach((client) -> client.await("during", 9));
		assertIsOneAgain(sender, room, clients);
	}

	@ParameterizedTest
	@MethodSource("callers")
	void goesOnAfterLossOfConnectionToRedis(NodeKind kind) {
		String room = this.cluster.unique("room");
		try (TcpProxy proxy = new TcpProxy(this.cluster.redis().port())) {
			ClusterNode parted = this.cluster.join(kind, proxy.port());
			try {
				List<Client> clients = this.cluster.clientOfEach(room);
				proxy.cut();
				IntStream.range(0, 10).forEach((i) -> parted.to(room).emit("during", i));
				awaitLocalDelivery(parted, clients);
				for (ClusterNode node : this.cluster.nodes()) {
					if (node != parted) {
						Cluster.await("members").until(() -> node.serverCount() == this.cluster.nodes().size() - 1);
					}
				}
				proxy.heal();
				assertIsOneAgain(parted, room, clients);
			}
			finally {
				this.cluster.disconnectClients();
				this.cluster.remove(parted);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("callers")
	void goesOnAfterSilenceOfRedis(NodeKind kind) {
		String room = this.cluster.unique("room");
		try (TcpProxy proxy = new TcpProxy(this.cluster.redis().port())) {
			ClusterNode parted = this.cluster.join(kind, proxy.port());
			try {
				List<Client> clients = this.cluster.clientOfEach(room);
				List<Client> others = clients.subList(0, clients.size() - 1);
				clients.forEach((client) -> client.answer(client.name()));
				proxy.silence();
				IntStream.range(0, 10).forEach((i) -> parted.to(room).emit("during", i));
				awaitLocalDelivery(parted, clients);
				Map<ClusterNode, CompletableFuture<FetchedSockets>> fetched = new LinkedHashMap<>();
				this.cluster.nodes()
					.stream()
					.filter((node) -> node != parted)
					.forEach((node) -> fetched.put(node, inBackground(() -> node.to(room).fetchSockets())));
				fetched.forEach((node, result) -> assertThat(result).succeedsWithin(ANSWER).satisfies((sockets) -> {
					// The reference gives all or nothing
					if (node.kind() == NodeKind.JAVA) {
						assertThat(sockets.ids()).containsExactlyInAnyOrderElementsOf(ids(others));
					}
				}));
				proxy.heal();
				clients.forEach((client) -> client.await("during", 9));
				assertIsOneAgain(parted, room, clients);
			}
			finally {
				this.cluster.disconnectClients();
				this.cluster.remove(parted);
			}
		}
	}

	/**
	 * What its own clients get is not held up. The reference holds it up where it must
	 * publish first.
	 */
	private void awaitLocalDelivery(ClusterNode sender, List<Client> clients) {
		if (sender.kind() == NodeKind.JAVA || this.adapter == AdapterKind.REDIS) {
			clients.stream().filter((client) -> client.node() == sender).forEach((client) -> client.await("during", 9));
		}
	}

	private void assertIsOneAgain(ClusterNode sender, String room, List<Client> clients) {
		this.cluster.awaitMembers();
		for (ClusterNode node : this.cluster.nodes()) {
			this.cluster.awaitReach(node.to(room), clients);
		}
		clients.forEach((client) -> client.answer(client.name()));
		sender.to(room).emit("after");
		this.cluster.fence(sender.to(room), clients);
		for (Client client : clients) {
			List<List<Object>> events = client.received();
			assertThat(events).as(client.name()).doesNotHaveDuplicates().endsWith(event("after"));
			List<List<Object>> all = new ArrayList<>(
					IntStream.range(0, 10).mapToObj((i) -> event("during", i)).toList());
			all.add(event("after"));
			assertThat(all).as(client.name()).containsSubsequence(events);
		}
		for (ClusterNode node : this.cluster.nodes()) {
			assertWhole(node, clients);
		}
	}

	private void assertWhole(ClusterNode node, List<Client> clients) {
		assertThat(node.all().fetchSockets()).as(node.name())
			.satisfies((fetched) -> assertThat(fetched.failure()).isNull())
			.satisfies((fetched) -> assertThat(fetched.ids()).containsExactlyInAnyOrderElementsOf(ids(clients)));
		assertThat(node.serverSideEmitWithAck("server question")).as(node.name())
			.satisfies((responses) -> assertThat(responses.failure()).isNull())
			.satisfies((responses) -> assertThat(responses.values()).hasSize(this.cluster.nodes().size() - 1));
		assertThat(node.all().timeout(Duration.ofSeconds(20)).emitWithAck("question")).as(node.name())
			.satisfies((responses) -> assertThat(responses.failure()).isNull())
			.satisfies((responses) -> assertThat(responses.values())
				.containsExactlyInAnyOrderElementsOf(clients.stream().map(Client::name).toList()));
	}

	private static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
		return CompletableFuture.supplyAsync(call, (task) -> new Thread(task).start());
	}

	/**
	 * All that a server can ask others, at once.
	 */
	private static final class Calls {

		private final ClusterNode node;

		private final CompletableFuture<FetchedSockets> fetched;

		private final CompletableFuture<Responses> asked;

		private final CompletableFuture<Responses> acknowledged;

		Calls(ClusterNode node) {
			this.node = node;
			this.fetched = inBackground(() -> node.all().fetchSockets());
			this.asked = inBackground(() -> node.serverSideEmitWithAck("server question"));
			this.acknowledged = inBackground(
					() -> node.all().timeout(Duration.ofSeconds(5)).emitWithAck("question", node.name()));
		}

		void assertAnsweredBy(List<Client> clients, int servers) {
			assertThat(this.acknowledged).as(this.node.name())
				.succeedsWithin(ANSWER)
				.satisfies((responses) -> assertThat(responses.values())
					.containsExactlyInAnyOrderElementsOf(clients.stream().map(Client::name).toList()));
			assertThat(this.asked).as(this.node.name())
				.succeedsWithin(ANSWER)
				.satisfies((responses) -> assertThat(responses.values()).hasSize(servers));
			assertThat(this.fetched).as(this.node.name()).succeedsWithin(ANSWER).satisfies((sockets) -> {
				// The reference gives all or nothing
				if (this.node.kind() == NodeKind.JAVA) {
					assertThat(sockets.ids()).containsExactlyInAnyOrderElementsOf(ids(clients));
				}
			});
		}

	}

}
