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

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Set;

import io.github.socketiospring.AckArgs;
import tools.jackson.databind.JsonNode;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.util.ClassUtils;

/**
 * Registers what is done by reflection with the handler methods of one class: they are
 * found, with their annotations on superclasses and interfaces, they are called, and JSON
 * is read into their parameters and written from their results. What a parameter is for
 * is decided as {@link HandlerMethodFactory} does, but for resolvers of the application:
 * the types that these give may be registered in vain.
 */
class HandlerMethodHints {

	private final ReactiveAdapterRegistry reactiveTypes = ReactiveAdapterRegistry.getSharedInstance();

	private final PayloadRules payloadRules = new PayloadRules(this.reactiveTypes);

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	private final ReflectionHints hints;

	private final Class<?> type;

	private final Set<Class<?>> interfaces;

	/**
	 * Create the hints.
	 * @param hints where they are registered
	 * @param type the class with the methods, not that of a proxy
	 */
	HandlerMethodHints(ReflectionHints hints, Class<?> type) {
		this.hints = hints;
		this.type = type;
		this.interfaces = ClassUtils.getAllInterfacesForClassAsSet(type);
	}

	void registerAll() {
		for (HandlerKind kind : HandlerKind.values()) {
			register(kind);
		}
	}

	/**
	 * Register the methods of one kind, and the class if there are some.
	 */
	void register(HandlerKind kind) {
		Set<Method> methods = ControllerHandlers.findMethods(this.type, kind.annotationType()).keySet();
		if (!methods.isEmpty()) {
			registerHierarchy();
			methods.forEach((method) -> registerMethod(method, kind));
		}
	}

	private void registerHierarchy() {
		for (Class<?> level = this.type; level != null && level != Object.class; level = level.getSuperclass()) {
			this.hints.registerType(level);
		}
		this.interfaces.forEach(this.hints::registerType);
	}

	private void registerMethod(Method method, HandlerKind kind) {
		this.hints.registerMethod(method, ExecutableMode.INVOKE);
		for (Class<?> contract : this.interfaces) {
			// Called in place of it if the bean is a JDK proxy
			Method declared = ClassUtils.getMethodIfAvailable(contract, method.getName(), method.getParameterTypes());
			if (declared != null) {
				this.hints.registerMethod(declared, ExecutableMode.INVOKE);
			}
		}
		AnnotatedMethod annotated = HandlerMethodFactory.annotatedMethod(method, this.type);
		for (MethodParameter parameter : annotated.getMethodParameters()) {
			registerParameter(parameter, kind);
		}
		Type result = kind.isAnswering() ? ReturnKind.valueType(annotated.getReturnType(), this.reactiveTypes) : null;
		if (result != null && result != AckArgs.class) {
			registerBinding(result);
		}
	}

	private void registerParameter(MethodParameter parameter, HandlerKind kind) {
		boolean marked = PayloadArguments.isMarked(parameter);
		Type parameterType = ParameterTypes.payloadType(parameter);
		if (!marked && AckArgumentFactory.isAck(parameter)) {
			registerBinding(ResolvableType.forType(parameterType).getGeneric().getType());
		}
		else if (AuthArgumentFactory.isAuth(parameter)
				|| ((marked || !isProvided(parameter, kind)) && this.payloadRules.isPayload(parameter, kind, marked))) {
			registerBinding(parameterType);
		}
	}

	private static boolean isProvided(MethodParameter parameter, HandlerKind kind) {
		return NamespaceVariableArgumentFactory.isVariable(parameter)
				|| AnnotatedControllerConfigurer.PLAIN_FACTORIES.stream()
					.anyMatch((factory) -> factory.create(parameter, kind) != null);
	}

	/**
	 * Register a type with all that it is made of. Of an array, the class is needed to
	 * make one.
	 */
	private void registerBinding(Type type) {
		ResolvableType element = ResolvableType.forType(type);
		while (element.isArray()) {
			this.hints.registerType(element.resolve(Object[].class));
			element = element.getComponentType();
		}
		Class<?> elementClass = element.resolve(Object.class);
		if (elementClass != DataBuffer.class && !JsonNode.class.isAssignableFrom(elementClass)) {
			this.binding.registerReflectionHints(this.hints, element.getType());
		}
	}

}
