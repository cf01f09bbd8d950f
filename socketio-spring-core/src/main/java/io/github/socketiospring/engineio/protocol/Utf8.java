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
 * Checks that bytes are UTF-8, strictly: no overlong forms, no surrogates, nothing beyond
 * U+10FFFF.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629, section 4</a>
 */
public final class Utf8 {

	private static final long NOT_ASCII = 0x8080808080808080L;

	private Utf8() {
	}

	/**
	 * Check the readable bytes of a buffer.
	 * @param buffer the buffer, which stays as it is
	 * @return whether they are UTF-8
	 */
	public static boolean isValid(ByteBuf buffer) {
		int index = buffer.readerIndex();
		int end = buffer.writerIndex();
		while (index < end) {
			while (end - index >= Long.BYTES && (buffer.getLong(index) & NOT_ASCII) == 0) {
				index += Long.BYTES;
			}
			while (index < end && buffer.getByte(index) >= 0) {
				index++;
			}
			if (index < end) {
				int length = sequenceLength(buffer, index, end);
				if (length == 0) {
					return false;
				}
				index += length;
			}
		}
		return true;
	}

	private static int sequenceLength(ByteBuf buffer, int index, int end) {
		int first = buffer.getByte(index) & 0xff;
		if (first < 0xc2 || first > 0xf4) {
			return 0;
		}
		int length = (first < 0xe0) ? 2 : (first < 0xf0) ? 3 : 4;
		if (end - index < length) {
			return 0;
		}
		int second = buffer.getByte(index + 1) & 0xff;
		int low = (first == 0xe0) ? 0xa0 : (first == 0xf0) ? 0x90 : 0x80;
		int high = (first == 0xed) ? 0x9f : (first == 0xf4) ? 0x8f : 0xbf;
		if (second < low || second > high) {
			return 0;
		}
		for (int i = 2; i < length; i++) {
			if ((buffer.getByte(index + i) & 0xc0) != 0x80) {
				return 0;
			}
		}
		return length;
	}

}
