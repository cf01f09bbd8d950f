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

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A namespace: a set of sockets with their own middlewares, handlers and rooms. As an
 * operator it addresses all its sockets. Safe for use by several threads; middlewares and
 * handlers that are added later concern later sockets.
 *
 * @see <a href="https://socket.io/docs/v4/namespaces/">Socket.IO: namespaces</a>
 */
public interface SocketIONamespace extends BroadcastOperator {

	/**
	 * The name.
	 * @return begins with a slash
	 */
	String name();

	/**
	 * The name under which it was declared: its own or, where the namespace is dynamic,
	 * that of its parent, which is the same for all children.
	 * @return as of {@link #name()}, or of {@link ParentNamespace#name()}
	 */
	String declaredName();

	/**
	 * What the variables of its {@link NamespaceTemplate} stand for, where the namespace
	 * is dynamic and has one.
	 * @return the values by the names of the variables; empty for other namespaces
	 */
	Map<String, String> variables();

	/**
	 * The server.
	 * @return the server
	 */
	SocketIOServer server();

	/**
	 * Add a middleware, which runs for each socket that wants to connect to this
	 * namespace, after those added before.
	 * @param middleware the middleware
	 * @return this namespace
	 */
	@CanIgnoreReturnValue
	SocketIONamespace use(ConnectionMiddleware middleware);

	/**
	 * Be told of each socket that connected, after its CONNECT reply and before any event
	 * of it.
	 * @param listener gets the socket on the thread of its connection; must not block
	 * @return this namespace
	 */
	@CanIgnoreReturnValue
	SocketIONamespace onConnection(Consumer<SocketIOSocket> listener);

	/**
	 * The sockets that connect from the subscription on, as a stream that completes when
	 * the namespace is closed, at the latest with its server. Those that the subscriber
	 * does not ask for wait, 256 at most: one more ends the stream with an error, and
	 * never holds up a connection.
	 * @return a stream that calls its subscribers on a worker
	 */
	@CheckReturnValue
	Flux<SocketIOSocket> connections();

	/**
	 * Add a handler of sockets and their events.
	 * @param handler the handler
	 * @return this namespace
	 */
	@CanIgnoreReturnValue
	SocketIONamespace addHandler(NamespaceHandler handler);

	/**
	 * The sockets of this namespace on this server.
	 * @return a snapshot of those that are connected
	 */
	Collection<SocketIOSocket> sockets();

	/**
	 * The sockets of a room on this server.
	 * @param room the room
	 * @return a snapshot of those that are connected
	 */
	Collection<SocketIOSocket> sockets(String room);

	/**
	 * A socket of this namespace on this server.
	 * @param id its id
	 * @return the socket, or null if it is not here
	 */
	@Nullable SocketIOSocket socket(String id);

	/**
	 * The rooms that have a socket on this server, without the sockets' own ids.
	 * @return a snapshot
	 */
	Set<String> rooms();

	/**
	 * What happens to the rooms of this server, as a stream that completes when the
	 * namespace is closed. Events that the subscriber does not ask for wait, 16,384 at
	 * most: one more ends the stream with an error, and never holds up a socket.
	 * @return a stream that calls its subscribers on a worker
	 */
	@CheckReturnValue
	Flux<RoomEvent> roomEvents();

	/**
	 * Emit an event to this namespace on the other servers of the cluster, if there are
	 * any. No client gets it.
	 * @param event the name of the event, any string but {@code connect},
	 * {@code connection} and {@code new_namespace}
	 * @param args the arguments, as of {@link SocketEmitter}
	 * @throws IllegalArgumentException if the name is reserved or an argument cannot be
	 * written as JSON
	 */
	void serverSideEmit(String event, @Nullable Object... args);

	/**
	 * How many servers have this namespace, those of Node.js included.
	 * @return the number, this server included: 1 if it is alone
	 */
	@CheckReturnValue
	Mono<Integer> serverCount();

	/**
	 * Emit an event to this namespace on the other servers and collect their
	 * acknowledgements, each with all its arguments.
	 * @param event the name of the event
	 * @param args the arguments
	 * @return a {@code Mono} that emits the event on each subscription and completes when
	 * every other server has answered, or after 5 seconds with what has come by then; at
	 * once when there is no other server
	 */
	@CheckReturnValue
	Mono<BroadcastAcks<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... args);

	/**
	 * Emit an event to this namespace on the other servers and collect the first argument
	 * of each acknowledgement.
	 * @param <T> the type of an answer
	 * @param event the name of the event
	 * @param responseType the class of an answer
	 * @param args the arguments
	 * @return as of {@link #serverSideEmitWithAck(String, Object...)}; an answer of
	 * another type counts as missing
	 */
	@CheckReturnValue
	<T> Mono<BroadcastAcks<T>> serverSideEmitWithAck(String event, Class<T> responseType, @Nullable Object... args);

	/**
	 * Emit an event to this namespace on the other servers and collect the first argument
	 * of each acknowledgement.
	 * @param <T> the type of an answer
	 * @param event the name of the event
	 * @param responseType the type of an answer
	 * @param args the arguments
	 * @return as of {@link #serverSideEmitWithAck(String, Class, Object...)}
	 */
	@CheckReturnValue
	<T> Mono<BroadcastAcks<T>> serverSideEmitWithAck(String event, ParameterizedTypeReference<T> responseType,
			@Nullable Object... args);

	/**
	 * Listen to an event of other servers, with all its arguments.
	 * @param event the name of the event
	 * @param listener gets each such event on a worker, one after another in the order in
	 * which they came; with an acknowledgement if the other server wants one
	 * @return removes the listener
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CanIgnoreReturnValue
	default Disposable onServerEvent(String event, EventListener<Arguments> listener) {
		return onServerEvent(event, Arguments.class, listener);
	}

	/**
	 * Listen to an event of other servers, with its first argument.
	 * @param <T> the type of the argument
	 * @param event the name of the event
	 * @param type the class to read the argument as
	 * @param listener as of {@link #onServerEvent(String, EventListener)}; not called if
	 * the argument cannot be read, which is logged
	 * @return removes the listener
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CanIgnoreReturnValue
	<T> Disposable onServerEvent(String event, Class<T> type, EventListener<T> listener);

	/**
	 * Listen to an event of other servers, with its first argument.
	 * @param <T> the type of the argument
	 * @param event the name of the event
	 * @param type the type to read the argument as
	 * @param listener as of {@link #onServerEvent(String, Class, EventListener)}
	 * @return removes the listener
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CanIgnoreReturnValue
	<T> Disposable onServerEvent(String event, ParameterizedTypeReference<T> type, EventListener<T> listener);

}
