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

import java.util.function.Consumer;

import io.github.socketiospring.ConnectObserver;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.SocketIOSocket;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The observations of one namespace.
 */
final class NamespaceObservations implements NamespaceObserver {

	/** Where Reactor and what is built on it look for the current observation. */
	private static final String KEY = ObservationThreadLocalAccessor.KEY;

	private static final ConnectObservationConvention CONNECT = new DefaultConnectObservationConvention();

	private static final EventObservationConvention EVENT = new DefaultEventObservationConvention();

	private static final AcknowledgementObservationConvention ACKNOWLEDGEMENT = new DefaultAcknowledgementObservationConvention();

	private final SocketIOObservations observations;

	private final ObservationRegistry registry;

	private final String namespace;

	NamespaceObservations(SocketIOObservations observations, String namespace) {
		this.observations = observations;
		this.registry = observations.registry();
		this.namespace = namespace;
	}

	@Override
	public @Nullable ConnectObserver onConnect(SocketIOSocket socket) {
		if (this.registry.isNoop()) {
			return null;
		}
		ConnectObservationContext context = new ConnectObservationContext(socket, this.namespace);
		Observation observation = SocketIOObservationDocumentation.CONNECT.start(this.observations.connectConvention(),
				CONNECT, () -> context, this.registry);
		return new ConnectObservation(measure(observation, context::setOutcome), observation);
	}

	@Override
	public EventHandler handler(@Nullable String event, EventHandler handler) {
		return new ObservedEventHandler(this, event, handler);
	}

	/**
	 * Begin to observe that an event is handled.
	 * @return an observation that has not started
	 */
	Observation event(EventObservationContext context) {
		return SocketIOObservationDocumentation.EVENT.observation(this.observations.eventConvention(), EVENT,
				() -> context, this.registry);
	}

	boolean isNoop() {
		return this.registry.isNoop();
	}

	String name() {
		return this.namespace;
	}

	@Override
	public <T> Mono<T> acknowledgement(String event, Mono<T> answer) {
		return Mono.deferContextual((view) -> {
			if (this.registry.isNoop()) {
				return answer;
			}
			AcknowledgementObservationContext context = new AcknowledgementObservationContext(this.namespace, event);
			Observation observation = SocketIOObservationDocumentation.ACKNOWLEDGEMENT.observation(
					this.observations.acknowledgementConvention(), ACKNOWLEDGEMENT, () -> context, this.registry);
			if (view.getOrDefault(KEY, null) instanceof Observation parent) {
				observation.parentObservation(parent);
			}
			observation.start();
			return measure(observation, context::setOutcome).untilAnswer(answer)
				.contextWrite((inner) -> put(inner, observation));
		});
	}

	/**
	 * What ends an observation.
	 * @param outcome takes the outcome before
	 */
	static Measurement measure(Observation observation, Consumer<Outcome> outcome) {
		return new ObservationMeasurement(observation, outcome);
	}

	static Context put(Context context, Observation observation) {
		return context.put(KEY, observation);
	}

	private static final class ObservationMeasurement extends Measurement {

		private final transient Observation observation;

		private final transient Consumer<Outcome> outcome;

		ObservationMeasurement(Observation observation, Consumer<Outcome> outcome) {
			this.observation = observation;
			this.outcome = outcome;
		}

		@Override
		void onEnd(Outcome outcome, @Nullable Throwable error) {
			this.outcome.accept(outcome);
			if (error != null) {
				this.observation.error(error);
			}
			this.observation.stop();
		}

	}

	private record ConnectObservation(Measurement measurement, Observation observation) implements ConnectObserver {

		@Override
		public Context contextWrite(Context context) {
			return put(context, this.observation);
		}

		@Override
		public void onAccepted() {
			this.measurement.end(Outcome.SUCCESS, null);
		}

		@Override
		public void onRefused(Throwable error, boolean intended) {
			this.measurement.end(intended ? Outcome.REFUSED : Outcome.ERROR, intended ? null : error);
		}

		@Override
		public void onLeft(DisconnectReason reason) {
			this.measurement.end(Outcome.DISCONNECTED, null);
		}

	}

}
