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

package io.github.socketiospring.engineio;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;

import io.github.socketiospring.engineio.protocol.Base64Content;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.protocol.EnginePacket;
import io.github.socketiospring.engineio.protocol.FrameFormat;
import io.github.socketiospring.engineio.protocol.Payload;
import io.github.socketiospring.engineio.protocol.ProtocolVersion;
import io.github.socketiospring.engineio.transport.Transport;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A session. All its state changes in its {@link SerialQueue serial place}; methods that
 * may be called from elsewhere say so.
 */
final class DefaultSession implements EngineIOSession, Outbound.Owner {

	enum State {

		OPEN,

		/** Closed by the server, but a polling client has not been told yet. */
		CLOSING,

		CLOSED

	}

	/** How long a closed session waits for a poll to tell the client. */
	private static final long CLOSE_TIMEOUT = 30_000;

	/** How long a server that closes waits for a client that is about to upgrade. */
	private static final long SHUTDOWN_TIMEOUT = 1_000;

	private static final Log logger = LogFactory.getLog(DefaultSession.class);

	private static final EngineIOListener NO_LISTENER = new EngineIOListener() {
	};

	private static final AtomicIntegerFieldUpdater<DefaultSession> FLUSH_REQUESTED = AtomicIntegerFieldUpdater
		.newUpdater(DefaultSession.class, "flushRequested");

	private final EngineIOServer server;

	private final String id;

	private final EngineIOHandshake handshake;

	private final SerialQueue serial;

	private final Outbound outbound;

	private final Runnable transmit = this::transmit;

	private final Heartbeat heartbeat;

	private final PollingEndpoint polling;

	/** Told in the serial place alone. */
	private final Sinks.Empty<Void> closed = Sinks.unsafe().empty();

	private EngineIOListener listener = NO_LISTENER;

	private volatile State state = State.OPEN;

	private volatile Transport transport;

	/** The connection whose event loop is the serial place, if it is one. */
	private volatile @Nullable WebSocketConnection loopConnection;

	private volatile int flushRequested;

	private @Nullable SessionWebSocket webSocket;

	private boolean pending = true;

	private volatile @Nullable Upgrade upgrade;

	private @Nullable Disposable closeTimer;

	/** Null until reading is paused for the first time. */
	private @Nullable ReadingPause pause;

	private DefaultSession(EngineIOServer server, Opening opening) {
		this.server = server;
		this.id = opening.id();
		this.handshake = opening.handshake();
		this.serial = new SerialQueue(server.hints().failures());
		this.outbound = new Outbound(server.options().outbound(), this);
		this.heartbeat = (version() == ProtocolVersion.V3) ? new ClientHeartbeat(this) : new ServerHeartbeat(this);
		this.polling = new PollingEndpoint(this, this.handshake.format().payloads());
		this.transport = this.polling.transport();
	}

	static DefaultSession polling(EngineIOServer server, Opening opening) {
		return new DefaultSession(server, opening);
	}

	static DefaultSession webSocket(EngineIOServer server, Opening opening, WebSocketConnection connection) {
		DefaultSession session = new DefaultSession(server, opening);
		session.attach(new SessionWebSocket(session, connection, opening.handshake().format().frames()));
		return session;
	}

	private void attach(SessionWebSocket webSocket) {
		this.webSocket = webSocket;
		this.transport = webSocket.transport();
		this.server.countWebSocket(1);
		EventExecutor executor = webSocket.connection().executor();
		if (executor != null) {
			this.serial.moveTo(executor);
			this.loopConnection = webSocket.connection();
		}
	}

	Payload openPayload() {
		return this.polling.transport().encode(List.of(openPacket()));
	}

	private EncodedPacket openPacket() {
		EngineIOOptions options = this.server.options();
		boolean upgrades = this.webSocket == null && this.server.offersUpgrade();
		return EncodedPacket.control("0{\"sid\":\"" + this.id + "\",\"upgrades\":[" + (upgrades ? "\"websocket\"" : "")
				+ "],\"pingInterval\":" + options.pingInterval().toMillis() + ",\"pingTimeout\":"
				+ options.pingTimeout().toMillis() + ",\"maxPayload\":" + options.maxPayload() + "}");
	}

	void open() {
		if (this.state == State.OPEN) {
			if (this.webSocket != null) {
				this.outbound.emit(openPacket());
			}
			this.heartbeat.start();
			EngineIOObserver observer = this.server.observer();
			if (observer != null) {
				observer.onOpen(transport());
			}
			try {
				this.listener = this.server.connected(this);
			}
			catch (RuntimeException ex) {
				onListenerFailure(ex);
			}
		}
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public EngineIOHandshake handshake() {
		return this.handshake;
	}

	ProtocolVersion version() {
		return this.handshake.format().version();
	}

	@Override
	public int protocol() {
		return version().number();
	}

	@Override
	public String transport() {
		return this.transport.name();
	}

	@Override
	public boolean isOpen() {
		return this.state == State.OPEN;
	}

	@Override
	public void confirm() {
		this.serial.execute(() -> {
			if (this.pending && this.state != State.CLOSED) {
				this.pending = false;
				this.server.confirm();
			}
		});
	}

	/**
	 * Whether the session is not confirmed. Called in the serial place.
	 */
	boolean isPending() {
		return this.pending;
	}

	State state() {
		return this.state;
	}

	EngineIOServer server() {
		return this.server;
	}

	SerialQueue serial() {
		return this.serial;
	}

	Outbound outbound() {
		return this.outbound;
	}

	@Override
	public void execute(Runnable task) {
		this.serial.execute(task);
	}

	@Override
	public void executeLater(Runnable task) {
		this.serial.executeLater(task);
	}

	@Override
	public void send(EncodedPacket packet) {
		if (accepts(packet)) {
			this.outbound.emit(packet);
		}
		else {
			drop(packet);
		}
	}

	@Override
	public void enqueue(EncodedPacket packet) {
		if (accepts(packet)) {
			this.outbound.enqueue(packet);
		}
		else {
			drop(packet);
		}
	}

	private void drop(EncodedPacket packet) {
		packet.release();
		count((this.state == State.OPEN) ? EngineIOCounter.VOLATILE_DROPPED : EngineIOCounter.PACKET_DROPPED);
	}

	private void count(EngineIOCounter counter) {
		this.server.increment(counter, this);
	}

	private boolean accepts(EncodedPacket packet) {
		return this.state == State.OPEN && (!packet.isVolatile() || canSendAtOnce());
	}

	private boolean canSendAtOnce() {
		return this.upgrade == null && this.transport.isIdle() && this.outbound.isEmpty();
	}

	void sendControl(String packet) {
		this.outbound.emit(EncodedPacket.control(packet));
	}

	@Override
	public void flush() {
		if (this.flushRequested == 0 && FLUSH_REQUESTED.compareAndSet(this, 0, 1)) {
			WebSocketConnection connection = this.loopConnection;
			if (connection != null) {
				connection.requestFlush();
			}
			else {
				this.serial.execute(this.transmit);
			}
		}
	}

	/** Called by the event loop that {@link #flush()} asked. */
	void onFlush() {
		if (this.serial.tryEnter()) {
			try {
				transmit();
			}
			finally {
				this.serial.exit();
			}
		}
		else {
			this.serial.execute(this.transmit);
		}
	}

	void transmit() {
		this.flushRequested = 0;
		if (this.state == State.CLOSED) {
			countDropped(this.outbound.discard());
		}
		else if (this.outbound.isOverflowed()) {
			this.server.hints().slowConsumer();
			terminate(CloseReason.SLOW_CONSUMER, null, WebSocketConnection.ABNORMAL);
		}
		else {
			if (this.state == State.OPEN && this.transport.isWritable()) {
				this.transport.send(this.outbound);
			}
			this.outbound.settle(this.transport.held());
		}
	}

	@Override
	public long waitingBytes() {
		return (this.state != State.CLOSED) ? this.outbound.waitingBytes() : 0;
	}

	/**
	 * How many packets wait in the session. Called by any thread.
	 */
	int waitingPackets() {
		return this.outbound.waitingPackets();
	}

	@Override
	public long held() {
		return this.transport.held();
	}

	@Override
	public void onTaken(EncodedPacket packet) {
		EngineIOObserver observer = this.server.observer();
		if (observer != null) {
			int bytes = packet.messageSize();
			if (bytes >= 0) {
				observer.onSent(transport(), bytes);
			}
		}
	}

	@Override
	public void onDropped(EngineIOCounter counter) {
		count(counter);
		if (counter == EngineIOCounter.OVERFLOW_DROPPED) {
			this.server.hints().overflow();
		}
	}

	private void countDropped(int packets) {
		for (int i = 0; i < packets; i++) {
			count(EngineIOCounter.PACKET_DROPPED);
		}
	}

	@Override
	public Mono<Boolean> isAlive(Duration timeout) {
		return Mono.create((sink) -> execute(() -> {
			if (this.state != State.OPEN) {
				sink.success(false);
				return;
			}
			sink.onDispose(this.closed.asMono().subscribe(null, null, () -> sink.success(false)));
			this.heartbeat.probe(timeout.toMillis(), () -> sink.success(true));
		}));
	}

	boolean isExpired() {
		return this.state == State.OPEN && this.heartbeat.isExpired();
	}

	// Packets of the client

	/**
	 * Handle a packet, or ignore it if the session has ended.
	 * @return whether it is a packet at all
	 */
	boolean onPacket(ByteBuf packet) {
		if (this.state != State.OPEN) {
			if (packet.isReadable() && packet.getByte(packet.readerIndex()) == EnginePacket.CLOSE) {
				closeLate();
			}
			else {
				count(EngineIOCounter.LATE_PACKET);
			}
			return true;
		}
		if (!packet.isReadable()) {
			return parseError();
		}
		byte type = packet.getByte(packet.readerIndex());
		switch (type) {
			case EnginePacket.MESSAGE -> onMessage(packet.skipBytes(1), true);
			case EnginePacket.PING, EnginePacket.PONG -> onHeartbeat(type);
			case EnginePacket.BASE64 -> {
				ByteBuf content = Base64Content.decode(packet, version());
				if (content == null) {
					return parseError();
				}
				onMessage(content, false);
			}
			case EnginePacket.CLOSE -> {
				this.polling.transport().noop();
				terminate(CloseReason.TRANSPORT_CLOSE, null);
			}
			case EnginePacket.OPEN, EnginePacket.UPGRADE, EnginePacket.NOOP -> {
			}
			default -> {
				return parseError();
			}
		}
		return true;
	}

	/**
	 * Handle a packet that did not come as text, or ignore it if the session has ended.
	 * @return whether it is a packet at all
	 */
	boolean onBinaryPacket(ByteBuf packet) {
		if (this.state != State.OPEN) {
			count(EngineIOCounter.LATE_PACKET);
			return true;
		}
		if (version() == ProtocolVersion.V3
				&& (!packet.isReadable() || packet.readByte() != EnginePacket.BINARY_MESSAGE)) {
			return parseError();
		}
		onMessage(packet, false);
		return true;
	}

	private void onMessage(ByteBuf content, boolean text) {
		EngineIOObserver observer = this.server.observer();
		if (observer != null) {
			observer.onReceived(transport(), content.readableBytes());
		}
		try {
			if (text) {
				this.listener.onText(content);
			}
			else {
				this.listener.onBinary(content);
			}
		}
		catch (RuntimeException ex) {
			onListenerFailure(ex);
		}
	}

	private void onHeartbeat(byte type) {
		if (type != this.heartbeat.clientPacket()) {
			terminate(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
		}
		else if (isExpired()) {
			terminate(CloseReason.PING_TIMEOUT, null);
		}
		else {
			this.heartbeat.onClientPacket();
		}
	}

	private boolean parseError() {
		terminate(CloseReason.PARSE_ERROR, null);
		return false;
	}

	private void tell(Consumer<EngineIOListener> what) {
		try {
			what.accept(this.listener);
		}
		catch (RuntimeException ex) {
			onListenerFailure(ex);
		}
	}

	private void onListenerFailure(RuntimeException ex) {
		this.server.hints().failures().error(logger, "The listener of an Engine.IO session failed", ex);
		terminate(CloseReason.FORCED_CLOSE, null);
	}

	@Override
	public void pauseReading(Duration limit) {
		if (this.state == State.OPEN && !isReadingPaused()) {
			if (this.pause == null) {
				this.pause = new ReadingPause(this, limit);
			}
			this.pause.begin();
			count(EngineIOCounter.READING_PAUSED);
			this.heartbeat.pause();
		}
	}

	@Override
	public void resumeReading() {
		if (this.pause != null && this.pause.isActive()) {
			this.pause.end();
			this.heartbeat.resume();
			this.serial.execute(this::readOn);
		}
	}

	boolean isReadingPaused() {
		return this.pause != null && this.pause.isActive();
	}

	private void readOn() {
		if (!isReadingPaused()) {
			this.polling.readOn();
			if (this.webSocket != null) {
				this.webSocket.readOn();
			}
		}
	}

	// Polling

	Mono<EngineIOResponse> poll(EngineIORequest request) {
		return this.polling.poll(request);
	}

	Mono<EngineIOResponse> post(EngineIORequest request) {
		return this.polling.post(request);
	}

	// WebSocket

	/** Called by any thread: a WebSocket was opened for this session. */
	WebSocketReceiver upgrade(WebSocketConnection connection, FrameFormat format) {
		SessionWebSocket webSocket = new SessionWebSocket(this, connection, format);
		this.serial.execute(() -> {
			if (this.state == State.OPEN && this.webSocket == null && this.upgrade == null) {
				this.upgrade = new Upgrade(this, webSocket, this.polling.transport());
			}
			else {
				count(EngineIOCounter.UPGRADE_REFUSED);
				webSocket.close(WebSocketConnection.NO_STATUS);
			}
		});
		return webSocket;
	}

	@Nullable Upgrade currentUpgrade() {
		return this.upgrade;
	}

	WebSocketReceiver receiver() {
		return Objects.requireNonNull(this.webSocket);
	}

	void onUpgraded(SessionWebSocket webSocket) {
		this.upgrade = null;
		this.polling.transport().end();
		attach(webSocket);
		if (this.state == State.CLOSING) {
			// The client does not poll any more
			this.serial.execute(() -> {
				this.transport.close(this.outbound);
				closeLate();
			});
			return;
		}
		this.serial.execute(this.transmit);
		EngineIOObserver observer = this.server.observer();
		if (observer != null) {
			observer.onUpgrade();
		}
		tell(EngineIOListener::onUpgrade);
	}

	void onUpgradeFailed(EngineIOCounter counter) {
		this.upgrade = null;
		count(counter);
	}

	boolean isCurrent(SessionWebSocket webSocket) {
		return this.webSocket == webSocket;
	}

	// The end

	@Override
	public void close() {
		this.serial.execute(this::closeGracefully);
	}

	@Override
	public void close(CloseReason reason) {
		this.serial.execute(() -> terminate(reason, null));
	}

	private void closeGracefully() {
		if (this.state != State.OPEN) {
			return;
		}
		resumeReading();
		// Before the close and not with it: the JavaScript client handles what comes
		// together with a close only after the close
		transmit();
		if (this.state != State.OPEN) {
			return;
		}
		if (tellClient()) {
			finish(CloseReason.FORCED_CLOSE, null);
		}
		else {
			awaitClient(CLOSE_TIMEOUT);
		}
	}

	private boolean tellClient() {
		this.state = State.CLOSING;
		this.heartbeat.stop();
		return this.transport.close(this.outbound);
	}

	/**
	 * The client will be told by its next poll, or when it has upgraded.
	 */
	private void awaitClient(long timeout) {
		if (this.closeTimer != null) {
			this.closeTimer.dispose();
		}
		this.closeTimer = this.server.timers().schedule(timeout, () -> execute(this::onCloseTimeout));
	}

	private void onCloseTimeout() {
		if (this.state == State.CLOSING) {
			count(EngineIOCounter.CLOSE_TIMEOUT);
			closeLate();
		}
	}

	/**
	 * The client knows by now, or will not ask.
	 */
	void closeLate() {
		if (this.state == State.CLOSING) {
			finish(CloseReason.FORCED_CLOSE, null);
		}
	}

	/** Called by any thread. */
	Mono<Void> shutDown() {
		this.serial.execute(() -> {
			if (this.state != State.CLOSED) {
				tell(EngineIOListener::onShutdown);
			}
			if (this.state != State.CLOSED) {
				if (!tellClient() && this.upgrade != null && this.upgrade.isProbed()) {
					// It may have stopped polling: a WebSocket that ends before it
					// upgrades leaves it without any sign until its ping time-out
					awaitClient(SHUTDOWN_TIMEOUT);
				}
				else {
					finish(CloseReason.FORCED_CLOSE, null);
				}
			}
		});
		return this.closed.asMono();
	}

	/**
	 * The session has ended: wait until what it sent last has left. Called by any thread.
	 */
	Mono<Void> lastSent() {
		return this.transport.closed();
	}

	/**
	 * End the session at once.
	 */
	void terminate(CloseReason reason, @Nullable String description) {
		terminate(reason, description, WebSocketConnection.NO_STATUS);
	}

	void terminate(CloseReason reason, @Nullable String description, int webSocketStatus) {
		if (this.state == State.CLOSED) {
			return;
		}
		countDropped(this.outbound.discard());
		if (this.webSocket != null) {
			this.webSocket.close(webSocketStatus);
		}
		else {
			this.polling.transport().close(this.outbound);
		}
		if (reason == CloseReason.SLOW_CONSUMER || reason == CloseReason.PING_TIMEOUT) {
			this.polling.transport().abort();
		}
		finish(reason, description);
	}

	private void stop() {
		this.heartbeat.stop();
		if (this.upgrade != null) {
			this.upgrade.cancel();
			this.upgrade = null;
		}
	}

	private void finish(CloseReason reason, @Nullable String description) {
		stop();
		this.state = State.CLOSED;
		this.loopConnection = null;
		if (this.closeTimer != null) {
			this.closeTimer.dispose();
		}
		if (this.pause != null) {
			this.pause.stop();
		}
		this.server.remove(this);
		if (this.webSocket != null) {
			this.server.countWebSocket(-1);
		}
		countDropped(this.outbound.close());
		this.polling.end();
		EngineIOCounter counter = reason.counter();
		if (counter != null) {
			count(counter);
		}
		if (logger.isDebugEnabled()) {
			logger.debug("Session " + this.id + " closed: " + reason
					+ ((description != null) ? " (" + description + ")" : ""));
		}
		try {
			this.listener.onClose(reason, description);
		}
		catch (RuntimeException ex) {
			this.server.hints().failures().error(logger, "The listener of an Engine.IO session failed", ex);
		}
		this.closed.tryEmitEmpty();
	}

	@Override
	public String toString() {
		return "session " + this.id;
	}

}
