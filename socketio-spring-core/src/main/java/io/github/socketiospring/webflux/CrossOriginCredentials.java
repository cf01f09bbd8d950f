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

package io.github.socketiospring.webflux;

import java.security.Principal;
import java.time.Duration;

import io.github.socketiospring.engineio.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.util.ClassUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * Whether pages of other origins may use the credentials of users. Browsers keep cookies,
 * passwords and certificates out of polls of other origins unless the server allows them,
 * but send them with WebSockets whatever it says.
 */
final class CrossOriginCredentials {

	private static final String WITHHELD = CrossOriginCredentials.class.getName() + ".WITHHELD";

	private static final boolean SECURITY = ClassUtils.isPresent(
			"org.springframework.security.authentication.AnonymousAuthenticationToken",
			CrossOriginCredentials.class.getClassLoader());

	private static final Log logger = LogFactory.getLog(CrossOriginCredentials.class);

	private final LogLimit warnings = new LogLimit(Duration.ofMinutes(1));

	/**
	 * Note for an allowed request whether credentials are. Called where origins are
	 * checked.
	 */
	static void note(ServerWebExchange exchange, @Nullable CorsConfiguration configuration) {
		if (exchange.getRequest().getHeaders().getOrigin() != null && CorsUtils.isCorsRequest(exchange.getRequest())
				&& (configuration == null || !Boolean.TRUE.equals(configuration.getAllowCredentials()))) {
			exchange.getAttributes().put(WITHHELD, true);
		}
	}

	/**
	 * Whether a request has credentials of a user that its page must not use.
	 */
	boolean areStolen(ServerWebExchange exchange, @Nullable Principal principal) {
		return principal != null && exchange.getAttribute(WITHHELD) != null && !(SECURITY && Anonymous.is(principal));
	}

	/**
	 * Say in the log that a WebSocket was refused for them.
	 */
	void refused(ServerWebExchange exchange) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		this.warnings.warn(logger, () -> "Refused a WebSocket of a page from '"
				+ SocketIOCorsProcessor.printable(headers.getOrigin())
				+ "' that came with the credentials of a user, such as a cookie: browsers send them with every WebSocket,"
				+ " and socketio.cors.allow-credentials is not set. If pages of this origin may act for your users,"
				+ " name it in socketio.cors.allowed-origins, and set socketio.cors.allow-credentials=true.");
	}

	/** Loaded only where Spring Security is there. */
	private static final class Anonymous {

		static boolean is(Principal principal) {
			return principal instanceof AnonymousAuthenticationToken;
		}

	}

}
