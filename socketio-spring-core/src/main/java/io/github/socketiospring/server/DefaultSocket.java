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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

import io.github.socketiospring.AnyEventListener;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.EventMiddleware;
import io.github.socketiospring.Handshake;
import io.github.socketiospring.OutgoingEventListener;
import io.github.socketiospring.SocketEmitter;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.adapter.BroadcastAckListener;
import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PayloadReader;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A socket. What comes from its client is handled in the session's serial place; the rest
 * may be called by any thread.
 */
final class DefaultSocket implements SocketIOSocket, LocalSocket {

	private enum State {

		/** Middlewares look at it. */
		CONNECTING,

		/** Connect handlers look at it; it is a member already. */
		ACCEPTING,

		CONNECTED,

		GONE

	}

	private static final AtomicReferenceFieldUpdater<DefaultSocket, State> STATE = AtomicReferenceFieldUpdater
		.newUpdater(DefaultSocket.class, State.class, "state");

	private volatile String id;

	private final DefaultNamespace namespace;

	private final ClientConnection connection;

	private final EngineIOSession session;

	private final Handshake handshake;

	private final SocketEvents events;

	private final PendingAcks acks = new PendingAcks();

	private final RunningResults results = new RunningResults();

	private final SocketEmitter emitter = new SocketOperator(this, EmitFlags.NONE, null);

	private final Map<String, Object> attributes = new ConcurrentHashMap<>(2);

	private final OutgoingListeners outgoing = new OutgoingListeners(this);

	private final SocketDeparture departure;

	private volatile State state = State.CONNECTING;

	private final HeldPackets held = new HeldPackets();

	/** More waits for the CONNECT reply than can be held. */
	private volatile boolean flooded;

	/** Null if the socket cannot be recovered. */
	private final @Nullable SocketRecovery recovery;

	private volatile @Nullable DisconnectReason disconnectReason;

	DefaultSocket(DefaultNamespace namespace, ClientConnection connection, Handshake handshake,
			@Nullable RecoveryRequest request) {
		this.id = connection.socketId(namespace.name());
		this.namespace = namespace;
		this.connection = connection;
		this.session = connection.session();
		this.handshake = handshake;
		this.events = new SocketEvents(this, new EventLane(this.session, options().workers()));
		this.departure = new SocketDeparture(this, this.events);
		this.recovery = (request != null) ? namespace.recovery(this, request) : null;
	}

	// Coming

	void connect() {
		if (this.recovery != null) {
			this.recovery.begin();
		}
		else {
			begin();
		}
	}

	/**
	 * Begin as a new socket.
	 */
	void begin() {
		this.namespace.adapter().add(this);
		examine(this::enter);
	}

	/**
	 * Become a member again, as a socket from before. Called by any thread.
	 * @return false if the client is gone again
	 */
	boolean become(RecoverableSession before) {
		this.id = before.id();
		this.attributes.putAll(before.attributes());
		return STATE.compareAndSet(this, State.CONNECTING, State.ACCEPTING);
	}

	/**
	 * Go on as a socket from before.
	 */
	void resume(boolean skipMiddlewares) {
		if (skipMiddlewares) {
			callHandlers();
		}
		else {
			examine(this::callHandlers);
		}
	}

	private void examine(Runnable next) {
		Flux.fromIterable(this.namespace.middlewares())
			.concatMap((middleware) -> middleware.handle(this))
			.subscribe(null, (ex) -> this.session.execute(() -> refuse(ex)), () -> this.session.execute(next));
	}

	private void enter() {
		if (!STATE.compareAndSet(this, State.CONNECTING, State.ACCEPTING)) {
			return;
		}
		callHandlers();
	}

	private void callHandlers() {
		Flux.fromIterable(this.namespace.handlers())
			.concatMap((handler) -> handler.onConnect(this))
			.subscribe(null, (ex) -> this.session.execute(() -> refuse(ex)), () -> this.session.execute(this::accept));
	}

	private void accept() {
		DisconnectReason reason = this.disconnectReason;
		if (reason != null) {
			// Left meanwhile: what the connect handlers began is to be ended
			onLeft(reason);
			return;
		}
		this.connection.onConnected();
		this.session.send(connectReply().encoded());
		this.held.release(this.session::send, () -> this.state = State.CONNECTED);
		this.namespace.add(this);
		if (this.state == State.GONE) {
			this.namespace.remove(this);
		}
		this.namespace.onConnected(this);
	}

	private Packet connectReply() {
		if (this.recovery == null) {
			return codec().connect(this.namespace.name(), this.connection.isProtocol3() ? null : this.id);
		}
		this.recovery.onAccepted(this.session::send);
		return codec().connect(this.namespace.name(), this.id, this.recovery.pid());
	}

	private void refuse(Throwable error) {
		if (end(null) == State.GONE) {
			return;
		}
		this.connection.onRefused(this);
		Refusal refusal = Refusal.of(error);
		if (!refusal.expected()) {
			this.namespace.connectErrors().error(error);
		}
		this.session.send(connectError(refusal).encoded());
	}

	private Packet connectError(Refusal refusal) {
		boolean protocol3 = this.connection.isProtocol3();
		try {
			return refusal.packet(codec(), this.namespace.name(), protocol3);
		}
		catch (IllegalArgumentException ex) {
			this.namespace.connectErrors().error(ex);
			return new Refusal(refusal.message(), null, true).packet(codec(), this.namespace.name(), protocol3);
		}
	}

	// What the client sends

	/**
	 * Whether the socket has left.
	 */
	boolean isGone() {
		return this.state == State.GONE;
	}

	void onPacket(IncomingPacket packet) {
		switch (packet.type()) {
			case EVENT, BINARY_EVENT -> this.events.onEvent(packet);
			default -> onAck(packet);
		}
	}

	private void onAck(IncomingPacket packet) {
		PendingAck pending = (packet.id() >= 0) ? this.acks.remove(packet.id()) : null;
		try (PayloadReader payload = codec().openAck(packet)) {
			if (pending != null) {
				pending.onAck(payload);
			}
			payload.finish();
		}
		catch (InvalidPacketException ex) {
			if (pending != null) {
				pending.onGone();
			}
			throw ex;
		}
	}

	// What is sent to the client

	@Override
	public void emit(String event, @Nullable Object... args) {
		emit(event, args, EmitFlags.NONE);
	}

	void emit(String event, @Nullable Object[] args, EmitFlags flags) {
		EventNames.check(event);
		emit(event(event, args, flags));
	}

	Packet event(String event, @Nullable Object[] args, EmitFlags flags) {
		return flags.applyTo(codec().event(this.namespace.name(), IncomingPacket.NO_ID, event, args));
	}

	/**
	 * Send an event, of which one reference is taken over.
	 */
	void emit(Packet packet) {
		if (this.recovery != null && packet.id() == IncomingPacket.NO_ID) {
			this.recovery.adapter().emit(this, packet);
			return;
		}
		this.outgoing.onPacket(packet);
		deliver(packet.encoded());
	}

	void emitWithAck(long id, String event, @Nullable Object[] args, EmitFlags flags, PendingAck pending) {
		Packet packet = flags.applyTo(codec().event(this.namespace.name(), id, event, args));
		this.acks.add(id, pending);
		emit(packet);
	}

	void sendAck(long id, @Nullable Object[] args) {
		if (this.state == State.CONNECTED) {
			deliver(codec().ack(this.namespace.name(), id, args).encoded());
		}
		else {
			DefaultAck.release(args);
		}
	}

	@Override
	public void send(Packet packet) {
		this.outgoing.onPacket(packet);
		deliver(packet.encoded().retain());
	}

	@Override
	public void send(Packet packet, BroadcastAckListener listener) {
		PendingAck pending = new BroadcastPendingAck(listener, codec());
		this.acks.add(packet.id(), pending);
		listener.onPending(() -> this.acks.remove(packet.id()));
		send(packet);
	}

	/**
	 * Send a packet, of which one reference is taken over, or hold it back until the
	 * CONNECT reply has been sent.
	 */
	private void deliver(EncodedPacket packet) {
		if (isDue(packet)) {
			this.session.send(packet);
		}
		else if (this.flooded) {
			this.session.close();
		}
	}

	/**
	 * Whether a packet is to be sent now. If not, its reference is taken over.
	 */
	private boolean isDue(EncodedPacket packet) {
		if (this.state != State.CONNECTED && !packet.isVolatile()) {
			switch (this.held.add(packet)) {
				case HELD -> {
					return false;
				}
				case FULL -> this.flooded = true;
				case NOT_HELD -> {
				}
			}
		}
		if (this.state == State.CONNECTED) {
			return true;
		}
		packet.release();
		return false;
	}

	@Override
	public void enqueue(Packet packet) {
		EncodedPacket encoded = packet.encoded().retain();
		if (isDue(encoded)) {
			this.session.enqueue(encoded);
		}
	}

	@Override
	public void flush(Packet packet) {
		this.outgoing.onPacket(packet);
		if (this.flooded) {
			this.session.close();
		}
		else {
			this.session.flush();
		}
	}

	@Override
	public boolean takesOffsets() {
		return this.recovery != null;
	}

	// Going

	@Override
	public void disconnect(boolean close) {
		if (!STATE.compareAndSet(this, State.CONNECTED, State.GONE)) {
			return;
		}
		this.session.send(codec().disconnect(this.namespace.name()).encoded());
		onEnd(State.CONNECTED, DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
		this.session.execute(() -> {
			this.connection.onDisconnected(this);
			onLeft(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
		});
		if (close) {
			this.connection.disconnect();
		}
	}

	/**
	 * Leave the namespace, for whatever reason. Nothing happens the second time.
	 */
	void leave(DisconnectReason reason) {
		if (end(reason) == State.CONNECTED) {
			this.session.execute(() -> onLeft(reason));
		}
	}

	/**
	 * End the membership.
	 * @return the state before
	 */
	private State end(@Nullable DisconnectReason reason) {
		State previous = STATE.getAndSet(this, State.GONE);
		if (previous != State.GONE) {
			onEnd(previous, reason);
		}
		return previous;
	}

	private void onEnd(State previous, @Nullable DisconnectReason reason) {
		this.disconnectReason = reason;
		if (reason != null) {
			this.departure.keepRooms(this.namespace.adapter().rooms(this));
		}
		this.held.release(EncodedPacket::release, () -> {
		});
		if (this.recovery != null) {
			this.recovery.onEnd(previous == State.CONNECTED, reason);
		}
		this.namespace.remove(this);
		this.acks.close();
	}

	/**
	 * The socket has left, and its connect handlers had let it in.
	 */
	private void onLeft(DisconnectReason reason) {
		this.results.close(reason.isServerDisconnect());
		this.departure.begin(reason);
	}

	/**
	 * Whether events that wait for their handlers are dropped.
	 */
	boolean dropsEvents() {
		DisconnectReason reason = this.disconnectReason;
		return this.state == State.GONE && reason != null && reason.isServerDisconnect();
	}

	// The rest of the API

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public SocketIONamespace namespace() {
		return this.namespace;
	}

	EngineIOSession session() {
		return this.session;
	}

	DefaultNamespace defaultNamespace() {
		return this.namespace;
	}

	ServerOptions options() {
		return this.namespace.defaultServer().options();
	}

	PacketCodec codec() {
		return this.namespace.defaultServer().codec();
	}

	Timers timers() {
		return this.namespace.server().engine().timers();
	}

	PendingAcks acks() {
		return this.acks;
	}

	RunningResults results() {
		return this.results;
	}

	@Override
	public Handshake handshake() {
		return this.handshake;
	}

	@Override
	public Map<String, Object> attributes() {
		return this.attributes;
	}

	@Override
	public boolean connected() {
		return this.state == State.CONNECTED;
	}

	@Override
	public boolean isMember() {
		State state = this.state;
		return state == State.CONNECTED || state == State.ACCEPTING;
	}

	@Override
	public boolean recovered() {
		return this.recovery != null && this.recovery.isRecovered();
	}

	@Override
	public String transport() {
		return this.session.transport();
	}

	@Override
	public int protocol() {
		return this.session.protocol();
	}

	@Override
	public Set<String> rooms() {
		Set<String> kept = this.departure.rooms();
		return (kept != null) ? kept : this.namespace.adapter().rooms(this);
	}

	@Override
	public void join(String... rooms) {
		this.namespace.adapter().join(this, List.of(rooms));
	}

	@Override
	public void leave(String room) {
		this.namespace.adapter().leave(this, room);
	}

	@Override
	public BroadcastOperator to(String... rooms) {
		return broadcast().to(rooms);
	}

	@Override
	public BroadcastOperator broadcast() {
		return new DefaultBroadcastOperator(this.namespace, new BroadcastOptions(Set.of(), Set.of(this.id)));
	}

	@Override
	public Mono<Arguments> emitWithAck(String event, @Nullable Object... args) {
		return this.emitter.emitWithAck(event, args);
	}

	@Override
	public <T> Mono<T> emitWithAck(String event, Class<T> responseType, @Nullable Object... args) {
		return this.emitter.emitWithAck(event, responseType, args);
	}

	@Override
	public <T> Mono<T> emitWithAck(String event, ParameterizedTypeReference<T> responseType, @Nullable Object... args) {
		return this.emitter.emitWithAck(event, responseType, args);
	}

	@Override
	public SocketEmitter timeout(Duration timeout) {
		return this.emitter.timeout(timeout);
	}

	@Override
	public Mono<Void> emitAll(String event, Publisher<?> elements) {
		return this.emitter.emitAll(event, elements);
	}

	@Override
	public SocketEmitter asVolatile() {
		return this.emitter.asVolatile();
	}

	@Override
	public SocketEmitter compress(boolean compress) {
		return this.emitter.compress(compress);
	}

	@Override
	public <T> Disposable on(String event, Class<T> type, EventListener<T> listener) {
		return this.events.listen(event, type, listener);
	}

	@Override
	public <T> Disposable on(String event, ParameterizedTypeReference<T> type, EventListener<T> listener) {
		return this.events.listen(event, type.getType(), listener);
	}

	@Override
	public <T> Flux<T> events(String event, Class<T> type) {
		return events(event, (Type) type);
	}

	@Override
	public <T> Flux<T> events(String event, ParameterizedTypeReference<T> type) {
		return events(event, type.getType());
	}

	private <T> Flux<T> events(String event, Type type) {
		EventNames.check(event);
		return Flux.<T>create((sink) -> {
			EventListener<@Nullable T> listener = (payload, ack) -> {
				if (payload != null) {
					sink.next(payload);
				}
			};
			Disposable listening = this.events.listen(event, type, listener);
			Disposable end = onDisconnect((reason) -> sink.complete());
			sink.onDispose(Disposables.composite(listening, end));
		}, FluxSink.OverflowStrategy.IGNORE).onBackpressureBuffer(Observers.BUFFER);
	}

	@Override
	public SocketIOSocket use(EventMiddleware middleware) {
		this.events.gate().add(middleware);
		return this;
	}

	@Override
	public Disposable onError(Consumer<Throwable> listener) {
		return add(this.events.gate().errorListeners(), listener, false);
	}

	void onInvalidPacket(InvalidPacketException error) {
		this.events.gate().onInvalidPacket(error);
	}

	@Override
	public Disposable onAny(AnyEventListener listener) {
		return this.events.listenToAll(listener, false);
	}

	@Override
	public Disposable prependAny(AnyEventListener listener) {
		return this.events.listenToAll(listener, true);
	}

	@Override
	public void offAny() {
		this.events.removeAnyListeners((any) -> true);
	}

	@Override
	public void offAny(AnyEventListener listener) {
		this.events.removeAnyListeners((any) -> any == listener);
	}

	@Override
	public Disposable onAnyOutgoing(OutgoingEventListener listener) {
		return add(this.outgoing.listeners(), listener, false);
	}

	@Override
	public Disposable prependAnyOutgoing(OutgoingEventListener listener) {
		return add(this.outgoing.listeners(), listener, true);
	}

	@Override
	public void offAnyOutgoing() {
		this.outgoing.listeners().clear();
	}

	@Override
	public void offAnyOutgoing(OutgoingEventListener listener) {
		this.outgoing.listeners().remove(listener);
	}

	private static <T> Disposable add(List<T> listeners, T listener, boolean first) {
		listeners.add(first ? 0 : listeners.size(), listener);
		return () -> listeners.remove(listener);
	}

	@Override
	public Disposable onDisconnecting(Consumer<DisconnectReason> listener) {
		return this.departure.onDisconnecting(listener);
	}

	@Override
	public Disposable onDisconnect(Consumer<DisconnectReason> listener) {
		return this.departure.onDisconnect(listener);
	}

	@Override
	public String toString() {
		// The id of a client of Socket.IO 2 is that of its session, which is not for logs
		String id = this.connection.isProtocol3() ? "" : " " + this.id;
		return "Socket" + id + " of namespace " + this.namespace.name();
	}

}
