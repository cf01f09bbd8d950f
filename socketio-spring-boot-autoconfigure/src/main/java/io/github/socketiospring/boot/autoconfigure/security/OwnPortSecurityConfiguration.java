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

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.authentication.configuration.AuthenticationConfiguration;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;

/**
 * Spring Security on the port of its own that the endpoint has in a servlet application.
 * The servlet filters do not see it, and {@code @EnableWebFluxSecurity} does not go with
 * the security of servlets, which has beans of the same names. So chains of the
 * application, if there are any, are applied here.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({ ServerHttpSecurity.class, WebFilterChainProxy.class })
class OwnPortSecurityConfiguration {

	/** As with {@code @EnableWebFluxSecurity}. */
	private static final int FILTER_ORDER = -100;

	@Bean
	@Scope("prototype")
	@ConditionalOnMissingBean
	ServerHttpSecurity socketIOServerHttpSecurity(ObjectProvider<ReactiveAuthenticationManager> reactive,
			ObjectProvider<AuthenticationConfiguration> servlet) {
		return new OwnPortHttpSecurity()
			.authenticationManager(reactive.getIfUnique(() -> new ServletAuthenticationManager(servlet)));
	}

	@Bean
	@Order(FILTER_ORDER)
	@ConditionalOnBean(SecurityWebFilterChain.class)
	@ConditionalOnMissingBean
	WebFilterChainProxy socketIOWebFilterChainProxy(ObjectProvider<SecurityWebFilterChain> chains) {
		return new WebFilterChainProxy(chains.orderedStream().toList());
	}

	@Bean
	static UnguardedPortWarning socketIOUnguardedPortWarning(ListableBeanFactory beanFactory) {
		return new UnguardedPortWarning(beanFactory);
	}

}
