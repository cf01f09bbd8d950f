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

package io.github.socketiospring.boot.autoconfigure;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Controllers of an application with Bean Validation.
 */
class ValidationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SocketIOAutoConfiguration.class, ValidationAutoConfiguration.class))
		.withUserConfiguration(GreetingController.class);

	private static String answer(TestServer server, String event) {
		String uri = server.connectPolling();
		server.send("POST", uri, "421" + event);
		return server.send("GET", uri, "").body();
	}

	@ParameterizedTest
	@ValueSource(strings = { "greet", "greet through a proxy" })
	void usesTheAutoConfiguredValidator(String event) {
		try (TestServer server = new TestServer(ValidatedApplication.class)) {
			assertThat(answer(server, "[\"" + event + "\",{\"name\":\"Ada\"}]")).isEqualTo("431[\"Hello Ada\"]");
			assertThat(answer(server, "[\"" + event + "\",{\"name\":\" \"}]"))
				.isEqualTo("431[{\"error\":{\"code\":\"validation_failed\",\"message\":\"Validation failure\","
						+ "\"problem\":{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Validation failure\","
						+ "\"errors\":[{\"argument\":0,\"path\":\"name\",\"message\":\"must not be blank\"}]}}}]");
		}
	}

	@Test
	void detailsCanBeTurnedOff() {
		try (TestServer server = new TestServer(ValidatedApplication.class, "socketio.handler.problem-details=false")) {
			assertThat(answer(server, "[\"greet\",{\"name\":\" \"}]"))
				.isEqualTo("431[{\"error\":{\"code\":\"validation_failed\",\"message\":\"Validation failure\"}}]");
		}
	}

	@Test
	void usesTheValidatorOfTheApplication() {
		try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
			Validator validator = mock(Validator.class, delegatesTo(factory.getValidator()));
			this.runner.withBean("ownValidator", Validator.class, () -> validator).run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(Validator.class);
				verify(validator).getConstraintsForClass(GreetingController.class);
			});
		}
	}

	@Test
	void validatesNothingWithoutBeanValidation() {
		Validator validator = mock(Validator.class);
		this.runner.withClassLoader(new FilteredClassLoader("jakarta.validation"))
			.withBean("ownValidator", Validator.class, () -> validator)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(SocketIOServer.class);
				verifyNoInteractions(validator);
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ GreetingController.class, ProxiedController.class })
	static class ValidatedApplication {

	}

	@SocketIOController
	static class GreetingController {

		@OnEvent("greet")
		String greet(@Valid Person person) {
			return "Hello " + person.name();
		}

	}

	@SocketIOController
	@Validated
	static class ProxiedController {

		@OnEvent("greet through a proxy")
		String greet(@Valid Person person) {
			return "Hello " + person.name();
		}

	}

	record Person(@NotBlank String name) {

	}

}
