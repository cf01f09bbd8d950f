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

import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;

/**
 * What {@code socketio.server.port} does, by the type of the application.
 */
final class OwnServerConfigurations {

	private OwnServerConfigurations() {
	}

	/**
	 * An application that is not reactive: the endpoint has a server of its own.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(NotReactive.class)
	@ConditionalOnClass(NettyReactiveWebServerFactory.class)
	@ConditionalOnProperty("socketio.server.port")
	static class OwnPort {

		@Bean
		@ConditionalOnMissingBean
		SocketIOWebSocketServiceFactory socketIOWebSocketServiceFactory() {
			return (server) -> ReactorNettyBinding.webSocketService(server.engine());
		}

		@Bean
		OwnServer socketIOOwnServer(SocketIOProperties properties, SocketIOHandlerMapping mapping,
				ConfigurableEnvironment environment, ObjectProvider<ServerProperties> serverProperties,
				ObjectProvider<SslBundles> sslBundles, ObjectProvider<ReactorResourceFactory> resources,
				ObjectProvider<NettyServerCustomizer> serverCustomizers, ObjectProvider<WebFilter> filters,
				ObjectProvider<WebExceptionHandler> exceptionHandlers,
				ObjectProvider<ObservationRegistry> observationRegistry) {
			OwnServerProperties own = properties.getServer();
			Integer port = own.getPort();
			if (port == null || port < 0 || port > 65535) {
				throw new InvalidConfigurationPropertyValueException("socketio.server.port", port,
						"It must be a port, or 0 for any that is free.");
			}
			OwnServerFactory factory = new OwnServerFactory(own, port, environment, serverProperties.getIfAvailable());
			factory.setSslBundles(sslBundles.getIfAvailable());
			factory.setResources(resources.getIfUnique());
			factory.setServerCustomizers(serverCustomizers.orderedStream().toList());
			OwnServerHandler handler = new OwnServerHandler(mapping);
			handler.setFilters(filters.orderedStream().toList());
			handler.setExceptionHandlers(exceptionHandlers.orderedStream().toList());
			handler.setTransformsForwardedHeaders(factory.transformsForwardedHeaders());
			handler.setObservationRegistry(observationRegistry.getIfUnique());
			return new OwnServer(factory.create(handler.build()), environment);
		}

	}

	/**
	 * A reactive application, which has the endpoint on its own port.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnProperty("socketio.server.port")
	static class NoNeed {

		@Bean
		static OwnPortWarning socketIOOwnPortWarning() {
			return new OwnPortWarning();
		}

	}

	/**
	 * Logs that the property does nothing, once the application can start at all.
	 */
	static final class OwnPortWarning implements SmartInitializingSingleton {

		private static final Log logger = LogFactory.getLog(SocketIOAutoConfiguration.class);

		@Override
		public void afterSingletonsInstantiated() {
			logger.warn("socketio.server.port does nothing here: this is a reactive application, which serves"
					+ " Socket.IO on its own port, server.port. Remove the property.");
		}

	}

	static class NotReactive extends NoneNestedConditions {

		NotReactive() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnWebApplication(type = Type.REACTIVE)
		static class ReactiveApplication {

		}

	}

}
