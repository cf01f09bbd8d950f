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

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A socket on any server of the cluster, as it was when it was fetched. What is done with
 * it is done by the server that has it. Safe for use by several threads.
 *
 * <p>
 * A {@code Mono} of {@code emitWithAck} fails with {@link SocketDisconnectedException} if
 * the socket is not there any more.
 *
 * @see BroadcastOperator#fetchSockets()
 * @see <a href="https://socket.io/docs/v4/server-api/#namespacefetchsockets">Socket.IO:
 * fetchSockets</a>
 */
public interface RemoteSocket extends SocketEmitter {

	/**
	 * The id.
	 * @return as of {@link SocketIOSocket#id()}
	 */
	String id();

	/**
	 * The request and the {@code auth} object that it began with.
	 * @return the handshake; if the socket is on another server, it has no principal and
	 * no attributes, and its URL neither a scheme nor a host
	 */
	Handshake handshake();

	/**
	 * The rooms.
	 * @return those that it was in
	 */
	Set<String> rooms();

	/**
	 * The attributes of the application ({@code data} in the reference).
	 * @return a read-only map; if the socket is on another server, plain values as they
	 * were sent over
	 */
	Map<String, Object> attributes();

	/**
	 * An attribute.
	 * @param <T> the type
	 * @param name its name
	 * @param type the class to read it as; converted as an argument of an event is if it
	 * is of another one
	 * @return the value, or null if there is none
	 * @throws PayloadBindingException if it cannot be read as that class
	 */
	<T> @Nullable T attribute(String name, Class<T> type);

	/**
	 * Have it join rooms.
	 * @param rooms the rooms
	 */
	void join(String... rooms);

	/**
	 * Have it leave a room.
	 * @param room the room
	 */
	void leave(String room);

	/**
	 * Have it leave the namespace; the connection stays.
	 */
	default void disconnect() {
		disconnect(false);
	}

	/**
	 * Have it leave the namespace.
	 * @param close whether to leave all namespaces and close the connection
	 */
	void disconnect(boolean close);

}
