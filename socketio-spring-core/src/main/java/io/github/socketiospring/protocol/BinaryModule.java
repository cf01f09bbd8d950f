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

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * Teaches Jackson that a {@link DataBuffer} is binary, as a {@code byte[]} and a
 * {@link java.nio.ByteBuffer} are.
 */
final class BinaryModule extends SimpleModule {

	BinaryModule() {
		super("socketio-binary");
		addSerializer(new Serializer());
		addDeserializer(DataBuffer.class, new Deserializer());
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
				generator.writeBinary(ByteBufUtil.getBytes(NettyDataBufferFactory.toByteBuf(value)));
			}
		}

	}

	private static final class Deserializer extends StdScalarDeserializer<DataBuffer> {

		private final transient NettyDataBufferFactory factory = new NettyDataBufferFactory(
				UnpooledByteBufAllocator.DEFAULT);

		Deserializer() {
			super(DataBuffer.class);
		}

		@Override
		public DataBuffer deserialize(JsonParser parser, DeserializationContext context) {
			return this.factory.wrap(parser.getBinaryValue());
		}

	}

}
