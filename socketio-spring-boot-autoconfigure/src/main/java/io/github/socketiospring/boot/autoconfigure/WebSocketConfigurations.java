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

package io.github.socketiospring.boot.autoconfigure;

import io.github.socketiospring.webflux.netty.ReactorNettyBinding;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;

/**
 * How requests are upgraded, by the web server that runs: what is on the class path does
 * not tell. To be imported in this order.
 */
final class WebSocketConfigurations {

	private WebSocketConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(NettyReactiveWebServerFactory.class)
	@ConditionalOnBean(NettyReactiveWebServerFactory.class)
	@ConditionalOnMissingBean(SocketIOWebSocketServiceFactory.class)
	static class ReactorNetty {

		@Bean
		SocketIOWebSocketServiceFactory socketIOWebSocketServiceFactory() {
			return (server) -> ReactorNettyBinding.webSocketService(server.engine());
		}

	}

	/**
	 * A server that is not known: WebFlux chooses.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(SocketIOWebSocketServiceFactory.class)
	static class Other {

		@Bean
		SocketIOWebSocketServiceFactory socketIOWebSocketServiceFactory() {
			return (server) -> new HandshakeWebSocketService();
		}

	}

}
