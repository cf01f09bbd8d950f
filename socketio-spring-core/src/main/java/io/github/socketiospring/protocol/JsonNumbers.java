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

import java.math.BigInteger;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Finds JSON that may hold a number beyond the range of a double, without parsing it.
 */
final class JsonNumbers {

	/** So many digits and an exponent of two more stay below the largest double. */
	private static final int MAX_DIGITS = 209;

	private JsonNumbers() {
	}

	/**
	 * Whether there may be a number out of range: an exponent of three digits, or a run
	 * of very many digits. May be wrong about text that looks like one.
	 */
	static boolean mayOverflow(byte[] json, int offset, int length) {
		int end = offset + length;
		for (int i = offset + 1; i < end - 3; i++) {
			if ((json[i] | 0x20) == 'e' && isDigit(json[i - 1])) {
				int from = (json[i + 1] == '+') ? i + 2 : i + 1;
				if (from + 2 < end && isDigit(json[from]) && isDigit(json[from + 1]) && isDigit(json[from + 2])) {
					return true;
				}
			}
		}
		// A run this long covers one of these places
		for (int i = offset + MAX_DIGITS; i < end; i += MAX_DIGITS) {
			if (isDigit(json[i]) && isDigit(json[i - 1])) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Parse to the end, and find out for sure.
	 * @throws InvalidPacketException if there is a number out of range
	 */
	static void rejectInfinite(JsonParser parser) {
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			if (token == JsonToken.VALUE_NUMBER_FLOAT && Double.isInfinite(parser.getDoubleValue())) {
				throw new InvalidPacketException("number out of range");
			}
			if (token == JsonToken.VALUE_NUMBER_INT
					&& Double.isInfinite(new BigInteger(parser.getString()).doubleValue())) {
				throw new InvalidPacketException("number out of range");
			}
		}
	}

	private static boolean isDigit(byte b) {
		return b >= '0' && b <= '9';
	}

}
