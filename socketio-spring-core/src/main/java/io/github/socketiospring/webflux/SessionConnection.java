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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.MessageTooBigException;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.EventExecutor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

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
	 * Messages that may wait for the server before the connection counts as congested.
	 */
	private static final int LIMIT = 256;

	/** The key of Reactor's local hook for errors that nobody waits for any more. */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Log logger = LogFactory.getLog(SessionConnection.class);

	private final WebSocketSession session;

	private final int maxPayload;

	private final Sinks.Many<WebSocketMessage> messages = Sinks.unsafe()
		.many()
		.unicast()
		.onBackpressureBuffer(Queues.<WebSocketMessage>unboundedMultiproducer().get());

	private final AtomicInteger waiting = new AtomicInteger();

	private @Nullable WebSocketReceiver receiver;

	private volatile @Nullable Input input;

	private volatile CloseStatus closeStatus = CloseStatus.NORMAL;

	private SessionConnection(WebSocketSession session, int maxPayload) {
		this.session = session;
		this.maxPayload = maxPayload;
	}

	static Mono<Void> handle(WebSocketSession session, EngineIOServer engine, WebSocketUpgrade upgrade,
			@Nullable ReactorNettyBinding reactorNetty) {
		SessionConnection connection = new SessionConnection(session, engine.options().maxPayload());
		WebSocketReceiver receiver = engine.open(upgrade, connection);
		connection.receiver = receiver;
		Mono<Void> input = Mono
			.<Void>create((sink) -> session.receive().subscribe(connection.new Input(sink, receiver)))
			.onErrorResume((error) -> connection.onError(error, reactorNetty, receiver));
		Mono<Void> output = session.send(connection.messages.asFlux().doOnNext((message) -> connection.onSent()))
			.then(Mono.defer(() -> session.close(connection.closeStatus)))
			.onErrorComplete();
		Consumer<Throwable> ignored = (error) -> logger.debug("Ignored an error of a closed WebSocket", error);
		return Mono.firstWithSignal(input, output)
			.doFinally((signal) -> receiver.onClose(null))
			.contextWrite((context) -> context.put(ON_ERROR_DROPPED, ignored));
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

	private void onMessage(WebSocketMessage message, WebSocketReceiver receiver) {
		ByteBuf content = NettyDataBufferFactory.toByteBuf(message.getPayload());
		if (content.readableBytes() > this.maxPayload) {
			fail(TOO_BIG, new MessageTooBigException(this.maxPayload), receiver);
			return;
		}
		switch (message.getType()) {
			case TEXT -> receiver.onText(content);
			case BINARY -> receiver.onBinary(content);
			default -> next();
		}
	}

	private void onSent() {
		WebSocketReceiver receiver = this.receiver;
		if (this.waiting.getAndDecrement() == LIMIT && receiver != null) {
			receiver.onWritable();
		}
	}

	@Override
	public @Nullable EventExecutor executor() {
		return null;
	}

	@Override
	public void next() {
		Input input = this.input;
		if (input != null) {
			input.request(1);
		}
	}

	@Override
	public boolean isWritable() {
		return this.waiting.get() < LIMIT;
	}

	@Override
	public boolean isIdle() {
		return this.waiting.get() == 0;
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
		this.waiting.incrementAndGet();
		this.messages
			.tryEmitNext(new WebSocketMessage(type, this.session.bufferFactory().wrap(ByteBufUtil.getBytes(content))));
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
		if (status != NO_STATUS) {
			this.closeStatus = new CloseStatus(status);
		}
		this.messages.tryEmitComplete();
	}

	/**
	 * Takes one message after the other, so that the server stops reading when the engine
	 * does.
	 */
	private final class Input extends BaseSubscriber<WebSocketMessage> {

		private final MonoSink<Void> end;

		private final WebSocketReceiver receiver;

		Input(MonoSink<Void> end, WebSocketReceiver receiver) {
			this.end = end;
			this.receiver = receiver;
			SessionConnection.this.input = this;
			end.onDispose(this);
		}

		@Override
		public Context currentContext() {
			return Context.of(this.end.contextView());
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			request(1);
		}

		@Override
		protected void hookOnNext(WebSocketMessage message) {
			onMessage(message, this.receiver);
		}

		@Override
		protected void hookOnComplete() {
			this.end.success();
		}

		@Override
		protected void hookOnError(Throwable error) {
			this.end.error(error);
		}

	}

}
