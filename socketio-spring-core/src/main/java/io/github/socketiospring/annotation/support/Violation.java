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

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told of one violated constraint. The value is not in it: the client
 * has it, and others who see the answer should not.
 *
 * @param argument the position of the argument of the event, or null if it is none
 * @param path where the value is in it; empty if it is the argument itself
 * @param message why it is not valid
 */
record Violation(@Nullable Integer argument, String path, String message) {

	static final Comparator<Violation> ORDER = Comparator
		.comparing(Violation::argument, Comparator.nullsLast(Comparator.naturalOrder()))
		.thenComparing(Violation::path)
		.thenComparing(Violation::message);

	/**
	 * Create that of a parameter.
	 */
	static Violation of(ConstraintViolation<?> violation, ParameterSource source) {
		Integer argument = source.position();
		StringBuilder path = new StringBuilder(source.path());
		Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
		while (nodes.hasNext()) {
			Path.Node node = nodes.next();
			if (node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.PARAMETER) {
				continue;
			}
			if (argument != null && source.variable() && path.isEmpty() && node.getIndex() != null) {
				argument += node.getIndex();
			}
			else if (node.isInIterable()) {
				path.append('[').append(indexOrKey(node)).append(']');
			}
			if (node.getKind() == ElementKind.PROPERTY) {
				path.append(path.isEmpty() ? "" : ".").append(node.getName());
			}
		}
		return new Violation(argument, path.toString(), violation.getMessage());
	}

	private static Object indexOrKey(Path.Node node) {
		Object position = (node.getIndex() != null) ? node.getIndex() : node.getKey();
		return (position != null) ? position : "";
	}

	Map<String, Object> toMap() {
		Map<String, Object> result = new LinkedHashMap<>();
		if (this.argument != null) {
			result.put("argument", this.argument);
		}
		result.put("path", this.path);
		result.put("message", this.message);
		return result;
	}

}
