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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ExceptionDepthComparator;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * The exception handler methods of one bean.
 */
class ExceptionHandlers {

	private final Map<Class<? extends Throwable>, HandlerMethod> methods = new LinkedHashMap<>();

	private final Map<Class<?>, Optional<HandlerMethod>> resolved = new ConcurrentReferenceHashMap<>();

	/**
	 * Find and prepare the methods of a bean.
	 * @throws InvalidControllerException if one cannot be used as it is written
	 */
	ExceptionHandlers(ControllerBean bean, HandlerMethodFactory factory) {
		ControllerHandlers.findMethods(bean.type(), SocketIOExceptionHandler.class).forEach((method, annotation) -> {
			HandlerMethod handler = factory.create(bean, method, HandlerKind.EXCEPTION);
			for (Class<? extends Throwable> type : exceptionTypes(bean, method, annotation)) {
				HandlerMethod other = this.methods.put(type, handler);
				if (other != null && other != handler) {
					throw new InvalidControllerException(handler + " and " + other + " both handle " + type.getName(),
							"Remove one of them, or give them different exception types");
				}
			}
		});
	}

	static boolean isPresentOn(Class<?> type) {
		return !ControllerHandlers.findMethods(type, SocketIOExceptionHandler.class).isEmpty();
	}

	private static List<Class<? extends Throwable>> exceptionTypes(ControllerBean bean, Method method,
			SocketIOExceptionHandler annotation) {
		List<Class<? extends Throwable>> parameters = new ArrayList<>();
		for (Class<?> parameterType : method.getParameterTypes()) {
			if (Throwable.class.isAssignableFrom(parameterType)) {
				parameters.add(parameterType.asSubclass(Throwable.class));
			}
		}
		List<Class<? extends Throwable>> types = (annotation.value().length > 0) ? List.of(annotation.value())
				: parameters;
		if (types.isEmpty()) {
			throw new InvalidControllerException(Descriptions.method(bean.type(), method) + " handles no exception",
					"Name the types in @SocketIOExceptionHandler, or take the exception as a parameter");
		}
		for (Class<?> parameter : parameters) {
			for (Class<?> type : types) {
				if (!parameter.isAssignableFrom(type)) {
					throw new InvalidControllerException(
							Descriptions.method(bean.type(), method) + " handles " + type.getName()
									+ ", which is not a " + parameter.getName(),
							"Have the parameter take a common supertype");
				}
			}
		}
		return types;
	}

	/**
	 * Find the method for an exception, or for the nearest of its causes that has one.
	 */
	@Nullable Match find(Throwable error) {
		if (this.methods.isEmpty()) {
			return null;
		}
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			Optional<HandlerMethod> method = this.resolved.computeIfAbsent(cause.getClass(), this::closest);
			if (method.isPresent()) {
				return new Match(method.get(), cause);
			}
		}
		return null;
	}

	private Optional<HandlerMethod> closest(Class<?> type) {
		return this.methods.keySet()
			.stream()
			.filter((handled) -> handled.isAssignableFrom(type))
			.min(new ExceptionDepthComparator(type.asSubclass(Throwable.class)))
			.map(this.methods::get);
	}

	/**
	 * A method and the exception that it handles.
	 */
	record Match(HandlerMethod method, Throwable exception) {

	}

}
