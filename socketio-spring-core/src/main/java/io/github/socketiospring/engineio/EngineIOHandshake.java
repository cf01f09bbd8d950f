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
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.http.HttpHeaders;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The request that opened a session, without anything that would keep the exchange in
 * memory. Immutable.
 */
public final class EngineIOHandshake {

	private final String headers;

	private final String query;

	/** As text, which takes a fifth of the memory. */
	private final String uri;

	private final @Nullable InetSocketAddress remoteAddress;

	private final @Nullable Principal principal;

	private final ContextView context;

	private final WireFormat format;

	private final Map<String, Object> attributes;

	private final long issued = System.currentTimeMillis();

	EngineIOHandshake(EngineIORequest request, Map<String, Object> attributes) {
		this.headers = PackedPairs.pack(request.headers()::forEach);
		this.query = PackedPairs.pack(request.query()::forEach);
		this.uri = request.uri().toString();
		this.remoteAddress = request.remoteAddress();
		this.principal = request.principal();
		this.context = request.context();
		this.format = WireFormat.of(request);
		this.attributes = Map.copyOf(attributes);
	}

	/**
	 * The headers.
	 * @return read-only headers
	 */
	public HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		PackedPairs.unpack(this.headers, headers::add);
		return HttpHeaders.readOnlyHttpHeaders(headers);
	}

	/**
	 * The query parameters.
	 * @return a read-only map
	 */
	public MultiValueMap<String, String> query() {
		MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
		PackedPairs.unpack(this.query, query::add);
		return CollectionUtils.unmodifiableMultiValueMap(query);
	}

	/**
	 * The URI.
	 * @return as the server saw it
	 */
	public URI uri() {
		return URI.create(this.uri);
	}

	/**
	 * The address of the client.
	 * @return the address, or null if it is not known
	 */
	public @Nullable InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	/**
	 * Who opened the session.
	 * @return the principal, or null
	 */
	public @Nullable Principal principal() {
		return this.principal;
	}

	/**
	 * The Reactor context of the request, without what would keep the exchange in memory.
	 * @return the context, which is that of what the application does for the session
	 */
	public ContextView context() {
		return this.context;
	}

	/**
	 * Whether another request is made by the principal that opened the session.
	 */
	boolean isOfSamePrincipal(EngineIORequest request) {
		return Objects.equals(name(this.principal), name(request.principal()));
	}

	private static @Nullable String name(@Nullable Principal principal) {
		return (principal != null) ? principal.getName() : null;
	}

	/**
	 * What was added while the handshake was decided on.
	 * @return an unmodifiable map
	 * @see HandshakeRequest#attributes()
	 */
	public Map<String, Object> attributes() {
		return this.attributes;
	}

	WireFormat format() {
		return this.format;
	}

	/**
	 * When the session was opened.
	 * @return the instant
	 */
	public Instant issued() {
		return Instant.ofEpochMilli(this.issued);
	}

}
