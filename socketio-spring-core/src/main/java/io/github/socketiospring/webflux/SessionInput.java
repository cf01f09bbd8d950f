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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * The messages of a client, handed over one at a time when the engine takes them. Some
 * are taken from the server before, since Reactor Netty drops what it has not handed over
 * when the client closes the connection; no more, so that it stops reading when the
 * engine does. The end comes behind them.
 */
final class SessionInput extends BaseSubscriber<WebSocketMessage> {

	private final MonoSink<Void> end;

	private final BiConsumer<WebSocketMessage.Type, ByteBuf> receiver;

	private final Queue<Message> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicLong waitingBytes = new AtomicLong();

	/** Counts reasons to look for work: who makes it 1 works. */
	private final AtomicInteger work = new AtomicInteger();

	private volatile boolean wanted = true;

	private volatile boolean complete;

	private @Nullable Throwable error;

	/**
	 * Create an input.
	 * @param end told of the end
	 * @param receiver takes a message, which it has to retain to keep it
	 */
	SessionInput(MonoSink<Void> end, BiConsumer<WebSocketMessage.Type, ByteBuf> receiver) {
		this.end = end;
		this.receiver = receiver;
		end.onDispose(this);
	}

	/**
	 * The engine takes the next message.
	 */
	void next() {
		this.wanted = true;
		work();
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
		ByteBuf content = NettyDataBufferFactory.toByteBuf(message.getPayload());
		if (this.wanted && this.waiting.isEmpty() && this.work.compareAndSet(0, 1)) {
			this.wanted = false;
			this.receiver.accept(message.getType(), content);
			request(1);
			goOn(1);
			return;
		}
		Message copy = new Message(message.getType(), ByteBufUtil.getBytes(content));
		this.waiting.offer(copy);
		if (this.waitingBytes.addAndGet(copy.cost()) < SessionConnection.LIMIT) {
			request(1);
		}
		work();
	}

	@Override
	protected void hookOnComplete() {
		this.complete = true;
		work();
	}

	@Override
	protected void hookOnError(Throwable error) {
		this.error = error;
		hookOnComplete();
	}

	private void work() {
		if (this.work.getAndIncrement() == 0) {
			goOn(1);
		}
	}

	private void goOn(int seen) {
		int missed = seen;
		do {
			handOver();
			missed = this.work.addAndGet(-missed);
		}
		while (missed != 0);
	}

	private void handOver() {
		while (this.wanted) {
			Message message = this.waiting.poll();
			if (message == null) {
				break;
			}
			this.wanted = false;
			long before = this.waitingBytes.getAndAdd(-message.cost());
			if (before >= SessionConnection.LIMIT && before - message.cost() < SessionConnection.LIMIT) {
				request(1);
			}
			this.receiver.accept(message.type(), Unpooled.wrappedBuffer(message.content()));
		}
		if (this.complete && this.waiting.isEmpty()) {
			if (this.error != null) {
				this.end.error(this.error);
			}
			else {
				this.end.success();
			}
		}
	}

	/**
	 * A message on the heap, so that one that is lost with the connection is the garbage
	 * collector's.
	 */
	private record Message(WebSocketMessage.Type type, byte[] content) {

		long cost() {
			return this.content.length + (long) SessionConnection.MESSAGE_COST;
		}

	}

}
