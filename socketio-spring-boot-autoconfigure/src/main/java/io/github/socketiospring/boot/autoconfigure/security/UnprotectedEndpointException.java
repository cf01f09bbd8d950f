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

package io.github.socketiospring.boot.autoconfigure.security;

import java.util.UUID;
import java.util.stream.Stream;

import io.github.socketiospring.webflux.SocketIOHandlerMapping;

import org.springframework.web.cors.CorsConfiguration;

/**
 * An endpoint that every origin may use with the credentials of users cannot do without a
 * protection against CSRF.
 */
class UnprotectedEndpointException extends IllegalStateException {

	private final String path;

	UnprotectedEndpointException(String path) {
		super("Every origin may use the Socket.IO server at '" + path
				+ "' with the credentials of users, while protection against CSRF is skipped for it");
		this.path = path;
	}

	String path() {
		return this.path;
	}

	/**
	 * Check the endpoints of an application.
	 */
	static void check(SocketIOHandlerMapping mapping) {
		mapping.corsConfigurations().forEach((path, cors) -> {
			if (Boolean.TRUE.equals(cors.getAllowCredentials()) && allowsWhateverThereIs(cors)) {
				throw new UnprotectedEndpointException(path);
			}
		});
	}

	private static boolean allowsWhateverThereIs(CorsConfiguration cors) {
		String host = "://" + UUID.randomUUID() + ".invalid";
		return Stream.of("https" + host, "http" + host, "https" + host + ":8443", "http" + host + ":8080")
			.anyMatch((origin) -> cors.checkOrigin(origin) != null);
	}

}
