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

import java.util.function.Consumer;
import java.util.function.Function;

import io.github.socketiospring.engineio.OutboundLimits;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Emits the elements of a stream, and asks for more of them, one by one, as packets are
 * handed to the transports: what waits of a stream stays far below what may wait.
 */
final class EventStream extends BaseSubscriber<Object> {

	/** How many packets may wait for the transports. */
	private static final int WINDOW = 16;

	/** A stream may have this part of what may wait, but for its last packet. */
	private static final int SHARE = 16;

	private final OutboundLimits limits;

	private final MonoSink<Void> sink;

	private final Function<Object, Packet> encoder;

	private final Consumer<Packet> emitter;

	private int waiting;

	private long waitingBytes;

	/** An element was asked for and has not come. */
	private boolean asked;

	private boolean complete;

	private EventStream(OutboundLimits limits, MonoSink<Void> sink, Function<Object, Packet> encoder,
			Consumer<Packet> emitter) {
		this.limits = limits;
		this.sink = sink;
		this.encoder = encoder;
		this.emitter = emitter;
	}

	/**
	 * Emit a stream.
	 * @param limits how much may wait for each receiver
	 * @param encoder writes an element
	 * @param emitter sends a packet, of which one reference is taken over
	 */
	static Mono<Void> emitAll(OutboundLimits limits, Publisher<?> elements, Function<Object, Packet> encoder,
			Consumer<Packet> emitter) {
		return Mono.create((sink) -> {
			EventStream stream = new EventStream(limits, sink, encoder, emitter);
			sink.onDispose(stream);
			elements.subscribe(stream);
		});
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		ask();
	}

	private void ask() {
		synchronized (this) {
			if (this.asked || this.complete || (this.waiting > 0 && isEnough())) {
				return;
			}
			this.asked = true;
		}
		request(1);
	}

	private boolean isEnough() {
		return this.waiting >= Math.min(WINDOW, this.limits.maxPackets() / SHARE)
				|| this.waitingBytes >= this.limits.maxBytes() / SHARE;
	}

	@Override
	protected void hookOnNext(Object element) {
		Packet packet = this.encoder.apply(element);
		long size = OutboundLimits.PACKET_COST + packet.encoded().size();
		synchronized (this) {
			this.waiting++;
			this.waitingBytes += size;
		}
		packet.encoded().onRelease(() -> onReleased(size));
		this.emitter.accept(packet);
		synchronized (this) {
			this.asked = false;
		}
		ask();
	}

	private void onReleased(long size) {
		boolean end;
		synchronized (this) {
			this.waitingBytes -= size;
			end = --this.waiting == 0 && this.complete;
		}
		if (end) {
			this.sink.success();
		}
		else {
			ask();
		}
	}

	@Override
	protected void hookOnComplete() {
		boolean end;
		synchronized (this) {
			this.complete = true;
			end = this.waiting == 0;
		}
		if (end) {
			this.sink.success();
		}
	}

	@Override
	protected void hookOnError(@Nullable Throwable error) {
		this.sink.error((error != null) ? error : new IllegalStateException("The stream failed"));
	}

}
