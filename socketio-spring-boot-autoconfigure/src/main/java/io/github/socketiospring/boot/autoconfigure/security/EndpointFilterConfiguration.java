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

import java.util.Collection;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties;
import io.github.socketiospring.webflux.SocketIOHandlerMapping;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.server.WebFilterChainProxy;

/**
 * What stands before Spring Security's filters. To be imported after
 * {@link OwnPortSecurityConfiguration}, which may bring them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(WebFilterChainProxy.class)
class EndpointFilterConfiguration {

	@Bean
	@ConditionalOnBean(WebFilterChainProxy.class)
	@ConditionalOnMissingBean
	EndpointWebFilter socketIOEndpointWebFilter(ListableBeanFactory beanFactory, SocketIOProperties properties,
			ObjectProvider<SocketIOHandlerMapping> mapping) {
		Collection<SocketIOServer> servers = beanFactory.getBeansOfType(SocketIOServer.class).values();
		boolean skipCsrf = properties.getSecurity().isSkipCsrf();
		if (skipCsrf) {
			mapping.ifAvailable(UnprotectedEndpointException::check);
		}
		return new EndpointWebFilter(
				servers.stream().map((server) -> SocketIOHandlerMapping.basePath(server.path())).toList(), skipCsrf);
	}

}
