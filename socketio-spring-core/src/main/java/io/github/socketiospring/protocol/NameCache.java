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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The names of the last events, so that a name that comes again and again is neither made
 * nor checked again. Clients make up names, so one takes the place of another. Safe for
 * use by several threads.
 */
final class NameCache {

	private static final int SIZE = 256;

	private static final int MAX_LENGTH = 64;

	/** Not volatile: who does not see a name makes it. */
	private final @Nullable String[] names = new String[SIZE];

	/**
	 * Get a name.
	 * @param bytes an array with the name, in ASCII
	 * @param from where it begins
	 * @param end where it ends
	 * @return the name
	 * @throws InvalidPacketException if it is reserved
	 */
	String get(byte[] bytes, int from, int end) {
		int index = index(bytes, from, end);
		String name = this.names[index];
		if (name != null && isIn(name, bytes, from, end)) {
			return name;
		}
		name = check(new String(bytes, from, end - from, StandardCharsets.US_ASCII));
		if (end - from <= MAX_LENGTH) {
			this.names[index] = name;
		}
		return name;
	}

	private static int index(byte[] bytes, int from, int end) {
		int hash = 0;
		for (int i = from; i < Math.min(end, from + MAX_LENGTH); i++) {
			hash = 31 * hash + bytes[i];
		}
		return (hash ^ hash >>> 8) & (SIZE - 1);
	}

	private static boolean isIn(String name, byte[] bytes, int from, int end) {
		if (name.length() != end - from) {
			return false;
		}
		for (int i = from; i < end; i++) {
			if (name.charAt(i - from) != bytes[i]) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Check a name.
	 * @return the name
	 * @throws InvalidPacketException if it is reserved
	 */
	static String check(String name) {
		if (ReservedEvents.contains(name)) {
			throw new InvalidPacketException("reserved event name");
		}
		return name;
	}

}
