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

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.socketiospring.Ack;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.Payload;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UnresolvableParameterTests {

	@ParameterizedTest
	@ValueSource(classes = { Exchange.class, Request.class, Context.class, Buffer.class, Stream.class, Pool.class,
			OptionalExchange.class, Exchanges.class, Operator.class })
	void refusesTypesOfTheContainerAndOfTheWeb(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageStartingWith("Parameter 0 of type ")
			.withMessageContaining(" of " + controller.getName() + "#handle(")
			.withMessageContaining(" cannot be resolved for @OnEvent. ")
			.withMessageContaining("mark it with @Payload if it is an argument of the event.");
	}

	@ParameterizedTest
	@ValueSource(classes = { MonoArgument.class, FluxArgument.class, FutureArgument.class })
	void refusesReactiveTypes(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining("not a stream");
	}

	@ParameterizedTest
	@ValueSource(classes = { WebAnnotation.class, ContainerAnnotation.class })
	void refusesAnnotationsOfOtherProgrammingModels(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining(" has no meaning here");
	}

	@Test
	void refusesReasonOutsideOfDisconnect() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(ReasonInEvent.class))
			.withMessageContaining("Only @OnDisconnecting and @OnDisconnect methods have a reason")
			.satisfies((ex) -> assertThat(ex.getDescription()).doesNotEndWith("."))
			.satisfies((ex) -> assertThat(ex.getAction()).startsWith("Only @OnDisconnecting"));
	}

	@Test
	void refusesExceptionOutsideOfExceptionHandlers() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(ExceptionInEvent.class))
			.withMessageContaining("Only @SocketIOExceptionHandler methods have an exception");
	}

	@ParameterizedTest
	@ValueSource(classes = { AckInConnect.class, AckInDisconnect.class })
	void refusesAckWhereThereIsNothingToAnswer(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining("have something to answer");
	}

	@ParameterizedTest
	@ValueSource(classes = { PayloadInConnect.class, MarkedPayloadInConnect.class, ArgumentsInConnect.class,
			PayloadInDisconnect.class })
	void refusesPayloadWhereThereIsNoEvent(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining("mark it with @Auth");
	}

	@Test
	void refusesPayloadInExceptionHandler() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(PayloadInExceptionHandler.class))
			.withMessageContaining("does not see the arguments of the event");
	}

	@Test
	void refusesTwoParametersForOneArgument() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(SamePosition.class))
			.withMessageContaining("Parameter 1 of type java.lang.String")
			.withMessageContaining("takes argument 0, as one before it does");
	}

	@Test
	void admitsDataTypesOfSpring() {
		try (ControllerTester tester = ControllerTester.of(SpringData.class)) {
			assertThat(tester.handler("e").payloadTypes()).hasSize(1);
		}
	}

	@SocketIOController
	static class Exchange {

		@OnEvent("e")
		void handle(ServerWebExchange exchange) {
		}

	}

	@SocketIOController
	static class Request {

		@OnEvent("e")
		void handle(ServerHttpRequest request) {
		}

	}

	@SocketIOController
	static class Context {

		@OnEvent("e")
		void handle(ApplicationContext context) {
		}

	}

	@SocketIOController
	static class Buffer {

		@OnEvent("e")
		void handle(ByteBuf buffer) {
		}

	}

	@SocketIOController
	static class Stream {

		@OnEvent("e")
		void handle(InputStream stream) {
		}

	}

	@SocketIOController
	static class Pool {

		@OnEvent("e")
		void handle(Executor executor) {
		}

	}

	@SocketIOController
	static class OptionalExchange {

		@OnEvent("e")
		void handle(Optional<ServerWebExchange> exchange) {
		}

	}

	@SocketIOController
	static class Exchanges {

		@OnEvent("e")
		void handle(ServerWebExchange... exchanges) {
		}

	}

	@SocketIOController
	static class Operator {

		@OnEvent("e")
		void handle(BroadcastOperator operator) {
		}

	}

	@SocketIOController
	static class MonoArgument {

		@OnEvent("e")
		void handle(Mono<String> argument) {
		}

	}

	@SocketIOController
	static class FluxArgument {

		@OnEvent("e")
		void handle(Flux<String> argument) {
		}

	}

	@SocketIOController
	static class FutureArgument {

		@OnEvent("e")
		void handle(CompletableFuture<String> argument) {
		}

	}

	@SocketIOController
	static class WebAnnotation {

		@OnEvent("e")
		void handle(@RequestBody String body) {
		}

	}

	@SocketIOController
	static class ContainerAnnotation {

		@OnEvent("e")
		void handle(@Value("${x}") String value) {
		}

	}

	@SocketIOController
	static class ReasonInEvent {

		@OnEvent("e")
		void handle(DisconnectReason reason) {
		}

	}

	@SocketIOController
	static class ExceptionInEvent {

		@OnEvent("e")
		void handle(IllegalStateException ex) {
		}

	}

	@SocketIOController
	static class AckInConnect {

		@OnConnect
		void handle(Ack<String> ack) {
		}

	}

	@SocketIOController
	static class AckInDisconnect {

		@OnDisconnect
		void handle(Ack<String> ack) {
		}

	}

	@SocketIOController
	static class PayloadInConnect {

		@OnConnect
		void handle(List<String> payload) {
		}

	}

	@SocketIOController
	static class MarkedPayloadInConnect {

		@OnConnect
		void handle(@Payload String payload) {
		}

	}

	@SocketIOController
	static class ArgumentsInConnect {

		@OnConnect
		void handle(Arguments arguments) {
		}

	}

	@SocketIOController
	static class PayloadInDisconnect {

		@OnDisconnect
		void handle(String payload) {
		}

	}

	@SocketIOController
	static class PayloadInExceptionHandler {

		@SocketIOExceptionHandler
		void handle(IllegalStateException ex, String payload) {
		}

	}

	@SocketIOController
	static class SamePosition {

		@OnEvent("e")
		void handle(String a, @Payload(0) String b) {
		}

	}

	@SocketIOController
	static class SpringData {

		@OnEvent("e")
		void handle(MultiValueMap<String, String> map) {
		}

	}

}
