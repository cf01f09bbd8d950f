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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Reads the data of a {@link ClusterMessage}. What is there has to be of its type:
 * anything else is a {@link RuntimeException}.
 *
 * @param map the data, or a map in it
 */
record MessageData(Map<?, ?> map) {

	static MessageData of(ClusterMessage message) {
		return new MessageData(message.data());
	}

	@Nullable Object get(String name) {
		return this.map.get(name);
	}

	boolean is(String name, boolean value) {
		return Boolean.valueOf(value).equals(get(name));
	}

	@Nullable String request() {
		return (String) get("requestId");
	}

	BroadcastOptions options() {
		MessageData options = child("opts");
		return new BroadcastOptions(options.texts("rooms"), options.texts("except"), true);
	}

	/**
	 * A map in the data, which is empty if it is not there.
	 */
	MessageData child(String name) {
		return new MessageData((get(name) instanceof Map<?, ?> child) ? child : Map.of());
	}

	Object value(String name) {
		Object value = get(name);
		if (value == null) {
			throw new IllegalArgumentException("A message without " + name);
		}
		return value;
	}

	String text(String name) {
		return (String) value(name);
	}

	List<? extends @Nullable Object> list(String name) {
		return (value(name) instanceof PacketData data) ? data.values() : (List<?>) value(name);
	}

	Set<String> texts(String name) {
		Set<String> texts = new LinkedHashSet<>();
		list(name).forEach((text) -> texts.add(String.valueOf(text)));
		return texts;
	}

	boolean has(String name) {
		return this.map.containsKey(name);
	}

}
