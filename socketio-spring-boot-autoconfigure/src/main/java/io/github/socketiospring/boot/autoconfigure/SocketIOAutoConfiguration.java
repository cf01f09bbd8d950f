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

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.annotation.support.AnnotatedControllerConfigurer;
import io.github.socketiospring.engineio.EngineIOHeadersCustomizer;
import io.github.socketiospring.engineio.SessionIdGenerator;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Auto-configuration for a Socket.IO server on the port of a reactive web application, or
 * on a port of its own in any other application for which {@code socketio.server.port} is
 * set. Each of its beans makes way for one of the application.
 *
 * <p>
 * Every {@link SocketIOServer} bean is served at its path. One that comes in addition to
 * the auto-configured server is defined with {@code @Bean(defaultCandidate = false)}.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
		"org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration" })
@ConditionalOnSocketIOEndpoint
@ConditionalOnBooleanProperty(name = "socketio.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SocketIOProperties.class)
@Import({ OwnServerConfigurations.OwnPort.class, OwnServerConfigurations.NoNeed.class,
		WebSocketConfigurations.ReactorNetty.class, WebSocketConfigurations.Other.class,
		HandlerScopeConfigurations.ContextPropagation.class, HandlerScopeConfigurations.Mdc.class,
		HandlerScopeConfigurations.MdcPropagation.class, WorkerConfigurations.VirtualThreads.class,
		WorkerConfigurations.PlatformThreads.class })
public final class SocketIOAutoConfiguration {

	/**
	 * Create the configuration: for Spring Boot.
	 */
	public SocketIOAutoConfiguration() {
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	SocketIOServerBuilder socketIOServerBuilder(SocketIOProperties properties, ObjectProvider<JsonMapper> jsonMapper,
			@Qualifier(WorkerConfigurations.SCHEDULER) Scheduler workerScheduler,
			ObjectProvider<PacketParserFactory> parser,
			ObjectProvider<SocketIOHandshakeInterceptor> handshakeInterceptors,
			ObjectProvider<SessionIdGenerator> sessionIdGenerator,
			ObjectProvider<EngineIOHeadersCustomizer> headersCustomizers, ObjectProvider<SocketIOObserver> observers,
			ObjectProvider<SocketIOGuard> guards, ObjectProvider<HandlerScope> handlerScopes,
			ObjectProvider<AdapterFactory> adapterFactory,
			ObjectProvider<SocketIOServerBuilderCustomizer> customizers) {
		SocketIOServerBuilder builder = new SocketIOServerBuilder();
		builder.jsonMapper(jsonMapper.getIfAvailable(JsonMapper::shared));
		builder.workerScheduler(workerScheduler);
		new PropertiesMapper(properties).applyTo(builder, parser.getIfAvailable());
		handshakeInterceptors.orderedStream().forEach(builder::handshakeInterceptor);
		headersCustomizers.orderedStream().forEach(builder::headersCustomizer);
		sessionIdGenerator.ifAvailable(builder::sessionIdGenerator);
		observers.orderedStream().forEach(builder::observer);
		guards.orderedStream().forEach(builder::guard);
		handlerScopes.orderedStream().forEach(builder::handlerScope);
		AdapterFactory adapters = adapterFactory.getIfAvailable();
		if (adapters != null) {
			builder.adapterFactory(adapters);
		}
		else if (properties.getCluster().getType() != ClusterProperties.Type.NONE) {
			throw new MissingClusterException(properties.getCluster().getType());
		}
		if (properties.getCluster().getForwarding().isEnabled()) {
			Forwarding.checkCluster((adapters != null) ? adapters.cluster() : null);
			builder.serverInSessionIds(true);
		}
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SocketIOServer socketIOServer(SocketIOServerBuilder builder) {
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean
	AnnotatedControllerConfigurer socketIOAnnotatedControllerConfigurer(SocketIOProperties properties,
			@Qualifier(WorkerConfigurations.SCHEDULER) Scheduler workerScheduler, ObjectProvider<JsonMapper> jsonMapper,
			ObjectProvider<HandlerScope> handlerScopes) {
		AnnotatedControllerConfigurer configurer = new AnnotatedControllerConfigurer(
				properties.getHandler().getExecution(), workerScheduler, jsonMapper.getIfAvailable(JsonMapper::shared));
		configurer.setHandlerScopes(handlerScopes.orderedStream().toList());
		return configurer;
	}

	@Bean
	@ConditionalOnMissingBean
	SocketIOHandlerMapping socketIOHandlerMapping(ListableBeanFactory beanFactory, SocketIOProperties properties,
			SocketIOWebSocketServiceFactory webSocketServices, ObjectProvider<WebFluxConfigurer> webFluxConfigurers,
			ObjectProvider<Forwarding> forwardings) {
		CorsConfiguration cors = new PropertiesMapper(properties).corsConfiguration();
		Forwarding forwarding = forwardings.getIfAvailable();
		Map<String, String> beanNames = new LinkedHashMap<>();
		Map<String, SocketIOWebHandler> handlers = new LinkedHashMap<>();
		servers(beanFactory).forEach((beanName, server) -> {
			String path = SocketIOHandlerMapping.basePath(server.path());
			String otherBeanName = beanNames.putIfAbsent(path, beanName);
			if (otherBeanName != null) {
				throw new DuplicatePathException(path, otherBeanName, beanName);
			}
			handlers.put(path,
					new SocketIOWebHandler(server.engine(), cors, webSocketServices.createWebSocketService(server),
							true, properties.isServeClient(), (forwarding != null) ? forwarding.of(server) : null));
		});
		SocketIOHandlerMapping mapping = new SocketIOHandlerMapping(handlers);
		mapping.setCorsConfigurations(
				new GlobalCorsRegistry(webFluxConfigurers.orderedStream().toList()).configurations());
		return mapping;
	}

	@Bean
	@ConditionalOnBooleanProperty("socketio.cluster.forwarding.enabled")
	Forwarding socketIOForwarding(SocketIOProperties properties, Environment environment,
			ObjectProvider<ServerProperties> serverProperties, ObjectProvider<SslBundles> sslBundles) {
		return new Forwarding(properties, environment, serverProperties.getIfAvailable(), sslBundles.getIfAvailable());
	}

	@Bean
	SocketIOLifecycle socketIOLifecycle(ListableBeanFactory beanFactory, ConfigurableApplicationContext context,
			ObjectProvider<LifecycleProperties> lifecycle) {
		Collection<SocketIOServer> servers = servers(beanFactory).values();
		Duration phase = lifecycle.getIfAvailable(LifecycleProperties::new).getTimeoutPerShutdownPhase();
		servers.forEach((server) -> PropertiesMapper.checkShutdownWindow(server.engine().options(), phase));
		SocketIOApplicationEvents events = new SocketIOApplicationEvents(context);
		servers.forEach(events::publishFor);
		return new SocketIOLifecycle(servers, events);
	}

	/**
	 * All servers, those included that are no candidates for injection by type alone.
	 */
	private static Map<String, SocketIOServer> servers(ListableBeanFactory beanFactory) {
		return beanFactory.getBeansOfType(SocketIOServer.class);
	}

}
