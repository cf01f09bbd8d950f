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

package io.github.socketiospring.redis;

import org.jspecify.annotations.Nullable;

/**
 * The place of an entry in a stream, which is the offset of an event.
 *
 * @param time milliseconds
 * @param sequence the number of the entry among those of the same time
 */
record StreamId(long time, long sequence) implements Comparable<StreamId> {

	static final StreamId ZERO = new StreamId(0, 0);

	private static final int MAX_DIGITS = 18;

	/**
	 * Read an id.
	 * @return null if it is none
	 */
	static @Nullable StreamId parse(String text) {
		int separator = text.indexOf('-');
		return (isNumber(text, 0, separator) && isNumber(text, separator + 1, text.length())) ? new StreamId(
				Long.parseLong(text, 0, separator, 10), Long.parseLong(text, separator + 1, text.length(), 10)) : null;
	}

	private static boolean isNumber(String text, int start, int end) {
		if (end <= start || end - start > MAX_DIGITS) {
			return false;
		}
		for (int i = start; i < end; i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return false;
			}
		}
		return true;
	}

	/**
	 * The first id behind this one.
	 */
	StreamId next() {
		return new StreamId(this.time, this.sequence + 1);
	}

	boolean isAfter(StreamId other) {
		return compareTo(other) > 0;
	}

	@Override
	public int compareTo(StreamId other) {
		int result = Long.compare(this.time, other.time);
		return (result != 0) ? result : Long.compare(this.sequence, other.sequence);
	}

	@Override
	public String toString() {
		return this.time + "-" + this.sequence;
	}

}
