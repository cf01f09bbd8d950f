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

import java.util.Map;
import java.util.Optional;

import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NamespaceVariable;
import io.github.socketiospring.annotation.SocketIOController;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.StringUtils;

/**
 * Parameters with {@link NamespaceVariable @NamespaceVariable}.
 */
class NamespaceVariableArgumentFactory implements ArgumentFactory {

	private final ConversionService conversionService;

	private final DefaultParameterNameDiscoverer parameterNames = new DefaultParameterNameDiscoverer();

	NamespaceVariableArgumentFactory(ConversionService conversionService) {
		this.conversionService = conversionService;
	}

	static boolean isVariable(MethodParameter parameter) {
		return annotation(parameter).isPresent();
	}

	private static MergedAnnotation<NamespaceVariable> annotation(MethodParameter parameter) {
		return MergedAnnotations.from(parameter.getParameterAnnotations()).get(NamespaceVariable.class);
	}

	@Override
	public @Nullable Argument create(MethodParameter parameter, HandlerKind kind) {
		MergedAnnotation<NamespaceVariable> annotation = annotation(parameter);
		if (!annotation.isPresent()) {
			return null;
		}
		String name = annotation.getString(MergedAnnotation.VALUE);
		if (!StringUtils.hasLength(name) && parameter.getParameterType() == Map.class) {
			return (call) -> call.namespace().variables();
		}
		NamespaceVariableArgument argument = argument(parameter,
				StringUtils.hasLength(name) ? name : parameterName(parameter), annotation.getBoolean("required"));
		check(parameter, argument);
		return argument;
	}

	@Override
	public boolean needsSocket() {
		return false;
	}

	private String parameterName(MethodParameter parameter) {
		parameter.initParameterNameDiscovery(this.parameterNames);
		String name = parameter.getParameterName();
		if (name == null) {
			throw new InvalidControllerException(
					Descriptions.parameter(parameter) + " does not say which variable of the namespace it takes",
					"Name it, as in @NamespaceVariable(\"id\"), or compile with -parameters");
		}
		return name;
	}

	private NamespaceVariableArgument argument(MethodParameter parameter, String name, boolean required) {
		MethodParameter nested = parameter.nestedIfOptional();
		return new NamespaceVariableArgument(name, new TypeDescriptor(nested),
				parameter.getParameterType() == Optional.class,
				parameter.getParameterType().isPrimitive() || (required && !parameter.isOptional()),
				this.conversionService);
	}

	private static void check(MethodParameter parameter, NamespaceVariableArgument argument) {
		Class<?> type = parameter.getContainingClass();
		if (!argument.isConvertible()) {
			throw new InvalidControllerException(Descriptions.parameter(parameter)
					+ " takes a variable of the namespace, and there is no way from a" + " String to its type",
					"Define a Converter from String to the type, or use another type");
		}
		if (!AnnotatedElementUtils.hasAnnotation(type, SocketIOController.class)) {
			checkAdvice(parameter, argument);
			return;
		}
		ControllerNamespaces namespaces = ControllerNamespaces.of(type);
		if (!namespaces.mayHaveVariable(argument.name())) {
			throw new InvalidControllerException(
					Descriptions.parameter(parameter) + " takes the variable '" + argument.name()
							+ "', which no namespace of the controller has: " + namespaces,
					"Correct the name, or add the variable to @Namespace, as in \"/orders/{" + argument.name() + "}\"");
		}
		if (argument.required() && !namespaces.haveVariable(argument.name())) {
			throw new InvalidControllerException(
					Descriptions.parameter(parameter) + " takes the variable '" + argument.name()
							+ "', which not every namespace of the controller has: " + namespaces,
					"Use Optional, or @NamespaceVariable(required = false) with a type that can be null");
		}
	}

	private static void checkAdvice(MethodParameter parameter, NamespaceVariableArgument argument) {
		if (argument.required()) {
			throw new InvalidControllerException(
					Descriptions.parameter(parameter) + " takes the variable '" + argument.name()
							+ "' of the namespaces of any controller, which they need not have",
					"Use Optional, or @NamespaceVariable(required = false) with a type that can be null");
		}
	}

}
