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

package io.github.socketiospring.webflux;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.MessageTooBigException;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import io.github.socketiospring.webflux.netty.SessionChannel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.concurrent.EventExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * A WebSocket over WebFlux's {@link WebSocketSession}: works on every server that WebFlux
 * runs on. Messages are copied to the heap, so one that is lost when the connection
 * breaks is the garbage collector's.
 */
final class SessionConnection implements WebSocketConnection {

	/**
	 * Bytes that may wait for the server before the connection counts as congested, or
	 * for the engine before no more are taken.
	 */
	static final int LIMIT = 64 * 1024;

	/** What a message counts besides its bytes. */
	static final int MESSAGE_COST = 256;

	/** How long what was written, and the close behind it, may take to leave. */
	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

	/** The key of Reactor's local hook for errors that nobody waits for any more. */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Log logger = LogFactory.getLog(SessionConnection.class);

	private final WebSocketSession session;

	private final int maxPayload;

	private final Sinks.Many<WebSocketMessage> messages = Sinks.unsafe()
		.many()
		.unicast()
		.onBackpressureBuffer(Queues.<WebSocketMessage>unboundedMultiproducer().get());

	/** The bytes of the messages that the server has not taken. */
	private final AtomicLong waiting = new AtomicLong();

	/** Null if the server is not Reactor Netty. */
	private final @Nullable SessionChannel channel;

	/** Ends the connection, and tells that it has ended. */
	private final Sinks.Empty<Void> ended = Sinks.unsafe().empty();

	private final Timers timers;

	private final Disposable.Swap closeTimer = Disposables.swap();

	private @Nullable WebSocketReceiver receiver;

	private volatile @Nullable SessionInput input;

	private volatile boolean closed;

	private volatile CloseStatus closeStatus = CloseStatus.NORMAL;

	private SessionConnection(WebSocketSession session, EngineIOServer engine, @Nullable SessionChannel channel) {
		this.session = session;
		this.maxPayload = engine.options().maxPayload();
		this.timers = engine.timers();
		this.channel = channel;
	}

	static Mono<Void> handle(WebSocketSession session, EngineIOServer engine, WebSocketUpgrade upgrade,
			@Nullable ReactorNettyBinding reactorNetty, @Nullable SessionChannel channel) {
		SessionConnection connection = new SessionConnection(session, engine, channel);
		WebSocketReceiver receiver = engine.open(upgrade, connection);
		connection.receiver = receiver;
		if (channel != null) {
			channel.onWritable(connection::onWritable);
		}
		Mono<Void> input = Mono.<Void>create((sink) -> session.receive().subscribe(connection.input(sink, receiver)))
			.onErrorResume((error) -> connection.onError(error, reactorNetty, receiver));
		Mono<Void> output = session.send(connection.output())
			.onErrorComplete()
			.then(Mono.defer(connection::closeSession));
		Consumer<Throwable> ignored = (error) -> logger.debug("Ignored an error of a closed WebSocket", error);
		return Mono.firstWithSignal(input, output, connection.ended.asMono()).doFinally((signal) -> {
			connection.closeTimer.dispose();
			receiver.onClose(null);
			connection.ended.tryEmitEmpty();
		}).contextWrite((context) -> context.put(ON_ERROR_DROPPED, ignored));
	}

	/**
	 * A server other than Reactor Netty takes one message at a time, and has sent it by
	 * the next. Reactor Netty takes many at once: each is taken when it is in the
	 * channel, which releases it.
	 */
	private Flux<WebSocketMessage> output() {
		Flux<WebSocketMessage> messages = this.messages.asFlux();
		return (this.channel != null) ? messages
				: messages.doOnNext((message) -> onTaken(message.getPayload().readableByteCount()));
	}

	/**
	 * Nothing more is sent. If that is not because the engine has closed the connection,
	 * it was lost: what came before is handled first, and its end then.
	 */
	private Mono<Void> closeSession() {
		return this.closed ? this.session.close(this.closeStatus).onErrorComplete() : Mono.never();
	}

	private Mono<Void> onError(Throwable error, @Nullable ReactorNettyBinding reactorNetty,
			WebSocketReceiver receiver) {
		boolean lost = (reactorNetty != null) ? reactorNetty.isConnectionLost(error) : error instanceof IOException;
		if (lost) {
			return Mono.empty();
		}
		int status = (reactorNetty != null) ? reactorNetty.closeStatus(error) : NO_STATUS;
		fail(status, (status == TOO_BIG) ? new MessageTooBigException(this.maxPayload) : error, receiver);
		return this.session.close(this.closeStatus);
	}

	private void fail(int status, Throwable error, WebSocketReceiver receiver) {
		if (status != NO_STATUS) {
			this.closeStatus = new CloseStatus(status);
		}
		receiver.onClose(error);
		close(NO_STATUS);
	}

	private SessionInput input(MonoSink<Void> end, WebSocketReceiver receiver) {
		SessionInput input = new SessionInput(end, (type, content) -> onMessage(type, content, receiver));
		this.input = input;
		return input;
	}

	private void onMessage(WebSocketMessage.Type type, ByteBuf content, WebSocketReceiver receiver) {
		if (content.readableBytes() > this.maxPayload) {
			fail(TOO_BIG, new MessageTooBigException(this.maxPayload), receiver);
			return;
		}
		switch (type) {
			case TEXT -> receiver.onText(content);
			case BINARY -> receiver.onBinary(content);
			default -> next();
		}
	}

	private void onTaken(int size) {
		long before = this.waiting.getAndAdd(-(long) (size + MESSAGE_COST));
		if (before < LIMIT || before - size - MESSAGE_COST >= LIMIT) {
			return;
		}
		if (this.channel != null) {
			// Not while the channel is being written, which could close it
			this.channel.execute(this::onWritable);
		}
		else {
			onWritable();
		}
	}

	private void onWritable() {
		WebSocketReceiver receiver = this.receiver;
		if (receiver != null) {
			receiver.onWritable();
		}
	}

	@Override
	public @Nullable EventExecutor executor() {
		return null;
	}

	@Override
	public void next() {
		SessionInput input = this.input;
		if (input != null) {
			input.next();
		}
	}

	@Override
	public boolean isWritable() {
		return this.waiting.get() < LIMIT && (this.channel == null || this.channel.isWritable());
	}

	@Override
	public boolean isIdle() {
		return this.waiting.get() == 0 && isWritable();
	}

	@Override
	public long pendingBytes() {
		return this.waiting.get() + ((this.channel != null) ? this.channel.pendingBytes() : 0);
	}

	@Override
	public void write(EncodedPacket packet) {
		if (packet.text() != null) {
			send(WebSocketMessage.Type.TEXT, packet.text());
		}
		for (ByteBuf binary : packet.binaries()) {
			send(WebSocketMessage.Type.BINARY, binary);
		}
		packet.release();
	}

	private void send(WebSocketMessage.Type type, ByteBuf content) {
		byte[] bytes = ByteBufUtil.getBytes(content);
		this.waiting.getAndAdd(bytes.length + MESSAGE_COST);
		this.messages.tryEmitNext(new WebSocketMessage(type, payload(bytes)));
	}

	private DataBuffer payload(byte[] bytes) {
		return (this.channel != null && this.session.bufferFactory() instanceof NettyDataBufferFactory factory)
				? factory.wrap(new CountedBuffer(bytes, this)) : this.session.bufferFactory().wrap(bytes);
	}

	@Override
	public void flush() {
	}

	@Override
	public void requestFlush() {
		throw new UnsupportedOperationException("There is no executor");
	}

	@Override
	public void close(int status) {
		if (status == ABNORMAL) {
			abort();
			return;
		}
		if (status != NO_STATUS) {
			this.closeStatus = new CloseStatus(status);
		}
		this.closed = true;
		switch (this.messages.tryEmitComplete()) {
			case OK -> this.closeTimer.update(this.timers.schedule(CLOSE_TIMEOUT, this::abort));
			case FAIL_CANCELLED -> abort();
			default -> {
				// Closed before
			}
		}
	}

	@Override
	public Mono<Void> closed() {
		return this.ended.asMono();
	}

	private void abort() {
		if (this.channel != null) {
			this.channel.close();
		}
		this.ended.tryEmitEmpty();
	}

	/**
	 * The bytes of a message on their way to a channel.
	 */
	private static final class CountedBuffer extends UnpooledHeapByteBuf {

		private final SessionConnection connection;

		CountedBuffer(byte[] bytes, SessionConnection connection) {
			super(UnpooledByteBufAllocator.DEFAULT, bytes, bytes.length);
			this.connection = connection;
		}

		@Override
		protected void deallocate() {
			int size = capacity();
			super.deallocate();
			this.connection.onTaken(size);
		}

	}

}
