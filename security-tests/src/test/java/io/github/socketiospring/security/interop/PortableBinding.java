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

package io.github.socketiospring.security.interop;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties;
import io.github.socketiospring.boot.autoconfigure.SocketIOWebSocketServiceFactory;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.github.socketiospring.webflux.SocketIOWebHandler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Replaces the mapping of the auto-configuration by one that never takes the fast path.
 */
@Configuration(proxyBeanMethods = false)
class PortableBinding {

	@Bean
	SocketIOHandlerMapping portableSocketIOHandlerMapping(SocketIOServer server, SocketIOProperties properties,
			SocketIOWebSocketServiceFactory webSocketServices) {
		return new SocketIOHandlerMapping(server.path(), new SocketIOWebHandler(server.engine(),
				cors(properties.getCors()), webSocketServices.createWebSocketService(server), false));
	}

	private static CorsConfiguration cors(SocketIOProperties.Cors properties) {
		CorsConfiguration cors = new CorsConfiguration();
		if (!properties.getAllowedOrigins().isEmpty()) {
			cors.setAllowedOrigins(properties.getAllowedOrigins());
			cors.setAllowedMethods(properties.getMethods());
			cors.setAllowedHeaders(properties.getHeaders());
		}
		cors.setAllowCredentials(properties.getAllowCredentials());
		return cors;
	}

}
