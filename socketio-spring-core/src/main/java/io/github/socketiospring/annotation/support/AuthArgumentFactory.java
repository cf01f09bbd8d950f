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
import java.util.Map;
import java.util.Optional;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.annotation.Auth;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Parameters with {@link Auth @Auth}. What cannot be bound fails with a message that may
 * be shown to the client.
 */
class AuthArgumentFactory implements ArgumentFactory {

	private final JsonMapper jsonMapper;

	AuthArgumentFactory(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
	}

	static boolean isAuth(MethodParameter parameter) {
		return annotation(parameter).isPresent();
	}

	private static MergedAnnotation<Auth> annotation(MethodParameter parameter) {
		return MergedAnnotations.from(parameter.getParameterAnnotations()).get(Auth.class);
	}

	@Override
	public @Nullable Argument create(MethodParameter parameter, HandlerKind kind) {
		MergedAnnotation<Auth> auth = annotation(parameter);
		if (!auth.isPresent()) {
			return null;
		}
		String property = auth.getString(MergedAnnotation.VALUE);
		String name = StringUtils.hasLength(property) ? "auth property '" + property + "'" : "auth object";
		Class<?> type = parameter.getParameterType();
		boolean required = type.isPrimitive() || (auth.getBoolean("required") && !parameter.isOptional());
		Reader reader = StringUtils.hasLength(property) ? propertyReader(parameter, property) : objectReader(parameter);
		return (call) -> {
			Object value = read(reader, call.socket().handshake(), name);
			if (value == null && required) {
				throw new PayloadBindingException(0, "Missing " + name, null);
			}
			return (type == Optional.class) ? Optional.ofNullable(value) : value;
		};
	}

	private static Reader objectReader(MethodParameter parameter) {
		Type type = ParameterTypes.payloadType(parameter);
		return (handshake) -> handshake.auth().isEmpty() ? null : handshake.auth(type);
	}

	private Reader propertyReader(MethodParameter parameter, String property) {
		Type type = ParameterTypes.payloadType(parameter);
		Class<?> plainType = (type instanceof Class<?> clazz) ? ClassUtils.resolvePrimitiveIfNecessary(clazz) : null;
		return (handshake) -> {
			Map<String, @Nullable Object> auth = handshake.auth();
			Object value = auth.get(property);
			if (value == null || (plainType != null && plainType.isInstance(value))) {
				return value;
			}
			return this.jsonMapper.convertValue(value, this.jsonMapper.constructType(type));
		};
	}

	private static @Nullable Object read(Reader reader, Handshake handshake, String name) {
		try {
			return reader.read(handshake);
		}
		catch (JacksonException | IllegalArgumentException | PayloadBindingException ex) {
			throw new PayloadBindingException(0, "Invalid " + name, ex);
		}
	}

	private interface Reader {

		@Nullable Object read(Handshake handshake);

	}

}
