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

package io.github.socketiospring.webflux.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.MessageTooBigException;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;

/**
 * A WebSocket of a servlet container. The container gets one message at a time, and has
 * sent it before it gets the next. Messages are on the heap, so one that is lost when the
 * connection breaks is the garbage collector's.
 */
abstract class ServletConnection implements WebSocketConnection {

	/** Bytes that may wait before the connection counts as congested. */
	private static final int LIMIT = 64 * 1024;

	/** What a message counts besides its bytes. */
	private static final int MESSAGE_COST = 256;

	/**
	 * How long what was written, and the close behind it, may take to leave, and the
	 * client's own close to come.
	 */
	static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

	private final EngineIOServer engine;

	private final WebSocketUpgrade upgrade;

	private final int maxPayload;

	private final Queue<Message> messages = Queues.<Message>unboundedMultiproducer().get();

	/** Counts who wants {@link #drain()} to look again. */
	private final AtomicInteger drains = new AtomicInteger();

	/** The bytes of the messages that have not been sent. */
	private final AtomicLong waiting = new AtomicLong();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Sinks.Empty<Void> closed = Sinks.unsafe().empty();

	private final Disposable.Swap closeTimer = Disposables.swap();

	/** The container has a message, or the close, that it has not sent. */
	private volatile boolean sending;

	private volatile boolean closing;

	private volatile int closeStatus = NO_STATUS;

	private @Nullable ByteArrayOutputStream parts;

	private volatile @Nullable WebSocketReceiver receiver;

	ServletConnection(EngineIOServer engine, WebSocketUpgrade upgrade) {
		this.engine = engine;
		this.upgrade = upgrade;
		this.maxPayload = engine.options().maxPayload();
	}

	/**
	 * Have the container send a message, and call {@link #onSent} or {@link #onFailed}
	 * then.
	 */
	abstract void send(Message message);

	/**
	 * Have the container send a close, and call {@link #onEnd} then. May block for
	 * {@link #CLOSE_TIMEOUT}.
	 */
	abstract void sendClose(int status);

	/**
	 * Close the connection at once. May block for a moment.
	 */
	abstract void disconnect();

	/**
	 * The container has opened the WebSocket.
	 */
	final void open() {
		WebSocketReceiver receiver = this.engine.open(this.upgrade, this);
		this.receiver = receiver;
		if (this.ended.get()) {
			receiver.onClose(null);
		}
	}

	/**
	 * A part of a text message came, which ends with a whole character.
	 * @return whether a message was handed over, so that {@link #next()} asks for more
	 */
	final boolean onText(String part, boolean last) {
		return onPart(true, ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), last);
	}

	/**
	 * A part of a binary message came.
	 * @return whether a message was handed over, so that {@link #next()} asks for more
	 */
	final boolean onBinary(ByteBuffer part, boolean last) {
		return onPart(false, part, last);
	}

	private boolean onPart(boolean text, ByteBuffer part, boolean last) {
		WebSocketReceiver receiver = this.receiver;
		if (receiver == null || this.closing) {
			return false;
		}
		ByteArrayOutputStream parts = this.parts;
		if (part.remaining() + (long) ((parts != null) ? parts.size() : 0) > this.maxPayload) {
			this.parts = null;
			this.closeStatus = TOO_BIG;
			receiver.onClose(new MessageTooBigException(this.maxPayload));
			close(NO_STATUS);
			return false;
		}
		byte[] bytes = new byte[part.remaining()];
		part.get(bytes);
		if (!last || parts != null) {
			parts = (parts != null) ? parts : new ByteArrayOutputStream();
			parts.writeBytes(bytes);
			this.parts = last ? null : parts;
			if (!last) {
				return false;
			}
			bytes = parts.toByteArray();
		}
		ByteBuf message = Unpooled.wrappedBuffer(bytes);
		if (text) {
			receiver.onText(message);
		}
		else {
			receiver.onBinary(message);
		}
		return true;
	}

	/**
	 * The container has sent what it had.
	 */
	final void onSent(Message message) {
		this.sending = false;
		long cost = message.cost();
		long before = this.waiting.getAndAdd(-cost);
		WebSocketReceiver receiver = this.receiver;
		if (before >= LIMIT && before - cost < LIMIT && receiver != null) {
			receiver.onWritable();
		}
		drain();
	}

	/**
	 * The container cannot send, and so cannot tell the client.
	 */
	final void onFailed() {
		disconnect();
		onEnd(null);
	}

	/**
	 * The connection is closed, and nothing more is to be done for that.
	 * @param error why, if it was not closed in order
	 */
	final void onDisconnected(@Nullable Throwable error) {
		onEnd(error);
		this.closeTimer.dispose();
	}

	/**
	 * The WebSocket is closed; the connection may still wait for the client's close.
	 * @param error why, if it was not closed in order
	 */
	final void onEnd(@Nullable Throwable error) {
		if (this.ended.compareAndSet(false, true)) {
			this.closing = true;
			WebSocketReceiver receiver = this.receiver;
			if (receiver != null) {
				receiver.onClose(error);
			}
			this.closed.tryEmitEmpty();
		}
	}

	/**
	 * Have what waits sent by a thread that nobody interrupts: an interrupt would close
	 * the connection, and threads that call handlers are interrupted when a handler takes
	 * too long.
	 */
	private void drain() {
		if (this.drains.getAndIncrement() == 0) {
			Schedulers.boundedElastic().schedule(this::sendAll);
		}
	}

	private void sendAll() {
		int missed = 1;
		while (missed != 0) {
			if (!this.sending) {
				sendNext();
			}
			missed = this.drains.addAndGet(-missed);
		}
	}

	private void sendNext() {
		Message message = this.messages.poll();
		if (message != null) {
			this.sending = true;
			if (!this.ended.get()) {
				send(message);
			}
		}
		else if (this.closing) {
			this.sending = true;
			sendClose(this.closeStatus);
		}
	}

	@Override
	public final @Nullable EventExecutor executor() {
		return null;
	}

	@Override
	public final boolean isWritable() {
		return this.waiting.get() < LIMIT && !this.closing;
	}

	@Override
	public final boolean isIdle() {
		return this.waiting.get() == 0 && !this.closing;
	}

	@Override
	public final long pendingBytes() {
		return this.waiting.get();
	}

	@Override
	public final void write(EncodedPacket packet) {
		if (packet.text() != null) {
			write(true, packet.text());
		}
		for (ByteBuf binary : packet.binaries()) {
			write(false, binary);
		}
		packet.release();
	}

	private void write(boolean text, ByteBuf content) {
		Message message = new Message(text, ByteBufUtil.getBytes(content));
		this.waiting.getAndAdd(message.cost());
		this.messages.add(message);
	}

	@Override
	public final void flush() {
		drain();
	}

	@Override
	public final void requestFlush() {
		throw new UnsupportedOperationException("There is no executor");
	}

	@Override
	public final void close(int status) {
		if (status == ABNORMAL) {
			scheduleAbort();
			return;
		}
		if (status != NO_STATUS) {
			this.closeStatus = status;
		}
		if (!this.closing) {
			this.closing = true;
			this.closeTimer.update(this.engine.timers().schedule(CLOSE_TIMEOUT, this::scheduleAbort));
			drain();
			// Or the client's close would not be read
			next();
		}
	}

	@Override
	public final Mono<Void> closed() {
		return this.closed.asMono();
	}

	private void scheduleAbort() {
		Schedulers.boundedElastic().schedule(this::abort);
	}

	private void abort() {
		this.messages.clear();
		disconnect();
		onEnd(null);
	}

	/**
	 * Run what may block for a moment: containers have locks.
	 */
	static void run(Runnable task) {
		if (Schedulers.isInNonBlockingThread()) {
			Schedulers.boundedElastic().schedule(task);
		}
		else {
			task.run();
		}
	}

	/**
	 * A message on its way to the client.
	 */
	record Message(boolean isText, byte[] bytes) {

		int cost() {
			return this.bytes.length + MESSAGE_COST;
		}

		String text() {
			return new String(this.bytes, StandardCharsets.UTF_8);
		}

		ByteBuffer binary() {
			return ByteBuffer.wrap(this.bytes);
		}

	}

}
