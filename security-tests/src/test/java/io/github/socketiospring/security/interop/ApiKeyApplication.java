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

import java.util.Map;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.security.SocketAuthenticator;
import io.github.socketiospring.security.SocketIORules;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * An application whose clients have keys that only it knows.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Users.class, ApiKeyApplication.Controller.class, ApiKeyApplication.LoginController.class,
		ApiKeyApplication.MachineController.class })
class ApiKeyApplication {

	@Bean
	SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll()).build();
	}

	@Bean
	ApiKeys keys() {
		return new ApiKeys(Map.of("key of ann", "ann", "key of zoe", "zoe"));
	}

	/**
	 * Applies in addition to all that comes of Spring Security.
	 */
	@Bean
	SocketIOGuard blocklist() {
		return new SocketIOGuard() {

			@Override
			public Mono<Void> onConnect(SocketIOSocket socket) {
				return (socket.principal() != null && "zoe".equals(socket.principal().getName()))
						? Mono.error(new ConnectionRefusedException("Blocked")) : Mono.empty();
			}

		};
	}

	@Bean
	SocketIORules rules() {
		return SocketIORules.builder().namespace("/machines").hasRole("MACHINE").namespace("/**").permitAll().build();
	}

	@Bean
	SocketAuthenticator apiKeys(ApiKeys keys) {
		return (socket, auth) -> (auth.get("key") instanceof String key)
				? keys.find(key).switchIfEmpty(Mono.error(() -> new BadCredentialsException("Unknown key")))
				: Mono.empty();
	}

	/**
	 * What the keys are for.
	 */
	record ApiKeys(Map<String, String> owners) {

		Mono<Authentication> find(String key) {
			return Mono.justOrEmpty(this.owners.get(key))
				.map((owner) -> UsernamePasswordAuthenticationToken.authenticated(owner, null,
						AuthorityUtils.createAuthorityList("ROLE_MACHINE")));
		}

	}

	@SocketIOController
	static class Controller {

		@OnEvent("who")
		@NonBlocking
		String who(Authentication authentication) {
			return (authentication != null) ? authentication.getName() + " " + authentication.getAuthorities()
					: "nobody";
		}

	}

	/**
	 * Authenticates by itself.
	 */
	@SocketIOController
	@Namespace("/login")
	static class LoginController {

		private final ReactiveAuthenticationManager manager;

		LoginController(ReactiveUserDetailsService users) {
			this.manager = new UserDetailsRepositoryReactiveAuthenticationManager(users);
		}

		@OnConnect
		Mono<Void> connected(@Auth("password") String password) {
			return authenticate(password).then();
		}

		@OnEvent("again")
		Mono<String> authenticate(String password) {
			return this.manager.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("alice", password))
				.map(Authentication::getName);
		}

	}

	@SocketIOController
	@Namespace("/machines")
	static class MachineController {

		@OnEvent("who")
		@NonBlocking
		String who(Authentication authentication) {
			return authentication.getName();
		}

	}

}
