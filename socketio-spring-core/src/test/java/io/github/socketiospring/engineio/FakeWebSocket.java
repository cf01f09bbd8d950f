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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.EventExecutor;
import reactor.core.publisher.Mono;

/**
 * A WebSocket without a channel: keeps what is written to it, and can be congested. With
 * an executor it behaves as a channel does: what comes is told there, and so is a
 * requested flush. Messages that the engine has not asked for wait.
 */
public final class FakeWebSocket implements WebSocketConnection {

	/** Not closed yet. */
	public static final int OPEN = -1;

	private final EventExecutor executor;

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final List<Thread> writers = new CopyOnWriteArrayList<>();

	private volatile int capacity = Integer.MAX_VALUE;

	private volatile long pendingBytes;

	private volatile int flushes;

	private volatile int flushRequests;

	private final AtomicBoolean wanted = new AtomicBoolean(true);

	private final Queue<Message> unread = new ConcurrentLinkedQueue<>();

	private final AtomicInteger delivering = new AtomicInteger();

	private volatile int closedWith = OPEN;

	private volatile Mono<Void> closed = Mono.empty();

	private volatile WebSocketReceiver receiver;

	public FakeWebSocket() {
		this(null);
	}

	public FakeWebSocket(EventExecutor executor) {
		this.executor = executor;
	}

	/**
	 * Open it as a new session, or as a candidate for the session that the query names.
	 */
	public FakeWebSocket open(EngineIOServer server, String query) {
		return open(server, FakeRequest.get("transport=websocket&" + query));
	}

	public FakeWebSocket open(EngineIOServer server, FakeRequest request) {
		run(() -> {
			this.receiver = server.open(server.upgrade(request).block(), this);
			if (this.flushRequests > 0) {
				this.receiver.onFlush();
			}
		});
		return this;
	}

	public FakeWebSocket open(EngineIOServer server) {
		return open(server, "");
	}

	public void text(String text) {
		bytes(text.getBytes(StandardCharsets.UTF_8), true);
	}

	public void binary(int... content) {
		byte[] bytes = new byte[content.length];
		for (int i = 0; i < content.length; i++) {
			bytes[i] = (byte) content[i];
		}
		bytes(bytes, false);
	}

	public void bytes(byte[] content, boolean text) {
		this.unread.add(new Message(content, text));
		run(this::deliver);
	}

	/**
	 * How many messages have come that the engine has not asked for.
	 */
	public int unread() {
		return this.unread.size();
	}

	private void deliver() {
		if (this.delivering.getAndIncrement() > 0) {
			return;
		}
		int missed = 1;
		while (missed > 0) {
			while (!this.unread.isEmpty() && this.wanted.compareAndSet(true, false)) {
				deliver(this.unread.remove());
			}
			missed = this.delivering.addAndGet(-missed);
		}
	}

	private void deliver(Message message) {
		ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer().writeBytes(message.content());
		if (message.text()) {
			this.receiver.onText(buffer);
		}
		else {
			this.receiver.onBinary(buffer);
		}
		buffer.release();
	}

	public void drop() {
		run(() -> this.receiver.onClose(null));
	}

	public void fail(Throwable error) {
		run(() -> this.receiver.onClose(error));
	}

	/**
	 * Take some more packets, and say so.
	 */
	public void writable(int packets) {
		this.capacity = packets;
		run(() -> this.receiver.onWritable());
	}

	/**
	 * Take no more packets than these.
	 */
	public void congestAfter(int packets) {
		this.capacity = packets;
	}

	private void run(Runnable task) {
		if (this.executor == null || this.executor.inEventLoop()) {
			task.run();
		}
		else {
			this.executor.submit(task).syncUninterruptibly();
		}
	}

	/**
	 * Wait until the executor has run what it was given before.
	 */
	public FakeWebSocket settle() {
		run(() -> {
		});
		return this;
	}

	/**
	 * What was written: text packets as they are, binary messages in hexadecimal digits.
	 */
	public List<String> sent() {
		return this.sent;
	}

	/**
	 * Take what was written.
	 */
	public List<String> take() {
		List<String> taken = List.copyOf(this.sent);
		this.sent.clear();
		return taken;
	}

	public List<Thread> writers() {
		return this.writers;
	}

	public int flushes() {
		return this.flushes;
	}

	public int flushRequests() {
		return this.flushRequests;
	}

	public int closedWith() {
		return this.closedWith;
	}

	@Override
	public EventExecutor executor() {
		return this.executor;
	}

	@Override
	public void next() {
		this.wanted.set(true);
		if (this.executor == null || this.executor.inEventLoop()) {
			deliver();
		}
		else {
			this.executor.execute(this::deliver);
		}
	}

	@Override
	public boolean isWritable() {
		return this.capacity > 0;
	}

	@Override
	public long pendingBytes() {
		return this.pendingBytes;
	}

	/**
	 * Hold bytes that were written.
	 */
	public void hold(long bytes) {
		this.pendingBytes = bytes;
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate")
	public void write(EncodedPacket packet) {
		this.capacity--;
		if (packet.text() != null) {
			this.sent.add(packet.text().toString(StandardCharsets.UTF_8));
		}
		for (ByteBuf binary : packet.binaries()) {
			this.sent.add(ByteBufUtil.hexDump(binary));
		}
		this.writers.add(Thread.currentThread());
		packet.release();
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate")
	public void flush() {
		this.flushes++;
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate")
	public void requestFlush() {
		this.flushRequests++;
		this.executor.execute(() -> {
			if (this.receiver != null) {
				this.receiver.onFlush();
			}
		});
	}

	@Override
	public void close(int status) {
		if (this.closedWith == OPEN) {
			this.closedWith = status;
		}
	}

	@Override
	public Mono<Void> closed() {
		return this.closed;
	}

	/**
	 * Have the close not leave before.
	 */
	public void closed(Mono<Void> closed) {
		this.closed = closed;
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Message(byte[] content, boolean text) {
	}

}
