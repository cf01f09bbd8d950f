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

package io.github.socketiospring.interop.client;

import java.util.List;

import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.server.WebFilter;

/**
 * An application whose requests have a tenant, and whose handlers tell what they find in
 * their threads.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ContextApplication.Controller.class)
class ContextApplication {

	static final ThreadLocal<String> TENANT = new ThreadLocal<>();

	@Bean
	WebFilter tenant() {
		return (exchange, chain) -> {
			String tenant = exchange.getRequest().getHeaders().getFirst("tenant");
			Mono<Void> result = chain.filter(exchange);
			return (tenant != null) ? result.contextWrite((context) -> context.put("tenant", tenant)) : result;
		};
	}

	private static List<String> found() {
		return List.of(MDC.get("socketio.socket"), MDC.get("socketio.namespace"), MDC.get("socketio.event"),
				String.valueOf(TENANT.get()));
	}

	@SocketIOController
	static class Controller {

		@OnEvent("worker")
		List<String> worker() {
			return found();
		}

		@OnEvent("loop")
		@NonBlocking
		List<String> loop() {
			return found();
		}

		@OnEvent("mono")
		Mono<List<String>> mono() {
			return Mono.just(found());
		}

		@OnEvent("mono later")
		Mono<List<String>> monoLater() {
			return Mono.fromCallable(ContextApplication::found);
		}

		@OnEvent("mono elsewhere")
		Mono<List<String>> monoElsewhere() {
			return Mono.fromCallable(ContextApplication::found).subscribeOn(Schedulers.parallel());
		}

		@OnEvent("operator elsewhere")
		Mono<List<String>> operatorElsewhere() {
			return Mono.just(1).publishOn(Schedulers.parallel()).map((one) -> found());
		}

		@OnEvent("flux elsewhere")
		Flux<String> fluxElsewhere() {
			return Flux.range(0, 4).publishOn(Schedulers.parallel()).map((index) -> found().get(index));
		}

		@OnEvent("fail elsewhere")
		Mono<List<String>> failElsewhere() {
			return Mono.<List<String>>error(new IllegalStateException("On purpose")).subscribeOn(Schedulers.parallel());
		}

		@SocketIOExceptionHandler
		@NonBlocking
		List<String> failed(IllegalStateException ex) {
			return found();
		}

	}

}
