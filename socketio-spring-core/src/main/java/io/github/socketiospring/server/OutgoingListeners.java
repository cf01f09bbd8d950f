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

package io.github.socketiospring.server;

import java.util.function.Predicate;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.OutgoingEventListener;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PayloadReader;
import reactor.core.Disposable;

/**
 * The listeners to all events that are emitted to a socket. Events are read from the
 * packets, and only if somebody listens.
 */
final class OutgoingListeners {

	private final DefaultSocket socket;

	private final Listeners<OutgoingEventListener> listeners = new Listeners<>();

	OutgoingListeners(DefaultSocket socket) {
		this.socket = socket;
	}

	Disposable add(OutgoingEventListener listener, boolean first) {
		return this.listeners.add(listener, first);
	}

	void removeIf(Predicate<OutgoingEventListener> which) {
		this.listeners.removeIf(which);
	}

	void onPacket(Packet packet) {
		if (this.listeners.isEmpty()) {
			return;
		}
		try (PayloadReader payload = this.socket.codec().openEvent(packet)) {
			String event = payload.name();
			if (event != null) {
				Arguments arguments = new DefaultArguments(payload.arguments());
				this.listeners.forEach((listener) -> call(listener, event, arguments));
			}
		}
	}

	private void call(OutgoingEventListener listener, String event, Arguments arguments) {
		try {
			listener.onEvent(event, arguments);
		}
		catch (RuntimeException ex) {
			this.socket.defaultNamespace().errors().listener().error(ex);
		}
	}

}
