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
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Has connects, events and acknowledgements observed, as
 * {@link SocketIOObservationDocumentation} says. Handlers run in the scope of the
 * observation of their event, and their reactive results have it in the Reactor context.
 * Nothing is observed while the registry does nothing.
 *
 * @see io.github.socketiospring.server.SocketIOServerBuilder#observer
 */
public final class SocketIOObservations implements SocketIOObserver {

	private final ObservationRegistry registry;

	private final @Nullable ConnectObservationConvention connectConvention;

	private final @Nullable EventObservationConvention eventConvention;

	private final @Nullable AcknowledgementObservationConvention acknowledgementConvention;

	/**
	 * Observe with the default conventions.
	 * @param registry the registry
	 */
	public SocketIOObservations(ObservationRegistry registry) {
		this(registry, null, null, null);
	}

	/**
	 * Observe with conventions.
	 * @param registry the registry
	 * @param connectConvention for connects; null for that of the registry, or else the
	 * default
	 * @param eventConvention for events; null for the same
	 * @param acknowledgementConvention for acknowledgements; null for the same
	 */
	public SocketIOObservations(ObservationRegistry registry, @Nullable ConnectObservationConvention connectConvention,
			@Nullable EventObservationConvention eventConvention,
			@Nullable AcknowledgementObservationConvention acknowledgementConvention) {
		Assert.notNull(registry, "ObservationRegistry is required");
		this.registry = registry;
		this.connectConvention = connectConvention;
		this.eventConvention = eventConvention;
		this.acknowledgementConvention = acknowledgementConvention;
	}

	@Override
	public NamespaceObserver namespace(String namespace) {
		return new NamespaceObservations(this, namespace);
	}

	ObservationRegistry registry() {
		return this.registry;
	}

	@Nullable ConnectObservationConvention connectConvention() {
		return this.connectConvention;
	}

	@Nullable EventObservationConvention eventConvention() {
		return this.eventConvention;
	}

	@Nullable AcknowledgementObservationConvention acknowledgementConvention() {
		return this.acknowledgementConvention;
	}

}
