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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Emitters reach the clients of all servers. Node.js has none for sharded channels.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class EmitterTests extends ClusterTest {

	private final Map<NodeKind, RemoteProcess> emitters = new EnumMap<>(NodeKind.class);

	@BeforeParameterizedClassInvocation
	void startEmitters() {
		for (NodeKind kind : NodeKind.values()) {
			if (kind != NodeKind.NODE_JS || this.adapter != AdapterKind.REDIS_SHARDED) {
				this.emitters.put(kind, this.cluster.emitter(kind));
			}
		}
	}

	@AfterParameterizedClassInvocation
	void closeEmitters() {
		this.emitters.values().forEach(RemoteProcess::close);
		List<RemoteProcess> ended = List.copyOf(this.emitters.values());
		// One instance of this class is for all adapters
		this.emitters.clear();
		ended.forEach(RemoteProcess::assertNoLeak);
	}

	Set<NodeKind> kinds() {
		return this.emitters.keySet();
	}

	private Target emitter(NodeKind kind) {
		return new Target(this.emitters.get(kind));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void emitsToRooms(NodeKind kind) {
		Target emitter = emitter(kind);
		String a = this.cluster.unique("a");
		String b = this.cluster.unique("b");
		List<Client> inBoth = this.cluster.clientOfEach(a, b);
		List<Client> inA = this.cluster.clientOfEach(a);
		List<Client> inNone = this.cluster.clientOfEach();
		emitter.emit("to all", Map.of("a", List.of(1, bytes(2, 255))), "\u20ac");
		emitter.to(a).emit("to a", bytes(1));
		emitter.to(a, b).emit("to both");
		emitter.to(a).except(b).compress(false).emit("to a alone");
		emitter.except(a).emit("not to a");
		emitter.of("/other").emit("to another namespace");
		for (List<Client> clients : List.of(inBoth, inA, inNone)) {
			this.cluster.fence(emitter, clients);
		}
		List<Object> toAll = event("to all", Map.of("a", List.of(1, bytes(2, 255))), "\u20ac");
		assertReceived(inBoth, toAll, event("to a", bytes(1)), event("to both"));
		assertReceived(inA, toAll, event("to a", bytes(1)), event("to both"), event("to a alone"));
		assertReceived(inNone, toAll, event("not to a"));
		awaitVolatile(emitter.except(b), emitter, inA, inBoth, "volatile", bytes(1));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void moves(NodeKind kind) {
		Target emitter = emitter(kind);
		String a = this.cluster.unique("a");
		String b = this.cluster.unique("b");
		List<Client> members = this.cluster.clientOfEach(a);
		List<Client> others = this.cluster.clientOfEach();
		emitter.to(a).socketsJoin(b);
		emitter.to(b).socketsLeave(a);
		for (Client client : members) {
			Cluster.await("rooms of " + client)
				.untilAsserted(() -> assertThat(client.node().local().get(client.id())).containsExactlyInAnyOrder(b,
						client.id()));
		}
		emitter.to(b).disconnectSockets(false);
		members.forEach((client) -> assertThat(client.awaitDisconnect()).isEqualTo("io server disconnect"));
		this.cluster.fence(emitter, others);
		assertThat(others).allMatch(Client::connected);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void tellsServers(NodeKind kind) {
		this.emitters.get(kind).call("serverSideEmit", Map.of("event", "server news", "args", List.of("text", 1)));
		for (ClusterNode node : this.cluster.nodes()) {
			List<Object> events = new ArrayList<>();
			Cluster.await("server events").until(() -> {
				events.addAll(node.serverEvents());
				return !events.isEmpty();
			});
			assertThat(events).as(node.name()).isEqualTo(List.of(List.of("/", "text", 1)));
		}
	}

}
