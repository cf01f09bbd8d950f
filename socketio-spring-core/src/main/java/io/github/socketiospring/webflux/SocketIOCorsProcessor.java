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

import java.time.Duration;
import java.util.List;

import io.github.socketiospring.engineio.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses cross-origin requests that are not allowed, and says in the log how to allow
 * them. What a filter before has allowed does not count: it may be meant for the REST
 * controllers of an application, which are protected in other ways.
 */
final class SocketIOCorsProcessor implements CorsProcessor {

	private static final List<String> HEADERS = List.of(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
			HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
			HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
			HttpHeaders.ACCESS_CONTROL_MAX_AGE, "Access-Control-Allow-Private-Network");

	private static final Log logger = LogFactory.getLog(SocketIOCorsProcessor.class);

	private final CorsProcessor delegate = new DefaultCorsProcessor();

	private final LogLimit warnings = new LogLimit(Duration.ofMinutes(1));

	@Override
	public boolean process(@Nullable CorsConfiguration configuration, ServerWebExchange exchange) {
		boolean allowedBefore = exchange.getRequest().getHeaders().getOrigin() != null
				&& takeBack(exchange.getResponse().getHeaders());
		boolean allowed = this.delegate.process(configuration, exchange);
		if (allowed) {
			CrossOriginCredentials.note(exchange, configuration);
		}
		else {
			if (exchange
				.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof SocketIOWebHandler handler) {
				handler.onOriginRefused();
			}
			warn(exchange.getRequest(), allowedBefore);
		}
		return allowed;
	}

	/**
	 * Take back what a filter has said, or the delegate would say and check nothing more.
	 * @return whether it has allowed the request
	 */
	private static boolean takeBack(HttpHeaders headers) {
		boolean allowed = headers.getAccessControlAllowOrigin() != null;
		HEADERS.forEach(headers::remove);
		return allowed;
	}

	private void warn(ServerHttpRequest request, boolean allowedBefore) {
		this.warnings
			.warn(logger, () -> "Refused a cross-origin request from '" + printable(request.getHeaders().getOrigin())
					+ "' to " + request.getURI().resolve("/") + ": allow the origin with socketio.cors.allowed-origins."
					+ (allowedBefore ? " That a CorsWebFilter or CorsConfigurationSource allows it is not enough." : "")
					+ " Behind a proxy that ends TLS, the server may see another URL than the browser:"
					+ " set server.forward-headers-strategy.");
	}

	/**
	 * An origin in one short line, whatever the client has sent.
	 */
	static String printable(@Nullable String origin) {
		if (origin == null) {
			return "";
		}
		String shortened = (origin.length() > 200) ? origin.substring(0, 200) + "…" : origin;
		return shortened.replaceAll("[^\\x20-\\x7e]", "?");
	}

}
