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

import io.github.socketiospring.engineio.protocol.Utf8;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.netty.buffer.ByteBuf;

/**
 * Passes over values and finds out whether they are valid, to the last byte: strings are
 * UTF-8, the keys of maps strings or integers, and nothing is nested too deeply.
 */
final class ValueChecker {

	private final MessagePackInput input;

	private final ByteBuf bytes;

	private final int maxDepth;

	/** Of each array and map that is open, how many values are to come. */
	private long[] missing = new long[8];

	/** Whether it is a map, whose every second value is a key. */
	private boolean[] maps = new boolean[8];

	ValueChecker(MessagePackInput input, ByteBuf bytes, int maxDepth) {
		this.input = input;
		this.bytes = bytes;
		this.maxDepth = maxDepth;
	}

	/**
	 * Pass over a value.
	 * @return what it is
	 * @throws InvalidPacketException if it is not valid
	 */
	Kind check() {
		Kind first = this.input.next();
		int depth = open(first, 0);
		while (depth > 0) {
			int top = depth - 1;
			if (this.missing[top] == 0) {
				depth--;
				continue;
			}
			boolean key = this.maps[top] && this.missing[top] % 2 == 0;
			this.missing[top]--;
			Kind kind = this.input.next();
			if (key && kind != Kind.STRING && kind != Kind.INTEGER) {
				throw new InvalidPacketException("the key of a map is no string");
			}
			depth = open(kind, depth);
		}
		return first;
	}

	private int open(Kind kind, int depth) {
		if (kind == Kind.STRING && !Utf8.isValid(this.input.string(this.bytes))) {
			throw new InvalidPacketException("a string is not UTF-8");
		}
		if (kind != Kind.ARRAY && kind != Kind.MAP) {
			return depth;
		}
		if (depth == this.maxDepth) {
			throw new InvalidPacketException("nested too deeply");
		}
		if (depth == this.missing.length) {
			this.missing = Arrays.copyOf(this.missing, 2 * depth);
			this.maps = Arrays.copyOf(this.maps, 2 * depth);
		}
		this.maps[depth] = kind == Kind.MAP;
		this.missing[depth] = this.maps[depth] ? 2L * this.input.length() : this.input.length();
		return depth + 1;
	}

}
