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
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.github.socketiospring.engineio.EngineIOServer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A Socket.IO server. It serves no port by itself: a binding gives it the requests of a
 * web server. Any number of servers live side by side. Methods of an operator address the
 * default namespace {@code /}. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/server-instance/">Socket.IO: the Server
 * instance</a>
 */
public interface SocketIOServer {

	/**
	 * The path that the server is to be served on.
	 * @return the path, for example {@code /socket.io}
	 */
	String path();

	/**
	 * Tell the server that everything was declared: from now on {@link #of(String)} warns
	 * of, or refuses, namespaces that were not. In a Spring application this is done when
	 * all beans are there.
	 */
	void start();

	/**
	 * Get a namespace, creating it at the first call: from then on clients may connect to
	 * it. If the name matches a pattern or template that was declared before, the
	 * namespace is a child of that. Do not keep a child that is created after the start:
	 * it is removed once it is empty, as of
	 * {@code SocketIOServerBuilder.cleanupEmptyChildNamespaces}, or if no client has come
	 * within the time that clients have to join a namespace.
	 * @param name its name, with or without the slash at the beginning
	 * @return the namespace
	 * @throws IllegalStateException if the server has started, nobody declared the
	 * namespace before, and strict namespaces are on
	 * @throws IllegalArgumentException if no namespace can have the name, or it is a
	 * {@linkplain #of(NamespaceTemplate) template}
	 */
	SocketIONamespace of(String name);

	/**
	 * Let clients create the namespaces whose whole name matches a pattern, unless they
	 * are declared by their names. A second call with an equal pattern gives the same
	 * parent.
	 * @param pattern the pattern
	 * @return the parent of these namespaces
	 * @throws IllegalStateException as of {@link #of(String)}
	 */
	ParentNamespace of(Pattern pattern);

	/**
	 * Let clients create the namespaces whose name matches a template, as of
	 * {@link #of(Pattern)}; what the variables stand for is in
	 * {@link SocketIONamespace#variables()}.
	 * @param template the template
	 * @return the parent of these namespaces
	 * @throws IllegalStateException as of {@link #of(String)}
	 */
	ParentNamespace of(NamespaceTemplate template);

	/**
	 * Let clients create the namespaces that a predicate allows, unless they are declared
	 * by their names. Patterns, templates and predicates are asked in the order in which
	 * they were declared.
	 * @param predicate the predicate
	 * @return the parent of these namespaces
	 * @throws IllegalStateException as of {@link #of(String)}
	 */
	ParentNamespace of(NamespacePredicate predicate);

	/**
	 * Get a namespace that exists.
	 * @param name its name, with or without the slash at the beginning
	 * @return the namespace, or null; never creates one
	 */
	@Nullable SocketIONamespace namespace(String name);

	/**
	 * Be told of each namespace that is created from now on, before its first socket: the
	 * event {@code new_namespace} of the reference. In Spring Boot it is an application
	 * event as well, a {@link NewNamespaceEvent}.
	 * @param listener gets the namespace on the thread that creates it, while no other is
	 * created; must not block
	 * @return this server
	 */
	@CanIgnoreReturnValue
	SocketIOServer onNewNamespace(Consumer<SocketIONamespace> listener);

	/**
	 * The namespaces that exist, without the parents of dynamic ones.
	 * @return a snapshot
	 */
	Collection<SocketIONamespace> namespaces();

	/**
	 * The Engine.IO server below this one.
	 * @return the engine
	 */
	EngineIOServer engine();

	/**
	 * The servers of the cluster that this one is in.
	 * @return null if this server is alone
	 */
	@Nullable SocketIOCluster cluster();

	/**
	 * How often clients have asked for their sockets from before, by what became of that.
	 * @return a snapshot; empty if connection state recovery is off
	 */
	Map<RecoveryOutcome, Long> recoveries();

	/**
	 * How often something was refused, dropped, or took too long. What the engine counts
	 * is in {@link EngineIOServer#count}.
	 * @param counter what
	 * @return the number since the start of the server
	 */
	long count(SocketIOCounter counter);

	/**
	 * How many events of clients have not ended: their handlers run or have returned a
	 * result that is still to come, or they wait for a worker, a middleware, or for other
	 * events of their socket to end. An event counts once for each of its handlers. Goes
	 * through all sockets.
	 * @return the number
	 */
	long pendingEvents();

	/**
	 * Disconnect all sockets with the reason {@code server shutting down}, close all
	 * connections, and refuse new ones.
	 * @return completes when all are closed; calling it again is fine
	 */
	Mono<Void> close();

	/**
	 * Address rooms of the default namespace.
	 * @param rooms the rooms
	 * @return an operator
	 */
	@CheckReturnValue
	default BroadcastOperator to(String... rooms) {
		return of("/").to(rooms);
	}

	/**
	 * Address rooms of the default namespace.
	 * @param rooms the rooms
	 * @return an operator
	 */
	@CheckReturnValue
	default BroadcastOperator in(String... rooms) {
		return of("/").in(rooms);
	}

	/**
	 * Address all sockets of the default namespace but those of rooms.
	 * @param rooms the rooms
	 * @return an operator
	 */
	@CheckReturnValue
	default BroadcastOperator except(String... rooms) {
		return of("/").except(rooms);
	}

	/**
	 * Address all sockets of users in the default namespace.
	 * @param names the names of their principals
	 * @return an operator, as of {@link BroadcastOperator#toUser}
	 */
	@CheckReturnValue
	default BroadcastOperator toUser(String... names) {
		return of("/").toUser(names);
	}

	/**
	 * Address the sockets of the default namespace on this server alone.
	 * @return an operator
	 */
	@CheckReturnValue
	default BroadcastOperator local() {
		return of("/").local();
	}

	/**
	 * Address all sockets of the default namespace, with a limit for acknowledgements.
	 * @param timeout the limit
	 * @return an operator
	 */
	@CheckReturnValue
	default BroadcastOperator timeout(Duration timeout) {
		return of("/").timeout(timeout);
	}

	/**
	 * Address all sockets of the default namespace that can get an event at once.
	 * @return an operator, as of {@link BroadcastOperator#asVolatile()}
	 */
	@CheckReturnValue
	default BroadcastOperator asVolatile() {
		return of("/").asVolatile();
	}

	/**
	 * Address all sockets of the default namespace.
	 * @param compress whether events may be compressed
	 * @return an operator
	 */
	@CheckReturnValue
	default BroadcastOperator compress(boolean compress) {
		return of("/").compress(compress);
	}

	/**
	 * Send an event named {@code message} to all sockets of the default namespace.
	 * @param args the arguments
	 */
	default void send(@Nullable Object... args) {
		of("/").send(args);
	}

	/**
	 * Emit each element of a stream to all sockets of the default namespace.
	 * @param event the name of the event
	 * @param elements the arguments
	 * @return as of {@link BroadcastOperator#emitAll}
	 */
	@CheckReturnValue
	default Mono<Void> emitAll(String event, Publisher<?> elements) {
		return of("/").emitAll(event, elements);
	}

	/**
	 * Send an event to all sockets of the default namespace.
	 * @param event the name of the event
	 * @param args the arguments
	 */
	default void emit(String event, @Nullable Object... args) {
		of("/").emit(event, args);
	}

	/**
	 * Send an event to all sockets of the default namespace and collect the
	 * acknowledgements.
	 * @param event the name of the event
	 * @param args the arguments
	 * @return as of {@link BroadcastOperator#emitWithAck(String, Object...)}
	 */
	@CheckReturnValue
	default Mono<BroadcastAcks<Arguments>> emitWithAck(String event, @Nullable Object... args) {
		return of("/").emitWithAck(event, args);
	}

	/**
	 * Send an event to all sockets of the default namespace and collect the first
	 * argument of each acknowledgement.
	 * @param <T> the type of an answer
	 * @param event the name of the event
	 * @param responseType the class of an answer
	 * @param args the arguments
	 * @return as of {@link BroadcastOperator#emitWithAck(String, Class, Object...)}
	 */
	@CheckReturnValue
	default <T> Mono<BroadcastAcks<T>> emitWithAck(String event, Class<T> responseType, @Nullable Object... args) {
		return of("/").emitWithAck(event, responseType, args);
	}

	/**
	 * Add a middleware to the default namespace.
	 * @param middleware the middleware
	 * @return the default namespace
	 */
	@CanIgnoreReturnValue
	default SocketIONamespace use(ConnectionMiddleware middleware) {
		return of("/").use(middleware);
	}

	/**
	 * Be told of each socket that connected to the default namespace.
	 * @param listener gets the socket
	 * @return the default namespace
	 */
	@CanIgnoreReturnValue
	default SocketIONamespace onConnection(Consumer<SocketIOSocket> listener) {
		return of("/").onConnection(listener);
	}

	/**
	 * Get the sockets of the default namespace on all servers.
	 * @return as of {@link BroadcastOperator#fetchSockets()}
	 */
	@CheckReturnValue
	default Flux<RemoteSocket> fetchSockets() {
		return of("/").fetchSockets();
	}

	/**
	 * Have the sockets of the default namespace join rooms.
	 * @param rooms the rooms
	 */
	default void socketsJoin(String... rooms) {
		of("/").socketsJoin(rooms);
	}

	/**
	 * Have the sockets of the default namespace leave rooms.
	 * @param rooms the rooms
	 */
	default void socketsLeave(String... rooms) {
		of("/").socketsLeave(rooms);
	}

	/**
	 * Have the sockets leave the default namespace; their connections stay.
	 */
	default void disconnectSockets() {
		disconnectSockets(false);
	}

	/**
	 * Have the sockets leave the default namespace.
	 * @param close whether to leave all namespaces and close their connections
	 */
	default void disconnectSockets(boolean close) {
		of("/").disconnectSockets(close);
	}

	/**
	 * Emit an event to the default namespace on the other servers of the cluster.
	 * @param event the name of the event
	 * @param args the arguments
	 */
	default void serverSideEmit(String event, @Nullable Object... args) {
		of("/").serverSideEmit(event, args);
	}

	/**
	 * Emit an event to the default namespace on the other servers and collect their
	 * acknowledgements.
	 * @param event the name of the event
	 * @param args the arguments
	 * @return as of {@link SocketIONamespace#serverSideEmitWithAck(String, Object...)}
	 */
	@CheckReturnValue
	default Mono<BroadcastAcks<Arguments>> serverSideEmitWithAck(String event, @Nullable Object... args) {
		return of("/").serverSideEmitWithAck(event, args);
	}

	/**
	 * Emit an event to the default namespace on the other servers and collect the first
	 * argument of each acknowledgement.
	 * @param <T> the type of an answer
	 * @param event the name of the event
	 * @param responseType the class of an answer
	 * @param args the arguments
	 * @return as of
	 * {@link SocketIONamespace#serverSideEmitWithAck(String, Class, Object...)}
	 */
	@CheckReturnValue
	default <T> Mono<BroadcastAcks<T>> serverSideEmitWithAck(String event, Class<T> responseType,
			@Nullable Object... args) {
		return of("/").serverSideEmitWithAck(event, responseType, args);
	}

}
