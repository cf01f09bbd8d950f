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

package io.github.socketiospring.protocol.msgpack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;

import io.github.socketiospring.protocol.InvalidPacketException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.Version;
import tools.jackson.core.base.ParserMinimalBase;
import tools.jackson.core.io.ContentReference;
import tools.jackson.core.json.DupDetector;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.SimpleStreamReadContext;

/**
 * Shows MessagePack as Jackson's tokens. Binary data is an embedded {@code byte[]},
 * undefined is null, and a date is a string as JavaScript writes it in JSON.
 */
final class MessagePackReader extends ParserMinimalBase {

	private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

	private final MessagePackInput input;

	private SimpleStreamReadContext context;

	private int depth;

	/** Of each array and map that is open, how many elements are to come. */
	private int[] missing = new int[8];

	/** Whether a name was read, and its value was not. */
	private boolean named;

	private Kind kind = Kind.NULL;

	/** The string or the bytes of the current token, once they are wanted. */
	private @Nullable Object value;

	MessagePackReader(ObjectReadContext readContext, MessagePackInput input) {
		super(readContext);
		this.input = input;
		this.context = SimpleStreamReadContext.createRootContext(
				isEnabled(StreamReadFeature.STRICT_DUPLICATE_DETECTION) ? DupDetector.rootDetector(this) : null);
	}

	@Override
	public @Nullable JsonToken nextToken() {
		this.value = null;
		this._currToken = (this.depth == 0) ? nextRoot() : nextElement();
		return this._currToken;
	}

	private @Nullable JsonToken nextRoot() {
		return this.input.isAtEnd() ? null : nextValueToken();
	}

	private JsonToken nextElement() {
		if (this.named) {
			this.named = false;
			return nextValueToken();
		}
		boolean object = this.context.inObject();
		if (this.missing[this.depth - 1]-- == 0) {
			this.depth--;
			this.context = this.context.clearAndGetParent();
			return object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
		}
		return object ? nextNameToken() : nextValueToken();
	}

	private JsonToken nextNameToken() {
		String name = switch (this.input.next()) {
			case STRING -> this.input.string();
			case INTEGER -> Long.toString(this.input.number());
			default -> throw new InvalidPacketException("the key of a map is no string");
		};
		this._streamReadConstraints.validateNameLength(name.length());
		this.context.setCurrentName(name);
		this.named = true;
		return JsonToken.PROPERTY_NAME;
	}

	private JsonToken nextValueToken() {
		this.context.valueRead();
		this.kind = this.input.next();
		return switch (this.kind) {
			case NULL, UNDEFINED -> JsonToken.VALUE_NULL;
			case FALSE -> JsonToken.VALUE_FALSE;
			case TRUE -> JsonToken.VALUE_TRUE;
			case INTEGER, BIG_INTEGER -> JsonToken.VALUE_NUMBER_INT;
			case DOUBLE -> JsonToken.VALUE_NUMBER_FLOAT;
			case STRING -> {
				this._streamReadConstraints.validateStringLength(this.input.length());
				yield JsonToken.VALUE_STRING;
			}
			case DATE -> JsonToken.VALUE_STRING;
			case BINARY -> JsonToken.VALUE_EMBEDDED_OBJECT;
			case ARRAY -> open(this.context.createChildArrayContext(-1, -1), JsonToken.START_ARRAY);
			case MAP -> open(this.context.createChildObjectContext(-1, -1), JsonToken.START_OBJECT);
		};
	}

	private JsonToken open(SimpleStreamReadContext child, JsonToken token) {
		this.context = child;
		this._streamReadConstraints.validateNestingDepth(this.depth + 1);
		if (this.depth == this.missing.length) {
			this.missing = Arrays.copyOf(this.missing, 2 * this.depth);
		}
		this.missing[this.depth++] = this.input.length();
		return token;
	}

	@Override
	public @Nullable String getString() {
		if (this._currToken == null) {
			return null;
		}
		return switch (this._currToken) {
			case PROPERTY_NAME -> currentName();
			case VALUE_STRING -> string();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> getNumberValue().toString();
			case VALUE_EMBEDDED_OBJECT -> null;
			default -> this._currToken.asString();
		};
	}

	private String string() {
		if (this.value instanceof String string) {
			return string;
		}
		String string = (this.kind == Kind.DATE) ? DATE.format(Instant.ofEpochMilli(this.input.number()))
				: this.input.string();
		this.value = string;
		return string;
	}

	@Override
	public char[] getStringCharacters() {
		String string = getString();
		return (string != null) ? string.toCharArray() : new char[0];
	}

	@Override
	public int getStringLength() {
		String string = getString();
		return (string != null) ? string.length() : 0;
	}

	@Override
	public int getStringOffset() {
		return 0;
	}

	@Override
	public boolean hasStringCharacters() {
		return false;
	}

	@Override
	public @Nullable Object getEmbeddedObject() {
		return (this._currToken == JsonToken.VALUE_EMBEDDED_OBJECT) ? binary() : null;
	}

	private byte[] binary() {
		if (this.value instanceof byte[] bytes) {
			return bytes;
		}
		byte[] bytes = this.input.binary();
		this.value = bytes;
		return bytes;
	}

	@Override
	public byte[] getBinaryValue(Base64Variant variant) {
		if (this._currToken == JsonToken.VALUE_EMBEDDED_OBJECT) {
			return binary();
		}
		if (this._currToken != JsonToken.VALUE_STRING) {
			throw _constructReadException("Not binary data, but " + this._currToken);
		}
		try (ByteArrayBuilder builder = new ByteArrayBuilder()) {
			_decodeBase64(string(), builder, variant);
			return builder.toByteArray();
		}
	}

	@Override
	public boolean isNaN() {
		return this._currToken == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(this.input.real());
	}

	@Override
	public NumberType getNumberType() {
		if (this._currToken == JsonToken.VALUE_NUMBER_FLOAT) {
			return NumberType.DOUBLE;
		}
		return (this.kind == Kind.BIG_INTEGER) ? NumberType.BIG_INTEGER
				: (this.input.number() == (int) this.input.number()) ? NumberType.INT : NumberType.LONG;
	}

	@Override
	public Number getNumberValue() {
		checkNumber();
		return switch (getNumberType()) {
			case INT -> (int) this.input.number();
			case LONG -> this.input.number();
			case BIG_INTEGER -> this.input.bigInteger();
			default -> this.input.real();
		};
	}

	@Override
	public int getIntValue() {
		long number = getLongValue();
		if (number != (int) number) {
			_reportOverflowInt();
		}
		return (int) number;
	}

	@Override
	public long getLongValue() {
		checkNumber();
		if (this.kind == Kind.BIG_INTEGER) {
			_reportOverflowLong();
		}
		if (this.kind != Kind.DOUBLE) {
			return this.input.number();
		}
		checkFinite();
		double real = this.input.real();
		if (real < MIN_LONG_D || real > MAX_LONG_D) {
			_reportOverflowLong();
		}
		return (long) real;
	}

	@Override
	public BigInteger getBigIntegerValue() {
		checkNumber();
		return switch (this.kind) {
			case BIG_INTEGER -> this.input.bigInteger();
			case DOUBLE -> getDecimalValue().toBigInteger();
			default -> BigInteger.valueOf(this.input.number());
		};
	}

	@Override
	public float getFloatValue() {
		return (float) getDoubleValue();
	}

	@Override
	public double getDoubleValue() {
		checkNumber();
		return switch (this.kind) {
			case BIG_INTEGER -> this.input.bigInteger().doubleValue();
			case DOUBLE -> this.input.real();
			default -> this.input.number();
		};
	}

	@Override
	public BigDecimal getDecimalValue() {
		checkNumber();
		if (this.kind == Kind.DOUBLE) {
			checkFinite();
			return BigDecimal.valueOf(this.input.real());
		}
		return new BigDecimal(getBigIntegerValue());
	}

	private void checkNumber() {
		if (this._currToken == null || !this._currToken.isNumeric()) {
			throw _constructReadException("Not a number, but " + this._currToken);
		}
	}

	private void checkFinite() {
		if (isNaN()) {
			_reportInvalidNumber("Not finite: " + this.input.real());
		}
	}

	@Override
	public @Nullable String currentName() {
		boolean start = this._currToken == JsonToken.START_OBJECT || this._currToken == JsonToken.START_ARRAY;
		SimpleStreamReadContext parent = this.context.getParent();
		return (start && parent != null) ? parent.currentName() : this.context.currentName();
	}

	@Override
	public TokenStreamContext streamReadContext() {
		return this.context;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.context.currentValue();
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.context.assignCurrentValue(value);
	}

	@Override
	public TokenStreamLocation currentTokenLocation() {
		return currentLocation();
	}

	@Override
	public TokenStreamLocation currentLocation() {
		return new TokenStreamLocation(ContentReference.unknown(), this.input.position(), -1L, -1, -1);
	}

	@Override
	public @Nullable Object streamReadInputSource() {
		return null;
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	protected void _closeInput() {
		// Bytes in memory
	}

	@Override
	protected void _releaseBuffers() {
		// The bytes belong to the caller
	}

	@Override
	protected void _handleEOF() {
		throw _constructReadException("Unexpected end");
	}

}
