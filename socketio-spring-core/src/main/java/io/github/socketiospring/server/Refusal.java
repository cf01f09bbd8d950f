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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.Ack;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.ValidationFailure;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;

/**
 * What a client is told about why its socket was refused.
 */
record Refusal(String message, @Nullable Object data, boolean expected) {

	private static final boolean SECURITY = ClassUtils
		.isPresent("org.springframework.security.access.AccessDeniedException", Refusal.class.getClassLoader());

	private static final String AUTHENTICATION_FAILED = "authentication_failed";

	static final String VALIDATION_FAILED = "validation_failed";

	static final String VALIDATION_MESSAGE = "Validation failure";

	/**
	 * With what is not valid, if that was the reason.
	 */
	static Refusal of(Throwable error, ServerOptions options) {
		if (!(error instanceof ValidationFailure failure)) {
			return of(error);
		}
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("code", VALIDATION_FAILED);
		if (options.problemDetails()) {
			data.put("problem", failure.getProblem());
		}
		return new Refusal(VALIDATION_MESSAGE, data, true);
	}

	static Refusal of(Throwable error) {
		if (error instanceof ConnectionRefusedException refused) {
			return new Refusal(String.valueOf(refused.getMessage()), refused.getData(), true);
		}
		if (error instanceof ValidationFailure) {
			return new Refusal(VALIDATION_MESSAGE, null, true);
		}
		if (error instanceof ErrorResponse response) {
			String detail = response.getBody().getDetail();
			String title = response.getBody().getTitle();
			return new Refusal((detail != null) ? detail : (title != null) ? title : "Refused", null, true);
		}
		Refusal refusal = ofSecurity(error);
		return (refusal != null) ? refusal : new Refusal("Internal error", null, false);
	}

	/**
	 * What Spring Security refused, for lack of a right or of an authentication.
	 * @return null if the error is none of these
	 */
	static @Nullable Refusal ofSecurity(Throwable error) {
		return SECURITY ? Security.refusal(error) : null;
	}

	/**
	 * Tell the client that asked for an answer to an event that was refused by security.
	 */
	void answerTo(Ack<Object> ack, ServerOptions options) {
		ErrorAnswers.send(ack, options, (this.data != null) ? AUTHENTICATION_FAILED : "access_denied", this.message);
	}

	/**
	 * Write it for the client.
	 * @param protocol3 whether it is one of Socket.IO 2, which gets the data or else the
	 * message, and not an object with both
	 * @throws IllegalArgumentException if the data cannot be written
	 */
	Packet packet(PacketCodec codec, String namespace, boolean protocol3) {
		if (protocol3) {
			return codec.connectError(namespace, (this.data != null) ? this.data : this.message);
		}
		return codec.connectError(namespace, this.message, this.data);
	}

	/** Loaded only where Spring Security is there. */
	private static final class Security {

		static @Nullable Refusal refusal(Throwable error) {
			if (error instanceof AccessDeniedException) {
				return new Refusal(String.valueOf(error.getMessage()), null, true);
			}
			if (error instanceof AuthenticationCredentialsNotFoundException) {
				// What method security says of nobody
				return new Refusal("Access Denied", null, true);
			}
			// The text of others may be of the inside, and some are not the client's
			// fault
			return (error instanceof AuthenticationException && !(error instanceof AuthenticationServiceException))
					? new Refusal("Authentication failed", Map.of("code", AUTHENTICATION_FAILED), true) : null;
		}

	}

}
