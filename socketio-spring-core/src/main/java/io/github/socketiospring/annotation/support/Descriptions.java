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

import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.springframework.core.MethodParameter;

/**
 * How messages name methods and parameters.
 */
abstract class Descriptions {

	static String method(Class<?> type, Executable method) {
		return Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", type.getName() + "#" + method.getName() + "(", ")"));
	}

	static String parameter(MethodParameter parameter) {
		return "Parameter " + parameter.getParameterIndex() + " of type "
				+ parameter.getGenericParameterType().getTypeName() + " of "
				+ method(parameter.getContainingClass(), parameter.getExecutable());
	}

}
