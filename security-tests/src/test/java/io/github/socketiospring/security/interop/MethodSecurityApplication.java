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

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * Applications with rules on their handler methods, open to clients without credentials.
 */
final class MethodSecurityApplication {

	private MethodSecurityApplication() {
	}

	private static SecurityWebFilterChain open(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
			.httpBasic(withDefaults())
			.build();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableReactiveMethodSecurity
	@Import({ Users.class, ReactiveController.class, ReactiveAdminController.class })
	static class Reactive {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return open(http);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMethodSecurity
	@Import({ Users.class, BlockingController.class, BlockingAdminController.class })
	static class Blocking {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return open(http);
		}

	}

	@SocketIOController
	static class ReactiveController {

		@OnEvent("delete")
		@PreAuthorize("hasAuthority('delete')")
		Mono<String> delete(String name) {
			return Mono.just("deleted " + name);
		}

		@OnEvent("list")
		@PreAuthorize("hasRole('ADMIN')")
		Flux<String> list() {
			return Flux.just("a", "b");
		}

		@OnEvent("mine")
		@PreAuthorize("#owner == authentication.name")
		Mono<String> mine(String owner) {
			return Mono.just("yours, " + owner);
		}

	}

	@SocketIOController
	@Namespace("/admin")
	static class ReactiveAdminController {

		@OnConnect
		@PreAuthorize("hasRole('ADMIN')")
		Mono<Void> connected(SocketIOSocket socket) {
			return Mono.empty();
		}

		@OnEvent("delete")
		@PreAuthorize("denyAll")
		Mono<String> delete() {
			return Mono.just("deleted");
		}

		@SocketIOExceptionHandler
		String denied(AccessDeniedException ex) {
			return "handled: " + ex.getMessage();
		}

	}

	@SocketIOController
	static class BlockingController {

		@OnEvent("delete")
		@PreAuthorize("hasAuthority('delete')")
		String delete(String name) {
			return "deleted " + name;
		}

		@OnEvent("list")
		@NonBlocking
		@PreAuthorize("hasRole('ADMIN')")
		String[] list() {
			return new String[] { "a", "b" };
		}

		@OnEvent("mine")
		@PreAuthorize("#owner == authentication.name")
		String mine(String owner) {
			return "yours, " + owner;
		}

	}

	@SocketIOController
	@Namespace("/admin")
	static class BlockingAdminController {

		@OnConnect
		@PreAuthorize("hasRole('ADMIN')")
		void connected(SocketIOSocket socket) {
		}

		@OnEvent("delete")
		@PreAuthorize("denyAll")
		String delete() {
			return "deleted";
		}

		@SocketIOExceptionHandler
		String denied(AccessDeniedException ex) {
			return "handled: " + ex.getMessage();
		}

	}

}
