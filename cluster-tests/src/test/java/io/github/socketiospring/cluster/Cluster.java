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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Redis, servers that are connected by it, and clients.
 */
final class Cluster implements AutoCloseable {

	private final RedisServer redis;

	private final ClusterSettings settings;

	private final List<ClusterNode> nodes = new ArrayList<>();

	private final Clients clients;

	private final List<Client> connected = new CopyOnWriteArrayList<>();

	private final AtomicInteger lastName = new AtomicInteger();

	private Cluster(RedisServer redis, ClusterSettings settings) {
		this.redis = redis;
		this.settings = settings;
		this.clients = new Clients();
	}

	static Cluster start(AdapterKind adapter, NodeKind... kinds) {
		return start(adapter, false, kinds);
	}

	/**
	 * Start servers.
	 * @param recovery whether connection state recovery is on
	 * @param kinds what each of them is made of
	 */
	static Cluster start(AdapterKind adapter, boolean recovery, NodeKind... kinds) {
		return start(adapter, recovery, Map.of(), kinds);
	}

	/**
	 * Start servers.
	 * @param recovery whether connection state recovery is on
	 * @param options of the adapter, by the names that the reference has for them
	 * @param kinds what each of them is made of
	 */
	static Cluster start(AdapterKind adapter, boolean recovery, Map<String, ?> options, NodeKind... kinds) {
		RedisServer redis = RedisServer.start(adapter.redis());
		return start(redis, new ClusterSettings(adapter, redis.port(), recovery, options), kinds);
	}

	/**
	 * Start servers.
	 * @param options of the adapter, by the names that the reference has for them
	 * @param kinds what each of them is made of
	 */
	static Cluster start(AdapterKind adapter, Map<String, ?> options, NodeKind... kinds) {
		RedisServer redis = RedisServer.start(RedisVersion.SEVEN);
		return start(redis, new ClusterSettings(adapter, redis.port(), false, options), kinds);
	}

	private static Cluster start(RedisServer redis, ClusterSettings settings, NodeKind... kinds) {
		Cluster cluster = new Cluster(redis, settings);
		try {
			Arrays.stream(kinds).forEach(cluster::launch);
			cluster.nodes.forEach(ClusterNode::awaitReady);
			cluster.clients.awaitReady();
			cluster.awaitWhole();
		}
		catch (RuntimeException | Error ex) {
			cluster.close();
			throw ex;
		}
		return cluster;
	}

	private ClusterNode launch(NodeKind kind) {
		return launch(kind, this.settings);
	}

	private ClusterNode launch(NodeKind kind, ClusterSettings settings) {
		ClusterNode node = ClusterNode.start(kind.name().toLowerCase() + "-" + this.lastName.incrementAndGet(), kind,
				settings);
		this.nodes.add(node);
		return node;
	}

	/**
	 * Start one more server, and wait until it is a member.
	 */
	ClusterNode join(NodeKind kind) {
		return join(kind, this.settings.redisPort());
	}

	/**
	 * Start one more server that reaches Redis by another port.
	 */
	ClusterNode join(NodeKind kind, int redisPort) {
		return join(kind, this.settings.withRedisPort(redisPort));
	}

	/**
	 * Start one more server that has other options of the adapter.
	 */
	ClusterNode join(NodeKind kind, Map<String, ?> options) {
		return join(kind, this.settings.withOptions(options));
	}

	private ClusterNode join(NodeKind kind, ClusterSettings settings) {
		ClusterNode node = launch(kind, settings);
		node.awaitReady();
		awaitWhole();
		return node;
	}

	/**
	 * Kill a server, with all connections of its clients.
	 */
	void kill(ClusterNode node) {
		node.kill();
		this.nodes.remove(node);
		node.close();
		node.assertNoLeak();
	}

	/**
	 * No more look after a server that is to be ended by itself.
	 */
	void remove(ClusterNode node) {
		this.nodes.remove(node);
		node.close();
		node.assertNoLeak();
	}

	/**
	 * Wait until all know of each other, and each reaches the clients of all.
	 */
	void awaitWhole() {
		awaitMembers();
		List<Client> scouts = this.nodes.stream().map((node) -> this.clients.connect(node)).toList();
		awaitReach(scouts);
		scouts.forEach(Client::disconnect);
		awaitNoClients();
	}

	/**
	 * Wait until all know how many they are.
	 */
	void awaitMembers() {
		for (ClusterNode node : this.nodes) {
			await("members").until(() -> node.serverCount() == this.nodes.size());
		}
	}

	/**
	 * Wait until each server reaches all of those clients, by those rooms: the reference
	 * subscribes to channels later than it tells that a room has been joined.
	 */
	void awaitReach(Collection<Client> clients, String... rooms) {
		for (ClusterNode node : this.nodes) {
			awaitReach(node.to(rooms), clients);
		}
	}

	void awaitReach(Target sender, Collection<Client> clients) {
		await("reach").until(() -> {
			String fence = unique("fence");
			sender.emit("fence", fence);
			return clients.stream().allMatch((client) -> client.hasReceived("fence", fence));
		});
	}

	/**
	 * Wait until what a server has emitted before has come to clients of it or not:
	 * something that it emits now has come.
	 */
	void fence(Target sender, Collection<Client> clients) {
		String fence = unique("fence");
		sender.emit("fence", fence);
		clients.forEach((client) -> client.await("fence", fence));
	}

	String unique(String name) {
		return name + " " + this.lastName.incrementAndGet();
	}

	/**
	 * A client of each server.
	 * @param rooms what each of them joins
	 */
	List<Client> clientOfEach(String... rooms) {
		List<Client> clients = this.nodes.stream().map((node) -> connect(node, rooms)).toList();
		for (String room : rooms) {
			awaitReach(clients, room);
		}
		return clients;
	}

	Client connect(ClusterNode node, String... rooms) {
		return add(this.clients.connect(node, rooms));
	}

	/**
	 * Connect a client to a server that stands behind something else.
	 */
	Client connect(ClusterNode node, TcpProxy proxy, String... rooms) {
		return add(this.clients.connect(node, proxy, rooms));
	}

	Client connectTo(String namespace, ClusterNode node, String... rooms) {
		return add(this.clients.connect(node, namespace, rooms));
	}

	/**
	 * Connect a client that says that it is another one.
	 */
	Client connectAs(Map<?, ?> session, ClusterNode node, String namespace) {
		return add(this.clients.connectAs(session, node, namespace));
	}

	private Client add(Client client) {
		this.connected.add(client);
		return client;
	}

	void disconnectClients() {
		this.connected.forEach(Client::disconnect);
		this.connected.clear();
		awaitNoClients();
		this.nodes.forEach(ClusterNode::serverEvents);
	}

	private void awaitNoClients() {
		for (ClusterNode node : this.nodes) {
			await("no clients").until(() -> node.local("/").isEmpty() && node.local("/other").isEmpty());
		}
	}

	static ConditionFactory await(String what) {
		return Awaitility.await(what)
			.atMost(Duration.ofSeconds(30))
			.pollDelay(Duration.ZERO)
			.pollInterval(10, TimeUnit.MILLISECONDS);
	}

	RedisServer redis() {
		return this.redis;
	}

	List<ClusterNode> nodes() {
		return List.copyOf(this.nodes);
	}

	ClusterNode node(NodeKind kind) {
		return this.nodes.stream().filter((node) -> node.kind() == kind).findFirst().orElseThrow();
	}

	/**
	 * A server of a kind that is another one than the given, where there is one.
	 */
	ClusterNode node(NodeKind kind, ClusterNode another) {
		return this.nodes.stream()
			.filter((node) -> node.kind() == kind && node != another)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("There is one of " + kind + " alone"));
	}

	/**
	 * Start an emitter, which is no server.
	 */
	RemoteProcess emitter(NodeKind kind) {
		RemoteProcess emitter = switch (kind) {
			case NODE_JS -> RemoteProcess.script("emitter", "emitter.js", this.settings.forNodeJs("emitter"));
			case JAVA -> RemoteProcess.java("emitter", JavaEmitter.command(this.settings));
		};
		emitter.awaitReady();
		return emitter;
	}

	@Override
	public void close() {
		this.clients.close();
		this.nodes.forEach(ClusterNode::close);
		this.redis.close();
		this.nodes.forEach(ClusterNode::assertNoLeak);
	}

}
