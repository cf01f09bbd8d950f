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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.RecoveryLimits;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PayloadReader;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.util.Assert;

/**
 * What a namespace and its adapter share.
 */
final class NamespaceContext implements AdapterContext {

	/** Joining comes in waves, such as when many clients reconnect. */
	private static final int ROOM_EVENTS = 16_384;

	private final DefaultServer server;

	private final String namespace;

	/** That of the parent of a dynamic namespace, whose observers are told as well. */
	private final @Nullable NamespaceContext parent;

	private final AtomicLong ackIds = new AtomicLong();

	private final Observers<RoomEvent> roomEvents;

	private final ServerEvents serverEvents;

	/** Null if nobody observes what happens on the server. */
	private final @Nullable NamespaceObserver observer;

	/**
	 * Create the context.
	 * @param parent that of the parent, or null if the namespace is not dynamic
	 */
	NamespaceContext(DefaultServer server, String namespace, @Nullable NamespaceContext parent) {
		this.server = server;
		this.namespace = namespace;
		this.parent = parent;
		this.roomEvents = new Observers<>(server.options().workers(), ROOM_EVENTS,
				(lost) -> count(SocketIOCounter.OBSERVER_OVERFLOW, lost));
		this.serverEvents = new ServerEvents(server.options().workers(), namespace);
		this.observer = (parent != null) ? parent.observer : observe(server.options().observer(), namespace);
	}

	@Override
	public String namespace() {
		return this.namespace;
	}

	private static @Nullable NamespaceObserver observe(@Nullable SocketIOObserver observer, String namespace) {
		return (observer != null) ? observer.namespace(namespace) : null;
	}

	/**
	 * The name that was declared, of a child that of its parent.
	 */
	String declaredName() {
		return (this.parent != null) ? this.parent.namespace : this.namespace;
	}

	/**
	 * What is told of the namespace.
	 * @return null if nobody observes what happens on the server
	 */
	@Nullable NamespaceObserver observer() {
		return this.observer;
	}

	@Override
	public PacketCodec codec() {
		return this.server.codec();
	}

	@Override
	public Timers timers() {
		return this.server.engine().timers();
	}

	@Override
	public @Nullable RecoveryLimits recovery() {
		return this.server.recoveryLimits();
	}

	@Override
	public long nextAckId() {
		return this.ackIds.getAndIncrement();
	}

	@Override
	public List<@Nullable Object> values(Packet event) {
		List<@Nullable Object> values = new ArrayList<>();
		try (PayloadReader payload = codec().openEvent(event)) {
			values.add(payload.name());
			values.addAll(payload.readAll(codec().valueReader(Object.class)));
		}
		return values;
	}

	@Override
	public Packet event(long id, List<? extends @Nullable Object> values) {
		Assert.notEmpty(values, "An event must have a name");
		return codec().event(this.namespace, id, String.valueOf(values.get(0)),
				values.subList(1, values.size()).toArray());
	}

	@Override
	public Arguments arguments(List<? extends @Nullable Object> values) {
		Packet packet = codec().ack(this.namespace, 0, values.toArray());
		try (PayloadReader payload = codec().openAck(packet)) {
			return new DefaultArguments(payload.arguments());
		}
		finally {
			packet.release();
		}
	}

	@Override
	public void onRoomEvent(RoomEvent.Type type, String room, @Nullable String socketId) {
		boolean observed = !this.roomEvents.isEmpty() || (this.parent != null && !this.parent.roomEvents.isEmpty());
		if (observed) {
			RoomEvent event = new RoomEvent(this.namespace, type, room, socketId);
			this.roomEvents.publish(event);
			if (this.parent != null) {
				this.parent.roomEvents.publish(event);
			}
		}
	}

	Flux<RoomEvent> roomEvents() {
		return this.roomEvents.flux();
	}

	@Override
	public void onServerEvent(String event, Arguments arguments, @Nullable Consumer<AckArgs> answer) {
		this.serverEvents.publish(event, arguments, answer);
		if (this.parent != null) {
			this.parent.onServerEvent(event, arguments, answer);
		}
	}

	@Override
	public void count(SocketIOCounter counter, Object about) {
		this.server.counters().increment(counter, about);
	}

	ServerEvents serverEvents() {
		return this.serverEvents;
	}

	void close() {
		this.roomEvents.complete();
		this.serverEvents.close();
	}

}
