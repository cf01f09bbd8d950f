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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.util.TokenBuffer;

/**
 * The JSON of what events carry most: short texts that need no escapes, integers, and
 * placeholders of binary arguments. Written and read here, without the objects that a
 * generator and a parser are made of. All else is left to Jackson.
 */
final class PlainJson {

	/** Longer lists of arguments are left to Jackson. */
	private static final int MAX_SIZE = 16 * 1024;

	private static final int MAX_INTEGER_SIZE = 11;

	/** Whole numbers of more digits than these may not fit into an int. */
	private static final int MAX_DIGITS = 9;

	private static final char DELETE = 0x7f;

	/** As clients of JavaScript write it: with its number and a bracket at the end. */
	private static final byte[] PLACEHOLDER = "{\"_placeholder\":true,\"num\":".getBytes(StandardCharsets.US_ASCII);

	/** The longest name in a placeholder, and the levels that it takes. */
	private static final int NAME_LENGTH = 12;

	private static final int DEPTH = 2;

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long EACH = 0x0101010101010101L;

	private static final long HIGHEST = EACH << 7;

	private PlainJson() {
	}

	/**
	 * Whether Jackson writes plain values as this class does: a mapper may be told to
	 * escape more, to write numbers as text, or to add white space.
	 */
	static boolean isWrittenBy(ObjectWriter writer) {
		Object[] values = { everyCharacter(), "", 0, -17, Integer.MAX_VALUE, Integer.MIN_VALUE, null };
		byte[] plain = new byte[maxSize(null, values)];
		int length = write(null, values, plain, 0);
		try {
			return new String(plain, 0, length, StandardCharsets.US_ASCII).equals(writer.writeValueAsString(values));
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/**
	 * Whether Jackson writes arrays of bytes as binary: a mapper may have a serializer
	 * for them.
	 */
	static boolean isBinaryWrittenBy(ObjectWriter writer) {
		byte[] binary = { 1, 2, 3 };
		byte[] plain = new byte[maxSize(null, binary)];
		int length = write(null, new Object[] { binary }, plain, 0);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		try (PlaceholderGenerator generator = new PlaceholderGenerator(writer.createGenerator(output))) {
			generator.writeStartArray();
			writer.writeValue(generator, binary);
			generator.writeEndArray();
			generator.flush();
			return Arrays.equals(output.toByteArray(), 0, output.size(), plain, 0, length)
					&& generator.attachments().equals(List.of(Unpooled.wrappedBuffer(binary)));
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/**
	 * Whether Jackson reads texts as they are: a mapper may be told to trim them, or to
	 * take empty ones for null.
	 */
	static boolean isTextReadBy(ObjectReader reader) {
		String text = everyCharacter() + ' ';
		return isReadBy(reader, '"' + text + '"', text) && isReadBy(reader, "\"\"", "");
	}

	/**
	 * Whether Jackson reads integers as they are.
	 */
	static boolean isIntegerReadBy(ObjectReader reader) {
		return isReadBy(reader, "0", 0) && isReadBy(reader, "-17", -17);
	}

	/**
	 * Whether Jackson makes of binary what is made of it here.
	 */
	static boolean isBinaryReadBy(ObjectReader reader, Function<byte[], Object> factory) {
		byte[] binary = { 1, 2, 3 };
		Object value = factory.apply(binary);
		try (TokenBuffer tokens = TokenBuffer.forGeneration()) {
			tokens.writeEmbeddedObject(binary);
			Object read = reader.readValue(tokens.asParser());
			return value.getClass().isInstance(read) && value.equals(read);
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static boolean isReadBy(ObjectReader reader, String json, Object value) {
		try {
			return value.equals(reader.readValue(json));
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static String everyCharacter() {
		StringBuilder text = new StringBuilder();
		for (char c = ' '; c < DELETE; c++) {
			if (isPlain(c)) {
				text.append(c);
			}
		}
		return text.toString();
	}

	/**
	 * The most bytes that a list of values takes.
	 * @return -1 if they are not plain, or too long
	 */
	static int maxSize(@Nullable String first, @Nullable Object... rest) {
		int size = 2;
		if (first != null) {
			if (first.length() > MAX_SIZE) {
				return -1;
			}
			size += first.length() + 3;
		}
		for (Object value : rest) {
			if (value instanceof String text) {
				if (text.length() > MAX_SIZE - size) {
					return -1;
				}
				size += text.length() + 3;
			}
			else if (value == null || value instanceof Integer) {
				size += MAX_INTEGER_SIZE + 1;
			}
			else if (value instanceof byte[]) {
				size += PLACEHOLDER.length + MAX_INTEGER_SIZE + 1;
			}
			else {
				return -1;
			}
		}
		return size;
	}

	/**
	 * Write a list of values. Binary ones are numbered in their order.
	 * @return the index behind what was written; -1 if a text needs escapes or is not in
	 * ASCII
	 */
	static int write(@Nullable String first, @Nullable Object[] rest, byte[] target, int offset) {
		int index = offset;
		target[index++] = '[';
		if (first != null) {
			index = writeText(first, target, index);
		}
		int attachments = 0;
		for (int i = 0; i < rest.length && index >= 0; i++) {
			if (i > 0 || first != null) {
				target[index++] = ',';
			}
			Object value = rest[i];
			if (value instanceof String text) {
				index = writeText(text, target, index);
			}
			else if (value instanceof Integer number) {
				index = writeInteger(number, target, index);
			}
			else if (value instanceof byte[]) {
				System.arraycopy(PLACEHOLDER, 0, target, index, PLACEHOLDER.length);
				index = writeInteger(attachments++, target, index + PLACEHOLDER.length);
				target[index++] = '}';
			}
			else {
				index = writeNull(target, index);
			}
		}
		if (index >= 0) {
			target[index++] = ']';
		}
		return index;
	}

	private static int writeText(String text, byte[] target, int offset) {
		// Copied as a whole and looked at then: much faster than one by one
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		int length = bytes.length;
		if (length != text.length() || endOfPlain(bytes, 0, length) != length
				|| (mayHaveQuestionMark(bytes) && hasSurrogate(text))) {
			return -1;
		}
		target[offset] = '"';
		System.arraycopy(bytes, 0, target, offset + 1, length);
		target[offset + length + 1] = '"';
		return offset + length + 2;
	}

	/**
	 * Whether there may be a question mark among plain bytes, which half of a surrogate
	 * pair becomes as well.
	 */
	private static boolean mayHaveQuestionMark(byte[] bytes) {
		long found = 0;
		int index = 0;
		while (bytes.length - index >= Long.BYTES) {
			found |= ((long) LONGS.get(bytes, index) ^ EACH * '?') - EACH;
			index += Long.BYTES;
		}
		boolean last = false;
		while (index < bytes.length) {
			last |= bytes[index++] == '?';
		}
		return last || (found & HIGHEST) != 0;
	}

	private static boolean hasSurrogate(String text) {
		return text.chars().anyMatch((c) -> Character.isSurrogate((char) c));
	}

	/**
	 * Find the first byte that is not an ASCII character that stands for itself.
	 * @return its index; the end if there is none
	 */
	private static int endOfPlain(byte[] bytes, int from, int end) {
		int index = from;
		while (end - index >= Long.BYTES) {
			long found = special((long) LONGS.get(bytes, index));
			if (found != 0) {
				return index + Long.numberOfTrailingZeros(found) / Byte.SIZE;
			}
			index += Long.BYTES;
		}
		while (index < end && isPlain(bytes[index])) {
			index++;
		}
		return index;
	}

	/**
	 * Look at eight bytes at a time.
	 * @return the highest bit of the first byte that is not plain is set, and none before
	 * it
	 */
	private static long special(long bytes) {
		long control = bytes - EACH * ' ';
		long quote = (bytes ^ EACH * '"') - EACH;
		long backslash = (bytes ^ EACH * '\\') - EACH;
		long delete = (bytes ^ EACH * DELETE) - EACH;
		return (bytes | control | quote | backslash | delete) & HIGHEST;
	}

	private static boolean isPlain(int c) {
		return c >= ' ' && c != '"' && c != '\\' && c < DELETE;
	}

	private static int writeInteger(int number, byte[] target, int offset) {
		int index = offset;
		// Of negative numbers there is one more
		int rest = (number < 0) ? number : -number;
		if (number < 0) {
			target[index++] = '-';
		}
		int digits = 1;
		for (int i = rest; i <= -10; i /= 10) {
			digits++;
		}
		for (int i = index + digits - 1; i >= index; i--) {
			target[i] = (byte) ('0' - rest % 10);
			rest /= 10;
		}
		return index + digits;
	}

	private static int writeNull(byte[] target, int offset) {
		target[offset] = 'n';
		target[offset + 1] = 'u';
		target[offset + 2] = 'l';
		target[offset + 3] = 'l';
		return offset + 4;
	}

	/**
	 * The length up to which no limit of the parser can be exceeded.
	 */
	static int maxLength(StreamReadConstraints constraints) {
		boolean limited = constraints.hasMaxDocumentLength() || constraints.hasMaxTokenCount()
				|| constraints.getMaxNumberLength() < MAX_DIGITS || constraints.getMaxNameLength() < NAME_LENGTH
				|| constraints.getMaxNestingDepth() < DEPTH;
		return limited ? -1 : constraints.getMaxStringLength();
	}

	/**
	 * Find the end of a text.
	 * @param from the index of its first quotation mark
	 * @return the index of its last quotation mark; -1 if there is no text, it needs more
	 * than copying, or does not end
	 */
	static int endOfText(byte[] bytes, int from, int end) {
		if (from >= end || bytes[from] != '"') {
			return -1;
		}
		int index = endOfPlain(bytes, from + 1, end);
		return (index < end && bytes[index] == '"') ? index : -1;
	}

	/**
	 * Find the end of an integer that fits into an int.
	 * @return the index behind it; -1 if there is none that surely fits
	 */
	static int endOfInteger(byte[] bytes, int from, int end) {
		int first = (from < end && bytes[from] == '-') ? from + 1 : from;
		int index = first;
		while (index < end && bytes[index] >= '0' && bytes[index] <= '9') {
			index++;
		}
		int digits = index - first;
		boolean leadingZero = digits > 0 && bytes[first] == '0' && (digits > 1 || first > from);
		return (digits == 0 || digits > MAX_DIGITS || leadingZero) ? -1 : index;
	}

	/**
	 * Find the number in a placeholder that is written as most are.
	 * @return the index of its first digit; -1 if there is no placeholder
	 */
	static int startOfAttachment(byte[] bytes, int from, int end) {
		int start = from + PLACEHOLDER.length;
		boolean found = start < end && Arrays.equals(bytes, from, start, PLACEHOLDER, 0, PLACEHOLDER.length);
		return (found && bytes[start] != '-') ? start : -1;
	}

	/**
	 * Read an integer whose end was found.
	 */
	static int readInteger(byte[] bytes, int from, int end) {
		boolean negative = bytes[from] == '-';
		int number = 0;
		for (int i = negative ? from + 1 : from; i < end; i++) {
			number = number * 10 + bytes[i] - '0';
		}
		return negative ? -number : number;
	}

}
