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
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/**
 * The first request of a client, before there is a session for it. Not to be kept: the
 * {@link EngineIOHandshake} is what remains of it.
 */
public final class HandshakeRequest {

	private final EngineIORequest request;

	private final Map<String, Object> attributes = new LinkedHashMap<>();

	HandshakeRequest(EngineIORequest request) {
		this.request = request;
	}

	/**
	 * The URI.
	 * @return as the server saw it, forwarded headers applied
	 */
	public URI uri() {
		return this.request.uri();
	}

	/**
	 * The query parameters, decoded, those of the protocol included.
	 * @return the parameters
	 */
	public MultiValueMap<String, String> query() {
		return this.request.query();
	}

	/**
	 * The headers.
	 * @return the headers
	 */
	public HttpHeaders headers() {
		return this.request.headers();
	}

	/**
	 * The transport that the client begins with.
	 * @return {@code polling} or {@code websocket}
	 */
	public String transport() {
		return String.valueOf(HandshakeVerifier.last(this.request, "transport"));
	}

	/**
	 * The address of the client.
	 * @return the address, or null if it is not known
	 */
	public @Nullable InetSocketAddress remoteAddress() {
		return this.request.remoteAddress();
	}

	/**
	 * Who makes the request, as the application's security found out.
	 * @return the principal, or null
	 */
	public @Nullable Principal principal() {
		return this.request.principal();
	}

	/**
	 * What the application's filters have noted about the request.
	 * @return the attributes of the exchange in a WebFlux application
	 */
	public Map<String, Object> exchangeAttributes() {
		return this.request.attributes();
	}

	/**
	 * What is to be kept with the handshake for as long as the session lives.
	 * @return a map to add to, empty at first
	 * @see EngineIOHandshake#attributes()
	 */
	public Map<String, Object> attributes() {
		return this.attributes;
	}

}
