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

package io.github.socketiospring.engineio.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Counts the characters of UTF-8 as JavaScript and Java do: in UTF-16 code units.
 */
final class CharCount {

	private CharCount() {
	}

	/**
	 * Count the characters of valid UTF-8.
	 * @param text the text, which stays as it is
	 * @return their number
	 */
	static int of(ByteBuf text) {
		int count = 0;
		int end = text.writerIndex();
		for (int i = text.readerIndex(); i < end; i++) {
			count += units(text.getByte(i));
		}
		return count;
	}

	/**
	 * Find the end of a number of characters in valid UTF-8.
	 * @param text the text, which stays as it is
	 * @param from the index of the first character
	 * @param count the number of characters
	 * @return the index behind the last, or -1 if there are fewer or the last is half of
	 * a surrogate pair
	 */
	static int end(ByteBuf text, int from, long count) {
		long missing = count;
		int index = from;
		int end = text.writerIndex();
		while (missing > 0 && index < end) {
			missing -= units(text.getByte(index++));
		}
		while (index < end && units(text.getByte(index)) == 0) {
			index++;
		}
		return (missing == 0) ? index : -1;
	}

	/**
	 * How many code units begin with a byte.
	 */
	private static int units(byte b) {
		if ((b & 0xc0) == 0x80) {
			return 0;
		}
		return ((b & 0xff) >= 0xf0) ? 2 : 1;
	}

}
