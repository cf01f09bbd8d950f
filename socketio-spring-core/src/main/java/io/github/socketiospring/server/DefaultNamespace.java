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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.ConnectionMiddleware;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableAdapter;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A namespace.
 */
class DefaultNamespace extends AbstractBroadcastOperator implements SocketIONamespace {

	private final DefaultServer server;

	private final NamespaceContext context;

	private final Adapter adapter;

	private final List<ConnectionMiddleware> middlewares = new CopyOnWriteArrayList<>();

	private final List<Consumer<SocketIOSocket>> connectionListeners = new CopyOnWriteArrayList<>();

	private volatile NamespaceEvents events;

	/** Others have the same, which so must not be changed. */
	private boolean eventsAreShared;

	private final Observers<SocketIOSocket> connections;

	private final Map<String, DefaultSocket> sockets = new ConcurrentHashMap<>();

	private final NamespaceErrors errors;

	/** Null if nobody observes what happens on the server. */
	private final @Nullable NamespaceObserver observer;

	/** Null if all events are let in. */
	private final @Nullable GuardedEvents guardedEvents;

	DefaultNamespace(DefaultServer server, NamespaceContext context, Adapter adapter) {
		this(server, context, adapter, NamespaceErrors.of(context.namespace()));
	}

	DefaultNamespace(DefaultServer server, NamespaceContext context, Adapter adapter, NamespaceErrors errors) {
		super(BroadcastOptions.ALL, EmitFlags.NONE, null);
		this.server = server;
		this.context = context;
		this.adapter = adapter;
		this.errors = errors;
		this.observer = context.observer();
		this.guardedEvents = GuardedEvents.of(server, context.namespace());
		this.events = new NamespaceEvents(server, context.namespace(), this.observer);
		this.connections = new Observers<>(server.options().workers(), Observers.BUFFER,
				(lost) -> context.count(SocketIOCounter.OBSERVER_OVERFLOW, lost));
	}

	@Override
	DefaultNamespace namespace() {
		return this;
	}

	@Override
	public String name() {
		return this.context.namespace();
	}

	@Override
	public String declaredName() {
		return this.context.declaredName();
	}

	@Override
	public Map<String, String> variables() {
		return Map.of();
	}

	@Override
	public SocketIOServer server() {
		return this.server;
	}

	DefaultServer defaultServer() {
		return this.server;
	}

	Adapter adapter() {
		return this.adapter;
	}

	/**
	 * What recovers a socket.
	 * @param request what its client asks for
	 * @return null if sockets are not recovered
	 */
	@Nullable SocketRecovery recovery(DefaultSocket socket, RecoveryRequest request) {
		Recovery recovery = this.server.recovery();
		return (recovery != null && this.adapter instanceof RecoverableAdapter recoverable)
				? new SocketRecovery(recovery, socket, recoverable, request) : null;
	}

	long nextAckId() {
		return this.context.nextAckId();
	}

	@Override
	public SocketIONamespace use(ConnectionMiddleware middleware) {
		this.middlewares.add(middleware);
		return this;
	}

	List<ConnectionMiddleware> middlewares() {
		return this.middlewares;
	}

	@Override
	public SocketIONamespace onConnection(Consumer<SocketIOSocket> listener) {
		this.connectionListeners.add(listener);
		return this;
	}

	@Override
	public Flux<SocketIOSocket> connections() {
		return this.connections.flux();
	}

	@Override
	public SocketIONamespace addHandler(NamespaceHandler handler) {
		synchronized (this) {
			if (this.eventsAreShared) {
				this.events = this.events.copy(name());
				this.eventsAreShared = false;
			}
			this.events.add(handler);
		}
		onAdded(handler);
		return this;
	}

	/**
	 * A handler was added, or copied from a parent.
	 */
	void onAdded(NamespaceHandler handler) {
		handler.onAdded(this);
	}

	@Nullable NamespaceObserver observer() {
		return this.observer;
	}

	NamespaceContext context() {
		return this.context;
	}

	NamespaceEvents events() {
		return this.events;
	}

	List<NamespaceHandler> handlers() {
		return this.events.handlers();
	}

	@Nullable GuardedEvents guardedEvents() {
		return this.guardedEvents;
	}

	NamespaceErrors errors() {
		return this.errors;
	}

	/**
	 * Have the middlewares, listeners and handlers that another namespace has.
	 */
	void copy(DefaultNamespace model) {
		this.middlewares.addAll(model.middlewares);
		this.connectionListeners.addAll(model.connectionListeners);
		synchronized (model) {
			model.eventsAreShared = true;
			this.events = model.events;
		}
		synchronized (this) {
			this.eventsAreShared = true;
		}
		handlers().forEach(this::onAdded);
	}

	/**
	 * Hold the namespace for a socket, so that it is not removed.
	 * @return false if it cannot be held: it is not ready yet, or about to be removed
	 */
	boolean hold() {
		return true;
	}

	/**
	 * Let go of the namespace, once for each {@link #hold}.
	 */
	void release() {
	}

	/**
	 * Keep the namespace without sockets as well.
	 * @param time for how long from now on; null for good
	 */
	void keep(@Nullable Duration time) {
	}

	void add(DefaultSocket socket) {
		this.sockets.put(socket.id(), socket);
	}

	/**
	 * Tell those who listen of a socket that has got its CONNECT reply.
	 */
	void onConnected(DefaultSocket socket) {
		for (Consumer<SocketIOSocket> listener : this.connectionListeners) {
			try {
				Scopes.run(socket, false, () -> listener.accept(socket));
			}
			catch (RuntimeException ex) {
				this.errors.listener().error(ex);
			}
		}
		publish(socket);
	}

	/**
	 * Tell those who observe the sockets of one.
	 */
	void publish(DefaultSocket socket) {
		this.connections.publish(socket);
	}

	void remove(DefaultSocket socket) {
		this.sockets.remove(socket.id(), socket);
		this.adapter.remove(socket);
	}

	long pendingEvents() {
		long events = 0;
		for (DefaultSocket socket : this.sockets.values()) {
			events += socket.events().pendingCount();
		}
		return events;
	}

	@Override
	public Collection<SocketIOSocket> sockets() {
		return List.copyOf(this.sockets.values());
	}

	@Override
	public Collection<SocketIOSocket> sockets(String room) {
		List<SocketIOSocket> result = new ArrayList<>();
		for (LocalSocket socket : this.adapter.sockets(room)) {
			DefaultSocket accepted = this.sockets.get(socket.id());
			if (accepted != null) {
				result.add(accepted);
			}
		}
		return result;
	}

	@Override
	public @Nullable SocketIOSocket socket(String id) {
		return this.sockets.get(id);
	}

	@Override
	public Set<String> rooms() {
		return this.adapter.rooms();
	}

	@Override
	public Flux<RoomEvent> roomEvents() {
		return this.context.roomEvents();
	}

	@Override
	public Mono<Integer> serverCount() {
		return this.adapter.serverCount();
	}

	@Override
	public void serverSideEmit(String event, @Nullable Object... args) {
		this.adapter.serverSideEmit(serverEvent(event, args));
	}

	@Override
	public Mono<BroadcastAcks<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... args) {
		return askServers(event, Arguments.class, args);
	}

	@Override
	public <T> Mono<BroadcastAcks<T>> serverSideEmitWithAck(String event, Class<T> responseType,
			@Nullable Object... args) {
		return askServers(event, responseType, args);
	}

	@Override
	public <T> Mono<BroadcastAcks<T>> serverSideEmitWithAck(String event, ParameterizedTypeReference<T> responseType,
			@Nullable Object... args) {
		return askServers(event, responseType.getType(), args);
	}

	private <T> Mono<BroadcastAcks<T>> askServers(String event, Type responseType, @Nullable Object[] args) {
		ServerEvents.check(event);
		return this.adapter.serverCount().flatMap((servers) -> {
			ServerAckCollector<T> acks = new ServerAckCollector<>(servers - 1, responseType);
			return acks.collect(this.adapter.serverSideEmitWithAck(serverEvent(event, args)));
		});
	}

	private Packet serverEvent(String event, @Nullable Object[] args) {
		return this.server.codec().event(name(), IncomingPacket.NO_ID, ServerEvents.check(event), args);
	}

	@Override
	public <T> Disposable onServerEvent(String event, Class<T> type, EventListener<T> listener) {
		return this.context.serverEvents().add(event, type, listener);
	}

	@Override
	public <T> Disposable onServerEvent(String event, ParameterizedTypeReference<T> type, EventListener<T> listener) {
		return this.context.serverEvents().add(event, type.getType(), listener);
	}

	Mono<Void> close() {
		return this.adapter.close().doFirst(() -> {
			this.connections.complete();
			this.context.close();
		});
	}

	@Override
	public String toString() {
		return "namespace " + name();
	}

}
