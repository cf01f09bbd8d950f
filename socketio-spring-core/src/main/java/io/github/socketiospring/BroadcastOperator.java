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
import java.util.Collection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Sends events to many sockets of a namespace: to all of them, or to the union of the
 * rooms that are named, without those that are excepted; a socket in several of the rooms
 * gets one copy. Operators are immutable and may be kept and shared by threads. An event
 * is encoded once, whatever the number of receivers.
 *
 * @see <a href="https://socket.io/docs/v4/rooms/">Socket.IO: rooms</a>
 */
public interface BroadcastOperator {

	/**
	 * Add rooms to the receivers.
	 * @param rooms the rooms
	 * @return an operator with these rooms as well
	 */
	@CheckReturnValue
	BroadcastOperator to(String... rooms);

	/**
	 * Add rooms to the receivers.
	 * @param rooms the rooms
	 * @return an operator with these rooms as well
	 */
	@CheckReturnValue
	default BroadcastOperator to(Collection<String> rooms) {
		return to(rooms.toArray(String[]::new));
	}

	/**
	 * Add all sockets of users to the receivers. A socket whose {@link Handshake} has a
	 * principal is in the room {@code user:} and the name of that; so do not let clients
	 * choose what rooms they join.
	 * @param names the names of the principals
	 * @return an operator with these rooms as well
	 */
	@CheckReturnValue
	BroadcastOperator toUser(String... names);

	/**
	 * Add rooms to the receivers; reads better with {@code fetchSockets} and the like.
	 * @param rooms the rooms
	 * @return the same as {@link #to(String...)}
	 */
	@CheckReturnValue
	default BroadcastOperator in(String... rooms) {
		return to(rooms);
	}

	/**
	 * Leave out the sockets of rooms, whichever other rooms they are in.
	 * @param rooms the rooms; the id of a socket is a room that holds it
	 * @return an operator without these rooms
	 */
	@CheckReturnValue
	BroadcastOperator except(String... rooms);

	/**
	 * Leave out the sockets of rooms.
	 * @param rooms the rooms
	 * @return an operator without these rooms
	 */
	@CheckReturnValue
	default BroadcastOperator except(Collection<String> rooms) {
		return except(rooms.toArray(String[]::new));
	}

	/**
	 * Limit how long {@code emitWithAck} and {@link #fetchSockets} wait.
	 * @param timeout the time from the subscription on; must be positive
	 * @return an operator with that limit
	 */
	@CheckReturnValue
	BroadcastOperator timeout(Duration timeout);

	/**
	 * Drop events for each receiver that cannot get them at once, as of
	 * {@link SocketEmitter#asVolatile()}.
	 * @return an operator for such events
	 */
	@CheckReturnValue
	BroadcastOperator asVolatile();

	/**
	 * Set whether events may be compressed, where compression is on; true by default.
	 * @param compress whether they may be compressed
	 * @return an operator for such events
	 */
	@CheckReturnValue
	BroadcastOperator compress(boolean compress);

	/**
	 * Restrict the receivers to the sockets of this server, where it is one of a cluster.
	 * @return an operator without the sockets of other servers
	 */
	@CheckReturnValue
	BroadcastOperator local();

	/**
	 * Send an event to the receivers of this moment.
	 * @param event the name of the event, any string but the reserved ones
	 * @param args the arguments, as of {@link SocketEmitter}
	 * @throws IllegalArgumentException if the name is reserved or an argument cannot be
	 * written as JSON
	 */
	void emit(String event, @Nullable Object... args);

	/**
	 * Send an event named {@code message} to the receivers of this moment.
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
	 * wait for nobody. Receivers are those of the moment of each event.
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
	 * Send an event and collect the acknowledgements, each with all its arguments.
	 * @param event the name of the event
	 * @param args the arguments
	 * @return a {@code Mono} that emits the event on each subscription and completes when
	 * every receiver answered or left, or when {@link #timeout} has passed, with what has
	 * come by then; at once when there is no receiver. Without a time-out it waits as
	 * long as the receivers live. A receiver that owes 10,000 acknowledgements already
	 * gets the event, but counts as missing from the beginning.
	 */
	@CheckReturnValue
	Mono<BroadcastAcks<Arguments>> emitWithAck(String event, @Nullable Object... args);

	/**
	 * Send an event and collect the first argument of each acknowledgement.
	 * @param <T> the type of an answer
	 * @param event the name of the event
	 * @param responseType the class of an answer
	 * @param args the arguments
	 * @return as of {@link #emitWithAck(String, Object...)}; an answer of another type
	 * counts as missing
	 */
	@CheckReturnValue
	<T> Mono<BroadcastAcks<T>> emitWithAck(String event, Class<T> responseType, @Nullable Object... args);

	/**
	 * Send an event and collect the first argument of each acknowledgement.
	 * @param <T> the type of an answer
	 * @param event the name of the event
	 * @param responseType the type of an answer
	 * @param args the arguments
	 * @return as of {@link #emitWithAck(String, Class, Object...)}
	 */
	@CheckReturnValue
	<T> Mono<BroadcastAcks<T>> emitWithAck(String event, ParameterizedTypeReference<T> responseType,
			@Nullable Object... args);

	/**
	 * Get the sockets of all servers that are connected.
	 * @return a stream that asks on each subscription and completes when every server has
	 * answered. If one does not within {@link #timeout}, 5 seconds by default, the stream
	 * fails with {@link ClusterTimeoutException}, after the sockets of the others; to be
	 * content with these, add {@code onErrorComplete(ClusterTimeoutException.class)}.
	 */
	@CheckReturnValue
	Flux<RemoteSocket> fetchSockets();

	/**
	 * Have the sockets join rooms. Those of this server have joined on return.
	 * @param rooms the rooms
	 */
	void socketsJoin(String... rooms);

	/**
	 * Have the sockets leave rooms. Those of this server have left on return.
	 * @param rooms the rooms
	 */
	void socketsLeave(String... rooms);

	/**
	 * Have the sockets leave the namespace; their connections stay.
	 */
	default void disconnectSockets() {
		disconnectSockets(false);
	}

	/**
	 * Have the sockets leave the namespace.
	 * @param close whether to leave all namespaces and close their connections
	 */
	void disconnectSockets(boolean close);

}
