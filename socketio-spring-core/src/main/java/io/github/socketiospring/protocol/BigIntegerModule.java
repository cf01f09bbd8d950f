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

import java.math.BigInteger;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.module.SimpleModule;

/**
 * Has Jackson make no {@link BigInteger} of a number with a large exponent: with what it
 * lets through, {@code 1e-99999} for example, a few bytes take ten milliseconds and
 * megabytes, whatever comes out.
 */
final class BigIntegerModule extends SimpleModule {

	BigIntegerModule() {
		super("socketio-big-integer");
		setDeserializerModifier(new Modifier());
	}

	/** What the application reads such numbers with stays. */
	private static final class Modifier extends ValueDeserializerModifier {

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier bean,
				ValueDeserializer<?> deserializer) {
			return (deserializer.getClass() == NumberDeserializers.BigIntegerDeserializer.class) ? new Deserializer()
					: deserializer;
		}

	}

	private static final class Deserializer extends NumberDeserializers.BigIntegerDeserializer {

		/** A double has fewer decimal places, and fewer zeros at its end. */
		private static final int MAX_SCALE = 1_100;

		@Override
		public BigInteger deserialize(JsonParser parser, DeserializationContext context) {
			if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)
					&& Math.abs((long) parser.getDecimalValue().scale()) > MAX_SCALE) {
				return context.reportInputMismatch(this, "The exponent is too large for a whole number");
			}
			return super.deserialize(parser, context);
		}

	}

}
