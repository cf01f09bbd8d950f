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

package io.github.socketiospring.engineio;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Keeps names and values in one string: a session keeps those of its handshake as long as
 * it lives, and many small strings take several times the memory.
 */
final class PackedPairs {

	private PackedPairs() {
	}

	/**
	 * Pack names and their values.
	 * @param source goes through them
	 */
	static String pack(Consumer<BiConsumer<String, List<String>>> source) {
		StringBuilder packed = new StringBuilder();
		source.accept((name, values) -> {
			for (String value : values) {
				append(packed, name);
				append(packed, (value != null) ? value : "");
			}
		});
		return packed.toString();
	}

	private static void append(StringBuilder packed, String text) {
		packed.append(text.length()).append(':').append(text);
	}

	/**
	 * Go through packed names, each with one value.
	 */
	static void unpack(String packed, BiConsumer<String, String> action) {
		int position = 0;
		while (position < packed.length()) {
			int name = packed.indexOf(':', position) + 1;
			int nameEnd = name + Integer.parseInt(packed, position, name - 1, 10);
			int value = packed.indexOf(':', nameEnd) + 1;
			position = value + Integer.parseInt(packed, nameEnd, value - 1, 10);
			action.accept(packed.substring(name, nameEnd), packed.substring(value, position));
		}
	}

}
