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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.boot.autoconfigure.SocketIOServerBuilderCustomizer;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenIntrospector;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * An application whose clients have tokens in their headers of which only the issuer
 * knows what they mean, with a server in virtual time.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Users.class, OpaqueTokenApplication.Controller.class })
class OpaqueTokenApplication {

	/**
	 * A token of some user.
	 */
	static String token(String name, Duration validity) {
		return name + "." + validity.toSeconds();
	}

	@Bean(defaultCandidate = false)
	ExpiryTimers expiryTimers() {
		return new ExpiryTimers();
	}

	@Bean
	SocketIOServerBuilderCustomizer timers(BeanFactory beanFactory) {
		return (builder) -> builder.timerScheduler(beanFactory.getBean(ExpiryTimers.class));
	}

	@Bean
	ReactiveOpaqueTokenIntrospector introspector() {
		return (token) -> Mono.fromSupplier(() -> {
			String[] parts = token.split("\\.");
			Map<String, Object> attributes = Map.of("sub", parts[0], "exp",
					Instant.now().plusSeconds(Long.parseLong(parts[1])));
			OAuth2AuthenticatedPrincipal principal = new OAuth2IntrospectionAuthenticatedPrincipal(parts[0], attributes,
					AuthorityUtils.NO_AUTHORITIES);
			return principal;
		});
	}

	@Bean
	SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.oauth2ResourceServer((resourceServer) -> resourceServer.opaqueToken(withDefaults()))
			.build();
	}

	@SocketIOController
	static class Controller {

		@OnEvent("who")
		@NonBlocking
		String who(Authentication authentication) {
			return authentication.getName();
		}

	}

}
