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

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes packets: the JSON first, then the header in the room before it, since only then
 * is the number of attachments known. The array for that is lent by the mapper's pool: an
 * event loop keeps its own, and what others use is not bound to a thread, as there may be
 * a new one for each event.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class JsonPacketEncoder {

	/** Arrays up to this size may be changed by the application after the emit. */
	private static final int COPY_LIMIT = 4096;

	private static final Object[] NO_ARGS = {};

	private final ObjectWriter writer;

	private final RecyclerPool<BufferRecycler> recyclers;

	/** Whether the mapper writes plain values as {@link PlainJson} does. */
	private final boolean plain;

	private final boolean plainBinary;

	JsonPacketEncoder(JsonMapper mapper) {
		this.writer = mapper.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
		this.recyclers = mapper.tokenStreamFactory()._getRecyclerPool();
		this.plain = PlainJson.isWrittenBy(this.writer);
		this.plainBinary = PlainJson.isBinaryWrittenBy(this.writer);
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
		List<ByteBuf> attachments = attachments(args);
		if (!attachments.isEmpty() && !this.plainBinary) {
			return null;
		}
		Output output = new Output(this.recyclers.acquireAndLinkPooled());
		try {
			byte[] prefix = prefix(namespace);
			output.reset(prefix.length);
			if (!output.writePlain(event, args, size)) {
				return null;
			}
			int start = output.prepend(type, attachments.size(), prefix, id);
			return EncodedPacket.encode(ByteBufAllocator.DEFAULT, output.array(), start, output.end() - start,
					detach(attachments));
		}
		finally {
			output.giveBack();
		}
	}

	private static List<ByteBuf> attachments(@Nullable Object[] args) {
		List<ByteBuf> attachments = List.of();
		for (Object arg : args) {
			if (arg instanceof byte[] bytes) {
				if (attachments.isEmpty()) {
					attachments = new ArrayList<>(2);
				}
				attachments.add(Unpooled.wrappedBuffer(bytes));
			}
		}
		return attachments;
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
		Output output = new Output(null);
		output.reset(prefix.length);
		int start = output.prepend(type, attachments, prefix, id);
		return Arrays.copyOfRange(output.array(), start, output.end());
	}

	private static byte[] prefix(String namespace) {
		return "/".equals(namespace) ? Output.NONE : (namespace + ",").getBytes(StandardCharsets.UTF_8);
	}

	private EncodedPacket encode(PacketType type, String namespace, long id, @Nullable Object[] args, Body body) {
		Output output = new Output(this.recyclers.acquireAndLinkPooled());
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
	 * Collects the JSON behind some room for the header. Not by
	 * {@link java.io.ByteArrayOutputStream}, which takes a lock for each write.
	 */
	private static final class Output extends OutputStream {

		static final byte[] NONE = {};

		/** Engine.IO type, type, number of attachments, hyphen, id. */
		private static final int HEADER_ROOM = 1 + 1 + 10 + 1 + 19;

		private static final int REUSE_LIMIT = 64 * 1024;

		private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

		private final @Nullable BufferRecycler recycler;

		private byte[] buf;

		private int count;

		/**
		 * Create an output.
		 * @param recycler lends the array; null for one that grows from nothing. A
		 * serializer may emit in turn, and gets another array
		 */
		Output(@Nullable BufferRecycler recycler) {
			this.recycler = recycler;
			this.buf = (recycler != null) ? recycler.allocByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER) : NONE;
		}

		void giveBack() {
			BufferRecycler recycler = this.recycler;
			if (recycler != null) {
				if (this.buf.length <= REUSE_LIMIT) {
					recycler.releaseByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER, this.buf);
				}
				recycler.releaseToPool();
			}
		}

		void reset(int prefixLength) {
			int room = HEADER_ROOM + prefixLength;
			if (this.buf.length < room) {
				this.buf = new byte[room];
			}
			this.count = room;
		}

		/**
		 * Write plain values.
		 * @return false if one of them is not plain after all
		 */
		boolean writePlain(@Nullable String event, @Nullable Object[] args, int maxSize) {
			ensureRoom(maxSize);
			int end = PlainJson.write(event, args, this.buf, this.count);
			if (end < 0) {
				return false;
			}
			this.count = end;
			return true;
		}

		@Override
		public void write(int b) {
			ensureRoom(1);
			this.buf[this.count++] = (byte) b;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			ensureRoom(length);
			System.arraycopy(bytes, offset, this.buf, this.count, length);
			this.count += length;
		}

		private void ensureRoom(int length) {
			if (this.buf.length - this.count < length) {
				int size = Math.max(Math.addExact(this.count, length), (int) Math.min(2L * this.count, MAX_ARRAY));
				this.buf = Arrays.copyOf(this.buf, size);
			}
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
		 * Where the JSON ends.
		 */
		int end() {
			return this.count;
		}

	}

}
