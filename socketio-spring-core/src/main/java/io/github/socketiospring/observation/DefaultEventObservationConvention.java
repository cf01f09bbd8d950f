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

import io.github.socketiospring.observation.SocketIOObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Default convention for the observation of events.
 */
public class DefaultEventObservationConvention implements EventObservationConvention {

	private final String name;

	/**
	 * Use the name {@code socketio.server.event}.
	 */
	public DefaultEventObservationConvention() {
		this("socketio.server.event");
	}

	/**
	 * Use another name.
	 * @param name the name of the observation, and of the timer that is made of it
	 */
	public DefaultEventObservationConvention(String name) {
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public String getContextualName(EventObservationContext context) {
		return "socketio event " + event(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(EventObservationContext context) {
		return KeyValues.of(KeyValue.of(LowCardinalityKeyNames.EVENT, event(context)),
				SocketKeyValues.namespace(context.getNamespace()), SocketKeyValues.outcome(context.getOutcome()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(EventObservationContext context) {
		return KeyValues.of(SocketKeyValues.eventName(context.getEvent()),
				SocketKeyValues.namespaceName(context.getSocket()), SocketKeyValues.socketId(context.getSocket()));
	}

	private static String event(EventObservationContext context) {
		String event = context.getRegisteredEvent();
		return (event != null) ? event : LowCardinalityKeyNames.UNKNOWN;
	}

}
