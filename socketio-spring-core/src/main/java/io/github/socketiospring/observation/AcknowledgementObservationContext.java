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

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observation that an event was emitted and its acknowledgement, or those
 * of a broadcast, are waited for.
 */
public class AcknowledgementObservationContext extends Observation.Context {

	private final String namespace;

	private final String event;

	private volatile @Nullable Outcome outcome;

	/**
	 * Create the context.
	 * @param namespace the declared name of the namespace
	 * @param event the name of the event
	 */
	public AcknowledgementObservationContext(String namespace, String event) {
		this.namespace = namespace;
		this.event = event;
	}

	/**
	 * The {@linkplain io.github.socketiospring.SocketIONamespace#declaredName() declared
	 * name} of the namespace.
	 * @return the name, of which there are not many
	 */
	public String getNamespace() {
		return this.namespace;
	}

	/**
	 * The name of the event, as the application emitted it.
	 * @return the name
	 */
	public String getEvent() {
		return this.event;
	}

	/**
	 * How it ended.
	 * @return the outcome; null before
	 */
	public @Nullable Outcome getOutcome() {
		return this.outcome;
	}

	void setOutcome(Outcome outcome) {
		this.outcome = outcome;
	}

}
