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
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.annotation.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * The arguments of an event that one method takes. Those who need all of them read the
 * last slot of the payload, which is an extra one for that purpose.
 */
class PayloadArguments {

	private static final Map<Class<?>, Object> EMPTY_VALUES = Map.of(OptionalInt.class, OptionalInt.empty(),
			OptionalLong.class, OptionalLong.empty(), OptionalDouble.class, OptionalDouble.empty());

	private final PayloadRules rules;

	private final TreeMap<Integer, Type> types = new TreeMap<>();

	private final Map<Integer, Integer> positions = new HashMap<>();

	private int next;

	private boolean all;

	PayloadArguments(PayloadRules rules) {
		this.rules = rules;
	}

	static boolean isMarked(MethodParameter parameter) {
		return annotation(parameter).isPresent();
	}

	private static MergedAnnotation<Payload> annotation(MethodParameter parameter) {
		return MergedAnnotations.from(parameter.getParameterAnnotations()).get(Payload.class);
	}

	/**
	 * Prepare the argument of a parameter, and give it its position.
	 * @throws InvalidControllerException if it cannot be one
	 */
	Argument add(MethodParameter parameter, HandlerKind kind) {
		MergedAnnotation<Payload> annotation = annotation(parameter);
		if (kind.isEvent() && parameter.getParameterType() == Arguments.class) {
			this.all = true;
			return (call) -> call.payload()[call.payload().length - 1];
		}
		this.rules.check(parameter, kind, annotation.isPresent());
		int index = annotation.getValue(MergedAnnotation.VALUE, Integer.class)
			.filter((value) -> value >= 0)
			.orElse(this.next);
		this.next = index + 1;
		this.positions.put(parameter.getParameterIndex(), index);
		if (ParameterTypes.isVariable(parameter)) {
			this.all = true;
			return new RemainingArguments(index, parameter);
		}
		if (this.types.put(index, ParameterTypes.payloadType(parameter)) != null) {
			throw new InvalidControllerException(
					Descriptions.parameter(parameter) + " takes argument " + index + ", as one before it does",
					"Give each its own position with @Payload");
		}
		return argument(parameter, index);
	}

	private static Argument argument(MethodParameter parameter, int index) {
		Class<?> type = parameter.getParameterType();
		if (type == Optional.class) {
			return (call) -> Optional.ofNullable(call.payload()[index]);
		}
		Object empty = EMPTY_VALUES.get(type);
		if (empty != null) {
			return (call) -> {
				Object value = call.payload()[index];
				return (value != null) ? value : empty;
			};
		}
		if (type.isPrimitive()) {
			String message = "Argument " + index + " is missing or null, but must be a value of type " + type;
			return (call) -> {
				Object value = call.payload()[index];
				if (value == null) {
					throw new PayloadBindingException(index, message, null);
				}
				return value;
			};
		}
		return (call) -> call.payload()[index];
	}

	/**
	 * The position of the argument that a parameter takes, or the first of several, or
	 * null if it takes none.
	 */
	@Nullable Integer position(MethodParameter parameter) {
		return this.positions.get(parameter.getParameterIndex());
	}

	/**
	 * The types by position, for all that were added.
	 */
	Type[] types() {
		int size = this.types.isEmpty() ? 0 : this.types.lastKey() + 1;
		Type[] result = new Type[this.all ? size + 1 : size];
		Arrays.fill(result, Object.class);
		this.types.forEach((index, type) -> result[index] = type);
		if (this.all) {
			result[size] = Arguments.class;
		}
		return result;
	}

}
