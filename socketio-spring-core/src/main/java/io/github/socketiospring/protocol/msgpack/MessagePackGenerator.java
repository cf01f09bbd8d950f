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

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteCapability;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.Version;
import tools.jackson.core.base.GeneratorBase;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.DupDetector;
import tools.jackson.core.util.JacksonFeatureSet;
import tools.jackson.core.util.SimpleStreamWriteContext;

/**
 * Writes what Jackson writes as MessagePack. It gives itself out for textual, so that
 * what has several forms, such as a UUID, has that of JSON.
 */
final class MessagePackGenerator extends GeneratorBase {

	private static final int DEFAULT_FEATURES = StreamWriteFeature.collectDefaults();

	private final MessagePackOutput output;

	private SimpleStreamWriteContext context;

	MessagePackGenerator(ObjectWriteContext writeContext, IOContext ioContext, MessagePackOutput output) {
		super(writeContext, ioContext, writeContext.getStreamWriteFeatures(DEFAULT_FEATURES));
		this.output = output;
		this.context = SimpleStreamWriteContext.createRootContext(
				isEnabled(StreamWriteFeature.STRICT_DUPLICATE_DETECTION) ? DupDetector.rootDetector(this) : null);
	}

	@Override
	public JsonGenerator writeStartArray() {
		return startArray(null, -1);
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object value) {
		return startArray(value, -1);
	}

	@Override
	public JsonGenerator writeStartArray(@Nullable Object value, int size) {
		return startArray(value, size);
	}

	private JsonGenerator startArray(@Nullable Object value, int size) {
		_verifyValueWrite("start an array");
		return start(this.context.createChildArrayContext(value), size);
	}

	@Override
	public JsonGenerator writeEndArray() {
		if (!this.context.inArray()) {
			_reportError("The end of an array in an " + this.context.typeDesc());
		}
		this.output.closeArray(this.context.getEntryCount());
		this.context = this.context.clearAndGetParent();
		return this;
	}

	@Override
	public JsonGenerator writeStartObject() {
		return startObject(null, -1);
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object value) {
		return startObject(value, -1);
	}

	@Override
	public JsonGenerator writeStartObject(@Nullable Object value, int size) {
		return startObject(value, size);
	}

	private JsonGenerator startObject(@Nullable Object value, int size) {
		_verifyValueWrite("start an object");
		return start(this.context.createChildObjectContext(value), size);
	}

	private JsonGenerator start(SimpleStreamWriteContext child, int size) {
		this.context = child;
		streamWriteConstraints().validateNestingDepth(child.getNestingDepth());
		this.output.open(size);
		return this;
	}

	@Override
	public JsonGenerator writeEndObject() {
		if (!this.context.inObject()) {
			_reportError("The end of an object in an " + this.context.typeDesc());
		}
		this.output.closeMap(this.context.getEntryCount());
		this.context = this.context.clearAndGetParent();
		return this;
	}

	@Override
	public JsonGenerator writeName(String name) {
		checkName(name);
		this.output.writeString(name);
		return this;
	}

	@Override
	public JsonGenerator writeName(SerializableString name) {
		checkName(name.getValue());
		byte[] utf8 = name.asUnquotedUTF8();
		this.output.writeString(utf8, 0, utf8.length);
		return this;
	}

	@Override
	public JsonGenerator writePropertyId(long id) {
		return writeName(Long.toString(id));
	}

	private void checkName(String name) {
		if (!this.context.writeName(name)) {
			_reportError("A name where a value is expected");
		}
	}

	@Override
	public JsonGenerator writeString(@Nullable String value) {
		if (value == null) {
			return writeNull();
		}
		_verifyValueWrite(WRITE_STRING);
		this.output.writeString(value);
		return this;
	}

	@Override
	public JsonGenerator writeString(char[] buffer, int offset, int length) {
		return writeString(new String(buffer, offset, length));
	}

	@Override
	public JsonGenerator writeString(SerializableString value) {
		byte[] utf8 = value.asUnquotedUTF8();
		return writeUTF8String(utf8, 0, utf8.length);
	}

	@Override
	public JsonGenerator writeUTF8String(byte[] buffer, int offset, int length) {
		_verifyValueWrite(WRITE_STRING);
		this.output.writeString(buffer, offset, length);
		return this;
	}

	@Override
	public JsonGenerator writeRawUTF8String(byte[] buffer, int offset, int length) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(String text) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(String text, int offset, int length) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(char[] text, int offset, int length) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeRaw(char c) {
		return _reportUnsupportedOperation();
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		_verifyValueWrite(WRITE_BINARY);
		this.output.writeBinary(data, offset, length);
		return this;
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) {
		try {
			byte[] bytes = (length >= 0) ? data.readNBytes(length) : data.readAllBytes();
			writeBinary(variant, bytes, 0, bytes.length);
			return bytes.length;
		}
		catch (IOException ex) {
			throw JacksonIOException.construct(ex, this);
		}
	}

	@Override
	public JsonGenerator writeNumber(short value) {
		return writeNumber((long) value);
	}

	@Override
	public JsonGenerator writeNumber(int value) {
		return writeNumber((long) value);
	}

	@Override
	public JsonGenerator writeNumber(long value) {
		_verifyValueWrite(WRITE_NUMBER);
		this.output.writeInteger(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigInteger value) {
		if (value == null) {
			return writeNull();
		}
		if (value.bitLength() > Long.SIZE || (value.bitLength() == Long.SIZE && value.signum() < 0)) {
			return writeNumber(value.doubleValue());
		}
		if (value.bitLength() < Long.SIZE) {
			return writeNumber(value.longValue());
		}
		_verifyValueWrite(WRITE_NUMBER);
		this.output.writeUnsignedLong(value.longValue());
		return this;
	}

	@Override
	public JsonGenerator writeNumber(double value) {
		_verifyValueWrite(WRITE_NUMBER);
		this.output.writeDouble(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(float value) {
		_verifyValueWrite(WRITE_NUMBER);
		this.output.writeFloat(value);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(@Nullable BigDecimal value) {
		if (value == null) {
			return writeNull();
		}
		return (value.scale() == 0) ? writeNumber(value.unscaledValue()) : writeNumber(value.doubleValue());
	}

	@Override
	public JsonGenerator writeNumber(String value) {
		try {
			return writeNumber(new BigDecimal(value));
		}
		catch (NumberFormatException ex) {
			throw _constructWriteException("Not a number: " + value, ex);
		}
	}

	@Override
	public JsonGenerator writeBoolean(boolean value) {
		_verifyValueWrite(WRITE_BOOLEAN);
		this.output.writeBoolean(value);
		return this;
	}

	@Override
	public JsonGenerator writeNull() {
		_verifyValueWrite(WRITE_NULL);
		this.output.writeNull();
		return this;
	}

	@Override
	protected void _verifyValueWrite(String what) {
		if (!this.context.writeValue()) {
			_reportError("Cannot " + what + " where a name is expected");
		}
	}

	@Override
	public JacksonFeatureSet<StreamWriteCapability> streamWriteCapabilities() {
		return DEFAULT_TEXTUAL_WRITE_CAPABILITIES;
	}

	@Override
	public TokenStreamContext streamWriteContext() {
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
	public Object streamWriteOutputTarget() {
		return this.output;
	}

	@Override
	public int streamWriteOutputBuffered() {
		return this.output.size();
	}

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public void flush() {
		// All of it stays in memory
	}

	@Override
	protected void _closeInput() {
		// Bytes in memory
	}

	@Override
	protected void _releaseBuffers() {
		// The output belongs to the caller
	}

}
