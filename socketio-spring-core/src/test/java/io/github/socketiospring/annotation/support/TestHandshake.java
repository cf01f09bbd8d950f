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

package io.github.socketiospring.annotation.support;

import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.PayloadBindingException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A handshake with a principal and an auth object.
 */
record TestHandshake(Principal principal, Map<String, Object> auth) implements Handshake {

	@Override
	public HttpHeaders headers() {
		return HttpHeaders.EMPTY;
	}

	@Override
	public MultiValueMap<String, String> query() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public URI url() {
		return URI.create("http://localhost/socket.io/");
	}

	@Override
	public InetSocketAddress address() {
		return null;
	}

	@Override
	public Instant issued() {
		return Instant.EPOCH;
	}

	@Override
	public boolean secure() {
		return false;
	}

	@Override
	public boolean xdomain() {
		return false;
	}

	@Override
	public Map<String, Object> attributes() {
		return Map.of();
	}

	@Override
	public <T> T auth(Type type) {
		JsonMapper mapper = JsonMapper.shared();
		try {
			return mapper.convertValue(this.auth, mapper.constructType(type));
		}
		catch (JacksonException ex) {
			throw new PayloadBindingException(0, "internals of the mapper", ex);
		}
	}

}
