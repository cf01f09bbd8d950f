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
import io.github.socketiospring.observation.SocketIOObservationDocumentation.HighCardinalityKeyNames;
import io.github.socketiospring.observation.SocketIOObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The keys that several conventions have in common.
 */
final class SocketKeyValues {

	private SocketKeyValues() {
	}

	static KeyValue namespace(String namespace) {
		return KeyValue.of(LowCardinalityKeyNames.NAMESPACE, namespace);
	}

	static KeyValue outcome(@Nullable Outcome outcome) {
		return KeyValue.of(LowCardinalityKeyNames.OUTCOME,
				(outcome != null) ? outcome.name() : LowCardinalityKeyNames.NONE);
	}

	static KeyValue namespaceName(SocketIOSocket socket) {
		return KeyValue.of(HighCardinalityKeyNames.NAMESPACE_NAME, socket.namespace().name());
	}

	static KeyValue socketId(SocketIOSocket socket) {
		return KeyValue.of(HighCardinalityKeyNames.SOCKET_ID,
				(socket.protocol() > 3) ? socket.id() : KeyValue.NONE_VALUE);
	}

	static KeyValue eventName(@Nullable String event) {
		return KeyValue.of(HighCardinalityKeyNames.EVENT_NAME, (event != null) ? event : KeyValue.NONE_VALUE);
	}

}
