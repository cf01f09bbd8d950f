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
import reactor.core.publisher.Flux;

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

}
