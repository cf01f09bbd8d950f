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

package io.github.socketiospring.protocol;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * The arguments of a packet, kept as bytes and read when they are wanted. Their JSON is
 * well formed. Safe for use by several threads.
 */
public final class RawArguments {

	private final ObjectReader reader;

	private final byte[] json;

	private final List<byte[]> attachments;

	private final boolean event;

	private volatile @Nullable List<@Nullable Object> plain;

	RawArguments(ObjectReader reader, byte[] json, List<byte[]> attachments, boolean event) {
		this.reader = reader;
		this.json = json;
		this.attachments = attachments;
		this.event = event;
	}

	byte[] json() {
		return this.json;
	}

	List<byte[]> attachments() {
		return this.attachments;
	}

	/**
	 * All arguments as plain values.
	 * @return an unmodifiable list
	 */
	public List<@Nullable Object> values() {
		List<@Nullable Object> values = this.plain;
		if (values == null) {
			try (PayloadReader payload = PayloadReader.open(this.reader, this, this.event)) {
				values = payload.readAll(ValueReader.create(Object.class, this.reader));
			}
			this.plain = values;
		}
		return values;
	}

	/**
	 * Read one argument.
	 * @param index its position
	 * @param type the type to read it as
	 * @return the value; null if it did not come
	 * @throws BindingException if it is not of that type
	 */
	public @Nullable Object read(int index, Type type) {
		ValueReader[] readers = new ValueReader[index + 1];
		Arrays.fill(readers, ValueReader.SKIPPING);
		readers[index] = ValueReader.create(type, this.reader);
		try (PayloadReader payload = PayloadReader.open(this.reader, this, this.event)) {
			return payload.read(readers)[index];
		}
	}

}
