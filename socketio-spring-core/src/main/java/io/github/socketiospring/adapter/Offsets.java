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

package io.github.socketiospring.adapter;

import java.security.SecureRandom;

/**
 * Writes and reads the offsets of one adapter: a number behind a text that tells one
 * adapter from another.
 */
final class Offsets {

	/** Not an offset of any adapter like this, or of an event that is yet to come. */
	static final long INVALID = -1;

	/** An offset of another adapter: of this one the client has seen none. */
	static final long NONE = 0;

	private static final int ORIGIN_LENGTH = 6;

	private static final char SEPARATOR = '-';

	private static final int RADIX = Character.MAX_RADIX;

	private final String prefix;

	Offsets() {
		StringBuilder origin = new StringBuilder(ORIGIN_LENGTH + 1);
		new SecureRandom().ints(ORIGIN_LENGTH, 0, RADIX)
			.forEach((digit) -> origin.append(Character.forDigit(digit, RADIX)));
		this.prefix = origin.append(SEPARATOR).toString();
	}

	String write(long number) {
		return this.prefix + Long.toString(number, RADIX);
	}

	/**
	 * Read an offset.
	 * @param last the number of the last event
	 * @return the number of an event, {@link #NONE} or {@link #INVALID}
	 */
	long read(String offset, long last) {
		if (offset.length() <= ORIGIN_LENGTH + 1 || offset.charAt(ORIGIN_LENGTH) != SEPARATOR) {
			return INVALID;
		}
		long number;
		try {
			number = Long.parseLong(offset, ORIGIN_LENGTH + 1, offset.length(), RADIX);
		}
		catch (NumberFormatException ex) {
			return INVALID;
		}
		if (!offset.startsWith(this.prefix)) {
			return NONE;
		}
		return (number >= 0 && number <= last) ? number : INVALID;
	}

}
