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

package io.github.socketiospring.boot.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.NewNamespaceEvent;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Publishes what servers tell their listeners as events of the application.
 */
class SocketIOApplicationEvents {

	private static final Log logger = LogFactory.getLog(SocketIOApplicationEvents.class);

	private static final ResolvableType ROOM_EVENT = payloadEvent(RoomEvent.class);

	/** Nobody listens to these but those who listen to everything. */
	private static final ResolvableType ANYTHING = payloadEvent(SocketIOApplicationEvents.class);

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	private final ConfigurableApplicationContext context;

	private final Set<SocketIONamespace> observed = ConcurrentHashMap.newKeySet();

	SocketIOApplicationEvents(ConfigurableApplicationContext context) {
		this.context = context;
	}

	void publishFor(SocketIOServer server) {
		server.engine().onConnectionError(this.context::publishEvent);
		server.onNewNamespace((namespace) -> this.context.publishEvent(new NewNamespaceEvent(namespace)));
		SocketIOCluster cluster = server.cluster();
		if (cluster != null) {
			cluster.addListener(this::publish);
		}
	}

	/**
	 * Publish what happens to rooms, if there is a listener for that: to observe it costs
	 * something for each socket that joins or leaves. Called when all listeners are
	 * there.
	 */
	void publishRoomEvents(Collection<SocketIOServer> servers) {
		if (this.context instanceof AbstractApplicationContext context
				&& context.getApplicationListeners().stream().anyMatch(SocketIOApplicationEvents::isForRooms)) {
			for (SocketIOServer server : servers) {
				server.onNewNamespace(this::observeRooms);
				server.namespaces().forEach(this::observeRooms);
			}
		}
	}

	private static boolean isForRooms(ApplicationListener<?> listener) {
		GenericApplicationListener generic = (listener instanceof GenericApplicationListener already) ? already
				: new GenericApplicationListenerAdapter(listener);
		return generic.supportsEventType(ROOM_EVENT) && !generic.supportsEventType(ANYTHING);
	}

	private static ResolvableType payloadEvent(Class<?> type) {
		return ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, type);
	}

	private void observeRooms(SocketIONamespace namespace) {
		if (this.observed.add(namespace)) {
			namespace.roomEvents()
				.doOnError((ex) -> this.failures.error(logger,
						"Listeners are too slow for all that happens to the rooms of namespace " + namespace.name()
								+ ": events are lost",
						ex))
				.retry()
				.doFinally((signal) -> this.observed.remove(namespace))
				.subscribe(this::publish);
		}
	}

	private void publish(Object event) {
		try {
			this.context.publishEvent(event);
		}
		catch (RuntimeException ex) {
			this.failures.error(logger, "A listener to " + event + " failed", ex);
		}
	}

}
