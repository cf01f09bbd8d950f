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

package io.github.socketiospring;

import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

/**
 * The arguments of an event or of an acknowledgement, read as whatever type is asked for.
 * An argument that did not come reads as null. Binary attachments read as {@code byte[]},
 * {@link java.nio.ByteBuffer} or {@link org.springframework.core.io.buffer.DataBuffer}
 * wherever they stand. Instances stay valid after the call that got them and are safe for
 * use by several threads.
 */
public interface Arguments {

	/**
	 * How many arguments came.
	 * @return the number
	 */
	int size();

	/**
	 * An argument as plain Java values: {@code String}, {@code Boolean}, {@code Integer},
	 * {@code Long}, {@code BigInteger}, {@code Double}, {@code byte[]}, {@code List},
	 * {@code Map}, or null.
	 * @param index its position, from 0
	 * @return the value; null if it was null or did not come
	 */
	default @Nullable Object get(int index) {
		return get(index, Object.class);
	}

	/**
	 * An argument as an instance of a class.
	 * @param <T> the type
	 * @param index its position, from 0
	 * @param type the class to read it as
	 * @return the value; null if it was null or did not come
	 * @throws PayloadBindingException if it cannot be read as that class
	 */
	default <T> @Nullable T get(int index, Class<T> type) {
		return read(index, type);
	}

	/**
	 * An argument of a type with type parameters.
	 * @param <T> the type
	 * @param index its position, from 0
	 * @param type the type to read it as
	 * @return the value; null if it was null or did not come
	 * @throws PayloadBindingException if it cannot be read as that type
	 */
	default <T> @Nullable T get(int index, ParameterizedTypeReference<T> type) {
		return read(index, type.getType());
	}

	/**
	 * An argument of any type.
	 * @param <T> the type
	 * @param index its position, from 0
	 * @param type the type to read it as
	 * @return the value; null if it was null or did not come
	 * @throws PayloadBindingException if it cannot be read as that type
	 */
	<T> @Nullable T read(int index, Type type);

	/**
	 * All arguments as plain Java values.
	 * @return an unmodifiable list; values as of {@link #get(int)}
	 */
	List<@Nullable Object> asList();

}
