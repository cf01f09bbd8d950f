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

import io.github.socketiospring.Ack;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.SocketIOSocket;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Has each call of a handler observed, until its result has ended.
 */
final class ObservedEventHandler extends DelegatingEventHandler {

	private final NamespaceObservations observations;

	private final @Nullable String event;

	ObservedEventHandler(NamespaceObservations observations, @Nullable String event, EventHandler delegate) {
		super(delegate);
		this.observations = observations;
		this.event = event;
	}

	@Override
	public @Nullable Object handle(SocketIOSocket socket, @Nullable String event, @Nullable Object[] payload,
			Ack<Object> ack) throws Throwable {
		if (this.observations.isNoop()) {
			return delegate().handle(socket, event, payload, ack);
		}
		EventObservationContext context = new EventObservationContext(socket, this.observations.name(), this.event,
				event, ack.requested());
		Observation observation = this.observations.event(context);
		if (observation.isNoop()) {
			return delegate().handle(socket, event, payload, ack);
		}
		observation.start();
		Measurement measurement = NamespaceObservations.measure(observation, context::setOutcome);
		Object result;
		try (Observation.Scope scope = observation.openScope()) {
			result = delegate().handle(socket, event, payload, ack);
		}
		catch (Throwable ex) {
			measurement.end(Outcome.ERROR, ex);
			throw ex;
		}
		if (result instanceof Publisher<?> publisher) {
			return measurement.untilEnd(publisher, (view) -> NamespaceObservations.put(view, observation));
		}
		measurement.end(Outcome.SUCCESS, null);
		return result;
	}

}
