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

import io.micrometer.common.KeyValues;

/**
 * Default convention for the observation of acknowledgements.
 */
public class DefaultAcknowledgementObservationConvention implements AcknowledgementObservationConvention {

	private final String name;

	/**
	 * Use the name {@code socketio.server.ack}.
	 */
	public DefaultAcknowledgementObservationConvention() {
		this("socketio.server.ack");
	}

	/**
	 * Use another name.
	 * @param name the name of the observation, and of the timer that is made of it
	 */
	public DefaultAcknowledgementObservationConvention(String name) {
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public String getContextualName(AcknowledgementObservationContext context) {
		return "socketio ack " + context.getEvent();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(AcknowledgementObservationContext context) {
		return KeyValues.of(SocketKeyValues.namespace(context.getNamespace()),
				SocketKeyValues.outcome(context.getOutcome()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(AcknowledgementObservationContext context) {
		return KeyValues.of(SocketKeyValues.eventName(context.getEvent()));
	}

}
