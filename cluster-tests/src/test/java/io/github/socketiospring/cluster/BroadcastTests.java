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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one server emits comes to the clients of all, each of which is on another server
 * (PROTOCOL.md L, FEATURES.md 3).
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class BroadcastTests extends ClusterTest {

	@ParameterizedTest
	@MethodSource("callers")
	void reachesAllWithEachKindOfValue(NodeKind caller) {
		List<Client> clients = this.cluster.clientOfEach();
		ClusterNode sender = this.cluster.node(caller);
		// No whole number beyond 64 bits: the MessagePack of the reference writes 0
		Object[] values = { "text", "\u20ac \ud83d\ude00 \u0000", "", 0, -1, 1 << 30, 1L << 52, 0.5, -1e-7, 1.5e-300,
				true, false, List.of(), Map.of(), List.of(1, List.of("two")), Map.of("a", Map.of("b", List.of(3))) };
		sender.all().emit("values", values);
		sender.all().emit("nothing");
		sender.all().emit("null", (Object) Arrays.asList(1, null));
		this.cluster.fence(sender.all(), clients);
		List<Object> event = new ArrayList<>(List.of("values"));
		event.addAll(List.of(values));
		assertReceived(clients, event, event("nothing"), event("null", Arrays.asList(1, null)));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void reachesAllWithBinaryData(NodeKind caller) {
		List<Client> clients = this.cluster.clientOfEach();
		ClusterNode sender = this.cluster.node(caller);
		sender.all().emit("bytes", bytes(0, 127, 128, 255), "text", bytes());
		sender.all().emit("nested", Map.of("picture", bytes(1), "list", List.of(1, bytes(2, 3))));
		this.cluster.fence(sender.all(), clients);
		assertReceived(clients, event("bytes", bytes(0, 127, 128, 255), "text", bytes()),
				event("nested", Map.of("picture", bytes(1), "list", List.of(1, bytes(2, 3)))));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void reachesAllWithMuch(NodeKind caller) {
		List<Client> clients = this.cluster.clientOfEach();
		ClusterNode sender = this.cluster.node(caller);
		String text = "\u00e9".repeat(300_000);
		sender.all().emit("text", text);
		sender.all().emit("bytes", bytes(IntStream.range(0, 500_000).toArray()));
		this.cluster.fence(sender.all(), clients);
		assertReceived(clients, event("text", text), event("bytes", bytes(IntStream.range(0, 500_000).toArray())));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void keepsTheOrder(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> clients = this.cluster.clientOfEach(room);
		ClusterNode sender = this.cluster.node(caller);
		List<List<Object>> events = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			List<Object> event = event("number", (i % 3 == 0) ? bytes(i) : i);
			Target target = (i % 2 == 0) ? sender.all() : sender.to(room);
			target.emit("number", event.get(1));
			events.add(event);
		}
		this.cluster.fence(sender.all(), clients);
		assertReceived(clients, events.toArray(List[]::new));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void reachesRoomsAlone(NodeKind caller) {
		String a = this.cluster.unique("a");
		String b = this.cluster.unique("b");
		List<Client> inBoth = this.cluster.clientOfEach(a, b);
		List<Client> inA = this.cluster.clientOfEach(a);
		List<Client> inB = this.cluster.clientOfEach(b);
		List<Client> inNone = this.cluster.clientOfEach();
		ClusterNode sender = this.cluster.node(caller);
		sender.to(a).emit("to a");
		sender.to(a, b).emit("to both");
		sender.to(a).except(b).emit("to a alone");
		sender.except(a).emit("not to a");
		sender.except(a, b).emit("to none of them");
		sender.to(this.cluster.unique("nobody")).emit("to nobody");
		for (List<Client> clients : List.of(inBoth, inA, inB, inNone)) {
			this.cluster.fence(sender.all(), clients);
		}
		assertReceived(inBoth, event("to a"), event("to both"));
		assertReceived(inA, event("to a"), event("to both"), event("to a alone"));
		assertReceived(inB, event("to both"), event("not to a"));
		assertReceived(inNone, event("not to a"), event("to none of them"));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void reachesRoomsOfEachName(NodeKind caller) {
		ClusterNode sender = this.cluster.node(caller);
		for (String name : List.of("", "#", "a#b#", "*", "[a]?", "42", "0", "__proto__", "\u00e9\u20ac\ud83d\ude00",
				"exactly-20-long-room", "line\nbreak")) {
			String room = name.equals("42") || name.length() == 20 ? name : name + this.cluster.unique("");
			List<Client> members = this.cluster.clientOfEach(room);
			List<Client> others = this.cluster.clientOfEach();
			sender.to(room).emit("to", room);
			sender.to(room).except("other").emit("again", bytes(1));
			this.cluster.fence(sender.all(), members);
			this.cluster.fence(sender.all(), others);
			assertReceived(members, event("to", room), event("again", bytes(1)));
			assertReceived(others);
			this.cluster.disconnectClients();
		}
	}

	@ParameterizedTest
	@MethodSource("callers")
	void reachesOneSocketByItsId(NodeKind caller) {
		List<Client> clients = this.cluster.clientOfEach();
		ClusterNode sender = this.cluster.node(caller);
		for (Client client : clients) {
			this.cluster.awaitReach(sender.to(client.id()), List.of(client));
			sender.to(client.id()).emit("to", client.name());
			sender.except(client.id()).emit("not to", client.name());
		}
		this.cluster.fence(sender.all(), clients);
		for (Client client : clients) {
			List<List<Object>> events = new ArrayList<>();
			for (Client other : clients) {
				events.add(event((other == client) ? "to" : "not to", other.name()));
			}
			assertReceived(List.of(client), events.toArray(List[]::new));
		}
	}

	@ParameterizedTest
	@MethodSource("callers")
	void leavesOutTheSocketThatItComesFrom(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> clients = new ArrayList<>(this.cluster.clientOfEach(room));
		ClusterNode sender = this.cluster.node(caller);
		Client from = clients.stream().filter((client) -> client.node() == sender).findFirst().orElseThrow();
		sender.all().from(from.id()).emit("to others");
		sender.all().from(from.id()).to(room).emit("to others in the room");
		this.cluster.fence(sender.all(), clients);
		assertReceived(List.of(from));
		clients.remove(from);
		assertReceived(clients, event("to others"), event("to others in the room"));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void carriesFlags(NodeKind caller) {
		List<Client> clients = new ArrayList<>(this.cluster.clientOfEach());
		ClusterNode sender = this.cluster.node(caller);
		awaitVolatile(sender.all(), sender.all(), clients, List.of(), "volatile", bytes(1));
		sender.all().compress(false).emit("uncompressed");
		sender.all().compress(true).emit("compressed");
		// The reference delivers local events before others that it has not published yet
		this.cluster.fence(sender.all(), clients);
		sender.all().local().emit("local");
		this.cluster.fence(sender.all(), clients);
		List<Client> local = clients.stream().filter((client) -> client.node() == sender).toList();
		clients.removeAll(local);
		assertReceived(local, event("uncompressed"), event("compressed"), event("local"));
		assertReceived(clients, event("uncompressed"), event("compressed"));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void staysInItsNamespace(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> clients = this.cluster.clientOfEach(room);
		List<Client> others = this.cluster.nodes()
			.stream()
			.map((node) -> this.cluster.connectTo("/other", node, room))
			.toList();
		for (ClusterNode node : this.cluster.nodes()) {
			this.cluster.awaitReach(node.of("/other").to(room), others);
		}
		ClusterNode sender = this.cluster.node(caller);
		sender.all().emit("to", "/");
		sender.to(room).emit("to room of", "/");
		sender.of("/other").emit("to", "/other");
		sender.of("/other").to(room).emit("to room of", "/other");
		this.cluster.fence(sender.all(), clients);
		this.cluster.fence(sender.of("/other"), others);
		assertReceived(clients, event("to", "/"), event("to room of", "/"));
		assertReceived(others, event("to", "/other"), event("to room of", "/other"));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void collectsAcknowledgementsOfAll(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> clients = this.cluster.clientOfEach();
		List<Client> members = this.cluster.clientOfEach(room);
		ClusterNode sender = this.cluster.node(caller);
		clients.forEach((client) -> client.answer(client.name()));
		members.forEach((client) -> client.answer(Map.of("name", client.name(), "bytes", bytes(1, 255))));
		Responses ofRoom = sender.to(room).timeout(Duration.ofSeconds(20)).emitWithAck("question", bytes(7), "text");
		assertThat(ofRoom.failure()).isNull();
		assertThat(ofRoom.values()).containsExactlyInAnyOrderElementsOf(members.stream()
			.map((client) -> (Object) Map.of("name", client.name(), "bytes", bytes(1, 255)))
			.toList());
		Responses ofOthers = sender.except(room).timeout(Duration.ofSeconds(20)).emitWithAck("question");
		assertThat(ofOthers.failure()).isNull();
		assertThat(ofOthers.values()).containsExactlyInAnyOrderElementsOf(clients.stream().map(Client::name).toList());
		assertReceived(members, event("question", bytes(7), "text"));
		assertReceived(clients, event("question"));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void givesTheAcknowledgementsThatCameInTime(NodeKind caller) {
		String room = this.cluster.unique("room");
		List<Client> members = this.cluster.clientOfEach(room);
		List<Client> silent = this.cluster.clientOfEach(room);
		ClusterNode sender = this.cluster.node(caller);
		members.forEach((client) -> client.answer(client.name()));
		Responses responses = sender.to(room).timeout(Duration.ofSeconds(2)).emitWithAck("question");
		assertThat(responses.failure()).isNotNull();
		assertThat(responses.values()).containsExactlyInAnyOrderElementsOf(members.stream().map(Client::name).toList());
		assertReceived(silent, event("question"));
	}

	@ParameterizedTest
	@MethodSource("callers")
	void collectsNoAcknowledgementsOfNobody(NodeKind caller) {
		Responses responses = this.cluster.node(caller)
			.to(this.cluster.unique("nobody"))
			.timeout(Duration.ofSeconds(20))
			.emitWithAck("question");
		assertThat(responses).isEqualTo(new Responses(List.of(), null));
	}

}
