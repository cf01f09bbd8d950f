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
import java.util.Arrays;
import java.util.List;

import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.annotation.NonBlocking;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.validation.annotation.Validated;

/**
 * Prepares handler methods as the application starts.
 */
class HandlerMethodFactory {

	private static final Log logger = LogFactory.getLog(HandlerMethodFactory.class);

	private final HandlerExecution execution;

	private final List<ArgumentFactory> argumentFactories;

	private final @Nullable BeanValidation validation;

	private final ReactiveAdapterRegistry reactiveTypes = ReactiveAdapterRegistry.getSharedInstance();

	private final PayloadRules payloadRules = new PayloadRules(this.reactiveTypes);

	/**
	 * Create the factory.
	 * @param argumentFactories asked in this order; what none of them takes is an
	 * argument of the event
	 * @param validation validates arguments, or null if nothing does
	 */
	HandlerMethodFactory(HandlerExecution execution, List<ArgumentFactory> argumentFactories,
			@Nullable BeanValidation validation) {
		this.execution = execution;
		this.validation = validation;
		this.argumentFactories = List.copyOf(argumentFactories);
	}

	/**
	 * Prepare a method.
	 * @throws InvalidControllerException if the method cannot be used as it is written
	 */
	HandlerMethod create(ControllerBean bean, Method method, HandlerKind kind) {
		bean.check(method);
		AnnotatedMethod annotated = annotatedMethod(method, bean.type());
		MethodParameter[] parameters = annotated.getMethodParameters();
		Argument[] arguments = new Argument[parameters.length];
		PayloadArguments payload = new PayloadArguments(this.payloadRules);
		for (int i = 0; i < parameters.length; i++) {
			arguments[i] = argument(parameters[i], kind, payload);
		}
		ReturnKind returnKind = ReturnKind.of(annotated.getReturnType(), this.reactiveTypes);
		boolean answering = Arrays.stream(parameters).anyMatch(AckArgumentFactory::isAck);
		checkReturn(bean, method, kind, returnKind, answering);
		return new HandlerMethod(bean, method, arguments, payload.types(), returnKind,
				answering || kind == HandlerKind.ANY_EVENT, isBlocking(bean, method, returnKind),
				validation(bean, method, parameters, payload));
	}

	private @Nullable ArgumentValidation validation(ControllerBean bean, Method method, MethodParameter[] parameters,
			PayloadArguments payload) {
		if (this.validation == null) {
			if (Arrays.stream(parameters).anyMatch(HandlerMethodFactory::isToBeValidated)) {
				logger.warn(Descriptions.method(bean.type(), method)
						+ " has parameters to be validated, and there is no Validator bean: they are not validated."
						+ " With Spring Boot, add spring-boot-starter-validation");
			}
			return null;
		}
		ParameterSource[] sources = Arrays.stream(parameters)
			.map((parameter) -> ParameterSource.of(parameter, payload.position(parameter)))
			.toArray(ParameterSource[]::new);
		return this.validation.prepare(bean, method, parameters, sources);
	}

	/**
	 * By names, since there may be annotations without the classes that they need.
	 */
	private static boolean isToBeValidated(MethodParameter parameter) {
		MergedAnnotations annotations = MergedAnnotations.from(parameter.getParameterAnnotations());
		return annotations.isPresent(Validated.class) || annotations.isPresent("jakarta.validation.Valid")
				|| annotations.isPresent("jakarta.validation.Constraint");
	}

	/**
	 * A method in the class of its bean, with the annotations of its parameters that are
	 * on the interface alone.
	 */
	static AnnotatedMethod annotatedMethod(Method method, Class<?> beanType) {
		return new ContainedMethod(method, beanType);
	}

	private Argument argument(MethodParameter parameter, HandlerKind kind, PayloadArguments payload) {
		if (!PayloadArguments.isMarked(parameter)) {
			for (ArgumentFactory factory : this.argumentFactories) {
				Argument argument = factory.create(parameter, kind);
				if (argument != null) {
					checkSocket(parameter, kind, factory);
					return argument;
				}
			}
		}
		return payload.add(parameter, kind);
	}

	private static void checkSocket(MethodParameter parameter, HandlerKind kind, ArgumentFactory factory) {
		if (factory.needsSocket() && !kind.hasSocket()) {
			throw new InvalidControllerException(
					Descriptions.parameter(parameter) + " is something of a socket, and " + kind + " is about none",
					"Remove the parameter; sockets can be had from SocketIONamespace, which a parameter may be");
		}
	}

	private static void checkReturn(ControllerBean bean, Method method, HandlerKind kind, ReturnKind returnKind,
			boolean answering) {
		if (!returnKind.hasValue()) {
			return;
		}
		if (answering) {
			throw new InvalidControllerException(
					Descriptions.method(bean.type(), method)
							+ " has an Ack parameter, with which alone it answers, and a result, which would be lost",
					"Remove the parameter, or return void or Mono<Void>");
		}
		if (!kind.isAnswering()) {
			throw new InvalidControllerException(
					Descriptions.method(bean.type(), method) + " has a result, which has no meaning for " + kind,
					"Return void or Mono<Void>"
							+ ((kind == HandlerKind.CONNECT) ? ", and throw an exception to refuse the client" : ""));
		}
	}

	private boolean isBlocking(ControllerBean bean, Method method, ReturnKind returnKind) {
		return switch (this.execution) {
			case EVENT_LOOP -> false;
			case WORKER -> true;
			case AUTO -> !returnKind.isReactive() && !AnnotatedElementUtils.hasAnnotation(method, NonBlocking.class)
					&& !AnnotatedElementUtils.hasAnnotation(bean.type(), NonBlocking.class);
		};
	}

	/**
	 * A method in the class of its bean, so that type variables of superclasses are
	 * known.
	 */
	private static final class ContainedMethod extends AnnotatedMethod {

		private final Class<?> containingClass;

		ContainedMethod(Method method, Class<?> containingClass) {
			super(method);
			this.containingClass = containingClass;
		}

		@Override
		protected Class<?> getContainingClass() {
			return this.containingClass;
		}

	}

}
