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

package io.github.socketiospring.observation;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.observation.SocketIOMeterDocumentation.Tags;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.util.Assert;

/**
 * Meters of what servers know or count by themselves: these are read when the registry
 * is, and cost nothing in between. Several servers are added up.
 *
 * @see SocketIOMeterDocumentation
 */
public final class SocketIOMeterBinder implements MeterBinder {

	private static final List<String> TRANSPORTS = List.of("polling", "websocket");

	private final List<SocketIOServer> servers;

	/**
	 * Create the meters.
	 * @param servers the servers
	 */
	public SocketIOMeterBinder(Collection<SocketIOServer> servers) {
		Assert.notEmpty(servers, "At least one SocketIOServer is required");
		this.servers = List.copyOf(servers);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (String transport : TRANSPORTS) {
			gauge(registry, SocketIOMeterDocumentation.CONNECTIONS, (server) -> server.engine().clientsCount(transport),
					Tags.TRANSPORT.asString(), transport);
		}
		gauge(registry, SocketIOMeterDocumentation.PENDING_CONNECTIONS, (server) -> server.engine().pendingCount());
		gauge(registry, SocketIOMeterDocumentation.PENDING_EVENTS, SocketIOServer::pendingEvents);
		gauge(registry, SocketIOMeterDocumentation.OUTBOUND_PACKETS, (server) -> server.engine().waitingPackets());
		gauge(registry, SocketIOMeterDocumentation.OUTBOUND_SIZE, (server) -> server.engine().waitingBytes());
		bindCluster(registry);
		bindSockets(registry);
		bindHandshakes(registry);
		bindUpgrades(registry);
		bindDrops(registry);
		for (RecoveryOutcome outcome : RecoveryOutcome.values()) {
			counter(registry, SocketIOMeterDocumentation.RECOVERIES,
					(server) -> server.recoveries().getOrDefault(outcome, 0L), Tags.OUTCOME.asString(), text(outcome));
		}
		for (EngineIOCounter counter : EngineIOCounter.values()) {
			counter(registry, SocketIOMeterDocumentation.COUNTERS, engine(counter), Tags.LAYER.asString(), "engineio",
					Tags.COUNTER.asString(), text(counter));
		}
		for (SocketIOCounter counter : SocketIOCounter.values()) {
			counter(registry, SocketIOMeterDocumentation.COUNTERS, server(counter), Tags.LAYER.asString(), "socketio",
					Tags.COUNTER.asString(), text(counter));
		}
	}

	/**
	 * Of servers that are alone there is nothing to tell.
	 */
	private void bindCluster(MeterRegistry registry) {
		List<SocketIOCluster> clusters = this.servers.stream()
			.map(SocketIOServer::cluster)
			.filter(Objects::nonNull)
			.toList();
		if (!clusters.isEmpty()) {
			Gauge
				.builder(SocketIOMeterDocumentation.CLUSTER_CONNECTED.getName(), this.servers.get(0),
						(first) -> clusters.stream().allMatch(SocketIOCluster::isConnected) ? 1 : 0)
				.register(registry);
			gauge(registry, SocketIOMeterDocumentation.CLUSTER_SERVERS,
					cluster((cluster) -> cluster.otherServerIds().size()));
			gauge(registry, SocketIOMeterDocumentation.CLUSTER_PENDING, cluster(SocketIOCluster::pendingBytes));
		}
	}

	private static ToDoubleFunction<SocketIOServer> cluster(ToDoubleFunction<SocketIOCluster> value) {
		return (server) -> (server.cluster() != null) ? value.applyAsDouble(server.cluster()) : 0;
	}

	private void bindSockets(MeterRegistry registry) {
		Set<String> bound = ConcurrentHashMap.newKeySet();
		for (SocketIOServer server : this.servers) {
			server.onNewNamespace((namespace) -> bindSockets(registry, namespace.declaredName(), bound));
			server.namespaces().forEach((namespace) -> bindSockets(registry, namespace.declaredName(), bound));
		}
	}

	private void bindSockets(MeterRegistry registry, String namespace, Set<String> bound) {
		if (bound.add(namespace)) {
			for (String transport : TRANSPORTS) {
				gauge(registry, SocketIOMeterDocumentation.SOCKETS,
						(server) -> countSockets(server, namespace, transport), Tags.NAMESPACE.asString(), namespace,
						Tags.TRANSPORT.asString(), transport);
			}
		}
	}

	private static long countSockets(SocketIOServer server, String declaredName, String transport) {
		long count = 0;
		for (SocketIONamespace namespace : server.namespaces()) {
			if (namespace.declaredName().equals(declaredName)) {
				count += namespace.sockets().stream().filter((socket) -> socket.transport().equals(transport)).count();
			}
		}
		return count;
	}

	private void bindHandshakes(MeterRegistry registry) {
		bindRefusals(registry, "0", EngineIOCounter.TRANSPORT_UNKNOWN);
		bindRefusals(registry, "1", EngineIOCounter.SESSION_ID_UNKNOWN, EngineIOCounter.OTHER_PRINCIPAL);
		bindRefusals(registry, "2", EngineIOCounter.BAD_HANDSHAKE_METHOD);
		bindRefusals(registry, "3", EngineIOCounter.BAD_REQUEST);
		bindRefusals(registry, "4", EngineIOCounter.FORBIDDEN);
		bindRefusals(registry, "5", EngineIOCounter.UNSUPPORTED_PROTOCOL_VERSION);
		bindRefusals(registry, "6", EngineIOCounter.SERVER_BUSY);
		bindRefusals(registry, "7", EngineIOCounter.TOO_MANY_CONNECTIONS);
		bindRefusals(registry, "403", EngineIOCounter.ORIGIN_REFUSED);
		bindRefusals(registry, "503", EngineIOCounter.SERVER_CLOSED);
	}

	private void bindRefusals(MeterRegistry registry, String code, EngineIOCounter... counters) {
		counter(registry, SocketIOMeterDocumentation.REFUSED_HANDSHAKES,
				(server) -> Stream.of(counters).mapToDouble(server.engine()::count).sum(), Tags.CODE.asString(), code);
	}

	private void bindUpgrades(MeterRegistry registry) {
		bindUpgrades(registry, EngineIOCounter.UPGRADE_REFUSED, "refused");
		bindUpgrades(registry, EngineIOCounter.UPGRADE_TIMEOUT, "timeout");
		bindUpgrades(registry, EngineIOCounter.UPGRADE_FAILED, "failed");
	}

	private void bindUpgrades(MeterRegistry registry, EngineIOCounter counter, String outcome) {
		counter(registry, SocketIOMeterDocumentation.UPGRADES, engine(counter), Tags.OUTCOME.asString(), outcome);
	}

	private void bindDrops(MeterRegistry registry) {
		bindDrops(registry, "out", "volatile", engine(EngineIOCounter.VOLATILE_DROPPED));
		bindDrops(registry, "out", "overflow", engine(EngineIOCounter.OVERFLOW_DROPPED));
		bindDrops(registry, "out", "closed", engine(EngineIOCounter.PACKET_DROPPED));
		bindDrops(registry, "out", "left", server(SocketIOCounter.PACKET_DROPPED));
		bindDrops(registry, "in", "closed", engine(EngineIOCounter.LATE_PACKET));
		bindDrops(registry, "in", "left", server(SocketIOCounter.LATE_PACKET));
		bindDrops(registry, "in", "disconnected", server(SocketIOCounter.EVENT_DROPPED));
		bindDrops(registry, "in", "refused", server(SocketIOCounter.EVENT_REFUSED));
		bindDrops(registry, "in", "denied", server(SocketIOCounter.EVENT_DENIED));
		bindDrops(registry, "in", "no worker", server(SocketIOCounter.WORKER_REJECTED));
	}

	private void bindDrops(MeterRegistry registry, String direction, String reason,
			ToDoubleFunction<SocketIOServer> count) {
		counter(registry, SocketIOMeterDocumentation.DROPS, count, Tags.DIRECTION.asString(), direction,
				Tags.REASON.asString(), reason);
	}

	private static ToDoubleFunction<SocketIOServer> engine(EngineIOCounter counter) {
		return (server) -> server.engine().count(counter);
	}

	private static ToDoubleFunction<SocketIOServer> server(SocketIOCounter counter) {
		return (server) -> server.count(counter);
	}

	private static String text(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private void gauge(MeterRegistry registry, SocketIOMeterDocumentation meter, ToDoubleFunction<SocketIOServer> value,
			String... tags) {
		Gauge.builder(meter.getName(), this.servers.get(0), sum(value))
			.baseUnit(meter.getBaseUnit())
			.tags(tags)
			.register(registry);
	}

	private void counter(MeterRegistry registry, SocketIOMeterDocumentation meter,
			ToDoubleFunction<SocketIOServer> value, String... tags) {
		FunctionCounter.builder(meter.getName(), this.servers.get(0), sum(value)).tags(tags).register(registry);
	}

	/**
	 * Add up. Registries do not keep what they read alive: here that is the first server,
	 * which the application does.
	 */
	private ToDoubleFunction<SocketIOServer> sum(ToDoubleFunction<SocketIOServer> value) {
		return (first) -> this.servers.stream().mapToDouble(value).sum();
	}

}
