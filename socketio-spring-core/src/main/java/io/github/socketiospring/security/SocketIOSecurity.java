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

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.SocketIdentity;
import io.github.socketiospring.engineio.LogLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.Assert;

/**
 * Guards a server with Spring Security: authenticates sockets by what they send, and
 * holds them to rules. A socket that nobody authenticates is who opened its connection,
 * until the token expires that this was done with, if there was one.
 *
 * <p>
 * A socket whose authentication ends at some time has to leave then. Until then it may
 * renew it: by an event that comes with an {@code auth} object as of the beginning. It
 * waits for no other event, is seen by no middleware or listener, and is acknowledged
 * with the new end, <code>{"expiresAt": 1767225600000}</code>. The rules must let in who
 * it is then as if it connected. A renewal that is not valid is acknowledged with
 * <code>{"error": {"code", "message"}}</code>, and changes nothing.
 */
public final class SocketIOSecurity implements SocketIOGuard {

	/** The name of the event that renews an authentication, unless another is set. */
	public static final String RENEWAL_EVENT = "authenticate";

	private final List<SocketAuthenticator> authenticators;

	private final @Nullable SocketIORules rules;

	private final String renewalEvent;

	private final LogLimit failures = new LogLimit(Duration.ofMinutes(1));

	/**
	 * Create the guard.
	 * @param authenticators asked in this order until one knows the socket
	 * @param rules what sockets may do; null for everything
	 * @param renewalEvent the name of the event that renews an authentication
	 */
	public SocketIOSecurity(List<? extends SocketAuthenticator> authenticators, @Nullable SocketIORules rules,
			String renewalEvent) {
		Assert.hasText(renewalEvent, "The name of the event that renews an authentication is required");
		this.authenticators = List.copyOf(authenticators);
		this.rules = rules;
		this.renewalEvent = renewalEvent;
	}

	@Override
	public Mono<Void> onConnect(SocketIOSocket socket) {
		return authenticate(socket, socket.handshake().auth())
			.switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(ofHandshake(socket))))
			.doOnNext((authenticated) -> begin(socket, authenticated))
			.then(Mono.fromRunnable(() -> checkConnect(socket, socket.principal())));
	}

	/**
	 * Hold a socket to the rules of its namespace.
	 * @param principal who it is, or is to be
	 */
	void checkConnect(SocketIOSocket socket, @Nullable Principal principal) {
		if (this.rules != null) {
			this.rules.checkConnect(socket, principal);
		}
	}

	@Override
	public @Nullable EventGuard eventGuard(String namespace) {
		EventGuard rules = (this.rules != null) ? this.rules.eventGuard(namespace) : null;
		return this.authenticators.isEmpty() ? rules : new Events(rules, this.renewalEvent);
	}

	/**
	 * For errors that are not the client's.
	 */
	LogLimit failures() {
		return this.failures;
	}

	/**
	 * Have the authenticators find out who a socket is.
	 */
	Mono<Authenticated> authenticate(SocketIOSocket socket, Map<String, @Nullable Object> auth) {
		return Flux.fromIterable(this.authenticators)
			.concatMap((authenticator) -> Mono.defer(() -> authenticator.authenticate(socket, auth))
				.map((authentication) -> new Authenticated(authentication, authenticator.expiresAt(authentication))), 1)
			.next()
			.doOnNext(Authenticated::check);
	}

	/**
	 * Who opened the connection with a token in a header, which expires as well.
	 * @return null if it was done without, or if another guard knows better
	 */
	private static @Nullable Authenticated ofHandshake(SocketIOSocket socket) {
		Principal principal = socket.handshake().principal();
		if (!(principal instanceof Authentication authentication) || socket.principal() != principal) {
			return null;
		}
		Instant expiresAt = BearerTokens.expiresAt(authentication);
		if (expiresAt == null) {
			return null;
		}
		Authenticated authenticated = new Authenticated(authentication, expiresAt);
		authenticated.check();
		return authenticated;
	}

	private void begin(SocketIOSocket socket, Authenticated authenticated) {
		boolean renewable = (authenticated.expiresAt() != null && !this.authenticators.isEmpty());
		Context context = Context.of(socket.context());
		authenticated.identify(socket, renewable ? new Renewal(socket, this).write(context) : context);
	}

	/**
	 * What came of an authentication.
	 */
	record Authenticated(Authentication authentication, @Nullable Instant expiresAt) {

		private void check() {
			if (this.expiresAt != null && !this.expiresAt.isAfter(Instant.now())) {
				throw new CredentialsEndedException();
			}
		}

		boolean isFor(SocketIOSocket socket) {
			return socket.principal() instanceof Authentication current
					&& Objects.equals(current.getName(), this.authentication.getName());
		}

		void identify(SocketIOSocket socket, Context context) {
			socket.identify(new SocketIdentity(this.authentication,
					SecurityContexts.write(context, this.authentication), this.expiresAt));
		}

	}

	/**
	 * Holds events to the rules, and takes renewals out.
	 */
	private record Events(@Nullable EventGuard rules, String renewalEvent) implements EventGuard {

		@Override
		public void check(SocketIOSocket socket, @Nullable String event) {
			if (this.rules != null) {
				this.rules.check(socket, event);
			}
		}

		@Override
		public @Nullable EventListener<Arguments> listener(SocketIOSocket socket, @Nullable String event) {
			Renewal renewal = this.renewalEvent.equals(event) ? Renewal.of(socket) : null;
			return (renewal != null) ? renewal::renew : null;
		}

	}

	/**
	 * What was sent was valid until a short time ago, which validators may tolerate.
	 */
	@SuppressWarnings("serial")
	private static final class CredentialsEndedException extends AuthenticationException {

		CredentialsEndedException() {
			super("The credentials have expired");
		}

	}

}
