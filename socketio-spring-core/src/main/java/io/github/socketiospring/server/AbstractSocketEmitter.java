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

import java.lang.reflect.Type;
import java.time.Duration;

import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketDisconnectedException;
import io.github.socketiospring.SocketEmitter;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.protocol.PayloadReader;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

/**
 * Emits to one socket, and waits for its acknowledgements.
 */
abstract class AbstractSocketEmitter implements SocketEmitter {

	abstract DefaultSocket socket();

	abstract EmitFlags flags();

	/**
	 * How long to wait for acknowledgements.
	 * @return null for as long as the socket lives
	 */
	abstract @Nullable Duration ackTimeout();

	static Duration checkTimeout(Duration timeout) {
		Assert.isTrue(timeout.toMillis() > 0, () -> "The time-out must be at least a millisecond, not " + timeout);
		return timeout;
	}

	@Override
	public SocketEmitter timeout(Duration timeout) {
		return new SocketOperator(socket(), flags(), checkTimeout(timeout));
	}

	@Override
	public SocketEmitter asVolatile() {
		return new SocketOperator(socket(), flags().asVolatile(), ackTimeout());
	}

	@Override
	public SocketEmitter compress(boolean compress) {
		return new SocketOperator(socket(), flags().compress(compress), ackTimeout());
	}

	@Override
	public void emit(String event, @Nullable Object... args) {
		EventNames.check(event);
		socket().emit(socket().event(event, args, flags()));
	}

	@Override
	public Mono<Void> emitAll(String event, Publisher<?> elements) {
		EventNames.check(event);
		Mono<DisconnectReason> left = Mono.create((sink) -> sink.onDispose(socket().onDisconnect(sink::success)));
		return EventStream
			.emitAll(socket().outboundLimits(), elements,
					(element) -> socket().event(event, new @Nullable Object[] { element }, flags()), socket()::emit)
			.takeUntilOther(left);
	}

	@Override
	public Mono<Arguments> emitWithAck(String event, @Nullable Object... args) {
		return await(event, Arguments.class, args);
	}

	@Override
	public <T> Mono<T> emitWithAck(String event, Class<T> responseType, @Nullable Object... args) {
		return await(event, responseType, args);
	}

	@Override
	public <T> Mono<T> emitWithAck(String event, ParameterizedTypeReference<T> responseType, @Nullable Object... args) {
		return await(event, responseType.getType(), args);
	}

	private <T> Mono<T> await(String event, Type responseType, @Nullable Object[] args) {
		EventNames.check(event);
		DefaultSocket socket = socket();
		PayloadBinding binding = new PayloadBinding(socket.codec(), responseType);
		Mono<T> answer = Mono.create((sink) -> {
			long id = socket.defaultNamespace().nextAckId();
			Pending<T> pending = new Pending<>(sink, binding);
			Duration timeout = ackTimeout();
			Disposable timer = (timeout != null) ? socket.timers().schedule(timeout, () -> {
				socket.count(SocketIOCounter.ACK_TIMEOUT);
				pending.onTimeout();
			}) : Disposables.disposed();
			try {
				socket.emitWithAck(id, event, args, flags(), pending);
			}
			finally {
				// Last, since it is run at once if nobody waits any more
				sink.onDispose(() -> {
					timer.dispose();
					socket.acks().remove(id);
				});
			}
		});
		NamespaceObserver observer = socket.defaultNamespace().observer();
		return (observer != null) ? observer.acknowledgement(event, answer) : answer;
	}

	private record Pending<T>(MonoSink<T> sink, PayloadBinding binding) implements PendingAck {

		@Override
		@SuppressWarnings("unchecked")
		public void onAck(PayloadReader payload) {
			T answer;
			try {
				answer = (T) this.binding.read(payload)[0];
			}
			catch (PayloadBindingException ex) {
				this.sink.error(ex);
				return;
			}
			if (answer != null) {
				this.sink.success(answer);
			}
			else {
				this.sink.success();
			}
		}

		@Override
		public void onGone() {
			this.sink.error(new SocketDisconnectedException());
		}

		void onTimeout() {
			this.sink.error(new AckTimeoutException());
		}

	}

}
