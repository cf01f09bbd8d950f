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

package io.github.socketiospring.server;

import java.lang.reflect.Type;
import java.util.List;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.protocol.BindingException;
import io.github.socketiospring.protocol.RawArguments;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that are read when they are wanted.
 */
final class DefaultArguments implements Arguments {

	private final RawArguments raw;

	DefaultArguments(RawArguments raw) {
		this.raw = raw;
	}

	@Override
	public int size() {
		return this.raw.values().size();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T read(int index, Type type) {
		if (type == Object.class) {
			List<@Nullable Object> values = asList();
			return (index < values.size()) ? (T) values.get(index) : null;
		}
		try {
			return (T) this.raw.read(index, type);
		}
		catch (BindingException ex) {
			throw bindingException(ex, type);
		}
	}

	static PayloadBindingException bindingException(BindingException ex, Type type) {
		return new PayloadBindingException(ex.index(),
				"Argument " + ex.index() + " cannot be read as " + type.getTypeName(), ex.getCause());
	}

	@Override
	public List<@Nullable Object> asList() {
		return this.raw.values();
	}

	@Override
	public String toString() {
		return asList().toString();
	}

}
