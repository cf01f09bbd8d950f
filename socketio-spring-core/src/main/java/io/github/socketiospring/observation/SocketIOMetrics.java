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

import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.observation.SocketIOMeterDocumentation.Tags;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.util.Assert;

/**
 * Meters of what a server only tells as it happens: events, bytes, handshakes, and the
 * times that connects, handlers and acknowledgements take. What it also counts by itself
 * is in {@link SocketIOMeterBinder}.
 *
 * @see SocketIOMeterDocumentation
 * @see io.github.socketiospring.server.SocketIOServerBuilder#observer
 */
public final class SocketIOMetrics implements SocketIOObserver {

	private static final String WEBSOCKET = "websocket";

	private static final String POLLING = "polling";

	private final MeterRegistry registry;

	private final boolean timers;

	private final Transport polling;

	private final Transport webSocket;

	private final Counter upgrades;

	/**
	 * Create the meters.
	 * @param registry the registry
	 * @param timers whether to time connects, events and acknowledgements; false where
	 * {@link SocketIOObservations} are made, whose observations become timers of the same
	 * names
	 */
	public SocketIOMetrics(MeterRegistry registry, boolean timers) {
		Assert.notNull(registry, "MeterRegistry is required");
		this.registry = registry;
		this.timers = timers;
		this.polling = new Transport(registry, POLLING);
		this.webSocket = new Transport(registry, WEBSOCKET);
		this.upgrades = Meters.counter(SocketIOMeterDocumentation.UPGRADES, Tags.OUTCOME.asString(), "completed")
			.register(registry);
	}

	@Override
	public void onOpen(String transport) {
		transport(transport).handshakes().increment();
	}

	@Override
	public void onUpgrade() {
		this.upgrades.increment();
	}

	@Override
	public void onReceived(String transport, int bytes) {
		transport(transport).received().increment(bytes);
	}

	@Override
	public void onSent(String transport, int bytes) {
		transport(transport).sent().increment(bytes);
	}

	private Transport transport(String name) {
		return WEBSOCKET.equals(name) ? this.webSocket : this.polling;
	}

	@Override
	public NamespaceObserver namespace(String namespace) {
		return new NamespaceMeters(this.registry, namespace, this.timers);
	}

	private record Transport(Counter handshakes, Counter received, Counter sent) {

		Transport(MeterRegistry registry, String name) {
			this(counter(SocketIOMeterDocumentation.HANDSHAKES, registry, name),
					counter(SocketIOMeterDocumentation.RECEIVED_DATA, registry, name),
					counter(SocketIOMeterDocumentation.SENT_DATA, registry, name));
		}

		private static Counter counter(SocketIOMeterDocumentation meter, MeterRegistry registry, String name) {
			return Meters.counter(meter, Tags.TRANSPORT.asString(), name).register(registry);
		}

	}

}
