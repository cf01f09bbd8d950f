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

import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Emits the elements of a stream, and asks for more of them as packets are handed to the
 * transports.
 */
final class EventStream extends BaseSubscriber<Object> {

	/** How many packets may wait for the transports. */
	private static final int WINDOW = 16;

	private final MonoSink<Void> sink;

	private final Function<Object, Packet> encoder;

	private final Consumer<Packet> emitter;

	private int waiting;

	private boolean complete;

	private EventStream(MonoSink<Void> sink, Function<Object, Packet> encoder, Consumer<Packet> emitter) {
		this.sink = sink;
		this.encoder = encoder;
		this.emitter = emitter;
	}

	/**
	 * Emit a stream.
	 * @param encoder writes an element
	 * @param emitter sends a packet, of which one reference is taken over
	 */
	static Mono<Void> emitAll(Publisher<?> elements, Function<Object, Packet> encoder, Consumer<Packet> emitter) {
		return Mono.create((sink) -> {
			EventStream stream = new EventStream(sink, encoder, emitter);
			sink.onDispose(stream);
			elements.subscribe(stream);
		});
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(WINDOW);
	}

	@Override
	protected void hookOnNext(Object element) {
		Packet packet = this.encoder.apply(element);
		synchronized (this) {
			this.waiting++;
		}
		packet.encoded().onRelease(this::onReleased);
		this.emitter.accept(packet);
	}

	private void onReleased() {
		boolean end;
		synchronized (this) {
			end = --this.waiting == 0 && this.complete;
		}
		if (end) {
			this.sink.success();
		}
		else {
			request(1);
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
