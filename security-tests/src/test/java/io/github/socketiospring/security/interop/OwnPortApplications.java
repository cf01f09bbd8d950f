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

import java.security.Principal;

import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.security.SocketIORules;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * Servlet applications with Spring Security, whose endpoint has a port of its own.
 */
final class OwnPortApplications {

	private OwnPortApplications() {
	}

	/**
	 * With the security of servlets alone.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Plain {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("alice").password("{noop}a").roles("USER").build());
		}

	}

	@SocketIOController
	static class Controller {

		@OnEvent("who")
		String who(Principal principal) {
			return (principal != null) ? principal.getName() : "nobody";
		}

	}

	/**
	 * With a chain for that port.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(Plain.class)
	static class WithChain {

		@Bean
		SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.httpBasic(withDefaults())
				.build();
		}

	}

	/**
	 * With tokens in auth objects.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(Plain.class)
	static class WithTokens {

		@Bean
		Tokens tokens() {
			return new Tokens();
		}

		@Bean
		JwtDecoder jwtDecoder(Tokens tokens) {
			return tokens.blockingDecoder();
		}

	}

	/**
	 * With tokens in auth objects, and none without.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(WithTokens.class)
	static class WithTokensAndRules {

		@Bean
		SocketIORules socketIORules() {
			return SocketIORules.builder().namespace("/**").authenticated().build();
		}

	}

}
