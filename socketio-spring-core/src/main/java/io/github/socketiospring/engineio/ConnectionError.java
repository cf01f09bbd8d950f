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

package io.github.socketiospring.engineio;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A request was refused. In a Spring Boot application it is an application event as well,
 * published by the thread of the request: an {@code @EventListener} for it must not
 * block. Headers, URI and context may hold secrets of clients: {@link #toString()} leaves
 * them out.
 *
 * @param error what the client was told
 * @param message the message that it was told
 * @param context more about it, named as the reference server does: {@code transport},
 * {@code sid}, {@code method}, {@code message} or {@code protocol} by the error. For
 * {@link EngineIOError#BAD_REQUEST} there is a {@code name}: {@code INVALID_ORIGIN},
 * {@code TRANSPORT_MISMATCH}, {@code PROTOCOL_MISMATCH},
 * {@code TRANSPORT_HANDSHAKE_ERROR} or {@code ID_GENERATION_ERROR}; for
 * {@link EngineIOError#TOO_MANY_CONNECTIONS} it is {@code REMOTE_ADDRESS} or
 * {@code PRINCIPAL}
 * @param method the method of the request, in upper case
 * @param uri its URI, as the server saw it
 * @param headers its headers, read-only
 * @param remoteAddress the address of the client, or null if it is not known
 * @see EngineIOServer#onConnectionError
 * @see <a href="https://socket.io/docs/v4/server-api/#event-connection_error">Socket.IO:
 * connection_error</a>
 */
public record ConnectionError(EngineIOError error, String message, Map<String, Object> context, String method, URI uri,
		HttpHeaders headers, @Nullable InetSocketAddress remoteAddress) {

	static ConnectionError of(Refusal refusal, EngineIORequest request) {
		HttpHeaders headers = new HttpHeaders();
		headers.putAll(request.headers());
		return new ConnectionError(refusal.error(), refusal.message(), refusal.context(), request.method(),
				request.uri(), HttpHeaders.readOnlyHttpHeaders(headers), request.remoteAddress());
	}

	/**
	 * The code that the client was told.
	 * @return as of {@link EngineIOError#code()}
	 */
	public int code() {
		return this.error.code();
	}

	@Override
	public String toString() {
		Object name = this.context.get("name");
		return "ConnectionError[" + this.error + ", " + this.method + ((name != null) ? ", " + name : "") + "]";
	}

}
