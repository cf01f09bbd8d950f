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
import java.util.Collections;
import java.util.List;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.PayloadBindingException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The arguments of an event, as a client would send them.
 */
class TestArguments implements Arguments {

	private static final JsonMapper mapper = JsonMapper.shared();

	private final List<Object> values;

	TestArguments(Object... values) {
		this.values = Collections.unmodifiableList(Arrays.asList(values));
	}

	@Override
	public int size() {
		return this.values.size();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T read(int index, Type type) {
		Object value = (index < size()) ? this.values.get(index) : null;
		if (value == null || (type instanceof Class<?> plain && plain.isInstance(value))) {
			return (T) value;
		}
		try {
			return (T) mapper.convertValue(value, mapper.constructType(type));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new PayloadBindingException(index, "Cannot read argument " + index, ex);
		}
	}

	@Override
	public List<Object> asList() {
		return this.values;
	}

	/**
	 * Bind the arguments as the server does.
	 */
	Object[] bind(Type[] types) {
		Object[] payload = new Object[types.length];
		for (int i = 0; i < types.length; i++) {
			payload[i] = (types[i] == Arguments.class) ? this : read(i, types[i]);
		}
		return payload;
	}

}
