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

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process with clients of Node.js.
 */
final class Clients implements AutoCloseable {

	private final RemoteProcess process = RemoteProcess.script("clients", "clients.js", Map.of());

	private final AtomicInteger last = new AtomicInteger();

	void awaitReady() {
		this.process.awaitReady();
	}

	Client connect(ClusterNode node, String... rooms) {
		return connect(node, "/", rooms);
	}

	Client connect(ClusterNode node, String namespace, String... rooms) {
		Client client = create(node);
		client.connect(node, namespace, List.of(rooms));
		return client;
	}

	Client connect(ClusterNode node, TcpProxy proxy, String... rooms) {
		Client client = create(node);
		client.connect(node, proxy, List.of(rooms));
		return client;
	}

	/**
	 * Connect a client that says that it is another one.
	 */
	Client connectAs(Map<?, ?> session, ClusterNode node, String namespace) {
		Client client = create(node);
		client.connect(node, namespace, session);
		return client;
	}

	private Client create(ClusterNode node) {
		return new Client(this.process, "client " + this.last.incrementAndGet() + " of " + node.name());
	}

	@Override
	public void close() {
		this.process.close();
	}

}
