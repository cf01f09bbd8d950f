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

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;

/**
 * What a client is told about why its socket was refused.
 */
record Refusal(String message, @Nullable Object data, boolean expected) {

	private static final boolean SECURITY = ClassUtils
		.isPresent("org.springframework.security.access.AccessDeniedException", Refusal.class.getClassLoader());

	static Refusal of(Throwable error) {
		if (error instanceof ConnectionRefusedException refused) {
			return new Refusal(String.valueOf(refused.getMessage()), refused.getData(), true);
		}
		if (error instanceof ErrorResponse response) {
			String detail = response.getBody().getDetail();
			String title = response.getBody().getTitle();
			return new Refusal((detail != null) ? detail : (title != null) ? title : "Refused", null, true);
		}
		if (SECURITY && AccessDenied.is(error)) {
			return new Refusal(String.valueOf(error.getMessage()), null, true);
		}
		return new Refusal("Internal error", null, false);
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
	private static final class AccessDenied {

		static boolean is(Throwable error) {
			return error instanceof org.springframework.security.access.AccessDeniedException;
		}

	}

}
