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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of a server of the cluster.
 */
final class Client {

	private final RemoteProcess process;

	private final String name;

	private ClusterNode node;

	private String id;

	Client(RemoteProcess process, String name) {
		this.process = process;
		this.name = name;
	}

	void connect(ClusterNode node, String namespace, List<String> rooms) {
		connect(node, namespace, Map.of("name", this.name, "rooms", rooms));
	}

	/**
	 * Connect.
	 * @param auth what it tells of itself
	 */
	void connect(ClusterNode node, String namespace, Map<?, ?> auth) {
		connect(node, node.url(), namespace, auth);
	}

	/**
	 * Connect to a server that stands behind something else.
	 */
	void connect(ClusterNode node, TcpProxy proxy, List<String> rooms) {
		connect(node, "http://127.0.0.1:" + proxy.port(), "/", Map.of("name", this.name, "rooms", rooms));
	}

	private void connect(ClusterNode node, String url, String namespace, Map<?, ?> auth) {
		this.node = node;
		Map<?, ?> connected = (Map<?, ?>) call("connect", Map.of("url", url, "namespace", namespace, "auth", auth));
		this.id = (String) connected.get("id");
	}

	/**
	 * What it tells when it comes back.
	 */
	Map<?, ?> session() {
		return (Map<?, ?>) call("session", Map.of());
	}

	/**
	 * Connect again, to whichever server.
	 * @return whether it was recovered
	 */
	boolean reconnect(ClusterNode node) {
		this.node = node;
		Map<?, ?> connected = (Map<?, ?>) call("reconnect", Map.of("url", node.url()));
		this.id = (String) connected.get("id");
		return (Boolean) connected.get("recovered");
	}

	/**
	 * Lose the connection, as if the network had failed.
	 */
	void drop() {
		call("drop", Map.of());
	}

	void disconnect() {
		call("disconnect", Map.of());
	}

	/**
	 * What is to be answered to all events that ask for an acknowledgement; nothing until
	 * this is called.
	 */
	void answer(Object... args) {
		call("answer", Map.of("args", Arrays.asList(args)));
	}

	/**
	 * What has come since this was last asked, in its order.
	 */
	List<List<Object>> received() {
		List<List<Object>> events = new ArrayList<>();
		((List<?>) call("received", Map.of())).forEach((event) -> events.add(new ArrayList<>((List<?>) event)));
		return events;
	}

	/**
	 * Wait for an event with that first argument.
	 */
	void await(String event, Object argument) {
		call("awaitEvent", Map.of("event", event, "argument", argument));
	}

	/**
	 * Whether an event with that first argument has come, or comes soon.
	 */
	boolean hasReceived(String event, Object argument) {
		return (Boolean) call("awaitEvent", Map.of("event", event, "argument", argument, "within", 200));
	}

	/**
	 * Wait for the end of the connection.
	 * @return the reason
	 */
	String awaitDisconnect() {
		return (String) call("awaitDisconnect", Map.of());
	}

	boolean connected() {
		return (Boolean) ((Map<?, ?>) call("state", Map.of())).get("connected");
	}

	void join(String... rooms) {
		ask("join", List.of(rooms));
	}

	void leave(String room) {
		ask("leave", room);
	}

	Object ask(String event, Object... args) {
		return call("ask", Map.of("event", event, "args", Arrays.asList(args)));
	}

	private Object call(String command, Map<String, ?> parameters) {
		Map<String, Object> all = new LinkedHashMap<>(parameters);
		all.put("client", this.name);
		return this.process.call(command, all);
	}

	ClusterNode node() {
		return this.node;
	}

	String id() {
		return this.id;
	}

	String name() {
		return this.name;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
