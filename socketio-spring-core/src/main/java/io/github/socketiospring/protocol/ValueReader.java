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
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;

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

	static ValueReader create(Type type, ObjectReader reader) {
		if (type == RawArguments.class) {
			return RAW;
		}
		ValueReader general = new General(reader.forType(reader.typeFactory().constructType(type)));
		ValueReader scalar = SCALARS.get(type);
		return (scalar != null) ? new ScalarFirst(scalar, general) : general;
	}

	/** Values that need no databinding, and null where it is needed after all. */
	private static final Map<Type, ValueReader> SCALARS = Map.of(String.class, new ValueReader() {

		@Override
		@Nullable Object read(JsonParser parser) {
			return (parser.currentToken() == JsonToken.VALUE_STRING) ? parser.getString() : null;
		}

	}, Object.class, new ValueReader() {

		@Override
		@Nullable Object read(JsonParser parser) {
			return switch (parser.currentToken()) {
				case VALUE_STRING -> parser.getString();
				case VALUE_TRUE -> Boolean.TRUE;
				case VALUE_FALSE -> Boolean.FALSE;
				default -> null;
			};
		}

	});

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

	}

}
