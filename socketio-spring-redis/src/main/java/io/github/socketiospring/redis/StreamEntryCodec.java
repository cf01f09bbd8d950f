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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the entries of a stream in the layout of
 * {@code @socket.io/redis-streams-adapter}: the parts of a message are fields, and its
 * data is JSON, or MessagePack as Base64 if there is binary data in it.
 */
final class StreamEntryCodec {

	private static final String UID = "uid";

	private static final String NAMESPACE = "nsp";

	private static final String TYPE = "type";

	private static final String DATA = "data";

	/** Of entries that their server need not know again. */
	static final long NO_NUMBER = -1;

	/** By which a server knows its own entries again; that of Node.js skips it. */
	private static final String NUMBER = "number";

	private final ClusterMessageCodec codec;

	private final boolean onlyPlaintext;

	StreamEntryCodec(ClusterMessageCodec codec, boolean onlyPlaintext) {
		this.codec = codec;
		this.onlyPlaintext = onlyPlaintext;
	}

	/**
	 * Write a message.
	 * @param number what this server knows it by
	 */
	Map<String, byte[]> write(ClusterMessage message, long number) {
		Map<String, byte[]> fields = new LinkedHashMap<>();
		fields.put(UID, bytes(message.uid()));
		fields.put(NAMESPACE, bytes(message.namespace()));
		fields.put(TYPE, bytes(String.valueOf(message.type().code())));
		fields.put(DATA,
				(!this.onlyPlaintext && ClusterMessageCodec.isBinary(message.data()))
						? Base64.getEncoder().encode(this.codec.writeMessagePack(message.data()))
						: this.codec.writeJson(message.data()));
		if (number != NO_NUMBER) {
			fields.put(NUMBER, bytes(String.valueOf(number)));
		}
		return fields;
	}

	static int size(Map<String, byte[]> fields) {
		return fields.values().stream().mapToInt((value) -> value.length).sum();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(Map<String, byte[]> fields, String name) {
		return new String(Objects.requireNonNull(fields.get(name), name), StandardCharsets.UTF_8);
	}

	static String uid(Map<String, byte[]> fields) {
		return text(fields, UID);
	}

	/**
	 * The namespace that an entry is for.
	 * @return null if it is not one of a server
	 */
	static @Nullable String namespace(Map<String, byte[]> fields) {
		return fields.containsKey(NAMESPACE) ? text(fields, NAMESPACE) : null;
	}

	/**
	 * What this server has given an entry that is its own.
	 */
	static long number(Map<String, byte[]> fields) {
		return fields.containsKey(NUMBER) ? Long.parseLong(text(fields, NUMBER)) : NO_NUMBER;
	}

	static boolean isBroadcast(Map<String, byte[]> fields) {
		byte[] type = fields.get(TYPE);
		return type != null && type.length == 1 && type[0] == '3';
	}

	/**
	 * Read an entry.
	 * @throws RuntimeException if it is not one of a server
	 */
	@SuppressWarnings({ "unchecked", "NullAway" })
	ClusterMessage read(Map<String, byte[]> fields) {
		int code = Integer.parseInt(text(fields, TYPE));
		ClusterMessage.Type type = Objects.requireNonNull(ClusterMessage.Type.of(code), "An unknown type");
		byte[] data = fields.get(DATA);
		Map<String, Object> values = Map.of();
		if (data != null) {
			boolean json = data.length > 0 && data[0] == '{';
			values = (Map<String, Object>) this.codec.read(json ? data : Base64.getDecoder().decode(data), json);
		}
		return new ClusterMessage(uid(fields), text(fields, NAMESPACE), type, values);
	}

}
