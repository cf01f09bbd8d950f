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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * An application with Spring Boot's default security, whose handlers tell who they are
 * called for.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Users.class, PrincipalApplication.Controller.class })
class PrincipalApplication {

	private static final Authentication SYSTEM = new TestingAuthenticationToken("system", "");

	private final BlockingQueue<String> journal = new LinkedBlockingQueue<>();

	@Bean
	BlockingQueue<String> journal() {
		return this.journal;
	}

	@Bean
	static SocketIONamespace functional(SocketIOServer server) {
		return server.of("/functional")
			.use((socket) -> reactiveName().doOnNext((name) -> socket.attributes().put("middleware", name)).then())
			.onConnection((socket) -> {
				socket.attributes().put("listener", threadName());
				socket.on("who", String.class, (payload, ack) -> ack.send(threadName() + ", "
						+ socket.attributes().get("middleware") + ", " + socket.attributes().get("listener")));
			});
	}

	private static Mono<String> reactiveName() {
		return ReactiveSecurityContextHolder.getContext()
			.map((context) -> context.getAuthentication().getName())
			.defaultIfEmpty("nobody");
	}

	private static String threadName() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null) ? authentication.getName() : "nobody";
	}

	@SocketIOController
	static class Controller {

		private final BlockingQueue<String> journal;

		private volatile Sinks.One<String> others = Sinks.one();

		Controller(BlockingQueue<String> journal) {
			this.journal = journal;
		}

		@OnConnect
		void connectedOnWorker() {
			this.journal.add("connected on a worker: " + threadName());
		}

		@OnConnect
		Mono<Void> connected(Principal principal) {
			return reactiveName()
				.doOnNext((name) -> this.journal.add("connected: " + name + ", " + principal.getName()))
				.then();
		}

		@OnEvent("principal")
		@NonBlocking
		String principal(Principal principal) {
			return principal.getName();
		}

		@OnEvent("authentication")
		@NonBlocking
		List<String> authentication(Authentication authentication) {
			return authentication.getAuthorities()
				.stream()
				.map((authority) -> authority.getAuthority())
				.sorted()
				.toList();
		}

		@OnEvent("details")
		@NonBlocking
		String details(@AuthenticationPrincipal UserDetails details) {
			return details.getUsername();
		}

		@OnEvent("expression")
		@NonBlocking
		String expression(@AuthenticationPrincipal(expression = "username") String name) {
			return name;
		}

		@OnEvent("reactive details")
		Mono<String> reactiveDetails(@AuthenticationPrincipal Mono<UserDetails> details) {
			return details.map(UserDetails::getUsername);
		}

		@OnEvent("socket")
		@NonBlocking
		String socket(SocketIOSocket socket) {
			return socket.principal().getName();
		}

		@OnEvent("mono")
		Mono<String> mono() {
			return reactiveName();
		}

		@OnEvent("flux")
		Flux<String> flux() {
			return reactiveName().repeat(1);
		}

		@OnEvent("worker")
		String worker() {
			return threadName();
		}

		@OnEvent("loop")
		@NonBlocking
		String loop() {
			return threadName();
		}

		@OnEvent("become system")
		String becomeSystem() {
			SecurityContextHolder.getContext().setAuthentication(SYSTEM);
			return threadName();
		}

		@OnEvent("become system on the loop")
		@NonBlocking
		String becomeSystemOnTheLoop() {
			return becomeSystem();
		}

		@OnEvent("become system later")
		Mono<String> becomeSystemLater() {
			return ReactiveSecurityContextHolder.getContext()
				.doOnNext((context) -> context.setAuthentication(SYSTEM))
				.map((context) -> context.getAuthentication().getName());
		}

		@OnEvent("mdc")
		List<String> mdc() {
			return List.of(MDC.get("socketio.socket"), MDC.get("socketio.namespace"), MDC.get("socketio.event"));
		}

		@OnEvent("mdc on the loop")
		@NonBlocking
		List<String> mdcOnTheLoop() {
			return mdc();
		}

		@OnEvent("mdc of a mono")
		Mono<List<String>> mdcOfMono() {
			return Mono.just(mdc());
		}

		@OnEvent("wait")
		Mono<String> waitForOthers() {
			return this.others.asMono();
		}

		@OnEvent("fail the waiting")
		@NonBlocking
		String failTheWaiting() {
			Sinks.One<String> waiting = this.others;
			this.others = Sinks.one();
			waiting.tryEmitError(new UnsupportedOperationException("On purpose"));
			return threadName();
		}

		@SocketIOExceptionHandler
		@NonBlocking
		String failedLater(UnsupportedOperationException ex, Principal principal) {
			return principal.getName() + ", " + threadName();
		}

		@OnEvent("fail")
		Mono<String> fail() {
			return Mono.error(new IllegalStateException("On purpose"));
		}

		@SocketIOExceptionHandler
		String failed(IllegalStateException ex, Principal principal) {
			return principal.getName() + ", " + threadName();
		}

		@OnAnyEvent
		Mono<Void> any(Arguments arguments) {
			return reactiveName().then();
		}

		@OnUnhandledEvent
		Mono<String> unhandled() {
			return reactiveName();
		}

		@OnDisconnect
		void left(Principal principal) {
			this.journal.add("left: " + principal.getName() + ", " + threadName());
		}

	}

}
