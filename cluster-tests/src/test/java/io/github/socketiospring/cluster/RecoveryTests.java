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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client loses its connection to one server and is recovered by another (FEATURES.md
 * 2b): over streams, which keep what it has missed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTests {

	private Cluster cluster;

	@BeforeAll
	void startCluster() {
		this.cluster = Cluster.start(AdapterKind.REDIS_STREAMS, true, NodeKind.all());
	}

	@AfterAll
	void closeCluster() {
		this.cluster.close();
	}

	@AfterEach
	void disconnectClients() {
		this.cluster.disconnectClients();
		try (RedisConnection redis = this.cluster.redis().connect()) {
			((List<?>) redis.call("KEYS", "*sio:session:*")).forEach((key) -> redis.call("DEL", key));
		}
	}

	static Stream<Arguments> moves() {
		List<NodeKind> kinds = Arrays.stream(NodeKind.all()).distinct().toList();
		return kinds.stream().flatMap((from) -> kinds.stream().map((to) -> Arguments.of(from, to)));
	}

	@ParameterizedTest
	@MethodSource("moves")
	void missesNothingAndGetsNothingTwice(NodeKind from, NodeKind to) {
		String room = this.cluster.unique("room");
		ClusterNode first = this.cluster.node(from);
		Client client = connect(first, room);
		String id = client.id();
		drop(client);
		List<List<Object>> missed = new ArrayList<>();
		for (ClusterNode sender : this.cluster.nodes()) {
			missed.addAll(emitAll(sender, client, room));
		}
		ClusterNode second = this.cluster.node(to, first);
		assertThat(client.reconnect(second)).isTrue();
		assertThat(client.id()).isEqualTo(id);
		assertThat(second.local().get(id)).containsExactlyInAnyOrder(id, room);
		assertThat(first.local()).doesNotContainKey(id);
		List<List<Object>> after = new ArrayList<>();
		for (ClusterNode sender : this.cluster.nodes()) {
			after.addAll(emitAll(sender, client, room));
			this.cluster.fence(sender.all(), List.of(client));
		}
		assertThat(received(client)).isEqualTo(concat(missed, after));
		assertThat(first.to(id).fetchSockets().sockets()).singleElement()
			.satisfies((socket) -> assertThat(socket).containsEntry("id", id).containsEntry("name", client.name()));
	}

	/**
	 * Emit what a client is to get, and what it is not.
	 * @return what it is to get
	 */
	private List<List<Object>> emitAll(ClusterNode sender, Client client, String room) {
		String name = sender.name();
		sender.to(room).emit("to room", name, ClusterTest.bytes(1, 255));
		sender.all().emit("to all", name);
		sender.to(client.id()).emit("to client", name);
		sender.to(room, "other").emit("to rooms", name);
		sender.to("other").emit("to others", name);
		sender.except(room).emit("to others", name);
		sender.of("/other").emit("to another namespace", name);
		// Calls of several servers are in the order of the stream, not of the calls
		Client witness = this.cluster.connect(sender);
		this.cluster.fence(sender.all(), List.of(witness));
		return List.of(ClusterTest.event("to room", name, ClusterTest.bytes(1, 255)), ClusterTest.event("to all", name),
				ClusterTest.event("to client", name), ClusterTest.event("to rooms", name));
	}

	@ParameterizedTest
	@MethodSource("moves")
	void isRecoveredAgainAndAgain(NodeKind from, NodeKind to) {
		String room = this.cluster.unique("room");
		ClusterNode first = this.cluster.node(from);
		ClusterNode second = this.cluster.node(to, first);
		Client client = connect(first, room);
		List<List<Object>> events = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			drop(client);
			// Every other time there is nothing to replay
			if (i % 2 == 0) {
				first.to(room).emit("number", i);
				events.add(ClusterTest.event("number", i));
				this.cluster.fence(first.all(), List.of(this.cluster.connect(first)));
			}
			assertThat(client.reconnect((i % 2 == 0) ? second : first)).as("recovery %d", i).isTrue();
		}
		this.cluster.fence(first.all(), List.of(client));
		assertThat(received(client)).isEqualTo(events);
	}

	@ParameterizedTest
	@MethodSource("moves")
	void isRecoveredWhenItsServerIsKilled(NodeKind from, NodeKind to) {
		String room = this.cluster.unique("room");
		String left = this.cluster.unique("left");
		ClusterNode killed = this.cluster.join(from);
		Client client = connect(killed, left);
		String id = client.id();
		client.join(room);
		client.leave(left);
		ClusterNode second = this.cluster.node(to);
		second.to(room).emit("seen", 0);
		client.await("seen", 0);
		if (from == NodeKind.JAVA) {
			awaitSession((session) -> session.contains(room) && !session.contains(left));
		}
		else {
			// The reference keeps a session when the connection is lost, and not before
			drop(client);
		}
		this.cluster.kill(killed);
		second.to(left).emit("to those who stay", 0);
		second.to(room).emit("missed", 1, ClusterTest.bytes(1, 255));
		second.to(id).emit("missed", 2);
		this.cluster.fence(second.all(), List.of(this.cluster.connect(second)));
		client.awaitDisconnect();
		assertThat(client.reconnect(second)).isTrue();
		assertThat(client.id()).isEqualTo(id);
		second.to(room).emit("after", 3);
		this.cluster.fence(second.all(), List.of(client));
		assertThat(received(client))
			.isEqualTo(List.of(ClusterTest.event("seen", 0), ClusterTest.event("missed", 1, ClusterTest.bytes(1, 255)),
					ClusterTest.event("missed", 2), ClusterTest.event("after", 3)));
		assertIsOnce(client, room);
		this.cluster.awaitMembers();
	}

	/**
	 * All servers know a client as one, with its room and what it has told of itself.
	 */
	private void assertIsOnce(Client client, String room) {
		for (ClusterNode node : this.cluster.nodes()) {
			assertThat(node.to(client.id()).fetchSockets().sockets()).as(node.name())
				.singleElement()
				.satisfies((socket) -> assertThat(socket).containsEntry("id", client.id())
					.containsEntry("name", client.name())
					.containsEntry("rooms", Stream.of(client.id(), room).sorted().toList()));
		}
	}

	/**
	 * A Java server is asked for the client. One that learns by the next write that a
	 * server of Node.js has it ends its own socket.
	 */
	@ParameterizedTest
	@EnumSource
	@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
	void leavesNoGhostWhereItsLossWasNotNoticed(NodeKind to) {
		String room = this.cluster.unique("room");
		ClusterNode first = this.cluster.node(NodeKind.JAVA);
		ClusterNode second = this.cluster.node(to, first);
		try (TcpProxy network = new TcpProxy(first.port())) {
			Client client = this.cluster.connect(first, network, room);
			this.cluster.awaitReach(List.of(client), room);
			awaitSession((session) -> session.contains(room));
			String id = client.id();
			network.silence();
			client.drop();
			second.to(room).emit("missed", 1);
			this.cluster.fence(second.all(), List.of(this.cluster.connect(second)));
			assertThat(first.local()).containsKey(id);
			assertThat(client.reconnect(second)).isTrue();
			assertThat(client.id()).isEqualTo(id);
			if (to == NodeKind.NODE_JS) {
				second.to(id).socketsJoin("another");
				second.to(id).socketsLeave("another");
			}
			Cluster.await("end of the ghost").until(() -> !first.local().containsKey(id));
			second.to(room).emit("after", 2);
			this.cluster.fence(second.all(), List.of(client));
			assertThat(received(client))
				.isEqualTo(List.of(ClusterTest.event("missed", 1), ClusterTest.event("after", 2)));
			assertIsOnce(client, room);
			// What the end of the ghost has written, if anything, is not its own
			drop(client);
			assertThat(client.reconnect(first)).isTrue();
			assertIsOnce(client, room);
		}
	}

	@Test
	@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
	void leavesNothingInRedisAfterGoodbye() {
		String room = this.cluster.unique("room");
		ClusterNode node = this.cluster.node(NodeKind.JAVA);
		Client leaving = connect(node, room);
		Client sentAway = connect(node, room);
		Cluster.await("sessions").until(() -> keys().size() == 4);
		leaving.disconnect();
		node.to(sentAway.id()).disconnectSockets(false);
		Cluster.await("no sessions").until(() -> keys().isEmpty());
	}

	@Test
	@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
	void staysConnectedWhenRedisIsEmpty() {
		String room = this.cluster.unique("room");
		ClusterNode node = this.cluster.node(NodeKind.JAVA);
		Client client = connect(node, room);
		awaitSession((session) -> session.contains(room));
		this.cluster.redis().kill();
		this.cluster.redis().start();
		awaitSession((session) -> session.contains(room));
		client.join("another");
		awaitSession((session) -> session.contains("another"));
		this.cluster.awaitReach(List.of(client), room);
		assertThat(client.connected()).isTrue();
		assertThat(node.local()).containsKey(client.id());
		this.cluster.awaitMembers();
	}

	@Test
	@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
	void keepsNothingBeforeTheLossIfToldSo() {
		String room = this.cluster.unique("room");
		ClusterNode first = this.cluster.join(NodeKind.JAVA, Map.of("live-sessions", false));
		try {
			Client client = connect(first, room);
			assertThat(keys()).isEmpty();
			drop(client);
			assertThat(keys()).hasSize(1);
			assertThat(client.reconnect(this.cluster.node(NodeKind.JAVA))).isTrue();
			assertIsOnce(client, room);
			drop(client);
			assertThat(client.reconnect(first)).isTrue();
			assertIsOnce(client, room);
		}
		finally {
			this.cluster.disconnectClients();
			this.cluster.remove(first);
		}
	}

	@ParameterizedTest
	@MethodSource("moves")
	void isRecoveredOnceThoughItComesBackTwice(NodeKind from, NodeKind to) {
		ClusterNode first = this.cluster.node(from);
		ClusterNode second = this.cluster.node(to, first);
		Client client = connect(first, this.cluster.unique("room"));
		Map<?, ?> session = client.session();
		drop(client);
		List<String> ids = Stream.of(first, second, first, second)
			.map((node) -> CompletableFuture.supplyAsync(() -> this.cluster.connectAs(session, node, "/").id(),
					(task) -> new Thread(task).start()))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		if (from == to) {
			assertThat(ids).doesNotHaveDuplicates().containsOnlyOnce(client.id());
		}
		else {
			// The reference takes the session of a socket that lives, which ends then
			first.to(client.id()).socketsJoin("another");
			Cluster.await("one").until(() -> first.to(client.id()).fetchSockets().sockets().size() == 1);
		}
	}

	/**
	 * The reference does not look where a session is from.
	 */
	@Test
	@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
	void isNewInAnotherNamespace() {
		ClusterNode node = this.cluster.node(NodeKind.JAVA);
		Client client = connect(node, this.cluster.unique("room"));
		Map<?, ?> session = client.session();
		drop(client);
		Client other = this.cluster.connectAs(session, node, "/other");
		assertThat(other.id()).isNotEqualTo(client.id());
		assertThat(node.local("/other").get(other.id())).containsExactly(other.id());
	}

	@ParameterizedTest
	@MethodSource("moves")
	void isNewAfterGoodbye(NodeKind from, NodeKind to) {
		String room = this.cluster.unique("room");
		ClusterNode first = this.cluster.node(from);
		Client client = connect(first, room);
		String id = client.id();
		first.to(room).disconnectSockets(false);
		client.awaitDisconnect();
		ClusterNode second = this.cluster.node(to, first);
		assertThat(client.reconnect(second)).isFalse();
		assertThat(client.id()).isNotEqualTo(id);
	}

	/**
	 * Events that have no place in the stream wait for those that have. The reference
	 * delivers them before.
	 */
	@Test
	@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
	void keepsTheOrderOfEventsWithAndWithoutOffset() {
		ClusterNode node = this.cluster.node(NodeKind.JAVA);
		Client client = connect(node, this.cluster.unique("room"));
		List<List<Object>> events = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			Target target = node.to(client.id());
			((i % 2 == 0) ? target : target.local()).emit("number", i, "text");
			events.add(ClusterTest.event("number", i, "text"));
		}
		this.cluster.fence(node.all(), List.of(client));
		assertThat(received(client)).isEqualTo(events);
	}

	/**
	 * A client that knows an offset.
	 */
	private Client connect(ClusterNode node, String room) {
		Client client = this.cluster.connect(node, room);
		this.cluster.awaitReach(List.of(client), room);
		return client;
	}

	private void drop(Client client) {
		client.drop();
		// The reference may look for a session before it is there (PROTOCOL.md 156)
		Cluster.await("session").until(() -> !client.node().local().containsKey(client.id()) && !keys().isEmpty());
	}

	private List<?> keys() {
		try (RedisConnection redis = this.cluster.redis().connect()) {
			return (List<?>) redis.call("KEYS", "*sio:session:*");
		}
	}

	/**
	 * Wait for a session in Redis with those texts.
	 */
	private void awaitSession(Predicate<String> condition) {
		Cluster.await("session").until(() -> {
			try (RedisConnection redis = this.cluster.redis().connect()) {
				return ((List<?>) redis.call("KEYS", "sio:session:*")).stream()
					.map((key) -> (String) redis.call("GET", key))
					.anyMatch((session) -> session != null && condition
						.test(new String(Base64.getDecoder().decode(session), StandardCharsets.ISO_8859_1)));
			}
		});
	}

	private static List<List<Object>> concat(List<List<Object>> first, List<List<Object>> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

	/**
	 * What a client has received, without the offsets.
	 */
	private static List<List<Object>> received(Client client) {
		List<List<Object>> events = client.received();
		events.forEach((event) -> assertThat(event.remove(event.size() - 1)).asString().matches("\\d+-\\d+"));
		return events;
	}

}
