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

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.socketiospring.protocol.InvalidPacketException;
import io.netty.buffer.ByteBuf;

/**
 * Reads MessagePack value by value: of an array or a map only the length, since its
 * elements are values in turn. Extensions are those that notepack.io writes, and the
 * timestamps of the specification where they are wanted.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack
 * specification</a>
 */
final class MessagePackInput {

	private static final int EXTENSION = 0;

	private static final int TIMESTAMP = 0xff;

	/** Of what JavaScript has dates for, on both sides of 1970. */
	private static final long MAX_SECONDS = 8_640_000_000_000L;

	private final byte[] bytes;

	private final ByteBuffer buffer;

	private final int end;

	private final boolean timestamps;

	private int position;

	private Kind kind = Kind.NULL;

	private long number;

	private double real;

	private int offset;

	private int length;

	/**
	 * Create an input.
	 * @param timestamps whether there may be any: clients have notepack.io, which does
	 * not write them
	 */
	MessagePackInput(byte[] bytes, int offset, int length, boolean timestamps) {
		this.bytes = bytes;
		this.buffer = ByteBuffer.wrap(bytes);
		this.position = offset;
		this.end = offset + length;
		this.timestamps = timestamps;
	}

	int position() {
		return this.position;
	}

	boolean isAtEnd() {
		return this.position == this.end;
	}

	/**
	 * The value of an integer or a date; of an integer above the range of a long its
	 * bits.
	 */
	long number() {
		return this.number;
	}

	BigInteger bigInteger() {
		return new BigInteger(Long.toUnsignedString(this.number));
	}

	double real() {
		return this.real;
	}

	/**
	 * The number of elements of an array, of properties of a map, or of bytes of a string
	 * or of binary data.
	 */
	int length() {
		return this.length;
	}

	String string() {
		return new String(this.bytes, this.offset, this.length, StandardCharsets.UTF_8);
	}

	byte[] binary() {
		return Arrays.copyOfRange(this.bytes, this.offset, this.offset + this.length);
	}

	boolean is(byte[] string) {
		return this.kind == Kind.STRING
				&& Arrays.equals(this.bytes, this.offset, this.offset + this.length, string, 0, string.length);
	}

	/**
	 * The string as bytes.
	 * @param whole a buffer of the whole input
	 */
	ByteBuf string(ByteBuf whole) {
		return whole.setIndex(this.offset, this.offset + this.length);
	}

	/**
	 * Read a value.
	 * @throws InvalidPacketException if there is none
	 */
	Kind next() {
		int format = unsigned(1);
		this.kind = (format < 0x80) ? integer(format)
				: (format < 0x90) ? map(format & 0x0f) : (format < 0xa0) ? array(format & 0x0f) : (format < 0xc0)
						? bytes(Kind.STRING, format & 0x1f) : (format < 0xe0) ? next(format) : integer((byte) format);
		return this.kind;
	}

	private Kind next(int format) {
		return switch (format) {
			case 0xc0 -> Kind.NULL;
			case 0xc2 -> Kind.FALSE;
			case 0xc3 -> Kind.TRUE;
			case 0xc4 -> bytes(Kind.BINARY, unsigned(1));
			case 0xc5 -> bytes(Kind.BINARY, unsigned(2));
			case 0xc6 -> bytes(Kind.BINARY, unsignedInt());
			case 0xc7 -> extension(unsigned(1));
			case 0xc8 -> extension(unsigned(2));
			case 0xc9 -> extension(unsignedInt());
			case 0xca -> real(this.buffer.getFloat(advance(4)));
			case 0xcb -> real(this.buffer.getDouble(advance(8)));
			case 0xcc -> integer(unsigned(1));
			case 0xcd -> integer(unsigned(2));
			case 0xce -> integer(unsignedInt());
			case 0xcf -> {
				integer(this.buffer.getLong(advance(8)));
				yield (this.number < 0) ? Kind.BIG_INTEGER : Kind.INTEGER;
			}
			case 0xd0 -> integer(this.buffer.get(advance(1)));
			case 0xd1 -> integer(this.buffer.getShort(advance(2)));
			case 0xd2 -> integer(this.buffer.getInt(advance(4)));
			case 0xd3 -> integer(this.buffer.getLong(advance(8)));
			case 0xd4 -> {
				checkExtension(EXTENSION);
				advance(1);
				yield Kind.UNDEFINED;
			}
			case 0xd6 -> {
				checkExtension(TIMESTAMP);
				yield timestamp(unsignedInt(), 0);
			}
			case 0xd7 -> {
				boolean timestamp = isTimestamp();
				long value = this.buffer.getLong(advance(8));
				yield timestamp ? timestamp(value & 0x3_ffff_ffffL, value >>> 34) : date(value);
			}
			case 0xd9 -> bytes(Kind.STRING, unsigned(1));
			case 0xda -> bytes(Kind.STRING, unsigned(2));
			case 0xdb -> bytes(Kind.STRING, unsignedInt());
			case 0xdc -> array(unsigned(2));
			case 0xdd -> array(unsignedInt());
			case 0xde -> map(unsigned(2));
			case 0xdf -> map(unsignedInt());
			default -> throw new InvalidPacketException("unknown MessagePack format");
		};
	}

	private Kind integer(long number) {
		this.number = number;
		return Kind.INTEGER;
	}

	private Kind real(double real) {
		this.real = real;
		return Kind.DOUBLE;
	}

	private Kind date(long milliseconds) {
		this.number = milliseconds;
		return Kind.DATE;
	}

	private Kind timestamp(long seconds, long nanoseconds) {
		if (seconds < -MAX_SECONDS || seconds > MAX_SECONDS) {
			throw new InvalidPacketException("a date out of range");
		}
		return date(seconds * 1_000 + nanoseconds / 1_000_000);
	}

	/**
	 * An ArrayBuffer, or a timestamp of twelve bytes.
	 */
	private Kind extension(long length) {
		if (!isTimestamp()) {
			return bytes(Kind.BINARY, length);
		}
		if (length != 12) {
			throw new InvalidPacketException("a timestamp of " + length + " bytes");
		}
		long nanoseconds = unsignedInt();
		return timestamp(this.buffer.getLong(advance(8)), nanoseconds);
	}

	private boolean isTimestamp() {
		if (this.timestamps && this.position < this.end && (this.bytes[this.position] & 0xff) == TIMESTAMP) {
			advance(1);
			return true;
		}
		checkExtension(EXTENSION);
		return false;
	}

	private void checkExtension(int type) {
		if (unsigned(1) != type || (type == TIMESTAMP && !this.timestamps)) {
			throw new InvalidPacketException("unknown MessagePack extension");
		}
	}

	private Kind bytes(Kind kind, long length) {
		this.offset = advance(length);
		this.length = (int) length;
		return kind;
	}

	private Kind array(long length) {
		return elements(Kind.ARRAY, length, 1);
	}

	private Kind map(long length) {
		return elements(Kind.MAP, length, 2);
	}

	/**
	 * Each element has at least one byte.
	 */
	private Kind elements(Kind kind, long length, int size) {
		if (length * size > this.end - this.position) {
			throw new InvalidPacketException("truncated MessagePack");
		}
		this.length = (int) length;
		return kind;
	}

	private int unsigned(int size) {
		int index = advance(size);
		return (size == 1) ? this.bytes[index] & 0xff : this.buffer.getShort(index) & 0xffff;
	}

	private long unsignedInt() {
		return this.buffer.getInt(advance(4)) & 0xffffffffL;
	}

	private int advance(long size) {
		if (size > this.end - this.position) {
			throw new InvalidPacketException("truncated MessagePack");
		}
		int index = this.position;
		this.position += (int) size;
		return index;
	}

}
