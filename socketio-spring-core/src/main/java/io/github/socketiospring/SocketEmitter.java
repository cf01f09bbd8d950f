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

package io.github.socketiospring;

import java.time.Duration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Sends events to one socket. Operators are immutable: each returns a new emitter and
 * leaves this one as it is. Arguments are written as JSON before {@code emit} returns;
 * {@code byte[]}, {@link java.nio.ByteBuffer} and
 * {@link org.springframework.core.io.buffer.DataBuffer} travel as binary attachments at
 * any depth. A {@code DataBuffer} is taken over and released once sent; the content of an
 * array or buffer of 4 KB and more must not be changed until then. Safe for use by
 * several threads: what one thread emits arrives in that order.
 *
 * @see <a href="https://socket.io/docs/v4/emitting-events/">Socket.IO: emitting
 * events</a>
 */
public interface SocketEmitter {

	/**
	 * Send an event. What is emitted to a socket that has left goes nowhere.
	 * @param event the name of the event, any string but the reserved ones
	 * @param args the arguments; none is fine, and each may be null
	 * @throws IllegalArgumentException if the name is reserved or an argument cannot be
	 * written as JSON
	 */
	void emit(String event, @Nullable Object... args);

	/**
	 * Send an event named {@code message}.
	 * @param args the arguments
	 * @throws IllegalArgumentException as of {@link #emit}
	 */
	default void send(@Nullable Object... args) {
		emit("message", args);
	}

	/**
	 * Emit each element of a stream as the argument of an event. Of the stream no more is
	 * asked for than the receivers can take: at most 16 events wait for one of them at a
	 * time, so the slowest receiver sets the pace; {@link #asVolatile() volatile} events
	 * wait for nobody. It ends when the socket leaves.
	 * @param event the name of the event
	 * @param elements the arguments
	 * @return a {@code Mono} that subscribes to the stream and completes when all of it
	 * has been handed to the transports; it fails with the error of the stream, or with
	 * {@link IllegalArgumentException} as of {@link #emit}; cancelling it cancels the
	 * stream
	 */
	@CheckReturnValue
	Mono<Void> emitAll(String event, Publisher<?> elements);

	/**
	 * Send an event and await the client's acknowledgement, with all arguments of the
	 * answer.
	 * @param event the name of the event
	 * @param args the arguments
	 * @return a {@code Mono} that emits the event on each subscription and completes with
	 * the answer; it fails with {@link AckTimeoutException} after {@link #timeout} (by
	 * default it waits as long as the socket lives), with
	 * {@link SocketDisconnectedException} at once when the socket leaves, with
	 * {@link IllegalArgumentException} as of {@link #emit}, and with
	 * {@link IllegalStateException} if the client owes 10,000 acknowledgements already
	 */
	@CheckReturnValue
	Mono<Arguments> emitWithAck(String event, @Nullable Object... args);

	/**
	 * Send an event and await the first argument of the client's acknowledgement.
	 * @param <T> the type of the answer
	 * @param event the name of the event
	 * @param responseType the class of the answer
	 * @param args the arguments
	 * @return as of {@link #emitWithAck(String, Object...)}; empty if the answer is null
	 * or has no argument; fails with {@link PayloadBindingException} if it is of another
	 * type
	 */
	@CheckReturnValue
	<T> Mono<T> emitWithAck(String event, Class<T> responseType, @Nullable Object... args);

	/**
	 * Send an event and await the first argument of the client's acknowledgement.
	 * @param <T> the type of the answer
	 * @param event the name of the event
	 * @param responseType the type of the answer
	 * @param args the arguments
	 * @return as of {@link #emitWithAck(String, Class, Object...)}
	 */
	@CheckReturnValue
	<T> Mono<T> emitWithAck(String event, ParameterizedTypeReference<T> responseType, @Nullable Object... args);

	/**
	 * Limit how long {@code emitWithAck} waits.
	 * @param timeout the time from the emission on; must be positive
	 * @return an emitter with that limit
	 */
	@CheckReturnValue
	SocketEmitter timeout(Duration timeout);

	/**
	 * Drop events that the client cannot get at once: while no poll waits, the WebSocket
	 * is congested, an upgrade is under way, the CONNECT reply has not been sent, or
	 * another packet waits. An event is dropped whole, with its attachments.
	 * @return an emitter of such events ({@code socket.volatile} in the reference)
	 */
	@CheckReturnValue
	SocketEmitter asVolatile();

	/**
	 * Set whether events may be compressed, where compression is on; true by default.
	 * @param compress whether they may be compressed
	 * @return an emitter of such events
	 */
	@CheckReturnValue
	SocketEmitter compress(boolean compress);

}
