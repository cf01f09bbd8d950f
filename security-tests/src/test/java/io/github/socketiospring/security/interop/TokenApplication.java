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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.EventName;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.boot.autoconfigure.SocketIOServerBuilderCustomizer;
import io.github.socketiospring.security.SocketIORules;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * An application whose clients send tokens in their auth objects, with a server in
 * virtual time.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Users.class, TokenApplication.Controller.class, TokenApplication.PrivateController.class,
		TokenApplication.AdminController.class })
class TokenApplication {

	@Bean
	Tokens tokens() {
		return new Tokens();
	}

	@Bean
	BlockingQueue<String> journal() {
		return new LinkedBlockingQueue<>();
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
	ReactiveJwtDecoder jwtDecoder(Tokens tokens) {
		return tokens.decoder();
	}

	/**
	 * Scopes are authorities as ever, and so is the name of the user.
	 */
	@Bean
	ReactiveJwtAuthenticationConverter jwtAuthenticationConverter() {
		JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();
		ReactiveJwtAuthenticationConverter converter = new ReactiveJwtAuthenticationConverter();
		converter.setJwtGrantedAuthoritiesConverter((jwt) -> Flux.concat(Flux.fromIterable(scopes.convert(jwt)),
				Flux.just(new SimpleGrantedAuthority("USER_" + jwt.getSubject()))));
		return converter;
	}

	@Bean
	SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity http) {
		return http
			.authorizeExchange(
					(exchanges) -> exchanges.pathMatchers("/socket.io/**").permitAll().anyExchange().authenticated())
			.httpBasic(withDefaults())
			.oauth2ResourceServer((resourceServer) -> resourceServer.jwt(withDefaults()))
			.build();
	}

	@Bean
	SocketIORules socketIORules() {
		return SocketIORules.builder()
			.namespace("/admin")
			.hasAuthority("SCOPE_admin")
			.namespace("/private/**")
			.authenticated()
			.event("delete*")
			.hasAuthority("SCOPE_delete")
			.anyEvent()
			.authenticated()
			.namespace("/**")
			.permitAll()
			.build();
	}

	@SocketIOController
	static class Controller {

		private final SocketIOServer io;

		private final BlockingQueue<String> journal;

		private final Semaphore release = new Semaphore(0);

		Controller(SocketIOServer io, BlockingQueue<String> journal) {
			this.io = io;
			this.journal = journal;
		}

		@OnEvent("who")
		Mono<String> who(@AuthenticationPrincipal Jwt jwt) {
			return ReactiveSecurityContextHolder.getContext()
				.map((context) -> context.getAuthentication().getName())
				.defaultIfEmpty("nobody");
		}

		@OnEvent("subject")
		@NonBlocking
		String subject(@AuthenticationPrincipal Jwt jwt) {
			return (jwt != null) ? jwt.getSubject() : "nobody";
		}

		@OnEvent("authorities")
		@NonBlocking
		List<String> authorities(Authentication authentication) {
			return authentication.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
		}

		/**
		 * Takes until another socket releases it.
		 */
		@OnEvent("wait")
		void waitForRelease() throws InterruptedException {
			if (!this.release.tryAcquire(40, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody released it");
			}
		}

		@OnEvent("release")
		@NonBlocking
		void release() {
			this.release.release();
		}

		@OnAnyEvent
		@NonBlocking
		void any(@EventName String event) {
			this.journal.add("any " + event);
		}

		@OnEvent("to user")
		@NonBlocking
		void toUser(String name) {
			this.io.toUser(name).emit("for you", name);
		}

		@OnDisconnect
		void left(DisconnectReason reason) {
			this.journal.add(reason.toString());
		}

	}

	@SocketIOController
	@Namespace("/private")
	static class PrivateController {

		@OnConnect
		Mono<Void> connected() {
			return ReactiveSecurityContextHolder.getContext()
				.switchIfEmpty(Mono.error(new IllegalStateException("Nobody")))
				.then();
		}

		@OnEvent("delete all")
		@NonBlocking
		String deleteAll() {
			return "deleted";
		}

		@OnEvent("read")
		@NonBlocking
		String read() {
			return "secret";
		}

	}

	@SocketIOController
	@Namespace("/admin")
	static class AdminController {

		@OnEvent("read")
		@NonBlocking
		String read() {
			return "plans";
		}

	}

}
