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

import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import org.springframework.core.ParameterizedTypeReference;

/**
 * A client in a namespace. A client that joined several namespaces over its one
 * connection has a socket in each. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/">Socket.IO: the Socket
 * instance</a>
 */
public interface SocketIOSocket extends SocketEmitter {

	/**
	 * The id of this socket, which is also the name of a room that it is in. It is not
	 * the session id of the connection, and may be told to others. Not so with a client
	 * of Socket.IO 2 ({@link #protocol()} is 3), which makes the id out of that of the
	 * session: to know it is to be able to act as that client.
	 * @return 20 URL-safe characters; for clients of Socket.IO 2 the id of the session,
	 * with the namespace and {@code #} before it if that is not the default one
	 */
	String id();

	/**
	 * The namespace.
	 * @return the namespace
	 */
	SocketIONamespace namespace();

	/**
	 * The request and the {@code auth} object that it began with.
	 * @return the handshake
	 */
	Handshake handshake();

	/**
	 * Who the socket is: what it was {@linkplain #identify identified} as, or else who
	 * opened the connection.
	 * @return the principal, or null
	 */
	@Nullable Principal principal();

	/**
	 * The Reactor context of the socket's handlers: what it was {@linkplain #identify
	 * identified} with, or else that of the request which opened the connection.
	 * @return the context
	 */
	ContextView context();

	/**
	 * Say who the socket is from now on. It leaves the room of the user that it was, and
	 * joins that of its new one. When the identity expires, the socket has to leave with
	 * the reason {@link DisconnectReason#AUTHENTICATION_EXPIRED}.
	 * @param identity who it is
	 * @see BroadcastOperator#toUser
	 */
	void identify(SocketIdentity identity);

	/**
	 * Attributes of the application's own, for example the user's name
	 * ({@code socket.data} in the reference).
	 * @return a map that is safe for use by several threads
	 */
	Map<String, Object> attributes();

	/**
	 * An attribute.
	 * @param <T> the type
	 * @param name its name
	 * @param type the class that it is of
	 * @return the value, or null if there is none
	 * @throws ClassCastException if it is of another class
	 */
	default <T> @Nullable T attribute(String name, Class<T> type) {
		Object value = attributes().get(name);
		if (value != null && !type.isInstance(value)) {
			throw new ClassCastException(
					"Attribute '" + name + "' is a " + value.getClass().getName() + ", not a " + type.getName());
		}
		return type.cast(value);
	}

	/**
	 * Whether the socket is connected: accepted, and not gone.
	 * @return false while middlewares and connect handlers run
	 */
	boolean connected();

	/**
	 * Whether this is a socket from before, recovered after a short interruption.
	 * @return true if its id, rooms and missed events were restored
	 */
	boolean recovered();

	/**
	 * The transport in use.
	 * @return {@code polling} or {@code websocket}
	 */
	String transport();

	/**
	 * The version of the Engine.IO protocol in use.
	 * @return 4, or 3 for clients of Socket.IO 1 and 2
	 */
	int protocol();

	/**
	 * The rooms that the socket is in. While {@link #onDisconnecting} listeners run, the
	 * rooms that it was in.
	 * @return a snapshot
	 */
	Set<String> rooms();

	/**
	 * Join rooms. Takes effect at once; does nothing when the socket has left.
	 * @param rooms the rooms
	 */
	void join(String... rooms);

	/**
	 * Leave a room, at once.
	 * @param room the room
	 */
	void leave(String room);

	/**
	 * Address the other sockets of rooms.
	 * @param rooms the rooms
	 * @return an operator for these rooms without this socket
	 */
	@CheckReturnValue
	BroadcastOperator to(String... rooms);

	/**
	 * Address the other sockets of rooms.
	 * @param rooms the rooms
	 * @return the same as {@link #to(String...)}
	 */
	@CheckReturnValue
	default BroadcastOperator in(String... rooms) {
		return to(rooms);
	}

	/**
	 * Address all other sockets of the namespace but those of rooms.
	 * @param rooms the rooms
	 * @return an operator without these rooms and this socket
	 */
	@CheckReturnValue
	default BroadcastOperator except(String... rooms) {
		return broadcast().except(rooms);
	}

	/**
	 * Address all other sockets of the namespace.
	 * @return an operator without this socket
	 */
	@CheckReturnValue
	BroadcastOperator broadcast();

	/**
	 * Leave the namespace; the connection stays, with the sockets in other namespaces.
	 */
	default void disconnect() {
		disconnect(false);
	}

	/**
	 * Leave the namespace.
	 * @param close whether to leave all namespaces and close the connection
	 */
	void disconnect(boolean close);

	/**
	 * Listen to an event, with all its arguments.
	 * @param event the name of the event
	 * @param listener gets each such event
	 * @return removes the listener
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CanIgnoreReturnValue
	default Disposable on(String event, EventListener<Arguments> listener) {
		return on(event, Arguments.class, listener);
	}

	/**
	 * Listen to an event, with its first argument.
	 * @param <T> the type of the argument
	 * @param event the name of the event
	 * @param type the class to read the argument as
	 * @param listener gets each such event
	 * @return removes the listener
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CanIgnoreReturnValue
	<T> Disposable on(String event, Class<T> type, EventListener<T> listener);

	/**
	 * Listen to an event, with its first argument.
	 * @param <T> the type of the argument
	 * @param event the name of the event
	 * @param type the type to read the argument as
	 * @param listener gets each such event
	 * @return removes the listener
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CanIgnoreReturnValue
	<T> Disposable on(String event, ParameterizedTypeReference<T> type, EventListener<T> listener);

	/**
	 * The events of one name as a stream. It completes when the socket leaves. Events
	 * that the subscriber does not ask for wait, 256 at most: one more ends the stream
	 * with an error, and never holds up the socket. What has no argument, or null, is
	 * passed over; a client that asks for an acknowledgement gets none from here.
	 * @param <T> the type of the argument
	 * @param event the name of the event
	 * @param type the class to read the first argument as; {@link Arguments} for all
	 * @return a stream that listens from the subscription on
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CheckReturnValue
	<T> Flux<T> events(String event, Class<T> type);

	/**
	 * The events of one name as a stream.
	 * @param <T> the type of the argument
	 * @param event the name of the event
	 * @param type the type to read the first argument as
	 * @return as of {@link #events(String, Class)}
	 * @throws IllegalArgumentException if the name is reserved
	 */
	@CheckReturnValue
	<T> Flux<T> events(String event, ParameterizedTypeReference<T> type);

	/**
	 * Add a middleware, which looks at each event of this socket after those added
	 * before, and before any handler.
	 * @param middleware the middleware
	 * @return this socket
	 */
	@CanIgnoreReturnValue
	SocketIOSocket use(EventMiddleware middleware);

	/**
	 * Be told of errors: of a {@linkplain #use middleware}, and of a packet that is
	 * invalid, after which the connection is closed. Without a listener they are logged.
	 * A client that asked for an answer to an event that a middleware refused gets an
	 * error, unless {@code socketio.handler.error-ack} is off.
	 * @param listener gets the error on the thread of the connection; must not block
	 * @return removes the listener
	 */
	@CanIgnoreReturnValue
	Disposable onError(Consumer<Throwable> listener);

	/**
	 * Listen to all events, after the listeners added before.
	 * @param listener the listener
	 * @return removes the listener
	 */
	@CanIgnoreReturnValue
	Disposable onAny(AnyEventListener listener);

	/**
	 * Listen to all events, before the listeners added before.
	 * @param listener the listener
	 * @return removes the listener
	 */
	@CanIgnoreReturnValue
	Disposable prependAny(AnyEventListener listener);

	/**
	 * Remove all listeners of {@link #onAny} and {@link #prependAny}.
	 */
	void offAny();

	/**
	 * Remove a listener of {@link #onAny} or {@link #prependAny}.
	 * @param listener the listener
	 */
	void offAny(AnyEventListener listener);

	/**
	 * Listen to all events that are emitted to this socket, after the listeners added
	 * before.
	 * @param listener the listener
	 * @return removes the listener
	 */
	@CanIgnoreReturnValue
	Disposable onAnyOutgoing(OutgoingEventListener listener);

	/**
	 * Listen to all events that are emitted to this socket, before the listeners added
	 * before.
	 * @param listener the listener
	 * @return removes the listener
	 */
	@CanIgnoreReturnValue
	Disposable prependAnyOutgoing(OutgoingEventListener listener);

	/**
	 * Remove all listeners of {@link #onAnyOutgoing} and {@link #prependAnyOutgoing}.
	 */
	void offAnyOutgoing();

	/**
	 * Remove a listener of {@link #onAnyOutgoing} or {@link #prependAnyOutgoing}.
	 * @param listener the listener
	 */
	void offAnyOutgoing(OutgoingEventListener listener);

	/**
	 * Be told when the socket is about to leave, after the events that came before and
	 * before {@link #onDisconnect}. {@link #rooms()} still tells its rooms.
	 * @param listener gets the reason, once; never if the socket has left or is refused
	 * @return removes the listener
	 */
	@CanIgnoreReturnValue
	Disposable onDisconnecting(Consumer<DisconnectReason> listener);

	/**
	 * Be told when the socket leaves, after the events that came before.
	 * @param listener gets the reason, once; at once if the socket has left. Not called
	 * if the socket is refused.
	 * @return removes the listener
	 */
	@CanIgnoreReturnValue
	Disposable onDisconnect(Consumer<DisconnectReason> listener);

}
