package io.github.socketiospring.protocol;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * Teaches Jackson that a {@link DataBuffer} is binary, as a {@code byte[]} and a
 * {@link java.nio.ByteBuffer} are.
 */
final class BinaryModule extends SimpleModule {

	/** Whose values are being read by this thread. */
	private static final ThreadLocal<@Nullable PayloadReader> CURRENT = new ThreadLocal<>();

	BinaryModule() {
		super("socketio-binary");
		addSerializer(new DataBufferSerializer());
		addDeserializer(DataBuffer.class, new DataBufferDeserializer());
	}

}
