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

package io.github.socketiospring.benchmarks.server;

import java.util.Map;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.boot.autoconfigure.SocketIOWebSocketServiceFactory;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.github.socketiospring.webflux.SocketIOWebHandler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Goes through WebFlux's {@code WebSocketSession}, as on servers other than Reactor
 * Netty.
 */
@Configuration(proxyBeanMethods = false)
class PortableBinding {

	@Bean
	SocketIOHandlerMapping socketIOHandlerMapping(SocketIOServer server, SocketIOWebSocketServiceFactory services) {
		return new SocketIOHandlerMapping(Map.of(server.path(), new SocketIOWebHandler(server.engine(),
				new CorsConfiguration(), services.createWebSocketService(server), false)));
	}

}
