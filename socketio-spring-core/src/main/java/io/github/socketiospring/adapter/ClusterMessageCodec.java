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

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * Writes and reads messages in the layout of the reference: an object of {@code uid},
 * {@code nsp}, {@code type} and {@code data}, as JSON, or as MessagePack if there is
 * binary data in it. The packet of a broadcast is neither taken apart nor put together
 * for that. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO: the adapter</a>
 */
public final class ClusterMessageCodec {

	private static final int MAX_DEPTH = 2;

	private final JsonMapper mapper;

	private final ObjectReader reader;

	private final MessagePackParser messagePack;

	/**
	 * Create a codec.
	 * @param codec that of the server, whose mapper writes and reads the values
	 */
	public ClusterMessageCodec(PacketCodec codec) {
		this.mapper = codec.mapper();
		this.reader = this.mapper.reader();
		this.messagePack = new MessagePackParser(this.mapper);
	}

	/**
	 * Write a message.
	 * @param message the message
	 * @return its bytes
	 * @throws IllegalArgumentException if a value cannot be written
	 */
	public byte[] write(ClusterMessage message) {
		Map<String, ?> object = object(message);
		return isBinary(object) ? writeMessagePack(object) : writeJson(object);
	}

	/**
	 * Write a message as MessagePack, whatever is in it.
	 * @param message the message
	 * @return its bytes, which are read as any message
	 * @throws IllegalArgumentException if a value cannot be written
	 */
	public byte[] writeBinary(ClusterMessage message) {
		return writeMessagePack(object(message));
	}

	private Map<String, ?> object(ClusterMessage message) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		object.put("uid", message.uid());
		object.put("nsp", message.namespace());
		object.put("type", message.type().code());
		object.put("data", data(message));
		return object;
	}

	/**
	 * Get the data of a message, in which what the application has put there is plain.
	 */
	private Map<?, ?> data(ClusterMessage message) {
		return (message.type() == ClusterMessage.Type.FETCH_SOCKETS_RESPONSE) ? (Map<?, ?>) plain(message.data())
				: message.data();
	}

	/**
	 * Read a message.
	 * @param bytes what {@link #write} of another server gave
	 * @return the message
	 * @throws RuntimeException if it is none, or of an unknown type
	 */
	public ClusterMessage read(byte[] bytes) {
		MessageData message = readObject(bytes);
		return message(message.text("uid"), message.text("nsp"), ((Number) message.value("type")).intValue(),
				message.child("data"));
	}

	private static ClusterMessage message(String uid, String namespace, int type, MessageData data) {
		ClusterMessage.Type known = ClusterMessage.Type.of(type);
		if (known == null) {
			throw new IllegalArgumentException("An unknown type: " + type);
		}
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		data.map().forEach((name, value) -> values.put(String.valueOf(name), value));
		return new ClusterMessage(uid, namespace, known, values);
	}

	/**
	 * Whether there is binary data in a value.
	 * @param value a value of a message
	 * @return true if JSON would lose that it is binary
	 */
	public static boolean isBinary(@Nullable Object value) {
		if (value instanceof PacketData data) {
			return data.isBinary();
		}
		if (value instanceof Map<?, ?> map) {
			return map.values().stream().anyMatch(ClusterMessageCodec::isBinary);
		}
		if (value instanceof Collection<?> values) {
			return values.stream().anyMatch(ClusterMessageCodec::isBinary);
		}
		return value instanceof byte[];
	}

	/**
	 * Write a value as JSON.
	 * @param value the value
	 * @return its bytes
	 * @throws IllegalArgumentException if it cannot be written
	 */
	public byte[] writeJson(Object value) {
		return this.mapper.writeValueAsBytes(value);
	}

	/**
	 * Write a value as MessagePack.
	 * @param value the value
	 * @return its bytes
	 * @throws IllegalArgumentException if it cannot be written
	 */
	public byte[] writeMessagePack(Object value) {
		return this.messagePack.write(value);
	}

	/**
	 * Make a value of an application one of plain maps, lists and scalars.
	 * @param value the value
	 * @return the plain value, in which binary data is {@code byte[]}
	 * @throws IllegalArgumentException if it cannot be written
	 */
	public Object plain(Object value) {
		return this.mapper.convertValue(value, Object.class);
	}

	/**
	 * Read an object.
	 */
	MessageData readObject(byte[] bytes) {
		return new MessageData((Map<?, ?>) read(bytes, bytes.length > 0 && bytes[0] == '{'));
	}

	/**
	 * Read a value, in which the data of a packet is left as {@link PacketData}: a packet
	 * is what is called so, or follows the id of the sender.
	 * @param bytes the value
	 * @param json whether it is JSON; MessagePack otherwise
	 * @return plain values
	 * @throws RuntimeException if it is none, or something follows it
	 */
	public Object read(byte[] bytes, boolean json) {
		try (JsonParser parser = json ? this.reader.createParser(bytes)
				: this.messagePack.parse(bytes, 0, bytes.length, List.of())) {
			parser.nextToken();
			Object value = read(parser, bytes, json, 0);
			Assert.isTrue(parser.nextToken() == null, "More than one value");
			return Objects.requireNonNull(value, "No value");
		}
	}

	private @Nullable Object read(JsonParser parser, byte[] bytes, boolean json, int depth) {
		if (depth < MAX_DEPTH && parser.currentToken() == JsonToken.START_OBJECT) {
			Map<String, @Nullable Object> object = new LinkedHashMap<>();
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				parser.nextToken();
				object.put(name,
						name.equals("packet") ? readPacket(parser, bytes, json) : read(parser, bytes, json, depth + 1));
			}
			return object;
		}
		if (depth == 0 && parser.currentToken() == JsonToken.START_ARRAY) {
			List<@Nullable Object> list = new ArrayList<>();
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				list.add((list.size() == 1) ? readPacket(parser, bytes, json) : readAny(parser));
			}
			return list;
		}
		return readAny(parser);
	}

	private static @Nullable Object readAny(JsonParser parser) {
		return (parser.currentToken() != JsonToken.VALUE_NULL) ? parser.readValueAs(Object.class) : null;
	}

	private @Nullable Object readPacket(JsonParser parser, byte[] bytes, boolean json) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			return readAny(parser);
		}
		Map<String, @Nullable Object> packet = new LinkedHashMap<>();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			// That of JSON is of the token itself, that of MessagePack of what follows
			int start = (int) parser.currentLocation().getByteOffset();
			JsonToken token = parser.nextToken();
			if (name.equals("data") && token == JsonToken.START_ARRAY) {
				int offset = json ? (int) parser.currentTokenLocation().getByteOffset() : start;
				parser.skipChildren();
				int end = (int) parser.currentLocation().getByteOffset();
				packet.put(name, new PacketData(() -> open(bytes, offset, end - offset, json), false));
			}
			else {
				packet.put(name, readAny(parser));
			}
		}
		return packet;
	}

	private JsonParser open(byte[] bytes, int offset, int length, boolean json) {
		return json ? this.reader.createParser(bytes, offset, length)
				: this.messagePack.parse(bytes, offset, length, List.of());
	}

}
