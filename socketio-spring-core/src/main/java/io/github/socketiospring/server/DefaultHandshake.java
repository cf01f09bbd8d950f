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

package io.github.socketiospring.server;

import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.engineio.EngineIOHandshake;
import io.github.socketiospring.protocol.BindingException;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;

/**
 * The handshake of a socket.
 */
final class DefaultHandshake implements Handshake {

	private final EngineIOHandshake request;

	private final Map<String, @Nullable Object> auth;

	private final PacketCodec codec;

	DefaultHandshake(EngineIOHandshake request, Map<String, @Nullable Object> auth, PacketCodec codec) {
		this.request = request;
		this.auth = auth;
		this.codec = codec;
	}

	@Override
	public HttpHeaders headers() {
		return this.request.headers();
	}

	@Override
	public MultiValueMap<String, String> query() {
		return this.request.query();
	}

	@Override
	public URI url() {
		return this.request.uri();
	}

	@Override
	public @Nullable InetSocketAddress address() {
		return this.request.remoteAddress();
	}

	@Override
	public Instant issued() {
		return this.request.issued();
	}

	@Override
	public boolean secure() {
		String scheme = url().getScheme();
		return "https".equals(scheme) || "wss".equals(scheme);
	}

	@Override
	public boolean xdomain() {
		return headers().getOrigin() != null;
	}

	@Override
	public @Nullable Principal principal() {
		return this.request.principal();
	}

	@Override
	public Map<String, Object> attributes() {
		return this.request.attributes();
	}

	@Override
	public Map<String, @Nullable Object> auth() {
		return this.auth;
	}

	@Override
	public <T> T auth(Type type) {
		try {
			return this.codec.convert(this.auth, type);
		}
		catch (BindingException ex) {
			throw new PayloadBindingException(0, "The auth object is not a " + type.getTypeName(), ex.getCause());
		}
	}

}
