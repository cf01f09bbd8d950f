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

import io.github.socketiospring.RateLimitPolicy;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.ratelimit.RateLimit;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * An application that limits its clients.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ LimitedApplication.LimitedController.class, LimitedApplication.MadeController.class })
class LimitedApplication {

	/**
	 * Never decides on clients that ask for it.
	 */
	@Bean
	SocketIOHandshakeInterceptor slow() {
		return (request) -> request.query().containsKey("slow") ? Mono.never() : Mono.empty();
	}

	@SocketIOController
	static class LimitedController {

		@OnEvent("echo")
		@NonBlocking
		int echo(int number) {
			return number;
		}

		@OnEvent("search")
		@RateLimit(eventsPerSecond = 0.001, burst = 2)
		Mono<String> search(String words) {
			return Mono.just("found " + words);
		}

		@OnEvent("risk")
		@RateLimit(eventsPerSecond = 0.001, policy = RateLimitPolicy.DISCONNECT)
		String risk() {
			return "fine";
		}

	}

	/**
	 * The namespaces that clients create.
	 */
	@SocketIOController
	@Namespace("/made/{name}")
	static class MadeController {

		@OnEvent("echo")
		@NonBlocking
		int echo(int number) {
			return number;
		}

	}

}
