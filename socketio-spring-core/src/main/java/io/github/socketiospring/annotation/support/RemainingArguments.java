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

import java.lang.reflect.Array;
import java.lang.reflect.Type;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.PayloadBindingException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * The argument of a {@code Type...} parameter: those of the event from a position on.
 */
class RemainingArguments implements Argument {

	private final int from;

	private final Class<?> elementClass;

	private final Type elementType;

	RemainingArguments(int from, MethodParameter parameter) {
		ResolvableType element = ResolvableType.forMethodParameter(parameter).getComponentType();
		this.from = from;
		this.elementClass = parameter.getParameterType().getComponentType();
		this.elementType = element.getType();
	}

	@Override
	public Object resolve(HandlerCall call) {
		Arguments arguments = (Arguments) call.payload()[call.payload().length - 1];
		if (arguments == null) {
			return Array.newInstance(this.elementClass, 0);
		}
		int count = Math.max(0, arguments.size() - this.from);
		Object result = Array.newInstance(this.elementClass, count);
		for (int i = 0; i < count; i++) {
			Array.set(result, i, value(arguments, this.from + i));
		}
		return result;
	}

	private @Nullable Object value(Arguments arguments, int index) {
		if (this.elementClass == Object.class) {
			return arguments.get(index);
		}
		Object value = arguments.read(index, this.elementType);
		if (value == null && this.elementClass.isPrimitive()) {
			throw new PayloadBindingException(index,
					"Argument " + index + " is null, but must be a value of type " + this.elementClass, null);
		}
		return value;
	}

}
