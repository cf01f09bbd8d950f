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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AcknowledgementTests {

	private final ControllerTester tester = ControllerTester.of(Controller.class);

	@AfterEach
	void close() {
		this.tester.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "void", "mono void", "empty mono", "null mono", "stage void", "flux void" })
	void answersWithoutArguments(String event) throws Throwable {
		assertThat(this.tester.send(event)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "value", "mono", "stage", "future" })
	void answersWithValue(String event) throws Throwable {
		assertThat(this.tester.send(event)).containsExactly("a");
	}

	@Test
	void nullIsNull() throws Throwable {
		assertThat(this.tester.send("null")).containsExactly((Object) null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "list", "flux", "publisher" })
	void listIsOneArgument(String event) throws Throwable {
		assertThat(this.tester.send(event)).containsExactly(List.of("a", "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "args", "mono args" })
	void argsAreSeveralArguments(String event) throws Throwable {
		assertThat(this.tester.send(event)).containsExactly("a", "b");
	}

	@Test
	void fluxMayHaveAThousandElements() throws Throwable {
		assertThat(this.tester.send("long flux", 1000)).singleElement()
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.hasSize(1000);
		assertThatIllegalStateException().isThrownBy(() -> this.tester.send("long flux", 1001))
			.withMessage("More than 1000 elements are too many for one acknowledgement");
	}

	@Test
	void fluxJustRunsIfNoAnswerWasAskedFor() throws Throwable {
		assertThat(this.tester.withoutAckRequest().send("long flux", 1001)).isEmpty();
	}

	@Test
	void resultIsLazyAndTellsFluxFromMono() throws Throwable {
		assertThat(this.tester.handle("flux")).isInstanceOf(Flux.class);
		assertThat(this.tester.handle("flux void")).isInstanceOf(Flux.class);
		assertThat(this.tester.handle("mono")).isInstanceOf(Mono.class);
		assertThat(this.tester.handle("future")).isInstanceOf(Mono.class);
		assertThat(this.tester.withoutAckRequest().handle("flux")).isInstanceOf(Flux.class);
	}

	@Test
	void plainResultsAreNotKeptIfNoAnswerWasAskedFor() throws Throwable {
		this.tester.withoutAckRequest();
		assertThat(this.tester.handle("value")).isSameAs(AckArgs.none());
		assertThat(this.tester.handle("list")).isSameAs(AckArgs.none());
		assertThat(this.tester.handle("mono")).isInstanceOf(Publisher.class);
	}

	@Test
	void bufferIsHandedToTheServerInAnyCase() throws Throwable {
		assertThat(this.tester.withoutAckRequest().send("buffer")).hasSize(1).first().isInstanceOf(DataBuffer.class);
	}

	@Test
	void withAckParameterOnlyAckAnswers() throws Throwable {
		assertThat(this.tester.handle("ack")).isNull();
		assertThat(Mono.from((Publisher<?>) this.tester.handle("ack mono")).blockOptional()).isEmpty();
		assertThat(this.tester.ack().sent()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(classes = { AckAndValue.class, AckAndMono.class })
	void refusesResultNextToAckParameter(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining(controller.getName() + "#handle(Ack) has an Ack parameter")
			.withMessageEndingWith("Remove the parameter, or return void or Mono<Void>.");
	}

	@ParameterizedTest
	@ValueSource(classes = { ConnectWithResult.class, DisconnectWithResult.class })
	void refusesResultOfLifecycleMethods(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining("has a result, which has no meaning for @On");
	}

	@SocketIOController
	static class Controller {

		private final List<String> list = new ArrayList<>(List.of("a", "b"));

		@OnEvent("void")
		void nothing() {
		}

		@OnEvent("mono void")
		Mono<Void> monoVoid() {
			return Mono.empty();
		}

		@OnEvent("empty mono")
		Mono<String> emptyMono() {
			return Mono.empty();
		}

		@OnEvent("null mono")
		Mono<String> nullMono() {
			return null;
		}

		@OnEvent("stage void")
		CompletionStage<Void> stageVoid() {
			return CompletableFuture.completedStage(null);
		}

		@OnEvent("flux void")
		Flux<Void> fluxVoid() {
			return Flux.empty();
		}

		@OnEvent("value")
		String value() {
			return "a";
		}

		@OnEvent("null")
		String nullValue() {
			return null;
		}

		@OnEvent("mono")
		Mono<String> mono() {
			return Mono.just("a");
		}

		@OnEvent("stage")
		CompletionStage<String> stage() {
			return CompletableFuture.completedStage("a");
		}

		@OnEvent("future")
		CompletableFuture<String> future() {
			return CompletableFuture.completedFuture("a");
		}

		@OnEvent("list")
		List<String> list() {
			return this.list;
		}

		@OnEvent("flux")
		Flux<String> flux() {
			return Flux.fromIterable(this.list);
		}

		@OnEvent("publisher")
		Publisher<String> publisher() {
			return Flux.fromIterable(this.list);
		}

		@OnEvent("long flux")
		Flux<Integer> longFlux(int count) {
			return Flux.range(0, count);
		}

		@OnEvent("args")
		AckArgs args() {
			return AckArgs.of("a", "b");
		}

		@OnEvent("mono args")
		Mono<AckArgs> monoArgs() {
			return Mono.just(AckArgs.of("a", "b"));
		}

		@OnEvent("buffer")
		DataBuffer buffer() {
			return DefaultDataBufferFactory.sharedInstance.wrap(new byte[1]);
		}

		@OnEvent("ack")
		void ack(Ack<String> ack) {
			ack.send("a");
		}

		@OnEvent("ack mono")
		Mono<Void> ackMono(Ack<String> ack) {
			return Mono.fromRunnable(() -> ack.send("a"));
		}

	}

	@SocketIOController
	static class AckAndValue {

		@OnEvent("e")
		String handle(Ack<String> ack) {
			return "";
		}

	}

	@SocketIOController
	static class AckAndMono {

		@OnEvent("e")
		Mono<String> handle(Ack<String> ack) {
			return Mono.empty();
		}

	}

	@SocketIOController
	static class ConnectWithResult {

		@OnConnect
		boolean handle() {
			return false;
		}

	}

	@SocketIOController
	static class DisconnectWithResult {

		@OnDisconnect
		Mono<Boolean> handle() {
			return Mono.just(false);
		}

	}

}
