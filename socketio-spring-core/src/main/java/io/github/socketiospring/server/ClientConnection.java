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

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.CloseReason;
import io.github.socketiospring.engineio.EngineIOListener;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.PacketParser;
import io.netty.buffer.ByteBuf;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The connection of one client: decodes its packets and hands them to its sockets, of
 * which it has one in each namespace that it joined. Used in the session's serial place
 * alone, but for what says otherwise.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">Socket.IO protocol</a>
 */
final class ClientConnection implements EngineIOListener {

	/** Clients make up the names of dynamic namespaces, so not all are remembered. */
	private static final int MAX_LEFT = 100;

	private static final String INVALID_NAMESPACE = "Invalid namespace";

	private static final String TOO_MANY_NAMESPACES = "Too many namespaces";

	private static final Log logger = LogFactory.getLog(ClientConnection.class);

	private final DefaultServer server;

	private final EngineIOSession session;

	private final PacketParser.Decoder decoder;

	/** Never changed, only replaced: most have one, which takes little memory then. */
	private Map<String, DefaultSocket> sockets = Map.of();

	/** Null until the client asks for a dynamic namespace. */
	private @Nullable NamespaceLookups lookups;

	/** Namespaces that the client may not know yet it has to leave. */
	private Set<String> leftByServer = Set.of();

	private @Nullable Disposable connectTimer;

	/** What has come of a packet whose other attachments have not. */
	private long incompleteBytes;

	/** How many sockets have as many events waiting as they may. */
	private int full;

	/** Whether the client is not read for that. */
	private volatile boolean paused;

	private boolean closed;

	private boolean finished;

	ClientConnection(DefaultServer server, EngineIOSession session) {
		this.server = server;
		this.session = session;
		this.decoder = server.codec().decoder(server.options().maxAttachments());
		this.connectTimer = server.engine()
			.timers()
			.schedule(server.options().connectTimeout(), () -> session.execute(this::onConnectTimeout));
	}

	EngineIOSession session() {
		return this.session;
	}

	/**
	 * The connection is open: a client of Socket.IO 2 joins the default namespace by
	 * that, and never asks for it.
	 */
	void start() {
		if (isProtocol3()) {
			connect("/", Map.of());
		}
	}

	/**
	 * Whether this is a client of Socket.IO 2, which speaks protocol 3 of Engine.IO and
	 * protocol 4 of Socket.IO.
	 */
	boolean isProtocol3() {
		return this.session.protocol() == 3;
	}

	/**
	 * Give the id of a new socket. Clients of Socket.IO 2 are not told: they make the
	 * same out of the id of the session.
	 */
	String socketId(String namespace) {
		if (!isProtocol3()) {
			return this.server.nextSocketId();
		}
		return "/".equals(namespace) ? this.session.id() : namespace + "#" + this.session.id();
	}

	@Override
	public void onText(ByteBuf text) {
		if (this.closed) {
			count(SocketIOCounter.LATE_PACKET);
			return;
		}
		try {
			IncomingPacket packet = this.decoder.decode(text);
			if (packet != null) {
				handle(packet);
			}
			else {
				this.incompleteBytes = text.readableBytes();
			}
		}
		catch (InvalidPacketException ex) {
			onInvalidPacket(ex);
		}
	}

	@Override
	public void onBinary(ByteBuf content) {
		if (this.closed) {
			count(SocketIOCounter.LATE_PACKET);
			return;
		}
		try {
			if (this.incompleteBytes >= this.server.inbound().maxBytes()) {
				throw new InvalidPacketException("attachments too large");
			}
			IncomingPacket packet = this.decoder.decodeBinary(content);
			if (packet != null) {
				this.incompleteBytes = 0;
				handle(packet);
			}
			else {
				this.incompleteBytes += content.readableBytes();
			}
		}
		catch (InvalidPacketException ex) {
			onInvalidPacket(ex);
		}
	}

	private void handle(IncomingPacket packet) {
		switch (packet.type()) {
			case CONNECT -> connect(packet);
			case EVENT, BINARY_EVENT, ACK, BINARY_ACK -> {
				DefaultSocket socket = socket(packet);
				if (socket != null) {
					socket.onPacket(packet);
					if (this.full > 0) {
						updateReading();
					}
				}
			}
			case DISCONNECT -> {
				if (packet.payload().isReadable()) {
					throw new InvalidPacketException("invalid payload");
				}
				DefaultSocket socket = socket(packet);
				if (socket != null) {
					remove(packet.namespace(), socket);
					socket.leave(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
				}
			}
			case CONNECT_ERROR -> throw new InvalidPacketException("unexpected packet type");
		}
	}

	private void connect(IncomingPacket packet) {
		Map<String, @Nullable Object> auth = this.server.codec().readAuth(packet.payload());
		if (isProtocol3()) {
			RequestedNamespace requested = RequestedNamespace.parse(packet.namespace());
			connect(requested.name(), requested.auth());
		}
		else {
			connect(packet.namespace(), auth);
		}
	}

	private void connect(String name, Map<String, @Nullable Object> auth) {
		DefaultSocket previous = this.sockets.get(name);
		if ((previous != null && !previous.isGone()) || (this.lookups != null && this.lookups.isPending(name))) {
			count(SocketIOCounter.UNEXPECTED_PACKET);
			close("second CONNECT to a namespace");
			return;
		}
		if (isInTooMany(previous)) {
			this.server.namespaceMap().tooManyOfConnection().warn();
			refuse(name, TOO_MANY_NAMESPACES, SocketIOCounter.CONNECTION_NAMESPACES_EXCEEDED);
			return;
		}
		RecoveryRequest request = (this.server.recovery() != null && !isProtocol3()) ? RecoveryRequest.of(auth) : null;
		DefaultHandshake handshake = new DefaultHandshake(this.session.handshake(),
				(request != null) ? request.auth() : auth, this.server.codec());
		DefaultNamespace namespace = this.server.find(name);
		if (namespace != null && !(namespace instanceof ChildNamespace)) {
			join(namespace, handshake, request);
		}
		else if (this.server.namespaceMap().parents().isEmpty()) {
			refuse(name, INVALID_NAMESPACE, SocketIOCounter.NAMESPACE_UNKNOWN);
		}
		else {
			lookUp(name, handshake, request);
		}
	}

	private void lookUp(String name, DefaultHandshake handshake, @Nullable RecoveryRequest request) {
		NamespaceLookups lookups = this.lookups;
		if (lookups == null) {
			lookups = new NamespaceLookups(this.server, this.session::execute);
			this.lookups = lookups;
		}
		lookups.begin(name, handshake.auth(), (parentage) -> {
			if (parentage == null) {
				refuse(name, INVALID_NAMESPACE, SocketIOCounter.NAMESPACE_UNKNOWN);
			}
			else if (!this.closed) {
				joinChild(parentage, name, handshake, request);
			}
		});
	}

	/**
	 * Whether the connection is in as many namespaces as it may be, or about to.
	 * @param previous the socket whose place is to be taken, if there is one
	 */
	private boolean isInTooMany(@Nullable DefaultSocket previous) {
		int pending = (this.lookups != null) ? this.lookups.size() : 0;
		return this.sockets.size() - ((previous != null) ? 1 : 0) + pending >= this.server.options()
			.maxNamespacesPerConnection();
	}

	private void joinChild(NamespaceLookups.Parentage parentage, String name, DefaultHandshake handshake,
			@Nullable RecoveryRequest request) {
		DefaultNamespace child;
		try {
			child = this.server.namespaceMap().hold(parentage.parent(), name, parentage.variables());
		}
		catch (RuntimeException ex) {
			this.server.namespaceMap().creationErrors().error(ex);
			refuse(name, "Internal error", SocketIOCounter.CONNECT_FAILED);
			return;
		}
		if (child != null) {
			join(child, handshake, request);
		}
		else {
			refuse(name, TOO_MANY_NAMESPACES, SocketIOCounter.CHILD_NAMESPACES_EXCEEDED);
		}
	}

	private void refuse(String namespace, String message, SocketIOCounter counter) {
		count(counter);
		this.session.send(this.server.codec().connectError(namespace, message, null).encoded());
	}

	/**
	 * Join a namespace, which is held for that.
	 */
	private void join(DefaultNamespace namespace, DefaultHandshake handshake, @Nullable RecoveryRequest request) {
		if (!this.leftByServer.isEmpty()) {
			this.leftByServer.remove(namespace.name());
		}
		DefaultSocket socket = new DefaultSocket(namespace, this, handshake, request);
		Map<String, DefaultSocket> sockets = new HashMap<>(this.sockets);
		sockets.put(namespace.name(), socket);
		replaceSockets(sockets);
		socket.connect();
	}

	/**
	 * The socket that a packet is for.
	 * @return null if the server has just made it leave, or the connection is closed for
	 * there being none
	 */
	private @Nullable DefaultSocket socket(IncomingPacket packet) {
		DefaultSocket socket = this.sockets.get(packet.namespace());
		if (socket != null && socket.connected()) {
			return socket;
		}
		boolean left = (socket != null) ? socket.isGone() : this.leftByServer.contains(packet.namespace());
		count(left ? SocketIOCounter.LATE_PACKET : SocketIOCounter.UNEXPECTED_PACKET);
		if (!left) {
			close("no socket for the namespace of a packet");
		}
		return null;
	}

	private boolean remove(String namespace, DefaultSocket socket) {
		Map<String, DefaultSocket> sockets = new HashMap<>(this.sockets);
		boolean removed = sockets.remove(namespace, socket);
		replaceSockets(sockets);
		return removed;
	}

	private void replaceSockets(Map<String, DefaultSocket> sockets) {
		this.sockets = (sockets.size() <= 1) ? Map.copyOf(sockets) : sockets;
	}

	void onConnected() {
		this.session.confirm();
		stopConnectTimer();
	}

	/**
	 * A socket has as many events waiting as it may, or no more.
	 */
	void onFull(boolean full) {
		this.full += full ? 1 : -1;
		updateReading();
	}

	/**
	 * A socket was asked for an acknowledgement. Called by any thread.
	 */
	void onAckAsked() {
		if (this.paused) {
			this.session.execute(this::updateReading);
		}
	}

	/**
	 * Read on, unless events are too many and the client owes no acknowledgement: the
	 * handlers that hold events up may wait for just that.
	 */
	private void updateReading() {
		boolean pause = this.full > 0 && !owesAck();
		if (pause && !this.paused) {
			this.paused = true;
			// Who asked before did not see the pause
			pause = !owesAck();
			if (pause) {
				this.session.pauseReading(this.server.inbound().maxPause());
			}
		}
		if (!pause && this.paused) {
			this.paused = false;
			this.session.resumeReading();
		}
	}

	private boolean owesAck() {
		for (DefaultSocket socket : this.sockets.values()) {
			if (!socket.acks().isEmpty()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * More comes than can be kept.
	 */
	void overload() {
		this.closed = true;
		finish(DisconnectReason.OVERLOADED);
		this.session.close(CloseReason.OVERLOADED);
	}

	/**
	 * A socket was refused.
	 */
	void onRefused(DefaultSocket socket) {
		remove(socket.namespace().name(), socket);
	}

	/**
	 * The server made a socket leave: what its client sent before it knew is ignored.
	 */
	void onDisconnected(DefaultSocket socket) {
		String namespace = socket.namespace().name();
		if (remove(namespace, socket) && !this.finished) {
			if (this.leftByServer.isEmpty()) {
				this.leftByServer = new LinkedHashSet<>(2);
			}
			this.leftByServer.add(namespace);
			if (this.leftByServer.size() > MAX_LEFT) {
				this.leftByServer.remove(this.leftByServer.iterator().next());
			}
		}
	}

	/**
	 * Make all sockets leave, and close. Called by any thread.
	 */
	void disconnect() {
		this.session.execute(() -> {
			for (DefaultSocket socket : this.sockets.values()) {
				socket.disconnect(false);
			}
			close("disconnected by the server");
		});
	}

	@Override
	public void onShutdown() {
		this.closed = true;
		finish(DisconnectReason.SERVER_SHUTTING_DOWN);
	}

	private void onConnectTimeout() {
		if (this.connectTimer != null) {
			count(SocketIOCounter.CONNECT_TIMEOUT);
			close("joined no namespace in time");
		}
	}

	private void onInvalidPacket(InvalidPacketException ex) {
		count(SocketIOCounter.INVALID_PACKET);
		this.sockets.values().forEach((socket) -> socket.onInvalidPacket(ex));
		close("invalid packet: " + ex.getMessage());
		finish(DisconnectReason.FORCED_CLOSE);
	}

	private void count(SocketIOCounter counter) {
		this.server.counters().increment(counter, this);
	}

	/**
	 * Close the connection by the server's decision. Its sockets are lost.
	 */
	void close(String why) {
		if (logger.isDebugEnabled()) {
			logger.debug("Closing a connection: " + why);
		}
		this.closed = true;
		this.session.close();
		// If the client cannot be told before it polls again, its sockets end now
		this.session.execute(() -> finish(DisconnectReason.FORCED_SERVER_CLOSE));
	}

	@Override
	public void onClose(CloseReason reason, @Nullable String description) {
		this.closed = true;
		finish(switch (reason) {
			case TRANSPORT_ERROR -> DisconnectReason.TRANSPORT_ERROR;
			case TRANSPORT_CLOSE -> DisconnectReason.TRANSPORT_CLOSE;
			case FORCED_CLOSE -> DisconnectReason.FORCED_CLOSE;
			case PING_TIMEOUT -> DisconnectReason.PING_TIMEOUT;
			case PARSE_ERROR -> DisconnectReason.PARSE_ERROR;
			case OVERLOADED -> DisconnectReason.OVERLOADED;
			case SLOW_CONSUMER -> DisconnectReason.SLOW_CONSUMER;
		});
	}

	private void finish(DisconnectReason reason) {
		if (this.finished) {
			return;
		}
		this.finished = true;
		if (reason == DisconnectReason.OVERLOADED) {
			this.server.overloads().warn();
		}
		stopConnectTimer();
		if (this.lookups != null) {
			this.lookups.cancel();
		}
		Map<String, DefaultSocket> sockets = this.sockets;
		this.sockets = Map.of();
		sockets.values().forEach((socket) -> socket.leave(reason));
	}

	private void stopConnectTimer() {
		if (this.connectTimer != null) {
			this.connectTimer.dispose();
			this.connectTimer = null;
		}
	}

	@Override
	public String toString() {
		return "connection on " + this.session;
	}

}
