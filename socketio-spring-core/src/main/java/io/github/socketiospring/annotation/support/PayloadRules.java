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

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.github.socketiospring.Ack;
import io.github.socketiospring.DisconnectReason;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.io.buffer.DataBuffer;

/**
 * Finds the parameters that look like arguments of an event but are a mistake. What is
 * not known to be one is left to the JSON mapper.
 */
class PayloadRules {

	private static final String ROOT = Ack.class.getPackageName();

	private static final Set<String> OWN_PACKAGES = Set.of(ROOT, ROOT + ".adapter", ROOT + ".engineio",
			ROOT + ".protocol", ROOT + ".server");

	private static final List<String> FOREIGN_PACKAGES = List.of("org.springframework.", "jakarta.", "javax.servlet.",
			"io.netty.", "reactor.", "org.reactivestreams.", "java.lang.reflect.", "java.util.function.");

	private static final List<String> DATA_PACKAGES = List.of("org.springframework.data.", "org.springframework.util.");

	private static final List<Class<?>> FOREIGN_TYPES = List.of(Throwable.class, Class.class, ClassLoader.class,
			InputStream.class, OutputStream.class, Reader.class, Writer.class, Executor.class, Future.class,
			BaseStream.class);

	private static final List<String> FOREIGN_ANNOTATIONS = List.of("org.springframework.web.",
			"org.springframework.messaging.", "org.springframework.graphql.", "org.springframework.beans.",
			"org.springframework.security.");

	private final ReactiveAdapterRegistry reactiveTypes;

	PayloadRules(ReactiveAdapterRegistry reactiveTypes) {
		this.reactiveTypes = reactiveTypes;
	}

	/**
	 * Refuse a parameter that no factory took.
	 */
	void check(MethodParameter parameter, HandlerKind kind, boolean marked) {
		if (!kind.isEvent()) {
			throw refusal(parameter, kind, otherKindAction(parameter, kind));
		}
		if (!marked) {
			String action = eventAction(parameter);
			if (action != null) {
				throw refusal(parameter, kind, action);
			}
		}
	}

	/**
	 * Whether a parameter that no factory takes is an argument of the event.
	 */
	boolean isPayload(MethodParameter parameter, HandlerKind kind, boolean marked) {
		return kind.isEvent() && (marked || eventAction(parameter) == null);
	}

	private static InvalidControllerException refusal(MethodParameter parameter, HandlerKind kind, String action) {
		return new InvalidControllerException(Descriptions.parameter(parameter) + " cannot be resolved for " + kind,
				action);
	}

	private static String otherKindAction(MethodParameter parameter, HandlerKind kind) {
		String action = typeAction(parameter.getParameterType());
		if (action != null) {
			return action;
		}
		return (kind == HandlerKind.EXCEPTION)
				? "An exception handler does not see the arguments of the event: put what it needs into the exception"
				: "There are no event arguments here: mark it with @Auth to take what the client sent as it connected";
	}

	private @Nullable String eventAction(MethodParameter parameter) {
		Annotation foreign = foreignAnnotation(parameter);
		if (foreign != null) {
			return "@" + foreign.annotationType().getName() + " has no meaning here: remove it, or add a "
					+ HandlerMethodArgumentResolver.class.getSimpleName() + " bean that knows it";
		}
		Class<?> type = elementType(parameter.nestedIfOptional().getNestedParameterType());
		if (this.reactiveTypes.getAdapter(type) != null) {
			return "An argument of an event is not a stream: take the value itself";
		}
		String action = typeAction(type);
		if (action != null) {
			return action;
		}
		return isForeign(type) ? "Take it from SocketIOSocket or Handshake, inject it into the controller, add a "
				+ HandlerMethodArgumentResolver.class.getSimpleName()
				+ " bean for it, or mark it with @Payload if it is an argument of the event" : null;
	}

	private static @Nullable Annotation foreignAnnotation(MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			String name = annotation.annotationType().getName();
			if (FOREIGN_ANNOTATIONS.stream().anyMatch(name::startsWith)) {
				return annotation;
			}
		}
		return null;
	}

	private static @Nullable String typeAction(Class<?> type) {
		if (type == Ack.class) {
			return "Only methods for events and @SocketIOExceptionHandler methods have something to answer: remove it";
		}
		if (type == DisconnectReason.class) {
			return "Only @OnDisconnecting and @OnDisconnect methods have a reason: remove it";
		}
		if (Throwable.class.isAssignableFrom(type)) {
			return "Only @SocketIOExceptionHandler methods have an exception: remove it";
		}
		return null;
	}

	private static boolean isForeign(Class<?> type) {
		if (type == DataBuffer.class) {
			return false;
		}
		String name = type.getName();
		return OWN_PACKAGES.contains(type.getPackageName())
				|| (FOREIGN_PACKAGES.stream().anyMatch(name::startsWith)
						&& DATA_PACKAGES.stream().noneMatch(name::startsWith))
				|| FOREIGN_TYPES.stream().anyMatch((foreign) -> foreign.isAssignableFrom(type));
	}

	private static Class<?> elementType(Class<?> type) {
		Class<?> element = type;
		while (element.getComponentType() != null) {
			element = element.getComponentType();
		}
		return element;
	}

}
