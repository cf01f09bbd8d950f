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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.util.Assert;

/**
 * Teaches Jackson that a {@link DataBuffer} is binary, as a {@code byte[]} and a
 * {@link java.nio.ByteBuffer} are.
 */
final class BinaryModule extends SimpleModule {

	private static final NettyDataBufferFactory FACTORY = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

	BinaryModule() {
		super("socketio-binary");
		addSerializer(new Serializer());
		addDeserializer(DataBuffer.class, new Deserializer());
	}

	/**
	 * Take buffers over, for what wants their bytes alone. One that stands among the
	 * arguments twice has one reference.
	 * @throws IllegalArgumentException if one was released before; the others are taken
	 * over all the same
	 */
	static @Nullable Object[] detach(@Nullable Object[] args) {
		@Nullable Object[] detached = args;
		boolean released = false;
		for (int i = 0; i < args.length; i++) {
			if (args[i] instanceof DataBuffer buffer && detached[i] == buffer) {
				if (detached == args) {
					detached = args.clone();
				}
				byte @Nullable [] bytes = take(buffer);
				released |= bytes == null;
				for (int j = i; j < args.length; j++) {
					if (args[j] == buffer) {
						detached[j] = bytes;
					}
				}
			}
		}
		Assert.isTrue(!released, "The buffer was released before");
		return detached;
	}

	/**
	 * Make a buffer of bytes, which are taken over.
	 */
	static DataBuffer wrap(byte[] bytes) {
		return FACTORY.wrap(bytes);
	}

	/**
	 * Get the bytes of a buffer and release it.
	 * @return null if it was released before
	 */
	private static byte @Nullable [] take(DataBuffer buffer) {
		ByteBuf content = NettyDataBufferFactory.toByteBuf(buffer);
		if (content.refCnt() == 0) {
			return null;
		}
		byte[] bytes = ByteBufUtil.getBytes(content);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static final class Serializer extends StdSerializer<DataBuffer> {

		Serializer() {
			super(DataBuffer.class);
		}

		@Override
		public void serialize(DataBuffer value, JsonGenerator generator, SerializationContext context) {
			if (generator instanceof PlaceholderGenerator placeholders) {
				placeholders.writeBuffer(value);
			}
			else {
				byte[] bytes = take(value);
				if (bytes == null) {
					throw new StreamWriteException(generator, "The buffer was released before");
				}
				generator.writeBinary(bytes);
			}
		}

	}

	private static final class Deserializer extends StdScalarDeserializer<DataBuffer> {

		Deserializer() {
			super(DataBuffer.class);
		}

		@Override
		public DataBuffer deserialize(JsonParser parser, DeserializationContext context) {
			return wrap(parser.getBinaryValue());
		}

	}

}
