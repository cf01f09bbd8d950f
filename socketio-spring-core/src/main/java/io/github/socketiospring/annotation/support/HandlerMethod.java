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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A method of a controller, prepared to be called: its arguments and the kind of its
 * result are fixed.
 */
class HandlerMethod {

	private final ControllerBean bean;

	private final Method method;

	private final Argument[] arguments;

	private final Type[] payloadTypes;

	private final ReturnKind returnKind;

	private final boolean answering;

	private final boolean blocking;

	private final @Nullable ArgumentValidation validation;

	private volatile @Nullable Method invocableMethod;

	/**
	 * Create the method.
	 * @param answering whether the method answers through an {@code Ack}
	 * @param validation validates the arguments, or null if there is nothing to validate
	 */
	HandlerMethod(ControllerBean bean, Method method, Argument[] arguments, Type[] payloadTypes, ReturnKind returnKind,
			boolean answering, boolean blocking, @Nullable ArgumentValidation validation) {
		this.bean = bean;
		this.method = method;
		this.arguments = arguments;
		this.payloadTypes = payloadTypes;
		this.returnKind = returnKind;
		this.answering = answering;
		this.blocking = blocking;
		this.validation = validation;
		Object instance = bean.instance();
		this.invocableMethod = (instance != null) ? bean.invocableMethod(method, instance.getClass()) : null;
	}

	Method method() {
		return this.method;
	}

	Type[] payloadTypes() {
		return this.payloadTypes;
	}

	boolean isBlocking() {
		return this.blocking;
	}

	/**
	 * The arguments that come from the name of the namespace.
	 */
	List<NamespaceVariableArgument> namespaceVariables() {
		return Arrays.stream(this.arguments)
			.filter(NamespaceVariableArgument.class::isInstance)
			.map(NamespaceVariableArgument.class::cast)
			.toList();
	}

	/**
	 * Resolve the arguments for a call.
	 */
	@Nullable Object[] arguments(HandlerCall call) throws Exception {
		@Nullable Object[] values = new @Nullable Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].resolve(call);
		}
		return values;
	}

	/**
	 * Call the method for an acknowledgement, as an {@code EventHandler} returns it. With
	 * an {@code Ack} parameter that is null, or a publisher without an element.
	 */
	@Nullable Object answer(HandlerCall call) throws Throwable {
		Object result = invoke(arguments(call));
		if (this.answering) {
			return this.returnKind.completion(result);
		}
		return this.returnKind.answer(result, call.ack());
	}

	/**
	 * Call the method for what it does; null means that it is done.
	 */
	@Nullable Publisher<?> run(@Nullable Object[] args) throws Throwable {
		return this.returnKind.completion(invoke(args));
	}

	private @Nullable Object invoke(@Nullable Object[] args) throws Throwable {
		Object target = this.bean.resolve();
		Method invocable = this.invocableMethod;
		if (invocable == null || !invocable.getDeclaringClass().isInstance(target)) {
			invocable = this.bean.invocableMethod(this.method, target.getClass());
			this.invocableMethod = invocable;
		}
		ArgumentValidation validation = this.validation;
		if (validation != null) {
			validation.validate(target, args);
		}
		try {
			return invocable.invoke(target, args);
		}
		catch (InvocationTargetException ex) {
			Throwable error = ex.getTargetException();
			throw (validation != null) ? validation.onFailure(error, target, args) : error;
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(this + " cannot be called with arguments of the types "
					+ Arrays.stream(args).map((arg) -> (arg != null) ? arg.getClass().getName() : "null").toList(), ex);
		}
	}

	@Override
	public String toString() {
		return Descriptions.method(this.bean.type(), this.method);
	}

}
