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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.ValidationFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/**
 * Arguments of a handler method violate constraints. Exception handlers for the exception
 * of Bean Validation, which is the cause, are found as well.
 */
class ArgumentValidationException extends HandlerMethodValidationException implements ValidationFailure {

	private final Throwable violations;

	/**
	 * Create the exception.
	 * @param violations what the client is told
	 * @param cause the exception of Bean Validation
	 */
	ArgumentValidationException(MethodValidationResult result, List<Violation> violations, Throwable cause) {
		super(result);
		this.violations = cause;
		getBody().setProperty("errors", violations.stream().map(Violation::toMap).toList());
	}

	/**
	 * The superclass has none, and does not take one.
	 */
	@Override
	public synchronized Throwable getCause() {
		return this.violations;
	}

	@Override
	public Map<String, Object> getProblem() {
		ProblemDetail body = getBody();
		Map<String, Object> problem = new LinkedHashMap<>();
		put(problem, "type", body.getType());
		put(problem, "title", body.getTitle());
		problem.put("status", body.getStatus());
		put(problem, "detail", body.getDetail());
		put(problem, "instance", body.getInstance());
		Map<String, Object> properties = body.getProperties();
		if (properties != null) {
			problem.putAll(properties);
		}
		return problem;
	}

	private static void put(Map<String, Object> problem, String name, @Nullable Object value) {
		if (value != null) {
			problem.put(name, value);
		}
	}

}
