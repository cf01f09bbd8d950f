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

/**
 * The arguments of a packet, kept as bytes and read when they are wanted. They are well
 * formed. Safe for use by several threads.
 */
public final class RawArguments {

	private final PacketCodec codec;

	private final byte[] payload;

	private final List<byte[]> attachments;

	private final boolean event;

	private volatile @Nullable List<@Nullable Object> plain;

	RawArguments(PacketCodec codec, byte[] payload, List<byte[]> attachments, boolean event) {
		this.codec = codec;
		this.payload = payload;
		this.attachments = attachments;
		this.event = event;
	}

	/**
	 * All arguments as plain values.
	 * @return an unmodifiable list
	 */
	public List<@Nullable Object> values() {
		List<@Nullable Object> values = this.plain;
		if (values == null) {
			try (PayloadReader payload = open()) {
				values = payload.readAll(this.codec.valueReader(Object.class));
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
		readers[index] = this.codec.valueReader(type);
		try (PayloadReader payload = open()) {
			return payload.read(readers)[index];
		}
	}

	private PayloadReader open() {
		return PayloadReader.open(this.codec, this.payload, this.attachments, this.event);
	}

}
