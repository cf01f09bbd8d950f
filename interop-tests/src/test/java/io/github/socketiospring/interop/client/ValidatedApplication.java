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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/**
 * An application that validates what its clients send.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ValidatedApplication.ValidatedController.class, ValidatedApplication.ProxiedController.class,
		ValidatedApplication.HandlingController.class, ValidatedApplication.MembersController.class })
class ValidatedApplication {

	/**
	 * What has no annotations is not validated.
	 */
	@Bean
	InitializingBean listeners(SocketIOServer server) {
		return () -> server.of("/functional")
			.onConnection((socket) -> socket.on("order", Order.class, (order, ack) -> ack.send("taken")));
	}

	interface Change {

	}

	record Line(@NotBlank String item, @Max(9) int count) {

	}

	record Order(@NotNull(groups = Change.class) String id, @NotNull @Size(min = 1) List<@Valid Line> lines) {

	}

	record Login(@NotBlank String name, @Size(min = 8) String password) {

	}

	@SocketIOController
	static class ValidatedController {

		@OnEvent("plain")
		String plain(@Valid Order order) {
			return "taken";
		}

		@OnEvent("non-blocking")
		@NonBlocking
		String nonBlocking(@Valid Order order) {
			return "taken";
		}

		@OnEvent("mono")
		Mono<String> mono(@Valid Order order) {
			return Mono.just("taken");
		}

		@OnEvent("flux")
		Flux<String> flux(@Valid Order order) {
			return Flux.just("taken");
		}

		@OnEvent("stage")
		CompletionStage<String> stage(@Valid Order order) {
			return CompletableFuture.completedFuture("taken");
		}

		@OnEvent("group")
		@NonBlocking
		String group(@Validated(Change.class) Order order) {
			return "taken";
		}

		@OnEvent("texts")
		@NonBlocking
		String texts(String title, @NotBlank String text, byte[] bytes, @Size(max = 2) String... more) {
			return "taken";
		}

		@OnUnhandledEvent
		@NonBlocking
		String unhandled(@NotBlank String text) {
			return "taken";
		}

	}

	@SocketIOController
	@Validated
	static class ProxiedController {

		@OnEvent("proxied")
		@NonBlocking
		String proxied(@Valid Order order) {
			return "taken";
		}

	}

	@SocketIOController
	static class HandlingController {

		@OnEvent("handled")
		String handled(@NotBlank String text) {
			return "taken";
		}

		@SocketIOExceptionHandler
		String invalid(HandlerMethodValidationException ex) {
			return ex.getAllErrors().get(0).getDefaultMessage();
		}

	}

	@SocketIOController
	@Namespace("/members")
	static class MembersController {

		@OnConnect
		@NonBlocking
		void connected(@Auth @Valid Login login) {
		}

	}

}
