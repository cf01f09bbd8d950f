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
import java.util.Optional;

import org.springframework.http.server.PathContainer;
import org.springframework.util.Assert;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;

/**
 * Maps each {@link SocketIOWebHandler} to its path in a WebFlux application, with and
 * without a slash at the end; nothing below it is served but the files of the JavaScript
 * client. Comes before the application's own mappings, and checks cross-origin requests,
 * WebSocket upgrades included.
 */
public class SocketIOHandlerMapping extends SimpleUrlHandlerMapping {

	/** The order of the mapping: before those of controllers and functional routes. */
	public static final int DEFAULT_ORDER = -2;

	private final Map<String, SocketIOWebHandler> urls = new LinkedHashMap<>();

	private Map<String, CorsConfiguration> applicationConfigurations = Map.of();

	/**
	 * Create the mapping of one server.
	 * @param path the path, for example {@code /socket.io}
	 * @param handler the handler
	 */
	public SocketIOHandlerMapping(String path, SocketIOWebHandler handler) {
		this(Map.of(path, handler));
	}

	/**
	 * Create the mapping of several servers.
	 * @param handlers the handlers by their paths
	 */
	public SocketIOHandlerMapping(Map<String, SocketIOWebHandler> handlers) {
		Map<String, WebHandler> routes = new LinkedHashMap<>();
		handlers.forEach((path, handler) -> {
			String base = basePath(path);
			Assert.isTrue(!this.urls.containsKey(base),
					() -> "Two Socket.IO servers have the same path '" + base + "': give each its own");
			this.urls.put(base, handler);
			this.urls.put(base + "/", handler);
			routes.putAll(handler.routes(base));
		});
		setUrlMap(routes);
		setOrder(DEFAULT_ORDER);
		setCorsProcessor(new SocketIOCorsProcessor());
	}

	/**
	 * Set which origins may use the servers in addition to what the handlers allow.
	 * @param configurations the cross-origin settings of the application by patterns of
	 * paths
	 * @throws IllegalArgumentException if they allow credentials to any origin
	 */
	@Override
	public void setCorsConfigurations(Map<String, CorsConfiguration> configurations) {
		this.urls.forEach((url, handler) -> find(configurations, url)
			.ifPresent((entry) -> checkCredentials(url, handler, entry.getKey(), entry.getValue())));
		this.applicationConfigurations = new LinkedHashMap<>(configurations);
		super.setCorsConfigurations(configurations);
	}

	private Optional<Map.Entry<String, CorsConfiguration>> find(Map<String, CorsConfiguration> configurations,
			String url) {
		return configurations.entrySet()
			.stream()
			.filter((entry) -> getPathPatternParser().parse(entry.getKey()).matches(PathContainer.parsePath(url)))
			.findFirst();
	}

	/**
	 * Which origins may use the servers: what the handlers and the application allow.
	 * @return the settings by path, of which each server has two
	 */
	public Map<String, CorsConfiguration> corsConfigurations() {
		Map<String, CorsConfiguration> result = new LinkedHashMap<>();
		this.urls.forEach((url, handler) -> result.put(url,
				find(this.applicationConfigurations, url)
					.map((entry) -> entry.getValue().combine(handler.corsConfiguration()))
					.orElse(handler.corsConfiguration())));
		return result;
	}

	private static void checkCredentials(String url, SocketIOWebHandler handler, String pattern,
			CorsConfiguration configuration) {
		try {
			configuration.combine(handler.corsConfiguration()).validateAllowCredentials();
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The cross-origin settings of the application for '" + pattern
					+ "', which apply to the Socket.IO server at '" + url + "', cannot be used. " + ex.getMessage(),
					ex);
		}
	}

	/**
	 * Check the path of a server.
	 * @param path the path
	 * @return the path without a slash at its end
	 * @throws IllegalArgumentException if no server can be mapped to it
	 */
	public static String basePath(String path) {
		String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
		Assert.isTrue(
				base.startsWith("/") && !base.endsWith("/") && base.chars().noneMatch((c) -> "*?{}".indexOf(c) != -1),
				() -> "The path of a Socket.IO server must begin with a slash, must not be the root,"
						+ " and cannot be a pattern: '" + path + "'");
		return base;
	}

}
