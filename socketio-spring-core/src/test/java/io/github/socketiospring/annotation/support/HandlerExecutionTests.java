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

package io.github.socketiospring.annotation.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerExecutionTests {

	@Test
	void plainMethodsBlock() {
		try (ControllerTester tester = ControllerTester.of(Controller.class)) {
			assertThat(tester.handler("plain").isBlocking()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "mono", "flux", "stage", "non-blocking", "non-blocking type" })
	void reactiveAndMarkedMethodsDoNotBlock(String event) {
		try (ControllerTester tester = ControllerTester.of(Controller.class, NonBlockingController.class)) {
			assertThat(tester.handler(event).isBlocking()).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "mono", "flux", "stage", "non-blocking" })
	void executionOverridesTheMethods(String event) {
		try (ControllerTester tester = tester(HandlerExecution.EVENT_LOOP)) {
			assertThat(tester.handler(event).isBlocking()).isFalse();
		}
		try (ControllerTester tester = tester(HandlerExecution.WORKER)) {
			assertThat(tester.handler(event).isBlocking()).isTrue();
		}
	}

	@Test
	void plainLifecycleMethodsRunOnAWorker() {
		try (ControllerTester tester = ControllerTester.of(Lifecycle.class)) {
			tester.connect();
			tester.disconnect(DisconnectReason.PING_TIMEOUT);
			Lifecycle controller = tester.bean(Lifecycle.class);
			assertThat(controller.plain).startsWith("test-worker");
			assertThat(controller.disconnect).startsWith("test-worker");
			assertThat(controller.reactive).isEqualTo(Thread.currentThread().getName());
		}
	}

	@Test
	void lifecycleMethodsFollowTheExecution() {
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.EVENT_LOOP,
				(context) -> context.register(Lifecycle.class))) {
			tester.connect();
			assertThat(tester.bean(Lifecycle.class).plain).isEqualTo(Thread.currentThread().getName());
		}
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.WORKER,
				(context) -> context.register(Lifecycle.class))) {
			tester.connect();
			assertThat(tester.bean(Lifecycle.class).reactive).startsWith("test-worker");
		}
	}

	@Test
	void plainExceptionHandlerOfNonBlockingMethodRunsOnAWorker() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Failing.class)) {
			assertThat(tester.send("mono")).singleElement().asString().startsWith("test-worker");
			assertThat(tester.send("plain")).containsExactly(Thread.currentThread().getName());
		}
	}

	private static ControllerTester tester(HandlerExecution execution) {
		return ControllerTester.of(execution, (context) -> context.register(Controller.class));
	}

	@SocketIOController
	static class Controller {

		@OnEvent("plain")
		void plain() {
		}

		@OnEvent("mono")
		Mono<Void> mono() {
			return Mono.empty();
		}

		@OnEvent("flux")
		Flux<String> flux() {
			return Flux.empty();
		}

		@OnEvent("stage")
		CompletionStage<String> stage() {
			return CompletableFuture.completedStage("");
		}

		@OnEvent("non-blocking")
		@NonBlocking
		void nonBlocking() {
		}

	}

	@SocketIOController
	@NonBlocking
	static class NonBlockingController {

		@OnEvent("non-blocking type")
		void plain() {
		}

	}

	@SocketIOController
	static class Lifecycle {

		private volatile String plain;

		private volatile String reactive;

		private volatile String disconnect;

		// First, as it would otherwise start where the plain one ended
		@OnConnect
		@Order(1)
		Mono<Void> reactive() {
			this.reactive = Thread.currentThread().getName();
			return Mono.empty();
		}

		@OnConnect
		@Order(2)
		void plain() {
			this.plain = Thread.currentThread().getName();
		}

		@OnDisconnect
		void disconnect() {
			this.disconnect = Thread.currentThread().getName();
		}

	}

	@SocketIOController
	static class Failing {

		@OnEvent("mono")
		Mono<String> mono() {
			return Mono.error(new IllegalStateException());
		}

		@OnEvent("plain")
		void plain() {
			throw new IllegalStateException();
		}

		@SocketIOExceptionHandler
		String handle(IllegalStateException ex) {
			return Thread.currentThread().getName();
		}

	}

}
