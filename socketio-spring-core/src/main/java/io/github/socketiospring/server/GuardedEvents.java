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

import java.lang.reflect.Type;

import io.github.socketiospring.Ack;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.PayloadReader;
import org.jspecify.annotations.Nullable;

/**
 * The events of a namespace that has a guard.
 */
final class GuardedEvents {

	private final SocketIOGuard.EventGuard guard;

	private final PreparedHandler nobody;

	private GuardedEvents(SocketIOGuard.EventGuard guard, PreparedHandler nobody) {
		this.guard = guard;
		this.nobody = nobody;
	}

	/**
	 * Ask for the guard of a namespace.
	 * @return null if all events are let in
	 */
	static @Nullable GuardedEvents of(DefaultServer server, String namespace) {
		SocketIOGuard guard = server.options().guard();
		SocketIOGuard.EventGuard eventGuard = (guard != null) ? guard.eventGuard(namespace) : null;
		return (eventGuard != null) ? new GuardedEvents(eventGuard,
				new PreparedHandler(new Nobody(), server, null, "a refused event", namespace)) : null;
	}

	/**
	 * Why an event is refused.
	 * @return null if it is let in
	 */
	@Nullable RuntimeException refusal(DefaultSocket socket, @Nullable String event) {
		try {
			this.guard.check(socket, event);
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	/**
	 * Have the guard get an event that it listens to itself.
	 * @return whether it does
	 * @throws InvalidPacketException if it is not an event that a client may send
	 */
	boolean take(DefaultSocket socket, PayloadReader payload, Ack<Object> ack) {
		EventListener<Arguments> listener = this.guard.listener(socket, payload.name());
		if (listener == null) {
			return false;
		}
		Arguments arguments = new DefaultArguments(payload.arguments());
		try {
			listener.onEvent(arguments, ack);
		}
		catch (Exception ex) {
			socket.defaultNamespace().errors().listener().error(ex);
			ErrorAnswers.send(ack, socket.options(), "internal_error", "Internal error");
		}
		return true;
	}

	/**
	 * Who is told of a refusal: the first handler of the event, which is a method of a
	 * controller if there is one.
	 */
	PreparedHandler handler(PreparedHandler[] handlers) {
		return (handlers.length > 0) ? handlers[0] : this.nobody;
	}

	/**
	 * Leaves errors to those who answer the client.
	 */
	private static final class Nobody implements EventHandler {

		@Override
		public Type[] payloadTypes() {
			return new Type[0];
		}

		@Override
		public boolean isBlocking() {
			return false;
		}

		@Override
		public @Nullable Object handle(SocketIOSocket socket, @Nullable String event, @Nullable Object[] payload,
				Ack<Object> ack) {
			return null;
		}

		@Override
		public String description() {
			return "Nobody";
		}

	}

}
