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

import java.lang.reflect.Method;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.socketiospring.boot.autoconfigure.actuate.SocketIOEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told of the endpoint and of the properties.
 */
class RuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@ParameterizedTest
	@ValueSource(classes = { SocketIOEndpoint.ServersDescription.class, SocketIOEndpoint.ServerDescription.class,
			SocketIOEndpoint.NamespaceSummary.class, SocketIOEndpoint.NamespaceDescription.class,
			SocketIOEndpoint.SocketDescription.class })
	void endpointCanBeWritten(Class<?> description) {
		registerEndpoint();
		assertThat(Stream.of(description.getRecordComponents()))
			.allSatisfy((component) -> assertThat(this.hints).matches(isInvocable(component.getAccessor())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "socketio", "change" })
	void endpointCanBeCalled(String operation) {
		registerEndpoint();
		assertThat(
				Stream.of(SocketIOEndpoint.class.getMethods()).filter((method) -> method.getName().equals(operation)))
			.singleElement()
			.satisfies((method) -> assertThat(this.hints).matches(isInvocable(method)));
	}

	private void registerEndpoint() {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, SocketIOEndpoint.class);
	}

	@ParameterizedTest
	@MethodSource("groups")
	void propertiesCanBeBound(Class<?> group) {
		BindableRuntimeHintsRegistrar.forTypes(SocketIOProperties.class).registerHints(this.hints);
		assertThat(setters(group)).isNotEmpty()
			.allSatisfy((setter) -> assertThat(this.hints).matches(isInvocable(setter)));
	}

	static Stream<Class<?>> groups() {
		return Stream.concat(Stream.of(SocketIOProperties.class), Stream.of(SocketIOProperties.class.getMethods())
			.<Class<?>>map(Method::getReturnType)
			.filter((type) -> type.getName().startsWith(SocketIOProperties.class.getPackageName()) && !type.isEnum())
			.distinct());
	}

	@Test
	void thereAreManyGroups() {
		assertThat(groups()).hasSizeGreaterThan(12);
	}

	private static Stream<Method> setters(Class<?> type) {
		return Stream.of(ReflectionUtils.getDeclaredMethods(type))
			.filter((method) -> method.getName().startsWith("set"));
	}

	private static Predicate<RuntimeHints> isInvocable(Method method) {
		return RuntimeHintsPredicates.reflection().onMethodInvocation(method);
	}

}
