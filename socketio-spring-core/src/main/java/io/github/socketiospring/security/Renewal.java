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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socketiospring.Ack;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.security.SocketIOSecurity.Authenticated;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/**
 * Lets a socket renew its authentication, once at a time.
 */
final class Renewal {

	private static final String FAILED = "Authentication failed";

	private static final String FAILED_CODE = "authentication_failed";

	private static final ParameterizedTypeReference<Map<String, @Nullable Object>> AUTH = new ParameterizedTypeReference<>() {
	};

	private static final Log logger = LogFactory.getLog(SocketIOSecurity.class);

	private final SocketIOSocket socket;

	private final SocketIOSecurity security;

	private final AtomicBoolean running = new AtomicBoolean();

	Renewal(SocketIOSocket socket, SocketIOSecurity security) {
		this.socket = socket;
		this.security = security;
	}

	/**
	 * The renewal of a socket.
	 * @return null if there is nothing to renew
	 */
	static @Nullable Renewal of(SocketIOSocket socket) {
		return socket.context().getOrDefault(Renewal.class, null);
	}

	/**
	 * Keep it with who the socket is.
	 */
	Context write(Context context) {
		return context.put(Renewal.class, this);
	}

	void renew(Arguments arguments, Ack<Object> ack) {
		if (!this.running.compareAndSet(false, true)) {
			refuse(ack, "renewal_pending", "Another renewal is not done yet");
			return;
		}
		Mono.defer(() -> this.security.authenticate(this.socket, auth(arguments)))
			.doOnNext(this::check)
			.doFinally((signal) -> this.running.set(false))
			.subscribe((authenticated) -> onAuthenticated(authenticated, ack), (ex) -> onError(ex, ack),
					() -> refuse(ack, FAILED_CODE, FAILED), Context.of(this.socket.context()));
	}

	private static Map<String, @Nullable Object> auth(Arguments arguments) {
		Map<String, @Nullable Object> auth = arguments.get(0, AUTH);
		return (auth != null) ? auth : Map.<String, @Nullable Object>of();
	}

	/**
	 * A socket stays who it is: its rooms and what it was let do are that user's. And the
	 * user must be one who may be here still.
	 */
	private void check(Authenticated authenticated) {
		if (!authenticated.isFor(this.socket)) {
			throw new AccessDeniedException("Another user cannot take over the socket");
		}
		this.security.checkConnect(this.socket, authenticated.authentication());
	}

	private void onAuthenticated(Authenticated authenticated, Ack<Object> ack) {
		authenticated.identify(this.socket, Context.of(this.socket.context()));
		Instant expiresAt = authenticated.expiresAt();
		ack.send((expiresAt != null) ? Map.of("expiresAt", expiresAt.toEpochMilli()) : Map.of());
	}

	private void onError(Throwable error, Ack<Object> ack) {
		if (isRefusal(error)) {
			logger.debug("A renewal was refused", error);
		}
		else {
			this.security.failures().error(logger, "A renewal could not be decided on", error);
		}
		if (error instanceof AccessDeniedException) {
			refuse(ack, "access_denied", String.valueOf(error.getMessage()));
		}
		else {
			refuse(ack, FAILED_CODE, FAILED);
		}
	}

	/**
	 * Whether the client is to blame, rather than what looks at tokens.
	 */
	private static boolean isRefusal(Throwable error) {
		return error instanceof AccessDeniedException || error instanceof PayloadBindingException
				|| (error instanceof AuthenticationException && !(error instanceof AuthenticationServiceException));
	}

	private static void refuse(Ack<Object> ack, String code, String message) {
		Map<String, String> details = new LinkedHashMap<>();
		details.put("code", code);
		details.put("message", message);
		ack.send(Map.of("error", details));
	}

}
