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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * What no server of the cluster has sent, whether its form or its content is at fault.
 */
final class Garbage {

	private static final JsonMapper mapper = JsonMapper.shared();

	/** Neither those of the reference nor any of ours. */
	private static final List<Integer> UNKNOWN_TYPES = List.of(-1, 50, 127, 255, 1 << 20);

	private Garbage() {
	}

	/**
	 * Bytes that are no message, nor the beginning of one.
	 */
	static List<byte[]> forms() {
		List<byte[]> forms = new ArrayList<>();
		for (String text : List.of("", " ", "{", "}", "{}", "[]", "null", "1", "\"text\"", "{\"type\":", "{]",
				"nonsense", "{\"uid\":\"a\",\"uid\":\"b\"}", "{\"uid\":\"x\",\"type\":1e400}", "{\"uid\":\"\\ud800\"}",
				"\u0000", "[".repeat(100_000), "{\"a\":".repeat(100_000))) {
			forms.add(text.getBytes(StandardCharsets.UTF_8));
		}
		// Of MessagePack: never used, truncated, endless, far too long, of bad text
		for (String hex : List.of("c1", "93", "dc", "dcffff", "ddffffffff", "de", "dfffffffff", "d9ff61", "dbffffffff",
				"c4", "c6ffffffff", "c7ff00", "c9ffffffff00", "d4", "d6ff", "d7ff00", "cb00", "cf", "a2c328", "81",
				"8190c0", "93a17880", "93c0c0c0", "930102", "7b", "ff", "d40000")) {
			forms.add(HexFormat.of().parseHex(hex));
		}
		byte[] deep = new byte[200_000];
		Arrays.fill(deep, (byte) 0x91);
		forms.add(deep);
		byte[] large = new byte[ClusterSettings.MAX_MESSAGE_BYTES + 1000];
		Arrays.fill(large, (byte) ' ');
		large[0] = '{';
		large[large.length - 1] = '}';
		forms.add(large);
		return forms;
	}

	/**
	 * Messages of the cluster adapter, ours included: each lacks something, or has it
	 * with the wrong type.
	 */
	static List<Map<String, Object>> messages() {
		List<Map<String, Object>> messages = new ArrayList<>();
		for (Object type : types(1, 13, 100, 101, 102)) {
			for (Object data : contents()) {
				messages.add(message(List.of("uid", "stranger", "nsp", "/"), "type", type, "data", data));
			}
			messages.add(message(List.of("uid", "stranger", "nsp", "/"), "type", type));
			messages.add(message(List.of("uid", 5, "nsp", "/"), "type", type, "data", Map.of()));
			messages.add(message(List.of("uid", "stranger", "nsp", List.of()), "type", type, "data", Map.of()));
			messages.add(message(List.of("nsp", "/"), "type", type, "data", Map.of()));
		}
		return messages;
	}

	/**
	 * Requests and answers of the plain adapter of the reference.
	 */
	static List<Map<String, Object>> requests() {
		List<Map<String, Object>> requests = new ArrayList<>();
		for (Object type : types(0, 9)) {
			for (Object data : contents()) {
				Map<String, Object> request = message(List.of("uid", "stranger"), "type", type);
				if (data instanceof Map<?, ?> fields) {
					fields.forEach((name, value) -> request.put((String) name, value));
				}
				else {
					request.put("data", data);
					request.put("opts", data);
				}
				requests.add(request);
			}
		}
		return requests;
	}

	private static List<Object> types(int first, int last, Integer... more) {
		List<Object> types = new ArrayList<>(UNKNOWN_TYPES);
		Collections.addAll(types, more);
		for (int type = first; type <= last; type++) {
			types.add(type);
		}
		Collections.addAll(types, "3", "three", 3.5, true, null, List.of(), Map.of("a", 1));
		return types;
	}

	private static List<Object> contents() {
		Map<String, Object> opts = Map.of("rooms", List.of("nobody"), "except", List.of(), "flags", Map.of());
		List<Object> contents = new ArrayList<>(Arrays.asList(null, 5, "text", List.of(), List.of(1, 2), Map.of()));
		for (Object bad : Arrays.asList(null, 5, "text", true, List.of(5, Map.of()), Map.of("a", 1))) {
			contents.add(message(List.of("requestId", "r"), "opts", bad, "packet", bad, "rooms", bad, "close", bad,
					"pid", bad, "sid", bad, "connected", bad));
			contents.add(message(List.of("requestId", "r", "opts", opts), "packet", bad, "rooms", bad, "sockets", bad,
					"clientCount", bad, "data", bad));
			contents.add(message(List.of("requestId", "r"), "opts",
					message(List.of(), "rooms", bad, "except", bad, "flags", bad), "packet",
					Map.of("type", 2, "data", List.of("garbage"), "nsp", "/")));
			contents.add(message(List.of("opts", opts), "requestId", bad, "packet",
					message(List.of(), "type", bad, "data", bad, "nsp", bad)));
		}
		contents.add(Map.of("opts", opts, "packet", Map.of("type", 2, "data", List.of(), "nsp", "/")));
		contents.add(Map.of("opts", opts, "packet", Map.of("type", 2, "data", List.of("connect"), "nsp", "/")));
		contents.add(Map.of("opts", opts, "packet", Map.of("type", 2, "data", List.of(Map.of()), "nsp", "/")));
		contents.add(Map.of("opts", opts, "packet", Map.of("type", 99, "data", List.of("garbage"), "nsp", "/")));
		return contents;
	}

	private static Map<String, Object> message(List<?> whole, Object... rest) {
		Map<String, Object> message = new LinkedHashMap<>();
		List<Object> all = new ArrayList<>(whole);
		Collections.addAll(all, rest);
		for (int i = 0; i < all.size(); i += 2) {
			message.put((String) all.get(i), all.get(i + 1));
		}
		return message;
	}

	static byte[] json(Object value) {
		return mapper.writeValueAsBytes(value);
	}

	/**
	 * What is above, as MessagePack.
	 */
	static byte[] messagePack(Object value) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		write(value, out);
		return out.toByteArray();
	}

	private static void write(Object value, ByteArrayOutputStream out) {
		if (value == null) {
			out.write(0xc0);
		}
		else if (value instanceof Boolean bool) {
			out.write(bool ? 0xc3 : 0xc2);
		}
		else if (value instanceof Integer number) {
			out.write(0xd2);
			writeInt(number, out);
		}
		else if (value instanceof Double number) {
			out.write(0xcb);
			long bits = Double.doubleToLongBits(number);
			writeInt((int) (bits >> 32), out);
			writeInt((int) bits, out);
		}
		else if (value instanceof String text) {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			out.write(0xdb);
			writeInt(bytes.length, out);
			out.writeBytes(bytes);
		}
		else if (value instanceof List<?> list) {
			out.write(0xdd);
			writeInt(list.size(), out);
			list.forEach((one) -> write(one, out));
		}
		else {
			Map<?, ?> map = (Map<?, ?>) value;
			out.write(0xdf);
			writeInt(map.size(), out);
			map.forEach((key, one) -> {
				write(key, out);
				write(one, out);
			});
		}
	}

	private static void writeInt(int value, ByteArrayOutputStream out) {
		for (int shift = 24; shift >= 0; shift -= 8) {
			out.write(value >> shift);
		}
	}

}
