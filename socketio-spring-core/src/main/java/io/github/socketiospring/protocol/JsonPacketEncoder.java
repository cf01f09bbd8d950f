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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.protocol.EnginePacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes packets: the JSON first, into an array that the thread keeps, then the header in
 * the room before it, since only then is the number of attachments known.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class JsonPacketEncoder {

	/** Arrays up to this size may be changed by the application after the emit. */
	private static final int COPY_LIMIT = 4096;

	private static final Object[] NO_ARGS = {};

	private final ObjectWriter writer;

	private final ThreadLocal<Output> outputs = ThreadLocal.withInitial(Output::new);

	/** Whether the mapper writes plain values as {@link PlainJson} does. */
	private final boolean plain;

	JsonPacketEncoder(JsonMapper mapper) {
		this.writer = mapper.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
		this.plain = PlainJson.isWrittenBy(this.writer);
	}

	/**
	 * Encode a packet whose arguments are plain values, without a generator.
	 * @return null if they are not
	 */
	private @Nullable EncodedPacket encodePlain(PacketType type, String namespace, long id, @Nullable String event,
			@Nullable Object[] args) {
		int size = PlainJson.maxSize(event, args);
		if (size < 0) {
			return null;
		}
		Output output = takeOutput();
		try {
			byte[] prefix = prefix(namespace);
			output.reset(prefix.length);
			if (!output.writePlain(event, args, size)) {
				return null;
			}
			int start = output.prepend(type, 0, prefix, id);
			return EncodedPacket.text(ByteBufAllocator.DEFAULT, output.array(), start, output.end() - start);
		}
		finally {
			output.giveBack();
		}
	}

	private Output takeOutput() {
		Output output = this.outputs.get();
		// A serializer may emit in turn: it then gets an array of its own
		return output.take() ? output : new Output();
	}

	EncodedPacket encode(PacketType type, String namespace, long id, @Nullable String event, @Nullable Object[] args) {
		EncodedPacket packet = this.plain ? encodePlain(type, namespace, id, event, args) : null;
		if (packet != null) {
			return packet;
		}
		return encode(type, namespace, id, args, (generator) -> {
			generator.writeStartArray();
			if (event != null) {
				generator.writeString(event);
			}
			for (Object arg : args) {
				write(generator, arg);
			}
			generator.writeEndArray();
		});
	}

	EncodedPacket encodeObject(PacketType type, String namespace, @Nullable Object payload) {
		return encode(type, namespace, IncomingPacket.NO_ID, NO_ARGS, (generator) -> {
			if (payload != null) {
				write(generator, payload);
			}
		});
	}

	/**
	 * What stands before the JSON.
	 */
	static byte[] header(PacketType type, int attachments, String namespace, long id) {
		byte[] prefix = prefix(namespace);
		Output output = new Output();
		output.reset(prefix.length);
		int start = output.prepend(type, attachments, prefix, id);
		return Arrays.copyOfRange(output.array(), start, output.end());
	}

	private static byte[] prefix(String namespace) {
		return "/".equals(namespace) ? Output.NONE : (namespace + ",").getBytes(StandardCharsets.UTF_8);
	}

	private EncodedPacket encode(PacketType type, String namespace, long id, @Nullable Object[] args, Body body) {
		Output output = takeOutput();
		PlaceholderGenerator generator = new PlaceholderGenerator(this.writer.createGenerator(output));
		try {
			byte[] prefix = prefix(namespace);
			output.reset(prefix.length);
			body.write(generator);
			generator.close();
			if (!generator.attachments().isEmpty() && type != PacketType.EVENT && type != PacketType.ACK) {
				throw new IllegalArgumentException("Only events and acknowledgements can have binary data");
			}
			List<ByteBuf> attachments = detach(generator.attachments());
			int start = output.prepend(type, attachments.size(), prefix, id);
			return EncodedPacket.encode(ByteBufAllocator.DEFAULT, output.array(), start, output.end() - start,
					attachments);
		}
		catch (JacksonException ex) {
			generator.release(args);
			throw new IllegalArgumentException("Cannot be written as JSON: " + ex.getOriginalMessage(), ex);
		}
		catch (RuntimeException | Error ex) {
			generator.release(args);
			throw ex;
		}
		finally {
			output.giveBack();
		}
	}

	private void write(JsonGenerator generator, @Nullable Object value) {
		if (value == null) {
			generator.writeNull();
		}
		else if (value instanceof String string) {
			generator.writeString(string);
		}
		else if (value instanceof Integer number) {
			generator.writeNumber(number.intValue());
		}
		else {
			this.writer.writeValue(generator, value);
		}
	}

	/**
	 * Small attachments are copied by the packet if all of them are small; if not, they
	 * are copied here, so that the application may change them at once in either case.
	 */
	private static List<ByteBuf> detach(List<ByteBuf> attachments) {
		if (attachments.isEmpty()) {
			return attachments;
		}
		int total = 0;
		for (ByteBuf attachment : attachments) {
			total += attachment.readableBytes();
		}
		if (total > COPY_LIMIT) {
			attachments.replaceAll((attachment) -> {
				if (attachment.readableBytes() >= COPY_LIMIT) {
					return attachment;
				}
				ByteBuf copy = Unpooled.copiedBuffer(attachment);
				attachment.release();
				return copy;
			});
		}
		return attachments;
	}

	@FunctionalInterface
	private interface Body {

		void write(JsonGenerator generator);

	}

	/**
	 * Collects the JSON behind some room for the header.
	 */
	private static final class Output extends ByteArrayOutputStream {

		static final byte[] NONE = {};

		/** Engine.IO type, type, number of attachments, hyphen, id. */
		private static final int HEADER_ROOM = 1 + 1 + 10 + 1 + 19;

		private static final int REUSE_LIMIT = 64 * 1024;

		private static final int INITIAL_SIZE = 1024;

		private boolean taken;

		Output() {
			super(INITIAL_SIZE);
		}

		/**
		 * Begin to use it.
		 * @return false if it is in use
		 */
		boolean take() {
			boolean free = !this.taken;
			this.taken = true;
			return free;
		}

		void giveBack() {
			this.taken = false;
			if (this.buf.length > REUSE_LIMIT) {
				this.buf = new byte[INITIAL_SIZE];
			}
		}

		void reset(int prefixLength) {
			int room = HEADER_ROOM + prefixLength;
			if (this.buf.length < room) {
				this.buf = new byte[room + INITIAL_SIZE];
			}
			this.count = room;
		}

		/**
		 * Write plain values.
		 * @return false if one of them is not plain after all
		 */
		boolean writePlain(@Nullable String event, @Nullable Object[] args, int maxSize) {
			if (this.buf.length - this.count < maxSize) {
				this.buf = new byte[this.count + maxSize];
			}
			int end = PlainJson.write(event, args, this.buf, this.count);
			if (end < 0) {
				return false;
			}
			this.count = end;
			return true;
		}

		int prepend(PacketType type, int attachments, byte[] prefix, long id) {
			int index = HEADER_ROOM + prefix.length;
			if (id >= 0) {
				index = prependDigits(index, id);
			}
			index -= prefix.length;
			System.arraycopy(prefix, 0, this.buf, index, prefix.length);
			PacketType actual = type;
			if (attachments > 0) {
				this.buf[--index] = '-';
				index = prependDigits(index, attachments);
				actual = (type == PacketType.ACK) ? PacketType.BINARY_ACK : PacketType.BINARY_EVENT;
			}
			this.buf[--index] = actual.code();
			this.buf[--index] = EnginePacket.MESSAGE;
			return index;
		}

		private int prependDigits(int index, long number) {
			long rest = number;
			do {
				this.buf[--index] = (byte) ('0' + rest % 10);
				rest /= 10;
			}
			while (rest > 0);
			return index;
		}

		byte[] array() {
			return this.buf;
		}

		/**
		 * Where the JSON ends: what {@link #size()} gives, which takes a lock.
		 */
		int end() {
			return this.count;
		}

	}

}
