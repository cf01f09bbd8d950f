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

import org.springframework.security.core.Authentication;

/**
 * Finds out who a socket is by the {@code auth} object that it sends to its namespace, a
 * token for example. In a Spring Boot application beans of this type are asked in their
 * order, and the first that knows the socket decides. Implementations are thread-safe.
 *
 * @see BearerTokenAuthenticator
 */
@FunctionalInterface
public interface SocketAuthenticator {

	/**
	 * Find out who a socket is. Called on the event loop: it must not block.
	 * @param socket the socket: not connected yet, or about to renew what it sent before
	 * @param auth the {@code auth} object, or that of the renewal. Clients of Socket.IO 2
	 * (the socket's protocol is 3) have none in the default namespace: what they sent is
	 * in the query of the socket's handshake
	 * @return who it is; empty to leave that to others, in the end to the handshake. An
	 * error refuses the socket: the message of an
	 * {@link org.springframework.security.access.AccessDeniedException} or a
	 * {@link io.github.socketiospring.ConnectionRefusedException} tells it why, and an
	 * {@link org.springframework.security.core.AuthenticationException} that it is not
	 * authenticated
	 */
	Mono<Authentication> authenticate(SocketIOSocket socket, Map<String, @Nullable Object> auth);

	/**
	 * When an authentication ends. Until then the socket may renew it.
	 * @param authentication what {@link #authenticate} gave
	 * @return the instant, or null for never
	 */
	default @Nullable Instant expiresAt(Authentication authentication) {
		return null;
	}

}
