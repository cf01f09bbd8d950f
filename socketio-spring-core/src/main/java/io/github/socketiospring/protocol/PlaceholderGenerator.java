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

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * Writes a placeholder wherever Jackson writes binary, and collects the attachments in
 * that order. Numbers that JSON does not know are null, as in JavaScript.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class PlaceholderGenerator extends JsonGeneratorDelegate {

	private List<ByteBuf> attachments = List.of();

	PlaceholderGenerator(JsonGenerator delegate) {
		super(delegate, false);
	}

	List<ByteBuf> attachments() {
		return this.attachments;
	}

	/**
	 * Write a buffer and take it over: its one reference, however often it is written.
	 */
	void writeBuffer(DataBuffer buffer) {
		ByteBuf content = NettyDataBufferFactory.toByteBuf(buffer);
		if (content.refCnt() == 0) {
			throw new StreamWriteException(this, "The buffer was released before");
		}
		if (!(buffer instanceof NettyDataBuffer)) {
			// What is sent is a copy
			DataBufferUtils.release(buffer);
		}
		add(contains(content) ? content.retainedDuplicate() : content);
		writePlaceholder();
	}

	/**
	 * Release all attachments, and those arguments that were not reached.
	 */
	void release(@Nullable Object[] args) {
		for (Object arg : args) {
			if (arg instanceof NettyDataBuffer buffer) {
				ByteBuf content = buffer.getNativeBuffer();
				if (content.refCnt() > 0 && !contains(content)) {
					add(content);
				}
			}
			else if (arg instanceof DataBuffer buffer) {
				DataBufferUtils.release(buffer);
			}
		}
		this.attachments.forEach(ByteBuf::release);
	}

	private void writePlaceholder() {
		writeStartObject();
		writeBooleanProperty("_placeholder", true);
		writeNumberProperty("num", this.attachments.size() - 1);
		writeEndObject();
	}

	private void add(ByteBuf content) {
		if (this.attachments.isEmpty()) {
			this.attachments = new ArrayList<>(2);
		}
		this.attachments.add(content);
	}

	private boolean contains(ByteBuf content) {
		for (ByteBuf attachment : this.attachments) {
			if (attachment == content) {
				return true;
			}
		}
		return false;
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		add(Unpooled.wrappedBuffer(data, offset, length));
		writePlaceholder();
		return this;
	}

	@Override
	public int writeBinary(Base64Variant variant, InputStream data, int length) {
		try {
			byte[] bytes = (length >= 0) ? data.readNBytes(length) : data.readAllBytes();
			writeBinary(bytes);
			return bytes.length;
		}
		catch (IOException ex) {
			throw JacksonIOException.construct(ex, this);
		}
	}

	@Override
	public JsonGenerator writeEmbeddedObject(Object object) {
		if (object instanceof byte[] bytes) {
			return writeBinary(bytes);
		}
		return super.writeEmbeddedObject(object);
	}

	@Override
	public JsonGenerator writeArray(double[] array, int offset, int length) {
		writeStartArray(array, length);
		for (int i = offset; i < offset + length; i++) {
			writeNumber(array[i]);
		}
		return writeEndArray();
	}

	@Override
	public JsonGenerator writeNumber(double value) {
		return Double.isFinite(value) ? super.writeNumber(value) : writeNull();
	}

	@Override
	public JsonGenerator writeNumber(float value) {
		return Float.isFinite(value) ? super.writeNumber(value) : writeNull();
	}

}
