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

import io.github.socketiospring.boot.autoconfigure.ConditionalOnSocketIOEndpoint;
import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;
import io.github.socketiospring.boot.autoconfigure.SocketIOProperties;
import io.github.socketiospring.security.AuthenticationPrincipalArgumentResolver;
import io.github.socketiospring.security.BearerTokenAuthenticator;
import io.github.socketiospring.security.SecurityContextScope;
import io.github.socketiospring.security.SocketAuthenticator;
import io.github.socketiospring.security.SocketIORules;
import io.github.socketiospring.security.SocketIOSecurity;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverterAdapter;

/**
 * Auto-configuration of Spring Security for sockets. Each of its beans makes way for one
 * of the application.
 */
@AutoConfiguration(before = SocketIOAutoConfiguration.class, afterName = {
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration",
		"org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration" })
@ConditionalOnSocketIOEndpoint
@ConditionalOnClass(Authentication.class)
@ConditionalOnBooleanProperty(name = "socketio.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SocketIOProperties.class)
@Import({ OwnPortSecurityConfiguration.class, EndpointFilterConfiguration.class })
public final class SocketIOSecurityAutoConfiguration {

	/**
	 * Create the configuration: for Spring Boot.
	 */
	public SocketIOSecurityAutoConfiguration() {
	}

	@Bean
	@Order(0)
	@ConditionalOnMissingBean
	SocketIOSecurity socketIOSecurity(SocketIOProperties properties, ObjectProvider<SocketAuthenticator> authenticators,
			ObjectProvider<SocketIORules> rules) {
		return new SocketIOSecurity(authenticators.orderedStream().toList(), rules.getIfAvailable(),
				properties.getSecurity().getRenewalEvent());
	}

	@Bean
	@Order(0)
	@ConditionalOnMissingBean
	SecurityContextScope socketIOSecurityContextScope() {
		return new SecurityContextScope();
	}

	@Bean
	@ConditionalOnMissingBean
	AuthenticationPrincipalArgumentResolver socketIOAuthenticationPrincipalArgumentResolver(BeanFactory beanFactory) {
		return new AuthenticationPrincipalArgumentResolver(beanFactory);
	}

	/**
	 * Tokens in {@code auth} objects, which are converted as those in headers are.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ReactiveJwtDecoder.class, JwtReactiveAuthenticationManager.class })
	static class JwtConfiguration {

		@Bean
		@ConditionalOnBean(ReactiveJwtDecoder.class)
		@ConditionalOnMissingBean(SocketAuthenticator.class)
		BearerTokenAuthenticator socketIOBearerTokenAuthenticator(ReactiveJwtDecoder decoder,
				ObjectProvider<Converter<Jwt, ? extends Mono<? extends AbstractAuthenticationToken>>> converter,
				SocketIOProperties properties) {
			JwtReactiveAuthenticationManager manager = new JwtReactiveAuthenticationManager(decoder);
			converter.ifAvailable(manager::setJwtAuthenticationConverter);
			return new BearerTokenAuthenticator(manager, properties.getSecurity().getTokenProperty());
		}

	}

	/**
	 * Tokens in {@code auth} objects, by the decoder of a servlet application.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ JwtDecoder.class, JwtReactiveAuthenticationManager.class })
	static class ServletJwt {

		@Bean
		@ConditionalOnBean(JwtDecoder.class)
		@ConditionalOnMissingBean({ SocketAuthenticator.class, ReactiveJwtDecoder.class })
		BearerTokenAuthenticator socketIOServletBearerTokenAuthenticator(JwtDecoder decoder,
				ObjectProvider<JwtAuthenticationConverter> converter, SocketIOProperties properties) {
			// It may ask the issuer for its keys
			ReactiveJwtDecoder reactive = (token) -> Mono.fromCallable(() -> decoder.decode(token))
				.subscribeOn(Schedulers.boundedElastic());
			JwtReactiveAuthenticationManager manager = new JwtReactiveAuthenticationManager(reactive);
			converter.ifAvailable((blocking) -> manager
				.setJwtAuthenticationConverter(new ReactiveJwtAuthenticationConverterAdapter(blocking)));
			return new BearerTokenAuthenticator(manager, properties.getSecurity().getTokenProperty());
		}

	}

}
