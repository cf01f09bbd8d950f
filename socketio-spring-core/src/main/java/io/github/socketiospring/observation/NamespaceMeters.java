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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.ConnectObserver;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.observation.SocketIOMeterDocumentation.Tags;
import io.github.socketiospring.observation.SocketIOObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The meters of one namespace. Those that are used for each event are looked up once.
 */
final class NamespaceMeters implements NamespaceObserver {

	private final MeterRegistry registry;

	private final String namespace;

	/** Null if something else times connects, events and acknowledgements. */
	private final @Nullable OutcomeTimers connects;

	private final @Nullable OutcomeTimers acknowledgements;

	private final Counter sent;

	private final Counter unknown;

	private final Map<String, Counter> received = new ConcurrentHashMap<>();

	private final Map<String, OutcomeTimers> events = new ConcurrentHashMap<>();

	NamespaceMeters(MeterRegistry registry, String namespace, boolean timers) {
		this.registry = registry;
		this.namespace = namespace;
		this.connects = timers ? timers(SocketIOMeterDocumentation.CONNECT) : null;
		this.acknowledgements = timers ? timers(SocketIOMeterDocumentation.ACKNOWLEDGEMENT) : null;
		this.sent = Meters.counter(SocketIOMeterDocumentation.SENT_EVENTS, Tags.NAMESPACE.asString(), namespace)
			.register(registry);
		this.unknown = received(LowCardinalityKeyNames.UNKNOWN);
	}

	private OutcomeTimers timers(SocketIOMeterDocumentation meter) {
		return new OutcomeTimers(this.registry, meter, Tags.NAMESPACE.asString(), this.namespace);
	}

	private Counter received(String event) {
		return Meters
			.counter(SocketIOMeterDocumentation.RECEIVED_EVENTS, Tags.NAMESPACE.asString(), this.namespace,
					Tags.EVENT.asString(), event)
			.register(this.registry);
	}

	@Override
	public @Nullable ConnectObserver onConnect(SocketIOSocket socket) {
		OutcomeTimers connects = this.connects;
		return (connects != null) ? new TimedConnect(connects, connects.start()) : null;
	}

	@Override
	public void onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
		Meters
			.counter(SocketIOMeterDocumentation.DISCONNECTS, Tags.NAMESPACE.asString(), this.namespace,
					Tags.REASON.asString(), reason.toString())
			.register(this.registry)
			.increment();
	}

	@Override
	public void onEvent(@Nullable String event) {
		Counter counter = (event != null) ? this.received.get(event) : this.unknown;
		if (counter == null) {
			counter = this.received.computeIfAbsent(event, this::received);
		}
		counter.increment();
	}

	@Override
	public void onEmit() {
		this.sent.increment();
	}

	@Override
	public EventHandler handler(@Nullable String event, EventHandler handler) {
		if (this.connects == null) {
			return handler;
		}
		String name = (event != null) ? event : LowCardinalityKeyNames.UNKNOWN;
		return new TimedEventHandler(this.events.computeIfAbsent(name, this::eventTimers), handler);
	}

	private OutcomeTimers eventTimers(String event) {
		return new OutcomeTimers(this.registry, SocketIOMeterDocumentation.EVENT, Tags.NAMESPACE.asString(),
				this.namespace, Tags.EVENT.asString(), event);
	}

	@Override
	public <T> Mono<T> acknowledgement(String event, Mono<T> answer) {
		OutcomeTimers timers = this.acknowledgements;
		if (timers == null) {
			return answer;
		}
		return Mono.defer(() -> timers.measure(timers.start()).untilAnswer(answer));
	}

	private record TimedConnect(OutcomeTimers timers, long start) implements ConnectObserver {

		@Override
		public void onAccepted() {
			this.timers.record(this.start, Outcome.SUCCESS, null);
		}

		@Override
		public void onRefused(Throwable error, boolean intended) {
			this.timers.record(this.start, intended ? Outcome.REFUSED : Outcome.ERROR, intended ? null : error);
		}

		@Override
		public void onLeft(DisconnectReason reason) {
			this.timers.record(this.start, Outcome.DISCONNECTED, null);
		}

	}

}
