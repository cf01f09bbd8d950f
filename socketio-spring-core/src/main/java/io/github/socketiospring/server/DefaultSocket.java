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

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

import io.github.socketiospring.AnyEventListener;
import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.ConnectObserver;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.EventMiddleware;
import io.github.socketiospring.Handshake;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.OutgoingEventListener;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.SocketIdentity;
import io.github.socketiospring.adapter.BroadcastAckListener;
import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.adapter.SocketDetails;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.engineio.OutboundLimits;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PayloadReader;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A socket. What comes from its client is handled in the session's serial place; the rest
 * may be called by any thread.
 */
final class DefaultSocket extends AbstractSocketEmitter implements SocketIOSocket, LocalSocket {

	private enum State {

		/** Middlewares look at it. */
		CONNECTING,

		/** Connect handlers look at it; it is a member already. */
		ACCEPTING,

		CONNECTED,

		GONE

	}

	/**
	 * How long a client may take to show that it is alive, when somebody says that it is
	 * not.
	 */
	private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

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

	private final LazyMap<String, Object> attributes = new LazyMap<>();

	private final SocketDeparture departure;

	private volatile State state = State.CONNECTING;

	private final OutgoingPackets packets = new OutgoingPackets(this);

	/** Null if the socket cannot be recovered. */
	private final @Nullable SocketRecovery recovery;

	private volatile @Nullable DisconnectReason disconnectReason;

	/** Null for who opened the connection. */
	private volatile @Nullable Identification identification;

	private volatile boolean holdsNamespace = true;

	/** Null if nobody observes whether the socket is let in, or that is decided. */
	private @Nullable ConnectObserver connectObserver;

	/**
	 * Create a socket.
	 * @param namespace its namespace, which is held for it
	 */
	DefaultSocket(DefaultNamespace namespace, ClientConnection connection, Handshake handshake,
			@Nullable RecoveryRequest request) {
		this.id = connection.socketId(namespace.name());
		this.namespace = namespace;
		this.connection = connection;
		this.session = connection.session();
		this.handshake = handshake;
		this.events = new SocketEvents(this, new EventLane(this.session, namespace.defaultServer().workers()));
		this.departure = new SocketDeparture(this, this.events);
		this.recovery = (request != null) ? namespace.recovery(this, request) : null;
	}

	// Coming

	void connect() {
		observeConnect();
		SocketIOGuard guard = options().guard();
		if (guard == null) {
			beginOrRecover();
		}
		else {
			new SocketAdmission(this).guard(guard, this::beginOrRecover);
		}
	}

	private void beginOrRecover() {
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
		new SocketAdmission(this).begin();
	}

	/**
	 * The room of the user, if there is one.
	 */
	@Nullable String userRoom() {
		return UserRoom.of(principal());
	}

	/**
	 * Whether a socket from before was one of the same user, as far as there is one now.
	 * With a guard nobody takes the place of a user.
	 */
	boolean isOfSameUser(RecoverableSession before) {
		String userRoom = userRoom();
		if (userRoom != null) {
			return before.rooms().contains(userRoom);
		}
		return options().guard() == null || before.rooms().stream().noneMatch(UserRoom::isOne);
	}

	/**
	 * Become a member again, as a socket from before. Called by any thread.
	 * @return false if the client is gone again
	 */
	boolean become(RecoverableSession before) {
		this.id = before.id();
		this.attributes.create().putAll(before.attributes());
		return enter();
	}

	/**
	 * Go on as a socket from before.
	 */
	void resume(boolean skipMiddlewares) {
		new SocketAdmission(this).resume(skipMiddlewares);
	}

	private void observeConnect() {
		NamespaceObserver observer = this.namespace.observer();
		if (observer != null) {
			this.connectObserver = observer.onConnect(this);
		}
	}

	/**
	 * Give what decides whether the socket is let in the context of who observes that.
	 */
	<T> Flux<T> observed(Flux<T> decision) {
		ConnectObserver observer = this.connectObserver;
		return (observer != null) ? decision.contextWrite(observer::contextWrite) : decision;
	}

	private void onConnectEnd(Consumer<ConnectObserver> end) {
		ConnectObserver observer = this.connectObserver;
		if (observer != null) {
			this.connectObserver = null;
			end.accept(observer);
		}
	}

	/**
	 * Become a member.
	 * @return false if the client is gone again
	 */
	boolean enter() {
		return STATE.compareAndSet(this, State.CONNECTING, State.ACCEPTING);
	}

	/**
	 * Tell the client that it is connected.
	 */
	void open() {
		this.connection.onConnected();
		this.session.send(connectReply().encoded());
		this.packets.open(() -> this.state = State.CONNECTED);
		onConnectEnd(ConnectObserver::onAccepted);
	}

	private Packet connectReply() {
		if (this.recovery == null) {
			return codec().connect(this.namespace.name(), this.connection.isProtocol3() ? null : this.id);
		}
		this.recovery.onAccepted(this.session::send);
		return codec().connect(this.namespace.name(), this.id, this.recovery.pid());
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
		if (pending == null) {
			count(SocketIOCounter.ACK_UNEXPECTED);
		}
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
		this.packets.onPacket(packet);
		this.packets.send(packet.encoded());
	}

	void emitWithAck(long id, String event, @Nullable Object[] args, EmitFlags flags, PendingAck pending) {
		if (this.acks.isFull()) {
			count(SocketIOCounter.PENDING_ACKS_EXCEEDED);
			throw new IllegalStateException("The client owes " + PendingAcks.LIMIT
					+ " acknowledgements: set a time-out, so that those that do not come end");
		}
		Packet packet = flags.applyTo(codec().event(this.namespace.name(), id, event, args));
		await(id, pending);
		emit(packet);
	}

	private void await(long id, PendingAck pending) {
		this.acks.add(id, pending);
		this.connection.onAckAsked();
	}

	void sendAck(long id, @Nullable Object[] args) {
		if (this.state == State.CONNECTED) {
			this.packets.send(codec().ack(this.namespace.name(), id, args).encoded());
		}
		else {
			count(SocketIOCounter.PACKET_DROPPED);
			DefaultAck.release(args);
		}
	}

	@Override
	public void send(Packet packet) {
		this.packets.onPacket(packet);
		this.packets.send(packet.encoded().retain());
	}

	@Override
	public void send(Packet packet, BroadcastAckListener listener) {
		if (this.acks.isFull()) {
			count(SocketIOCounter.PENDING_ACKS_EXCEEDED);
			listener.onMissing();
		}
		else {
			await(packet.id(), new BroadcastPendingAck(listener));
			listener.onPending(() -> this.acks.remove(packet.id()));
		}
		send(packet);
	}

	@Override
	public void enqueue(Packet packet) {
		this.packets.enqueue(packet.encoded().retain());
	}

	@Override
	public void flush(Packet packet) {
		this.packets.onPacket(packet);
		this.packets.flush();
	}

	@Override
	public @Nullable SocketDetails details() {
		return connected() ? new SocketDetails(this.id, this.handshake, rooms(), attributes()) : null;
	}

	@Override
	public boolean takesOffsets() {
		return this.recovery != null;
	}

	// Going

	@Override
	public void disconnect(boolean close) {
		disconnect(close, DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
	}

	/**
	 * Leave by the server's decision.
	 */
	void disconnect(boolean close, DisconnectReason reason) {
		if (!STATE.compareAndSet(this, State.CONNECTED, State.GONE)) {
			return;
		}
		this.session.send(codec().disconnect(this.namespace.name()).encoded());
		onEnd(State.CONNECTED, reason);
		this.session.execute(() -> {
			this.connection.onDisconnected(this);
			onLeft(reason);
		});
		if (close) {
			this.connection.disconnect();
		}
	}

	@Override
	public Mono<Boolean> isAlive() {
		return this.session.isAlive(ANSWER_TIME);
	}

	@Override
	public void lose() {
		this.session.execute(() -> this.connection.close("recovered by another server"));
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
	 * End the membership that was refused.
	 * @param error by what
	 * @param intended whether the application decided so
	 * @return false if it has ended before
	 */
	boolean endRefused(Throwable error, boolean intended) {
		if (end(null) == State.GONE) {
			this.departure.forgetRooms();
			return false;
		}
		onConnectEnd((observer) -> observer.onRefused(error, intended));
		this.connection.onRefused(this);
		return true;
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
		Identification identification = this.identification;
		if (identification != null) {
			identification.dispose();
		}
		if (reason != null && previous != State.CONNECTING) {
			this.departure.keepRooms(this.namespace.adapter().rooms(this));
		}
		this.packets.close();
		if (this.recovery != null) {
			this.recovery.onEnd(previous == State.CONNECTED, reason);
		}
		this.namespace.remove(this);
		this.acks.close();
		if (previous != State.CONNECTED) {
			releaseNamespace();
		}
		if (reason != null) {
			onEndObserved(previous, reason);
		}
	}

	private void onEndObserved(State previous, DisconnectReason reason) {
		NamespaceObserver observer = this.namespace.observer();
		if (observer == null) {
			return;
		}
		if (previous == State.CONNECTED) {
			observer.onDisconnect(this, reason);
		}
		else {
			onConnectEnd((connect) -> connect.onLeft(reason));
		}
	}

	/**
	 * The socket has left, and its connect handlers had let it in.
	 */
	void onLeft(DisconnectReason reason) {
		this.results.close(reason.isServerDisconnect());
		this.departure.begin(reason);
	}

	/**
	 * Let go of the namespace, if that was not done before. Called when a socket that was
	 * connected has left and everybody is told, or else when it ends.
	 */
	void releaseNamespace() {
		if (this.holdsNamespace) {
			this.holdsNamespace = false;
			this.namespace.release();
		}
	}

	/**
	 * Why the socket left.
	 * @return null if it did not leave, or was refused
	 */
	@Nullable DisconnectReason disconnectReason() {
		return this.disconnectReason;
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

	@Override
	DefaultSocket socket() {
		return this;
	}

	@Override
	EmitFlags flags() {
		return EmitFlags.NONE;
	}

	@Override
	@Nullable Duration ackTimeout() {
		return null;
	}

	EngineIOSession session() {
		return this.session;
	}

	ClientConnection connection() {
		return this.connection;
	}

	SocketEvents events() {
		return this.events;
	}

	DefaultNamespace defaultNamespace() {
		return this.namespace;
	}

	ServerOptions options() {
		return this.namespace.defaultServer().options();
	}

	OutboundLimits outboundLimits() {
		return this.namespace.defaultServer().engine().options().outbound();
	}

	PacketCodec codec() {
		return this.namespace.defaultServer().codec();
	}

	Timers timers() {
		return this.namespace.server().engine().timers();
	}

	/**
	 * Limit the time that a handler takes for its result.
	 */
	<T> Mono<T> limit(Mono<T> result) {
		Duration timeout = options().handlerTimeout();
		return (timeout == null) ? result
				: result.timeout(timers().delay(timeout).doOnSuccess((none) -> count(SocketIOCounter.HANDLER_TIMEOUT)));
	}

	/**
	 * Count what was refused or dropped, or took too long.
	 */
	void count(SocketIOCounter counter) {
		this.namespace.defaultServer().counters().increment(counter, this);
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
	public @Nullable Principal principal() {
		Identification identification = this.identification;
		return (identification != null) ? identification.principal() : this.handshake.principal();
	}

	@Override
	public Context context() {
		Identification identification = this.identification;
		return (identification != null) ? identification.context() : Context.of(this.session.handshake().context());
	}

	@Override
	public synchronized void identify(SocketIdentity identity) {
		Identification previous = this.identification;
		String previousRoom = userRoom();
		Identification identification = new Identification(this, identity);
		this.identification = identification;
		if (previous != null) {
			previous.dispose();
		}
		identification.begin();
		if (isGone()) {
			identification.dispose();
			return;
		}
		String room = userRoom();
		// Before it is a member it is in no room, and joins that of its user by itself
		if (!Objects.equals(previousRoom, room) && !rooms().isEmpty()) {
			if (previousRoom != null) {
				leave(previousRoom);
			}
			if (room != null) {
				join(room);
			}
		}
	}

	boolean isIdentifiedBy(Identification identification) {
		return this.identification == identification;
	}

	/**
	 * Whether what the socket was identified by has expired.
	 */
	boolean isExpired() {
		Identification identification = this.identification;
		return identification != null && identification.isExpired();
	}

	@Override
	public Map<String, Object> attributes() {
		return this.attributes.create();
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
	public <T> Disposable on(String event, Class<T> type, EventListener<T> listener) {
		return this.events.listen(event, type, listener);
	}

	@Override
	public <T> Disposable on(String event, ParameterizedTypeReference<T> type, EventListener<T> listener) {
		return this.events.listen(event, type.getType(), listener);
	}

	@Override
	public <T> Flux<T> events(String event, Class<T> type) {
		return this.events.stream(event, type);
	}

	@Override
	public <T> Flux<T> events(String event, ParameterizedTypeReference<T> type) {
		return this.events.stream(event, type.getType());
	}

	@Override
	public SocketIOSocket use(EventMiddleware middleware) {
		this.events.gate().add(middleware);
		return this;
	}

	@Override
	public Disposable onError(Consumer<Throwable> listener) {
		return this.events.gate().onError(listener);
	}

	void onInvalidPacket(InvalidPacketException error) {
		this.events.onInvalidPacket(error);
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
		return this.packets.listeners().add(listener, false);
	}

	@Override
	public Disposable prependAnyOutgoing(OutgoingEventListener listener) {
		return this.packets.listeners().add(listener, true);
	}

	@Override
	public void offAnyOutgoing() {
		this.packets.listeners().removeIf((any) -> true);
	}

	@Override
	public void offAnyOutgoing(OutgoingEventListener listener) {
		this.packets.listeners().removeIf((any) -> any == listener);
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
