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

package io.github.socketiospring.boot.autoconfigure.actuate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIOServer;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} of Socket.IO servers: up while they take clients, out of
 * service once one is closed. One that is cut off from the others of its cluster is up,
 * since it serves its own clients, and says so.
 */
public class SocketIOHealthIndicator extends AbstractHealthIndicator {

	private final List<SocketIOServer> servers;

	/**
	 * Create the indicator.
	 * @param servers the servers
	 */
	public SocketIOHealthIndicator(Collection<SocketIOServer> servers) {
		this.servers = List.copyOf(servers);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		boolean closed = this.servers.stream().anyMatch((server) -> server.engine().isClosed());
		int sessions = this.servers.stream().mapToInt((server) -> server.engine().clientsCount()).sum();
		(closed ? builder.outOfService() : builder.up()).withDetail("sessions", sessions);
		this.servers.forEach((server) -> addCluster(builder, server));
	}

	private void addCluster(Health.Builder builder, SocketIOServer server) {
		SocketIOCluster cluster = server.cluster();
		if (cluster != null) {
			Map<String, Object> details = new LinkedHashMap<>();
			details.put("connected", cluster.isConnected());
			details.put("server", cluster.serverId());
			details.put("others", new TreeSet<>(cluster.otherServerIds()));
			details.put("pendingBytes", cluster.pendingBytes());
			builder.withDetail((this.servers.size() == 1) ? "cluster" : "cluster " + server.path(), details);
		}
	}

}
