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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Serves a {@link SocketIOWebHandler} without an application around it, for example on a
 * bare Reactor Netty server. Cross-origin requests are checked as in an application.
 *
 * <pre class="code">
 * HttpHandler handler = SocketIOHttpHandler.create("/socket.io", webHandler);
 * HttpServer.create().port(8080).handle(new ReactorHttpHandlerAdapter(handler)).bindNow();
 * </pre>
 */
public final class SocketIOHttpHandler {

	private SocketIOHttpHandler() {
	}

	/**
	 * Create an HTTP handler that serves one path, the files of the JavaScript client
	 * below it, and answers 404 elsewhere.
	 * @param path the path, for example {@code /socket.io}
	 * @param handler the handler
	 * @return the HTTP handler
	 */
	public static HttpHandler create(String path, SocketIOWebHandler handler) {
		// Or the event loop of the first request would read a file to find the codecs
		return WebHttpHandlerBuilder.webHandler(new PathHandler(SocketIOHandlerMapping.basePath(path), handler))
			.codecConfigurer(ServerCodecConfigurer.create())
			.build();
	}

	private static final class PathHandler implements WebHandler {

		private final Map<PathPattern, WebHandler> routes = new LinkedHashMap<>();

		private final SocketIOWebHandler handler;

		private final CorsProcessor corsProcessor = new SocketIOCorsProcessor();

		PathHandler(String path, SocketIOWebHandler handler) {
			handler.routes(path)
				.forEach((route, target) -> this.routes.put(PathPatternParser.defaultInstance.parse(route), target));
			this.handler = handler;
		}

		@Override
		public Mono<Void> handle(ServerWebExchange exchange) {
			PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
			WebHandler target = target(path);
			if (target == null) {
				exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
				return exchange.getResponse().setComplete();
			}
			exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, target);
			boolean allowed = this.corsProcessor.process(this.handler.getCorsConfiguration(exchange), exchange);
			if (!allowed || CorsUtils.isPreFlightRequest(exchange.getRequest())) {
				return exchange.getResponse().setComplete();
			}
			return target.handle(exchange);
		}

		private @Nullable WebHandler target(PathContainer path) {
			for (Map.Entry<PathPattern, WebHandler> route : this.routes.entrySet()) {
				if (route.getKey().matches(path)) {
					return route.getValue();
				}
			}
			return null;
		}

	}

}
