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

package io.github.socketiospring.security;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.support.HandlerMethodArgumentResolver;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Resolves parameters with {@link AuthenticationPrincipal @AuthenticationPrincipal}, or
 * an annotation that has it, to the {@linkplain Authentication#getPrincipal() principal}
 * of the socket's authentication, also as {@code Optional} or {@code Mono}. Null if there
 * is none, or it is of another type. Thread-safe.
 */
public final class AuthenticationPrincipalArgumentResolver implements HandlerMethodArgumentResolver {

	private final BeanFactoryResolver beans;

	private final Map<MethodParameter, Target> targets = new ConcurrentHashMap<>();

	/**
	 * Create the resolver.
	 * @param beanFactory has the beans that expressions refer to
	 */
	public AuthenticationPrincipalArgumentResolver(BeanFactory beanFactory) {
		this.beans = new BeanFactoryResolver(beanFactory);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return annotation(parameter).isPresent();
	}

	private static MergedAnnotation<AuthenticationPrincipal> annotation(MethodParameter parameter) {
		return MergedAnnotations.from(parameter.getParameterAnnotations()).get(AuthenticationPrincipal.class);
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, SocketIOSocket socket) {
		Target target = this.targets.computeIfAbsent(parameter, Target::of);
		Object value = target.value(socket, this.beans);
		if (target.container == Mono.class) {
			return Mono.justOrEmpty(value);
		}
		return (target.container == Optional.class) ? Optional.ofNullable(value) : value;
	}

	/**
	 * What a parameter takes.
	 *
	 * @param container the type that holds the value, or null
	 * @param type the type of the value
	 * @param expression gives the value from the principal, or null
	 */
	private record Target(@Nullable Class<?> container, Class<?> type, @Nullable Expression expression, boolean strict,
			String description) {

		static Target of(MethodParameter parameter) {
			MergedAnnotation<AuthenticationPrincipal> annotation = annotation(parameter);
			Class<?> outer = parameter.getParameterType();
			boolean contained = (outer == Mono.class || outer == Optional.class);
			Class<?> type = contained ? parameter.nested().getNestedParameterType() : outer;
			String expression = annotation.getString("expression");
			return new Target(contained ? outer : null, ClassUtils.resolvePrimitiveIfNecessary(type),
					StringUtils.hasLength(expression) ? new SpelExpressionParser().parseExpression(expression) : null,
					annotation.getBoolean("errorOnInvalidType"), parameter.toString());
		}

		@Nullable Object value(SocketIOSocket socket, BeanFactoryResolver beans) {
			Object value = (socket.principal() instanceof Authentication authentication) ? authentication.getPrincipal()
					: null;
			if (this.expression != null) {
				StandardEvaluationContext context = new StandardEvaluationContext(value);
				context.setVariable("this", value);
				context.setBeanResolver(beans);
				value = this.expression.getValue(context);
			}
			if (value == null || this.type.isInstance(value)) {
				return value;
			}
			if (this.strict) {
				throw new ClassCastException("The principal is a " + value.getClass().getName() + ", not a "
						+ this.type.getName() + ", which " + this.description + " takes");
			}
			return null;
		}

	}

}
