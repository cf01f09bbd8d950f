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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;

import io.github.socketiospring.Ack;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExceptionHandlerTests {

	private final ControllerTester tester = ControllerTester.of(Controller.class, LaterAdvice.class, Advice.class,
			OtherAdvice.class);

	@AfterEach
	void close() {
		this.tester.close();
	}

	@Test
	void resultIsTheAcknowledgement() throws Throwable {
		assertThat(this.tester.send("throw", "illegal argument")).containsExactly(Map.of("error", "a"));
	}

	@Test
	void errorsOfPublishersAreHandled() throws Throwable {
		assertThat(this.tester.send("mono")).containsExactly(Map.of("error", "mono"));
	}

	@Test
	void bindingErrorsAreHandled() throws Throwable {
		assertThat(this.tester.send("binding")).containsExactly("argument 0");
	}

	@Test
	void closestTypeIsTaken() throws Throwable {
		assertThat(this.tester.send("throw", "file not found")).containsExactly("file not found");
		assertThat(this.tester.send("throw", "io")).containsExactly("io");
	}

	@Test
	void causesAreTried() throws Throwable {
		assertThat(this.tester.send("throw", "wrapped")).containsExactly("file not found");
	}

	@Test
	void typesMayBeNamedInTheAnnotation() throws Throwable {
		assertThat(this.tester.send("throw", "unsupported")).containsExactly((Object) null);
	}

	@Test
	void adviceIsAskedAfterTheControllerByItsOrder() throws Throwable {
		assertThat(this.tester.send("throw", "no such element")).containsExactly("advice");
	}

	@Test
	void whatNobodyHandlesIsRethrown() {
		assertThatThrownBy(() -> this.tester.send("throw", "error")).isExactlyInstanceOf(AssertionError.class)
			.hasNoSuppressedExceptions();
	}

	@Test
	void errorOfAHandlerIsSuppressed() {
		assertThatIllegalStateException().isThrownBy(() -> this.tester.send("throw", "illegal state"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement()
				.isExactlyInstanceOf(UnsupportedOperationException.class));
	}

	@Test
	void errorOfAHandlersPublisherIsSuppressed() {
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> this.tester.send("throw", "arithmetic"))
			.satisfies((ex) -> assertThat(ex.getSuppressed())
				.hasAtLeastOneElementOfType(UnsupportedOperationException.class));
	}

	@Test
	void handlerMayRethrow() {
		assertThatExceptionOfType(ArrayStoreException.class).isThrownBy(() -> this.tester.send("throw", "store"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
	}

	@Test
	void handlerMayAnswerThroughAck() throws Throwable {
		assertThat(this.tester.send("throw", "null pointer")).isNull();
		assertThat(this.tester.ack().sent()).singleElement()
			.satisfies((args) -> assertThat(args.values()).containsExactly(this.tester.socket()));
	}

	@Test
	void refusesHandlerWithoutType() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(WithoutType.class))
			.withMessageContaining(WithoutType.class.getName() + "#handle() handles no exception");
	}

	@Test
	void refusesTwoHandlersOfOneType() {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(Twice.class))
			.withMessageContaining("both handle java.lang.IllegalStateException");
	}

	@Test
	void refusesParameterOfAnUnrelatedType() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(Unrelated.class))
			.withMessageContaining("handles java.io.IOException, which is not a java.lang.IllegalStateException");
	}

	@SocketIOController
	static class Controller {

		@OnEvent("throw")
		void fail(String what) throws Exception {
			switch (what) {
				case "illegal argument" -> throw new IllegalArgumentException("a");
				case "file not found" -> throw new FileNotFoundException();
				case "io" -> throw new IOException();
				case "wrapped" -> throw new Exception(new FileNotFoundException());
				case "unsupported" -> throw new UnsupportedOperationException();
				case "no such element" -> throw new NoSuchElementException();
				case "illegal state" -> throw new IllegalStateException();
				case "arithmetic" -> throw new ArithmeticException();
				case "store" -> throw new ArrayStoreException();
				case "null pointer" -> throw new NullPointerException();
				default -> throw new AssertionError();
			}
		}

		@OnEvent("mono")
		Mono<String> mono() {
			return Mono.error(new IllegalArgumentException("mono"));
		}

		@OnEvent("binding")
		void binding(int number) {
		}

		@SocketIOExceptionHandler
		Map<String, String> handle(IllegalArgumentException ex) {
			return Map.of("error", ex.getMessage());
		}

		@SocketIOExceptionHandler
		Mono<String> handle(IOException ex) {
			return Mono.just("io");
		}

		@SocketIOExceptionHandler
		String handle(FileNotFoundException ex) {
			return "file not found";
		}

		@SocketIOExceptionHandler
		String handle(PayloadBindingException ex) {
			return "argument " + ex.getIndex();
		}

		@SocketIOExceptionHandler({ UnsupportedOperationException.class, InterruptedException.class })
		String handle() {
			return null;
		}

		@SocketIOExceptionHandler
		void handle(IllegalStateException ex) {
			throw new UnsupportedOperationException();
		}

		@SocketIOExceptionHandler
		Mono<Void> handle(ArithmeticException ex) {
			return Mono.error(new UnsupportedOperationException());
		}

		@SocketIOExceptionHandler
		void handle(ArrayStoreException ex) {
			throw ex;
		}

		@SocketIOExceptionHandler
		void handle(NullPointerException ex, SocketIOSocket socket, Ack<Object> ack) {
			ack.send(socket);
		}

	}

	@ControllerAdvice
	@Order(2)
	static class LaterAdvice {

		@SocketIOExceptionHandler
		String handle(NoSuchElementException ex) {
			return "later advice";
		}

	}

	@ControllerAdvice
	@Order(1)
	static class Advice {

		@SocketIOExceptionHandler
		String handle(NoSuchElementException ex) {
			return "advice";
		}

		@SocketIOExceptionHandler
		String handle(IllegalArgumentException ex) {
			return "advice";
		}

	}

	@ControllerAdvice(assignableTypes = WithoutType.class)
	@Order(0)
	static class OtherAdvice {

		@SocketIOExceptionHandler
		String handle(NoSuchElementException ex) {
			return "for other controllers";
		}

	}

	@SocketIOController
	static class WithoutType {

		@SocketIOExceptionHandler
		void handle() {
		}

	}

	@SocketIOController
	static class Twice {

		@SocketIOExceptionHandler
		void handle(IllegalStateException ex) {
		}

		@SocketIOExceptionHandler(IllegalStateException.class)
		void handleToo() {
		}

	}

	@SocketIOController
	static class Unrelated {

		@SocketIOExceptionHandler(IOException.class)
		void handle(IllegalStateException ex) {
		}

	}

}
