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

package io.github.socketiospring.security;

import java.time.Instant;
import java.util.Map;

import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.util.Assert;

/**
 * Authenticates sockets by a token in their {@code auth} object, such as {@code io({
 * auth: { token } })} sends. Sockets without a token are left to others. Clients of
 * Socket.IO 2 send it as {@code io({ query: { token } })}.
 */
public final class BearerTokenAuthenticator implements SocketAuthenticator {

	private static final String PREFIX = "Bearer ";

	private final ReactiveAuthenticationManager manager;

	private final String property;

	/**
	 * Create an authenticator for JWTs, in the property {@code token}.
	 * @param decoder decodes and verifies them
	 */
	public BearerTokenAuthenticator(ReactiveJwtDecoder decoder) {
		this(new JwtReactiveAuthenticationManager(decoder), "token");
	}

	/**
	 * Create an authenticator.
	 * @param manager authenticates a {@link BearerTokenAuthenticationToken}. The
	 * authentication ends with its token, if it is an
	 * {@link AbstractOAuth2TokenAuthenticationToken} or has the token as its credentials
	 * @param property the property of the {@code auth} object that holds the token
	 */
	public BearerTokenAuthenticator(ReactiveAuthenticationManager manager, String property) {
		Assert.notNull(manager, "ReactiveAuthenticationManager is required");
		Assert.hasText(property, "The name of the property is required");
		this.manager = manager;
		this.property = property;
	}

	@Override
	public Mono<Authentication> authenticate(SocketIOSocket socket, Map<String, @Nullable Object> auth) {
		Object value = auth.get(this.property);
		if (value == null && isAdmittedByItsHandshake(socket)) {
			value = socket.handshake().query().getFirst(this.property);
		}
		if (value == null) {
			return Mono.empty();
		}
		if (!(value instanceof String text) || text.isBlank()) {
			return Mono.error(new InvalidBearerTokenException("The token is no text"));
		}
		boolean prefixed = text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
		return this.manager
			.authenticate(new BearerTokenAuthenticationToken(prefixed ? text.substring(PREFIX.length()) : text));
	}

	/**
	 * Clients of Socket.IO 2 join the default namespace by opening the connection, and
	 * have no {@code auth} object there but what they sent with that.
	 */
	private static boolean isAdmittedByItsHandshake(SocketIOSocket socket) {
		return socket.protocol() == 3 && !socket.connected() && "/".equals(socket.namespace().name());
	}

	@Override
	public @Nullable Instant expiresAt(Authentication authentication) {
		return BearerTokens.expiresAt(authentication);
	}

}
