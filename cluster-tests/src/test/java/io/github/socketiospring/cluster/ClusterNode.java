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

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.EngineIOCounter;

/**
 * One server of the cluster: a process of its own.
 */
final class ClusterNode implements AutoCloseable {

	private final String name;

	private final NodeKind kind;

	private final RemoteProcess process;

	private String url;

	private ClusterNode(String name, NodeKind kind, RemoteProcess process) {
		this.name = name;
		this.kind = kind;
		this.process = process;
	}

	/**
	 * Start a server, which is not ready yet.
	 */
	static ClusterNode start(String name, NodeKind kind, ClusterSettings settings) {
		RemoteProcess process = switch (kind) {
			case NODE_JS -> RemoteProcess.script(name, "node.js", settings.forNodeJs(name));
			case JAVA -> RemoteProcess.java(name, JavaNode.command(settings.forJava(name)));
		};
		return new ClusterNode(name, kind, process);
	}

	void awaitReady() {
		this.url = "http://127.0.0.1:" + this.process.awaitReady();
	}

	String name() {
		return this.name;
	}

	NodeKind kind() {
		return this.kind;
	}

	String url() {
		return this.url;
	}

	int port() {
		return URI.create(this.url).getPort();
	}

	Target all() {
		return new Target(this.process);
	}

	Target of(String namespace) {
		return all().of(namespace);
	}

	Target to(String... rooms) {
		return all().to(rooms);
	}

	Target except(String... rooms) {
		return all().except(rooms);
	}

	void serverSideEmit(String event, Object... args) {
		this.process.call("serverSideEmit", Map.of("event", event, "args", List.of(args)));
	}

	Responses serverSideEmitWithAck(String event, Object... args) {
		return Responses.of(this.process.call("serverSideEmitWithAck", Map.of("event", event, "args", List.of(args))));
	}

	/**
	 * What has come from other servers since this was last asked, each with its namespace
	 * before it.
	 */
	List<?> serverEvents() {
		return (List<?>) this.process.call("serverEvents", Map.of());
	}

	int serverCount() {
		return (Integer) this.process.call("serverCount", Map.of());
	}

	/**
	 * What a Java server counts.
	 */
	long count(SocketIOCounter counter) {
		return ((Number) this.process.call("count", Map.of("counter", counter))).longValue();
	}

	/**
	 * What the engine of a Java server counts.
	 */
	long count(EngineIOCounter counter) {
		return ((Number) this.process.call("engineCount", Map.of("counter", counter))).longValue();
	}

	/**
	 * The rooms of each socket that is connected to this server, by its id.
	 */
	Map<String, List<String>> local() {
		return local("/");
	}

	Map<String, List<String>> local(String namespace) {
		Map<String, List<String>> sockets = new LinkedHashMap<>();
		((Map<?, ?>) this.process.call("local", Map.of("namespace", namespace))).forEach((id, rooms) -> {
			List<String> names = new ArrayList<>();
			((List<?>) rooms).forEach((room) -> names.add((String) room));
			sockets.put((String) id, names);
		});
		return sockets;
	}

	void kill() {
		Processes.kill(this.process.process());
	}

	void pause() {
		Processes.pause(this.process.process());
	}

	void resume() {
		Processes.resume(this.process.process());
	}

	void assertNoLeak() {
		this.process.assertNoLeak();
	}

	@Override
	public void close() {
		this.process.close();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
