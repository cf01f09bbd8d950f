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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.Ack;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.PayloadReader;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The events of one socket: binds their arguments and starts their handlers in the order
 * of arrival. Used in the session's serial place, but for adding listeners.
 */
final class SocketEvents {

	private static final PreparedHandler[] NO_HANDLERS = {};

	private final DefaultSocket socket;

	private final EventLane lane;

	private final Map<String, List<PreparedHandler>> listeners = new ConcurrentHashMap<>(2);

	SocketEvents(DefaultSocket socket, EventLane lane) {
		this.socket = socket;
		this.lane = lane;
	}

	Disposable listen(String event, Type type, EventListener<?> listener) {
		EventNames.check(event);
		PreparedHandler handler = new PreparedHandler(new ListenerHandler(listener, type, listenersBlock()),
				this.socket.codec(), event, this.socket.namespace().name());
		this.listeners.computeIfAbsent(event, (key) -> new CopyOnWriteArrayList<>()).add(handler);
		return () -> this.listeners.computeIfPresent(event, (key, handlers) -> {
			handlers.remove(handler);
			return handlers.isEmpty() ? null : handlers;
		});
	}

	boolean listenersBlock() {
		return this.socket.options().execution() == HandlerExecution.WORKER;
	}

	/**
	 * Start the handlers of an event. All arguments are read first, so an invalid packet
	 * starts none.
	 * @throws InvalidPacketException if it is not an event that a client may send
	 */
	void onEvent(IncomingPacket packet) {
		Ack<Object> ack = (packet.id() >= 0) ? new DefaultAck(this.socket, packet.id()) : DefaultAck.NONE;
		PreparedHandler[] handlers;
		EventInvocation[] invocations;
		try (PayloadReader payload = this.socket.codec().openEvent(packet)) {
			handlers = handlers(payload.name());
			invocations = new EventInvocation[handlers.length];
			for (int i = 0; i < handlers.length; i++) {
				invocations[i] = bind(handlers[i], payload, ack);
			}
			payload.finish();
		}
		for (int i = 0; i < handlers.length; i++) {
			run(handlers[i].isBlocking(), invocations[i]);
		}
	}

	private PreparedHandler[] handlers(@Nullable String event) {
		if (event == null) {
			return NO_HANDLERS;
		}
		PreparedHandler[] handlers = this.socket.defaultNamespace().eventHandlers(event);
		List<PreparedHandler> listeners = this.listeners.isEmpty() ? null : this.listeners.get(event);
		if (listeners == null) {
			return handlers;
		}
		List<PreparedHandler> all = new ArrayList<>(List.of(handlers));
		all.addAll(listeners);
		return all.toArray(NO_HANDLERS);
	}

	private EventInvocation bind(PreparedHandler handler, PayloadReader payload, Ack<Object> ack) {
		try {
			return new EventInvocation(this.socket, handler, handler.binding().read(payload), null, ack);
		}
		catch (PayloadBindingException ex) {
			return new EventInvocation(this.socket, handler, null, ex, ack);
		}
	}

	/**
	 * Run a task after the synchronous parts of those before.
	 */
	void run(boolean blocking, Runnable task) {
		if (!blocking && this.lane.isIdle()) {
			task.run();
		}
		else {
			this.lane.add(blocking, task);
		}
	}

}
