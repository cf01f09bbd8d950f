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

import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/**
 * What is known of a socket from its beginning: the HTTP request that opened its
 * connection, and the {@code auth} object that it sent to its namespace. Immutable.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/server-socket-instance/#sockethandshake">Socket.IO:
 * socket.handshake</a>
 */
public interface Handshake {

	/**
	 * The headers of the request that opened the connection.
	 * @return read-only headers
	 */
	HttpHeaders headers();

	/**
	 * The query parameters of that request, those of the protocol included.
	 * @return a read-only map
	 */
	MultiValueMap<String, String> query();

	/**
	 * The URI of that request, as the server saw it.
	 * @return the URI
	 */
	URI url();

	/**
	 * The address of the client, forwarded headers applied where the server does so.
	 * @return the address, or null if it is not known
	 */
	@Nullable InetSocketAddress address();

	/**
	 * When the connection was opened.
	 * @return the instant; {@code issued} in the reference
	 */
	Instant issued();

	/**
	 * When the connection was opened, as text.
	 * @return {@link #issued()} in ISO-8601
	 */
	default String time() {
		return issued().toString();
	}

	/**
	 * Whether the connection is encrypted, as far as the server can see.
	 * @return true for {@code https} and {@code wss}
	 */
	boolean secure();

	/**
	 * Whether the request named an origin, as browsers do for other sites.
	 * @return true if there was an {@code Origin} header
	 */
	boolean xdomain();

	/**
	 * Who opened the connection, as the application's security found out.
	 * @return the principal, or null
	 */
	@Nullable Principal principal();

	/**
	 * What handshake interceptors have noted about that request.
	 * @return an unmodifiable map
	 * @see SocketIOHandshakeInterceptor
	 */
	Map<String, Object> attributes();

	/**
	 * The {@code auth} object that the client sent to the namespace, as plain Java
	 * values. A client of Socket.IO 2 has none: it sends a query with the name of a
	 * namespace that is not the default one, whose parameters are given here.
	 * @return an unmodifiable map; empty if none was sent
	 */
	Map<String, @Nullable Object> auth();

	/**
	 * The {@code auth} object read as a type.
	 * @param <T> the type
	 * @param type the type to read it as
	 * @return the value; without an {@code auth} object it is read from an empty one
	 * @throws PayloadBindingException if it cannot be read as that type
	 */
	<T> T auth(Type type);

	/**
	 * The {@code auth} object read as an instance of a class.
	 * @param <T> the type
	 * @param type the class to read it as
	 * @return as of {@link #auth(Type)}
	 */
	default <T> T auth(Class<T> type) {
		return auth((Type) type);
	}

}
