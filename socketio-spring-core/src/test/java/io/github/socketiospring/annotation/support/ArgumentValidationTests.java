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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.ValidationFailure;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.Payload;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import io.github.socketiospring.test.LogRecorder;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraintvalidation.SupportedValidationTarget;
import jakarta.validation.constraintvalidation.ValidationTarget;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ArgumentValidationTests {

	private static ControllerTester tester(Class<?> controller) {
		return ControllerTester.of(ValidatorConfiguration.class, controller);
	}

	private static List<Map<String, Object>> violations(Class<?> controller, String event, Object... args) {
		try (ControllerTester tester = tester(controller)) {
			return violations(
					catchThrowableOfType(HandlerMethodValidationException.class, () -> tester.handle(event, args)));
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> violations(Throwable error) {
		assertThat(error).isInstanceOf(ValidationFailure.class);
		return (List<Map<String, Object>>) ((ValidationFailure) error).getProblem().get("errors");
	}

	private static Map<String, Object> violation(int argument, String path, String message) {
		return Map.of("argument", argument, "path", path, "message", message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "non-blocking", "mono", "flux", "stage" })
	void methodIsNotCalledWithWhatViolatesConstraints(String event) throws Throwable {
		try (ControllerTester tester = tester(Kinds.class)) {
			assertThat(tester.send(event, new Message("a", 1)))
				.isEqualTo("flux".equals(event) ? List.of(List.of("a")) : List.of("a"));
			assertThatExceptionOfType(HandlerMethodValidationException.class)
				.isThrownBy(() -> tester.handle(event, new Message(" ", 1)))
				.satisfies(
						(ex) -> assertThat(violations(ex)).containsExactly(violation(0, "text", "must not be blank")));
			assertThat(tester.bean(Kinds.class).calls).isOne();
		}
	}

	@Test
	void problemIsThatOfTheException() {
		try (ControllerTester tester = tester(Kinds.class)) {
			HandlerMethodValidationException error = catchThrowableOfType(HandlerMethodValidationException.class,
					() -> tester.handle("plain", new Message("secret", 99)));
			assertThat(((ValidationFailure) error).getProblem())
				.containsExactly(Map.entry("title", "Bad Request"), Map.entry("status", 400),
						Map.entry("detail", "Validation failure"),
						Map.entry("errors", List.of(violation(0, "number", "must be less than or equal to 9"))))
				.extracting(Object::toString)
				.asString()
				.doesNotContain("secret", "99");
			assertThat(error.getParameterValidationResults()).singleElement()
				.isInstanceOfSatisfying(ParameterErrors.class, (errors) -> {
					assertThat(errors.getMethodParameter().getParameterName()).isEqualTo("message");
					assertThat(errors.getFieldErrors()).singleElement().hasFieldOrPropertyWithValue("field", "number");
				});
		}
	}

	@Test
	void argumentsAreValidatedThemselves() {
		assertThat(violations(Arguments.class, "direct", "", 11)).containsExactly(violation(0, "", "must not be blank"),
				violation(1, "", "must be less than or equal to 9"));
	}

	@Test
	void violationsNameThePositionInTheEvent() {
		assertThat(violations(Arguments.class, "positions", "a", "", "b", ""))
			.containsExactly(violation(1, "", "must not be blank"), violation(3, "", "must not be blank"));
	}

	@Test
	void elementsOfContainersAreValidated() {
		List<Message> list = List.of(new Message("a", 1), new Message("", 1));
		Map<String, Message> map = Map.of("key", new Message("", 1));
		assertThat(violations(Arguments.class, "containers", list, map, List.of("a", " "))).containsExactly(
				violation(0, "[1].text", "must not be blank"), violation(1, "[key].text", "must not be blank"),
				violation(2, "[1]", "must not be blank"));
	}

	@Test
	void elementsOfARecordsListAreValidated() {
		assertThat(violations(Arguments.class, "order", new Order(List.of(new Message("a", 1), new Message("a", 10)))))
			.containsExactly(violation(0, "lines[1].number", "must be less than or equal to 9"));
		assertThat(violations(Arguments.class, "order", new Order(List.of())))
			.containsExactly(violation(0, "lines", "must not be empty"));
	}

	@Test
	void remainingArgumentsAreValidated() {
		assertThat(violations(Arguments.class, "remaining", "first", new Message("a", 1), new Message("", 1)))
			.containsExactly(violation(2, "text", "must not be blank"));
	}

	@Test
	void missingArgumentsAreValid() throws Throwable {
		try (ControllerTester tester = tester(Arguments.class)) {
			assertThat(tester.send("optional")).containsExactly("null Optional.empty");
		}
		assertThat(violations(Arguments.class, "optional", new Message("", 1), new Message("", 1)))
			.containsExactly(violation(0, "text", "must not be blank"), violation(1, "text", "must not be blank"));
	}

	@Test
	void groupsOfAParameterAreValidated() throws Throwable {
		try (ControllerTester tester = tester(Groups.class)) {
			assertThat(tester.send("create", new Named(null, ""))).isEmpty();
			assertThat(tester.send("change", new Named("id", ""))).isEmpty();
		}
		assertThat(violations(Groups.class, "change", new Named(null, "")))
			.containsExactly(violation(0, "id", "must not be null"));
		assertThat(violations(Groups.class, "default", new Named(null, "")))
			.containsExactly(violation(0, "name", "must not be blank"));
		assertThat(violations(Groups.class, "both", new Named(null, ""), ""))
			.containsExactly(violation(0, "id", "must not be null"), violation(1, "", "must not be blank"));
	}

	@Test
	void groupsOfAMethodAreValidated() throws Throwable {
		try (ControllerTester tester = tester(Groups.class)) {
			assertThat(tester.send("method", new Named("id", ""))).isEmpty();
		}
		assertThat(violations(Groups.class, "method", new Named(null, "")))
			.containsExactly(violation(0, "id", "must not be null"));
	}

	@Test
	void constraintsOfTheWholeCallNameNoArgument() {
		assertThat(violations(Arguments.class, "range", 3, 2))
			.containsExactly(Map.of("path", "", "message", "from must be before to"));
	}

	@Test
	void valuesOfOtherResolversAreValidated() {
		try (ControllerTester tester = ControllerTester.of(ValidatorConfiguration.class, UserResolver.class,
				Resolved.class)) {
			Throwable error = catchThrowableOfType(HandlerMethodValidationException.class, () -> tester.handle("who"));
			assertThat(violations(error)).containsExactly(Map.of("path", "user.name", "message", "must not be blank"));
		}
	}

	@Test
	void exceptionHandlersFindTheExceptionAndItsCause() throws Throwable {
		try (ControllerTester tester = tester(Handling.class)) {
			assertThat(tester.send("event", " ")).containsExactly("HandlerMethodValidationException");
		}
		try (ControllerTester tester = tester(HandlingCause.class)) {
			assertThat(tester.send("event", " ")).containsExactly("event.text: must not be blank");
		}
	}

	@Test
	void authIsValidated() {
		try (ControllerTester tester = tester(Login.class)) {
			tester.handshake(null, Map.of("name", "", "password", "secret", "token", " "));
			assertThatExceptionOfType(HandlerMethodValidationException.class).isThrownBy(tester::connect)
				.satisfies((ex) -> assertThat(violations(ex)).containsExactly(
						Map.of("path", "name", "message", "must not be blank"),
						Map.of("path", "token", "message", "must not be blank")));
			tester.handshake(null, Map.of("name", "anna", "token", "t"));
			tester.connect();
		}
	}

	@Test
	void methodWithoutConstraintsIsNotValidated() throws Throwable {
		try (ControllerTester tester = tester(Arguments.class)) {
			assertThat(tester.handler("free")).extracting("method.validation").isNull();
			assertThat(tester.handler("direct")).extracting("method.validation").isNotNull();
			assertThat(tester.send("free", new Message("", 99))).isEmpty();
		}
	}

	@Test
	void nothingIsValidatedWithoutAValidator() throws Throwable {
		try (LogRecorder log = LogRecorder.of(HandlerMethodFactory.class);
				ControllerTester tester = ControllerTester.of(HandlingCause.class)) {
			assertThat(tester.send("event", " ")).containsExactly(" ");
			assertThat(log.messages("WARN")).singleElement()
				.asString()
				.contains(HandlingCause.class.getName() + "#event(String)", "spring-boot-starter-validation");
		}
	}

	@Test
	void validatedClassWithoutAProxyIsValidated() {
		assertThat(violations(ValidatedClass.class, "event", new Named(null, "")))
			.containsExactly(violation(0, "id", "must not be null"));
	}

	@Test
	void unusableConstraintsKeepTheApplicationFromStarting() {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> tester(Redefining.class))
			.withMessageContaining(Redefining.class.getName() + "#event(String) cannot be validated as it is written");
	}

	record Message(@NotBlank String text, @Max(9) int number) {

	}

	record Order(@NotEmpty List<@Valid Message> lines) {

	}

	interface Change {

	}

	record Named(@NotNull(groups = Change.class) String id, @NotBlank String name) {

	}

	@SocketIOController
	static class Kinds {

		private int calls;

		private String count(Message message) {
			this.calls++;
			return message.text();
		}

		@OnEvent("plain")
		String plain(@Valid Message message) {
			return count(message);
		}

		@OnEvent("non-blocking")
		@NonBlocking
		String nonBlocking(@Valid Message message) {
			return count(message);
		}

		@OnEvent("mono")
		Mono<String> mono(@Valid Message message) {
			return Mono.just(count(message));
		}

		@OnEvent("flux")
		Flux<String> flux(@Valid Message message) {
			return Flux.just(count(message));
		}

		@OnEvent("stage")
		CompletionStage<String> stage(@Valid Message message) {
			return CompletableFuture.completedFuture(count(message));
		}

	}

	@SocketIOController
	static class Arguments {

		@OnEvent("direct")
		void direct(SocketIOSocket socket, @NotBlank String text, @Max(9) int number) {
		}

		@OnEvent("positions")
		void positions(@Payload(3) @NotBlank String last, SocketIOSocket socket, @Payload(1) @NotBlank String second) {
		}

		@OnEvent("containers")
		void containers(List<@Valid Message> list, Map<String, @Valid Message> map, List<@NotBlank String> texts) {
		}

		@OnEvent("order")
		void order(@Valid Order order) {
		}

		@OnEvent("remaining")
		void remaining(String first, @Valid Message... messages) {
		}

		@OnEvent("optional")
		String optional(@Valid Message message, Optional<@Valid Message> other) {
			return message + " " + other;
		}

		@OnEvent("range")
		@Ascending
		void range(int from, int to) {
		}

		@OnEvent("free")
		void free(Message message) {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@Constraint(validatedBy = AscendingValidator.class)
	@interface Ascending {

		String message() default "from must be before to";

		Class<?>[] groups() default {};

		Class<? extends jakarta.validation.Payload>[] payload() default {};

	}

	@SupportedValidationTarget(ValidationTarget.PARAMETERS)
	static class AscendingValidator implements ConstraintValidator<Ascending, Object[]> {

		@Override
		public boolean isValid(Object[] args, ConstraintValidatorContext context) {
			return (int) args[0] < (int) args[1];
		}

	}

	@SocketIOController
	static class Groups {

		@OnEvent("create")
		void create(Named named) {
		}

		@OnEvent("change")
		void change(@Validated(Change.class) Named named) {
		}

		@OnEvent("default")
		void defaultGroup(@Validated Named named) {
		}

		@OnEvent("both")
		void both(@Validated(Change.class) Named named, @NotBlank String text) {
		}

		@OnEvent("method")
		@Validated(Change.class)
		void method(@Valid Named named) {
		}

	}

	@Target(ElementType.PARAMETER)
	@Retention(RetentionPolicy.RUNTIME)
	@interface CurrentUser {

	}

	record User(@NotBlank String name, @Min(1) int age) {

	}

	@Component
	static class UserResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.hasParameterAnnotation(CurrentUser.class);
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, SocketIOSocket socket) {
			return new User("", 1);
		}

	}

	@SocketIOController
	static class Resolved {

		@OnEvent("who")
		void who(@CurrentUser @Valid User user) {
		}

	}

	@SocketIOController
	static class Handling {

		@OnEvent("event")
		String event(@NotBlank String text) {
			return text;
		}

		@SocketIOExceptionHandler
		String invalid(HandlerMethodValidationException ex) {
			return "HandlerMethodValidationException";
		}

		@SocketIOExceptionHandler
		String violated(ConstraintViolationException ex) {
			return "ConstraintViolationException";
		}

	}

	@SocketIOController
	static class HandlingCause {

		@OnEvent("event")
		String event(@NotBlank String text) {
			return text;
		}

		@SocketIOExceptionHandler
		String violated(ConstraintViolationException ex) {
			return ex.getMessage();
		}

	}

	record LoginRequest(@NotBlank String name, String password) {

	}

	@SocketIOController
	static class Login {

		@OnConnect
		void connected(@Auth @Valid LoginRequest request, @Auth("token") @NotBlank String token) {
		}

	}

	@SocketIOController
	@Validated(Change.class)
	static class ValidatedClass {

		@OnEvent("event")
		void event(@Valid Named named) {
		}

	}

	interface Contract {

		void event(String text);

	}

	@SocketIOController
	static class Redefining implements Contract {

		@Override
		@OnEvent("event")
		public void event(@NotBlank String text) {
		}

	}

}
