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

package io.github.socketiospring.interop.conformance;

import java.util.List;

/**
 * A running server, and what the tests expect it to do besides the protocol. Anything
 * that is not said here a fixture must not send, since the tests check every packet.
 *
 * <h2>Both kinds</h2> A WebSocket on {@code /other-websocket} that belongs to somebody
 * else accepts every upgrade and sends the text {@code other}. Any other path is 404.
 *
 * <h2>Raw Engine.IO server, path {@code /engine.io}</h2> Every message is echoed, text as
 * text and binary as binary; the text {@code close} closes the session gracefully
 * instead. When the handshake's query has {@code greet=1}, the text {@code greeting} is
 * sent as soon as the session opens. Records, with the session's id in front:
 * {@code open}, {@code message <text>} (up to 100 characters),
 * {@code binary <hexadecimal>}, {@code upgrade}, {@code close <reason>}.
 *
 * <h2>Socket.IO server, path {@code /socket.io}</h2> Recovery is off unless the options
 * have it. Namespaces: {@code /}, {@code /admin}, {@code /custom}, {@code /a?b} and
 * {@code /ünï}. Dynamic ones, which are removed when they are empty: those whose name is
 * {@code /dynamic-} and digits, of which {@code /dynamic-101} is declared before any
 * client comes; and any other when {@code auth} has {@code password} {@code sesame},
 * which is found out when the gate is released that {@code ask} names.
 * <p>
 * {@code /}, and so each dynamic namespace, has one middleware, steered by the members of
 * the {@code auth} object: {@code tag} names the client in the records, {@code join} is a
 * room that the middleware joins, with {@code early} it emits the event {@code early}
 * without arguments, {@code gate} is the name of a gate at which it waits until somebody
 * releases it, and then {@code refuse} is the message of an error with which it refuses,
 * {@code data} that error's data. A client of protocol 3 has these in the query of its
 * handshake.
 * <p>
 * The connection listener (after the reply) of {@code /custom}, and of every namespace
 * when {@code auth} has {@code greet}, emits {@code auth} with the auth object. All
 * namespaces listen to:
 * <ul>
 * <li>{@code echo}: emits {@code echo} with the same arguments; {@code message}: the same
 * as {@code message-back}</li>
 * <li>{@code ack} and {@code message-with-ack}: acknowledge with the same arguments</li>
 * <li>{@code sink(text)}: records the text only</li>
 * <li>{@code join(room)}, {@code leave(room)}: and acknowledge without arguments</li>
 * <li>{@code rooms}: acknowledges with the array of the socket's rooms, sorted</li>
 * <li>{@code members(room)}: acknowledges with the number of this namespace's sockets in
 * that room, those included that are not accepted yet</li>
 * <li>{@code broadcast(spec, event, ...arguments)}: emits to {@code spec.to} except
 * {@code spec.except} (arrays of rooms or missing), from the namespace, or from the
 * socket when {@code spec.from} is {@code socket}; volatile with {@code spec.volatile}.
 * An argument {@code "<binary>"} stands for the byte {@code 01}</li>
 * <li>{@code auth}: acknowledges with the auth object as the application sees it</li>
 * <li>{@code derive(first, second, excluded)}: makes an operator to the first room,
 * derives one to the second and one that excludes the third from it, emits
 * {@code derived} with the operator it had first, and acknowledges without arguments</li>
 * <li>{@code broadcast-ack(room, milliseconds)}: emits {@code question} to that room with
 * an acknowledgement and that time-out, and acknowledges with whether it timed out (or
 * answers are missing) and the array of answers</li>
 * <li>{@code ask(event)}: emits that event with an acknowledgement, and then
 * {@code answered} with the answer's arguments</li>
 * <li>{@code ask-timeout(milliseconds)}: emits {@code question} with an acknowledgement
 * and that time-out; at each completion records {@code completion timeout} or
 * {@code completion answer} and emits {@code asked} with the second word</li>
 * <li>{@code disconnect-me(close)}: disconnects the socket, and closes the connection if
 * the argument is {@code true}</li>
 * <li>{@code disconnect-join(room)}: disconnects the socket, joins that room, and records
 * {@code members <number of sockets in it>}</li>
 * <li>{@code ack-twice}: acknowledges with {@code 1} and again with {@code 2}</li>
 * <li>{@code ack-after-disconnect}: disconnects the socket, then acknowledges</li>
 * <li>{@code reserved}: tries to emit each reserved name in the order {@code connect},
 * {@code connect_error}, {@code disconnect}, {@code disconnecting}, {@code newListener},
 * {@code removeListener}, and acknowledges with the array of those that threw</li>
 * <li>{@code nulls}: emits {@code nulls} with two nulls; {@code no-args}: emits
 * {@code no-args} with nothing; {@code empty-binary}: emits {@code empty-binary} with an
 * empty byte array</li>
 * <li>{@code binary}: emits {@code binary} with the bytes {@code 010203},
 * <code>{"a":[04,{"b":0506}],"c":"x"}</code>, and {@code 07}</li>
 * <li>{@code kinds}: emits {@code kinds} with an object of a class of the application
 * <code>{"name":"n","data":01}</code>, a map <code>{"map":02}</code>, a list
 * {@code [03]}, an {@code Optional} of {@code 04} and a {@code ByteBuffer} of
 * {@code 05}</li>
 * <li>{@code storm(count)}: two threads ({@code t} = 0 and 1) at once emit {@code storm}
 * with {@code t}, {@code i} (from 0 to count - 1), the bytes {@code t, i} and the bytes
 * {@code t, i, i}</li>
 * <li>{@code transport}: acknowledges with the name of the connection's transport</li>
 * <li>{@code release(gate)}: releases all that wait at that gate, and acknowledges</li>
 * <li>{@code 1}, the empty name, {@code error} and {@code connection}: emit {@code named}
 * with the name and the arguments</li>
 * <li>an event without a name (no payload at all): records {@code empty}, and
 * acknowledges with {@code "empty"} if asked to</li>
 * <li>in dynamic namespaces, {@code broadcast-dynamic(event)}: emits it to all that have
 * the same parent; {@code exists(namespace)}: acknowledges with whether there is such a
 * namespace</li>
 * </ul>
 * Records: {@code new <namespace>} when one is created, {@code <tag or -> middleware},
 * {@code <tag or -> connect <namespace>}, and with the socket's id in front
 * {@code sink <text>}, {@code empty}, {@code completion <how>}, {@code members <number>},
 * and, at a disconnect, {@code rooms <number of rooms>} and then
 * {@code disconnect <reason>}.
 */
interface ServerUnderTest extends AutoCloseable {

	int port();

	ServerOptions options();

	/**
	 * What happened so far, oldest first.
	 */
	List<String> records();

	/**
	 * The status with which this server closes a WebSocket because of a protocol error:
	 * 1005, no status at all, or 1000 where the binding cannot do that.
	 */
	default int protocolErrorStatus() {
		return 1005;
	}

	/**
	 * Whether it is a servlet container. That does not see that a client gives up a
	 * request which waits, since it neither reads nor writes then, and closes no
	 * connection in the midst of a request.
	 */
	default boolean isServletContainer() {
		return false;
	}

	/**
	 * The status with which it refuses a request whose head is too large.
	 * @param specific 414 or 431, as the part of it says that is
	 */
	default int headTooLargeStatus(int specific) {
		return specific;
	}

	default String path() {
		return this.options().raw() ? "/engine.io" : "/socket.io";
	}

	/**
	 * The target of a request to the endpoint: protocol version 4, with the given
	 * transport and further query parameters (empty, or starting with {@code &}).
	 */
	default String target(String transport, String query) {
		return path() + "/?EIO=4&transport=" + transport + query;
	}

	/**
	 * Closes the server as an application does: all sessions are told.
	 */
	@Override
	void close();

}
