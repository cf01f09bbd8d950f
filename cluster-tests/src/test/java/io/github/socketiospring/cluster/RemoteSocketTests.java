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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What one server does with sockets takes place on all (PROTOCOL.md L, FEATURES.md 3).
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class RemoteSocketTests extends ClusterTest {

	@ParameterizedTest
	@MethodSource("callers")
	void fetchesSocketsOfAll(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> members = this.cluster.clientOfEach(room);
		List<Client> others = this.cluster.clientOfEach();
		List<Client> all = new ArrayList<>(members);
		all.addAll(others);
		ClusterNode node = this.cluster.node(caller);
		FetchedSockets everywhere = node.all().fetchSockets();
		assertThat(everywhere.failure()).isNull();
		assertThat(everywhere.ids()).containsExactlyInAnyOrderElementsOf(ids(all));
		assertThat(node.to(room).fetchSockets().ids()).containsExactlyInAnyOrderElementsOf(ids(members));
		assertThat(node.except(room).fetchSockets().ids()).containsExactlyInAnyOrderElementsOf(ids(others));
		assertThat(node.to(this.cluster.unique("nobody")).fetchSockets().ids()).isEmpty();
		assertThat(node.of("/other").fetchSockets().ids()).isEmpty();
		assertThat(node.all().local().fetchSockets().ids())
			.containsExactlyInAnyOrderElementsOf(ids(all.stream().filter((client) -> client.node() == node).toList()));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void tellsWhatIsKnownOfFetchedSockets(NodeKind caller) {
		String room = this.cluster.unique("room");
		for (Client client : this.cluster.clientOfEach(room)) {
			FetchedSockets fetched = this.cluster.node(caller).to(client.id()).fetchSockets();
			assertThat(fetched.sockets()).as(client.name()).singleElement().satisfies((socket) -> {
				assertThat(socket).containsEntry("id", client.id()).containsEntry("name", client.name());
				assertThat(socket.get("auth")).isEqualTo(Map.of("name", client.name(), "rooms", List.of(room)));
				assertThat(socket.get("rooms")).asInstanceOf(InstanceOfAssertFactories.LIST)
					.containsExactlyInAnyOrder(client.id(), room);
				assertThat((String) socket.get("url")).contains("/socket.io/?EIO=4");
				assertThat((String) socket.get("address")).endsWith("127.0.0.1");
			});
		}
	}

	@ParameterizedTest
	@MethodSource("callers")
	void letsSocketsJoinAndLeave(NodeKind caller) {
		String a = this.cluster.unique("a");
		String b = this.cluster.unique("b");
		String c = this.cluster.unique("c");
		List<Client> inA = this.cluster.clientOfEach(a);
		List<Client> inNone = this.cluster.clientOfEach();
		ClusterNode node = this.cluster.node(caller);
		node.to(a).socketsJoin(b, c);
		node.except(a).socketsJoin(c);
		awaitRooms(inA, a, b, c);
		awaitRooms(inNone, c);
		node.to(b).socketsLeave(a);
		node.except(b).socketsLeave(c);
		awaitRooms(inA, b, c);
		awaitRooms(inNone);
		node.to(inNone.get(0).id(), inNone.get(1).id()).socketsJoin(a);
		awaitRooms(inNone.subList(0, 2), a);
		node.all().local().socketsJoin("local");
		node.to("local").socketsJoin("after");
		for (Client client : inNone) {
			Cluster.await("room of its own server alone")
				.until(() -> client.node() != node || rooms(client).containsAll(List.of("local", "after")));
			assertThat(rooms(client).contains("local")).as(client.name()).isEqualTo(client.node() == node);
		}
	}

	private static void awaitRooms(List<Client> clients, String... rooms) {
		for (Client client : clients) {
			List<String> expected = new ArrayList<>(List.of(rooms));
			expected.add(client.id());
			Cluster.await("rooms of " + client)
				.untilAsserted(() -> assertThat(rooms(client)).containsExactlyInAnyOrderElementsOf(expected));
		}
	}

	private static List<String> rooms(Client client) {
		return client.node().local().get(client.id());
	}

	@ParameterizedTest
	@MethodSource("callers")
	void disconnectsSockets(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> members = this.cluster.clientOfEach(room);
		List<Client> others = this.cluster.clientOfEach();
		ClusterNode node = this.cluster.node(caller);
		node.to(room).disconnectSockets(false);
		members.forEach(
				(client) -> assertThat(client.awaitDisconnect()).as(client.name()).isEqualTo("io server disconnect"));
		node.to(others.get(0).id()).disconnectSockets(true);
		assertThat(others.get(0).awaitDisconnect()).isIn("io server disconnect", "transport close");
		node.except(others.get(0).id(), others.get(1).id()).disconnectSockets(true);
		this.cluster.fence(node.all(), others.subList(1, 2));
		assertThat(others.get(1).connected()).isTrue();
		Cluster.await("none but one").until(() -> node.all().fetchSockets().ids().equals(List.of(others.get(1).id())));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void tellsOtherServers(NodeKind caller) {
		ClusterNode node = this.cluster.node(caller);
		node.serverSideEmit("server news", "text", 1, Map.of("a", List.of(true)));
		node.serverSideEmit("server news");
		for (ClusterNode other : this.cluster.nodes()) {
			if (other != node) {
				List<Object> events = new ArrayList<>();
				Cluster.await("server events").until(() -> {
					events.addAll(other.serverEvents());
					return events.size() >= 2;
				});
				assertThat(events).as(other.name())
					.isEqualTo(List.of(List.of("/", "text", 1, Map.of("a", List.of(true))), List.of("/")));
			}
		}
		assertThat(node.serverEvents()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("callers")
	void asksOtherServers(NodeKind caller) {
		ClusterNode node = this.cluster.node(caller);
		Responses responses = node.serverSideEmitWithAck("server question", "text", 1);
		assertThat(responses.failure()).isNull();
		assertThat(responses.values()).containsExactlyInAnyOrderElementsOf(this.cluster.nodes()
			.stream()
			.filter((other) -> other != node)
			.map((other) -> Map.of("node", other.name(), "args", List.of("text", 1)))
			.toList());
	}

	@ParameterizedTest
	@MethodSource("callers")
	void tellsOtherServersBinaryData(NodeKind caller) {
		// The reference writes these as JSON on plain channels, binary data or not
		assumeTrue(this.adapter != AdapterKind.REDIS);
		ClusterNode node = this.cluster.node(caller);
		Responses responses = node.serverSideEmitWithAck("server question", bytes(1, 255));
		assertThat(responses.values()).containsExactlyInAnyOrderElementsOf(this.cluster.nodes()
			.stream()
			.filter((other) -> other != node)
			.map((other) -> Map.of("node", other.name(), "args", List.of(bytes(1, 255))))
			.toList());
	}

	@ParameterizedTest
	@MethodSource("callers")
	void countsServers(NodeKind caller) {
		assertThat(this.cluster.node(caller).serverCount()).isEqualTo(this.cluster.nodes().size());
	}

}
