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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Skips the protection against CSRF for the paths of Socket.IO servers, and says in the
 * log, once, what to do when Spring Security refuses a request to one for the lack of
 * credentials. Has to come before Spring Security's filters.
 *
 * <p>
 * The protection is not needed there: requests of other origins are refused, and a
 * session belongs to the principal that opened it.
 */
final class EndpointWebFilter implements WebFilter, Ordered {

	/** Before the filters of Spring Security, whose order is -100. */
	private static final int ORDER = -101;

	private static final Log logger = LogFactory.getLog(EndpointWebFilter.class);

	private final Set<String> paths = new HashSet<>();

	private final boolean skipCsrf;

	private final AtomicBoolean hinted = new AtomicBoolean();

	/**
	 * Create the filter.
	 * @param basePaths the paths, without a slash at the end
	 */
	EndpointWebFilter(List<String> basePaths, boolean skipCsrf) {
		this.skipCsrf = skipCsrf;
		basePaths.forEach((path) -> {
			this.paths.add(path);
			this.paths.add(path + "/");
		});
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String path = exchange.getRequest().getPath().pathWithinApplication().value();
		if (this.paths.contains(path)) {
			if (this.skipCsrf) {
				CsrfWebFilter.skipExchange(exchange);
			}
			if (!this.hinted.get()) {
				ServerHttpResponse response = exchange.getResponse();
				response.beforeCommit(() -> {
					hint(response, path);
					return Mono.empty();
				});
			}
		}
		return chain.filter(exchange);
	}

	private void hint(ServerHttpResponse response, String path) {
		if (HttpStatus.UNAUTHORIZED.equals(response.getStatusCode()) && this.hinted.compareAndSet(false, true)) {
			String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
			logger.warn("Spring Security refused a Socket.IO client, which had no valid credentials, with status 401."
					+ " If clients are to connect without credentials, or with a token in their auth object, permit the"
					+ " path in your SecurityWebFilterChain:"
					+ " http.authorizeExchange((exchanges) -> exchanges.pathMatchers(\"" + base
					+ "/**\").permitAll().anyExchange().authenticated()). This is said once.");
		}
	}

}
