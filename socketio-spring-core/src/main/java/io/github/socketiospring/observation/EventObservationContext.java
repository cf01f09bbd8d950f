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

import io.github.socketiospring.SocketIOSocket;
import io.micrometer.observation.transport.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observation that a handler handles an event, its asynchronous result
 * included.
 */
public class EventObservationContext extends SocketObservationContext {

	private final @Nullable String registeredEvent;

	private final @Nullable String event;

	/**
	 * Create the context.
	 * @param socket the socket that the event came from
	 * @param namespace the declared name of its namespace
	 * @param registeredEvent the name that the handler is registered for; null if it is
	 * for all that have no other
	 * @param event the name of the event; null if the client sent none
	 * @param ackRequested whether the client asked for an answer
	 */
	public EventObservationContext(SocketIOSocket socket, String namespace, @Nullable String registeredEvent,
			@Nullable String event, boolean ackRequested) {
		super(socket, namespace, ackRequested ? Kind.SERVER : Kind.CONSUMER);
		this.registeredEvent = registeredEvent;
		this.event = event;
	}

	/**
	 * The name that the handler is registered for.
	 * @return the name, of which there are not many; null if the handler is for all
	 * events that have no other
	 */
	public @Nullable String getRegisteredEvent() {
		return this.registeredEvent;
	}

	/**
	 * The name of the event, which the client may have made up.
	 * @return the name; null if the client sent none
	 */
	public @Nullable String getEvent() {
		return this.event;
	}

}
