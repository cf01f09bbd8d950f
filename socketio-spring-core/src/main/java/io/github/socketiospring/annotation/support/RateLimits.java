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
import java.util.Map;

import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.ratelimit.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The rate limits of one controller.
 *
 * @param ofMethods those of single methods
 * @param ofType the one that the other methods have in common
 */
record RateLimits(Map<Method, EventRateLimit> ofMethods, @Nullable EventRateLimit ofType) {

	private static final String LIMITED = "@OnEvent or @OnUnhandledEvent";

	/**
	 * Find the limits of a controller.
	 * @throws InvalidControllerException if one of them limits nothing, or cannot be used
	 */
	static RateLimits of(Class<?> type) {
		Map<Method, EventRateLimit> ofMethods = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<EventRateLimit>) (method) -> of(type, method));
		RateLimit annotation = AnnotatedElementUtils.findMergedAnnotation(type, RateLimit.class);
		if (annotation == null) {
			return new RateLimits(ofMethods, null);
		}
		if (MethodIntrospector.selectMethods(type, RateLimits::isLimitable).isEmpty()) {
			throw new InvalidControllerException(
					"Controller " + type.getName() + " has @RateLimit, and no method that it could limit",
					"Remove the annotation, or add a method with " + LIMITED);
		}
		return new RateLimits(ofMethods, limit(annotation, "Controller " + type.getName()));
	}

	private static @Nullable EventRateLimit of(Class<?> type, Method method) {
		RateLimit annotation = AnnotatedElementUtils.findMergedAnnotation(method, RateLimit.class);
		if (annotation == null) {
			return null;
		}
		String description = Descriptions.method(type, method);
		if (!isLimitable(method)) {
			throw new InvalidControllerException(description + " has @RateLimit, which is for " + LIMITED + " alone",
					"Remove the annotation");
		}
		return limit(annotation, description);
	}

	private static boolean isLimitable(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, OnEvent.class)
				|| AnnotatedElementUtils.hasAnnotation(method, OnUnhandledEvent.class);
	}

	private static EventRateLimit limit(RateLimit annotation, String description) {
		try {
			return (annotation.burst() == 0) ? EventRateLimit.of(annotation.eventsPerSecond(), annotation.policy())
					: new EventRateLimit(annotation.eventsPerSecond(), annotation.burst(), annotation.policy());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidControllerException(
					description + " has a @RateLimit that cannot be used: " + ex.getMessage(), "Correct the annotation",
					ex);
		}
	}

	/**
	 * The limit of a method.
	 * @return null if it has none
	 */
	@Nullable EventRateLimit of(Method method) {
		return this.ofMethods.getOrDefault(method, this.ofType);
	}

}
