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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads payloads as a server gets them: in memory outside of the heap, or in an array if
 * they had to wait for attachments.
 */
final class CodecTester {

	private final PacketCodec codec;

	CodecTester() {
		this(JsonMapper.shared());
	}

	CodecTester(JsonMapper mapper) {
		this.codec = new PacketCodec(mapper, PacketParserFactory.json());
	}

	PacketCodec codec() {
		return this.codec;
	}

	/**
	 * Read the arguments of an event.
	 */
	@Nullable Object[] read(String json, List<byte[]> attachments, Type... types) {
		return read(PacketType.EVENT, json, attachments, readers(types));
	}

	/**
	 * Read the only argument of an event.
	 */
	@SuppressWarnings("unchecked")
	<T> T argument(String json, Type type, byte[]... attachments) {
		return (T) read("[\"a\"," + json + "]", List.of(attachments), type)[0];
	}

	/**
	 * Read the arguments of an acknowledgement.
	 */
	@Nullable Object[] readAck(String json, List<byte[]> attachments, Type... types) {
		return read(PacketType.ACK, json, attachments, readers(types));
	}

	@Nullable Object[] read(PacketType type, String json, List<byte[]> attachments, ValueReader... readers) {
		AtomicReference<@Nullable Object[]> values = new AtomicReference<>();
		open(type, json, attachments, (payload) -> values.set(payload.read(readers)));
		return values.get();
	}

	/**
	 * Open an event.
	 */
	void event(String json, Consumer<PayloadReader> action) {
		open(PacketType.EVENT, json, List.of(), action);
	}

	private void open(PacketType type, String json, List<byte[]> attachments, Consumer<PayloadReader> action) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		ByteBuf buffer = attachments.isEmpty() ? Unpooled.directBuffer() : Unpooled.buffer();
		buffer.writeByte('2').writeBytes(bytes).writeByte('x');
		IncomingPacket packet = new IncomingPacket(type, "/", IncomingPacket.NO_ID, buffer.slice(1, bytes.length),
				attachments);
		try (PayloadReader payload = (type == PacketType.EVENT) ? this.codec.openEvent(packet)
				: this.codec.openAck(packet)) {
			action.accept(payload);
		}
		finally {
			buffer.release();
		}
	}

	ValueReader[] readers(Type... types) {
		return Arrays.stream(types).map(this.codec::valueReader).toArray(ValueReader[]::new);
	}

}
