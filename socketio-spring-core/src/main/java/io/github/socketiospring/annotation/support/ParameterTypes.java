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

import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;

/**
 * The types to read parameters as.
 */
abstract class ParameterTypes {

	/**
	 * The type of a parameter with its type arguments, type variables of its class
	 * replaced, without an {@code Optional} around it, and boxed, so that a missing value
	 * is null.
	 */
	static Type payloadType(MethodParameter parameter) {
		MethodParameter nested = parameter.nestedIfOptional();
		Type type = GenericTypeResolver.resolveType(nested.getNestedGenericParameterType(),
				nested.getContainingClass());
		if (type instanceof TypeVariable<?>) {
			return nested.getNestedParameterType();
		}
		return (type instanceof Class<?> clazz) ? ClassUtils.resolvePrimitiveIfNecessary(clazz) : type;
	}

	/**
	 * Whether a parameter takes any number of arguments. {@code byte...} does not: it is
	 * one attachment.
	 */
	static boolean isVariable(MethodParameter parameter) {
		return parameter.getExecutable().isVarArgs()
				&& parameter.getParameterIndex() == parameter.getExecutable().getParameterCount() - 1
				&& parameter.getParameterType().getComponentType() != byte.class;
	}

}
