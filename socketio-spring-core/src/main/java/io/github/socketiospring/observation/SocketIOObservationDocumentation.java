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

import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of a server, and their keys.
 */
public enum SocketIOObservationDocumentation implements ObservationDocumentation {

	/** A client joins a namespace: from its request until it is let in or refused. */
	CONNECT {
		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultConnectObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKeyNames.NAMESPACE, LowCardinalityKeyNames.OUTCOME };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return new KeyName[] { HighCardinalityKeyNames.NAMESPACE_NAME, HighCardinalityKeyNames.SOCKET_ID };
		}
	},

	/** A handler handles an event, its asynchronous result included. */
	EVENT {
		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultEventObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKeyNames.EVENT, LowCardinalityKeyNames.NAMESPACE,
					LowCardinalityKeyNames.OUTCOME };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return new KeyName[] { HighCardinalityKeyNames.EVENT_NAME, HighCardinalityKeyNames.NAMESPACE_NAME,
					HighCardinalityKeyNames.SOCKET_ID };
		}
	},

	/**
	 * The server waits for an acknowledgement, or for those of a broadcast: from the
	 * emission until they are there or not waited for any more.
	 */
	ACKNOWLEDGEMENT {
		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultAcknowledgementObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return new KeyName[] { LowCardinalityKeyNames.NAMESPACE, LowCardinalityKeyNames.OUTCOME };
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return new KeyName[] { HighCardinalityKeyNames.EVENT_NAME };
		}
	};

	/**
	 * Keys with few values, which are tags of meters as well.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The name that a handler is registered for; {@code UNKNOWN} for those that are
		 * for all events without another.
		 */
		EVENT {
			@Override
			public String asString() {
				return "event";
			}
		},

		/** The declared name of a namespace: of a dynamic one that of its parent. */
		NAMESPACE {
			@Override
			public String asString() {
				return "namespace";
			}
		},

		/** How it ended: an {@link Outcome}. */
		OUTCOME {
			@Override
			public String asString() {
				return "outcome";
			}
		};

		/** The value of {@link #EVENT} for events that nothing is registered for. */
		static final String UNKNOWN = "UNKNOWN";

		/** The value of {@link #OUTCOME} before there is one. */
		static final String NONE = KeyValue.NONE_VALUE;

	}

	/**
	 * Keys with any number of values, for traces alone.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/** The name of the event. */
		EVENT_NAME {
			@Override
			public String asString() {
				return "event.name";
			}
		},

		/** The name of the namespace. */
		NAMESPACE_NAME {
			@Override
			public String asString() {
				return "namespace.name";
			}
		},

		/**
		 * The id of the socket; {@code none} for clients of Socket.IO 2, whose ids are
		 * secret.
		 */
		SOCKET_ID {
			@Override
			public String asString() {
				return "socket.id";
			}
		}

	}

}
