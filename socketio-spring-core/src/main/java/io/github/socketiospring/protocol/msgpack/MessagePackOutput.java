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

import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.BufferRecycler;

/**
 * Writes MessagePack into memory that grows, each value in its shortest form. The memory
 * is lent by a pool, which keeps what an event loop uses for it, and binds nothing to
 * other threads, as there may be a new one for each event.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack
 * specification</a>
 */
final class MessagePackOutput {

	private static final int REUSE_LIMIT = 64 * 1024;

	private final @Nullable BufferRecycler recycler;

	private final ByteBuf buffer;

	/** Of each array and map that is open, where it begins and where its content does. */
	private int[] starts = new int[8];

	private int depth;

	/**
	 * Create an output with memory of its own.
	 */
	MessagePackOutput() {
		this.recycler = null;
		this.buffer = Unpooled.buffer(1024);
	}

	/**
	 * Create an output with memory that is to be given back.
	 */
	MessagePackOutput(BufferRecycler recycler) {
		this.recycler = recycler;
		this.buffer = new Lent(recycler.allocByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER)).clear();
	}

	void giveBack() {
		BufferRecycler recycler = this.recycler;
		if (recycler != null) {
			if (this.buffer.capacity() <= REUSE_LIMIT) {
				recycler.releaseByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER, this.buffer.array());
			}
			recycler.releaseToPool();
		}
	}

	byte[] array() {
		return this.buffer.array();
	}

	int size() {
		return this.buffer.writerIndex();
	}

	void write(byte[] bytes, int offset, int length) {
		this.buffer.writeBytes(bytes, offset, length);
	}

	void writeNull() {
		this.buffer.writeByte(0xc0);
	}

	void writeBoolean(boolean value) {
		this.buffer.writeByte(value ? 0xc3 : 0xc2);
	}

	void writeInteger(long value) {
		if (value >= 0) {
			if (value < 0x80) {
				this.buffer.writeByte((int) value);
			}
			else {
				writeUnsigned(0xcc, value);
			}
		}
		else if (value >= -0x20) {
			this.buffer.writeByte((int) value);
		}
		else if (value >= Byte.MIN_VALUE) {
			this.buffer.writeByte(0xd0).writeByte((int) value);
		}
		else if (value >= Short.MIN_VALUE) {
			this.buffer.writeByte(0xd1).writeShort((int) value);
		}
		else if (value >= Integer.MIN_VALUE) {
			this.buffer.writeByte(0xd2).writeInt((int) value);
		}
		else {
			this.buffer.writeByte(0xd3).writeLong(value);
		}
	}

	/**
	 * Write an integer above the range of a long.
	 */
	void writeUnsignedLong(long bits) {
		this.buffer.writeByte(0xcf).writeLong(bits);
	}

	void writeFloat(float value) {
		this.buffer.writeByte(0xca).writeFloat(value);
	}

	void writeDouble(double value) {
		this.buffer.writeByte(0xcb).writeDouble(value);
	}

	/**
	 * Write a string. What is half of a surrogate pair becomes a question mark.
	 */
	void writeString(String value) {
		int length = ByteBufUtil.utf8Bytes(value);
		writeStringHeader(length);
		ByteBufUtil.reserveAndWriteUtf8(this.buffer, value, length);
	}

	void writeString(byte[] utf8, int offset, int length) {
		writeStringHeader(length);
		this.buffer.writeBytes(utf8, offset, length);
	}

	private void writeStringHeader(int length) {
		if (length < 0x20) {
			this.buffer.writeByte(0xa0 | length);
		}
		else {
			writeUnsigned(0xd9, length);
		}
	}

	void writeBinary(byte[] bytes, int offset, int length) {
		writeUnsigned(0xc4, length);
		this.buffer.writeBytes(bytes, offset, length);
	}

	/**
	 * Write a number behind the first of the formats for one, two, four, and eight bytes.
	 */
	private void writeUnsigned(int format, long value) {
		if (value < 0x100) {
			this.buffer.writeByte(format).writeByte((int) value);
		}
		else if (value < 0x10000) {
			this.buffer.writeByte(format + 1).writeShort((int) value);
		}
		else if (value < 0x100000000L) {
			this.buffer.writeByte(format + 2).writeInt((int) value);
		}
		else {
			this.buffer.writeByte(format + 3).writeLong(value);
		}
	}

	void writeArrayHeader(int length) {
		writeHeader(0x90, 0xdc, length);
	}

	void writeMapHeader(int length) {
		writeHeader(0x80, 0xde, length);
	}

	private void writeHeader(int shortFormat, int longFormat, int length) {
		if (length < 0x10) {
			this.buffer.writeByte(shortFormat | length);
		}
		else if (length < 0x10000) {
			this.buffer.writeByte(longFormat).writeShort(length);
		}
		else {
			this.buffer.writeByte(longFormat + 1).writeInt(length);
		}
	}

	/**
	 * Begin an array or a map, whose length is known at its end.
	 * @param expected the probable length, or -1
	 */
	void open(int expected) {
		if (this.depth == this.starts.length) {
			this.starts = Arrays.copyOf(this.starts, 2 * this.depth);
		}
		this.starts[this.depth++] = this.buffer.writerIndex();
		// Room for the header
		writeArrayHeader(Math.max(expected, 0));
		this.starts[this.depth++] = this.buffer.writerIndex();
	}

	void closeArray(int length) {
		int end = close(length);
		writeArrayHeader(length);
		this.buffer.writerIndex(end);
	}

	void closeMap(int length) {
		int end = close(length);
		writeMapHeader(length);
		this.buffer.writerIndex(end);
	}

	/**
	 * Go to where the header stands, and move what was written if there is not the room
	 * for it.
	 * @return where the writing goes on
	 */
	private int close(int length) {
		int from = this.starts[--this.depth];
		int start = this.starts[--this.depth];
		int to = start + ((length < 0x10) ? 1 : (length < 0x10000) ? 3 : 5);
		int size = this.buffer.writerIndex() - from;
		if (to != from) {
			this.buffer.ensureWritable(4);
			System.arraycopy(this.buffer.array(), from, this.buffer.array(), to, size);
		}
		this.buffer.writerIndex(start);
		return to + size;
	}

	/**
	 * Begins with an array of others, and grows.
	 */
	private static final class Lent extends UnpooledHeapByteBuf {

		Lent(byte[] array) {
			super(UnpooledByteBufAllocator.DEFAULT, array, Integer.MAX_VALUE);
		}

	}

}
