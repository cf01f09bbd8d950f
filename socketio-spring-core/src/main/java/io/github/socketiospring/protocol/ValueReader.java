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
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Reads one argument as a type. Prepared once and safe for use by several threads.
 */
public abstract class ValueReader {

	/** Gives all arguments, and takes none of them. */
	static final ValueReader RAW = new ValueReader() {

		@Override
		@Nullable Object read(JsonParser parser) {
			throw new IllegalStateException("Gives all arguments");
		}

	};

	/** Passes an argument over. */
	static final ValueReader SKIPPING = new ValueReader() {

		@Override
		@Nullable Object read(JsonParser parser) {
			parser.skipChildren();
			return null;
		}

	};

	ValueReader() {
	}

	/**
	 * Read the value at the parser's current token.
	 */
	abstract @Nullable Object read(JsonParser parser);

	/**
	 * Whether this gives a text as it is.
	 */
	boolean takesText() {
		return false;
	}

	/**
	 * Whether this gives an integer that fits into an int as it is.
	 */
	boolean takesInteger() {
		return false;
	}

	/**
	 * Whether {@link #binary} gives what this reads of an attachment.
	 */
	boolean takesBinary() {
		return false;
	}

	/**
	 * Make the value of an attachment.
	 */
	Object binary(byte[] attachment) {
		throw new IllegalStateException("Takes no binary");
	}

	static ValueReader create(Type type, ObjectReader reader) {
		if (type == RawArguments.class) {
			return RAW;
		}
		ObjectReader typed = reader.forType(reader.typeFactory().constructType(type));
		ValueReader general = new General(typed);
		ValueReader scalar = SCALARS.get(type);
		return (scalar != null && scalar.isFaithful(typed)) ? new ScalarFirst(scalar, general) : general;
	}

	/**
	 * Whether this reads what it can as the application's mapper does.
	 */
	boolean isFaithful(ObjectReader reader) {
		return (!takesText() || PlainJson.isTextReadBy(reader))
				&& (!takesInteger() || PlainJson.isIntegerReadBy(reader));
	}

	/** Values that need no databinding, and null where it is needed after all. */
	private static final Map<Type, ValueReader> SCALARS = Map.of(String.class, new TextReader(), Object.class,
			new PlainReader(), int.class, new IntegerReader(), Integer.class, new IntegerReader(), byte[].class,
			new BinaryReader((bytes) -> bytes), ByteBuffer.class, new BinaryReader(ByteBuffer::wrap), DataBuffer.class,
			new BinaryReader(BinaryModule::wrap));

	private static class TextReader extends ValueReader {

		@Override
		@Nullable Object read(JsonParser parser) {
			return (parser.currentToken() == JsonToken.VALUE_STRING) ? parser.getString() : null;
		}

		@Override
		boolean takesText() {
			return true;
		}

	}

	private static final class PlainReader extends TextReader {

		@Override
		@Nullable Object read(JsonParser parser) {
			return switch (parser.currentToken()) {
				case VALUE_STRING -> parser.getString();
				case VALUE_TRUE -> Boolean.TRUE;
				case VALUE_FALSE -> Boolean.FALSE;
				default -> null;
			};
		}

	}

	private static final class IntegerReader extends ValueReader {

		@Override
		@Nullable Object read(JsonParser parser) {
			boolean integer = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
					&& parser.getNumberType() == JsonParser.NumberType.INT;
			return integer ? parser.getIntValue() : null;
		}

		@Override
		boolean takesInteger() {
			return true;
		}

	}

	/** What comes in place of an attachment is left to databinding. */
	private static final class BinaryReader extends ValueReader {

		private final Function<byte[], Object> factory;

		BinaryReader(Function<byte[], Object> factory) {
			this.factory = factory;
		}

		@Override
		@Nullable Object read(JsonParser parser) {
			return null;
		}

		@Override
		boolean takesBinary() {
			return true;
		}

		@Override
		Object binary(byte[] attachment) {
			return this.factory.apply(attachment);
		}

		@Override
		boolean isFaithful(ObjectReader reader) {
			return PlainJson.isBinaryReadBy(reader, this.factory);
		}

	}

	private static final class General extends ValueReader {

		private final ObjectReader reader;

		General(ObjectReader reader) {
			this.reader = reader;
		}

		@Override
		@Nullable Object read(JsonParser parser) {
			return this.reader.readValue(parser);
		}

	}

	private static final class ScalarFirst extends ValueReader {

		private final ValueReader scalar;

		private final ValueReader general;

		ScalarFirst(ValueReader scalar, ValueReader general) {
			this.scalar = scalar;
			this.general = general;
		}

		@Override
		@Nullable Object read(JsonParser parser) {
			Object value = this.scalar.read(parser);
			return (value != null) ? value : this.general.read(parser);
		}

		@Override
		boolean takesText() {
			return this.scalar.takesText();
		}

		@Override
		boolean takesInteger() {
			return this.scalar.takesInteger();
		}

		@Override
		boolean takesBinary() {
			return this.scalar.takesBinary();
		}

		@Override
		Object binary(byte[] attachment) {
			return this.scalar.binary(attachment);
		}

	}

}
