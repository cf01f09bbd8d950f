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

package io.github.socketiospring.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Values on the lines between processes: JSON, with binary data as an object of one
 * property.
 */
final class Values {

	private static final String BINARY = "$binary";

	private static final JsonMapper mapper = JsonMapper.shared();

	private Values() {
	}

	static String write(Map<String, ?> values) {
		return mapper.writeValueAsString(encode(values));
	}

	/**
	 * Read a line. Binary data reads as a {@link ByteBuffer}, which has an
	 * {@code equals}.
	 */
	@SuppressWarnings("unchecked")
	static Map<String, Object> read(String line) {
		return (Map<String, Object>) decode(mapper.readValue(line, Map.class));
	}

	private static Object encode(Object value) {
		if (value instanceof byte[] bytes) {
			return Map.of(BINARY, Base64.getEncoder().encodeToString(bytes));
		}
		if (value instanceof ByteBuffer buffer) {
			byte[] bytes = new byte[buffer.remaining()];
			buffer.duplicate().get(bytes);
			return encode(bytes);
		}
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> encoded = new LinkedHashMap<>();
			map.forEach((key, one) -> encoded.put(key, encode(one)));
			return encoded;
		}
		if (value instanceof Iterable<?> values) {
			List<Object> encoded = new ArrayList<>();
			values.forEach((one) -> encoded.add(encode(one)));
			return encoded;
		}
		return value;
	}

	private static Object decode(Object value) {
		if (value instanceof Map<?, ?> map) {
			if (map.get(BINARY) instanceof String text) {
				return ByteBuffer.wrap(Base64.getDecoder().decode(text));
			}
			Map<Object, Object> decoded = new LinkedHashMap<>();
			map.forEach((key, one) -> decoded.put(key, decode(one)));
			return decoded;
		}
		if (value instanceof List<?> values) {
			List<Object> decoded = new ArrayList<>();
			values.forEach((one) -> decoded.add(decode(one)));
			return decoded;
		}
		return value;
	}

}
