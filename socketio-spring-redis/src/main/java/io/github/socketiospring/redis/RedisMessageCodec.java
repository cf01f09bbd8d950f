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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.ClusterMessage.Type;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads messages in the layout of {@code @socket.io/redis-adapter}: events as
 * MessagePack, the rest as JSON unless there is binary data in it.
 *
 * @see <a href=
 * "https://github.com/socketio/socket.io-redis-adapter">@socket.io/redis-adapter</a>
 */
final class RedisMessageCodec {

	/** In place of the id of a server that does not tell it. */
	private static final String UNKNOWN = "";

	private final ClusterMessageCodec codec;

	private final String namespace;

	RedisMessageCodec(ClusterMessageCodec codec, String namespace) {
		this.codec = codec;
		this.namespace = namespace;
	}

	/**
	 * Write a broadcast that asks for no acknowledgements.
	 */
	byte[] writeBroadcast(ClusterMessage message) {
		return this.codec.writeMessagePack(List.of(message.uid(), value(message, "packet"), value(message, "opts")));
	}

	/**
	 * Read such a broadcast.
	 * @throws RuntimeException if it is none
	 */
	ClusterMessage readBroadcast(byte[] bytes) {
		List<?> message = (List<?>) this.codec.read(bytes, false);
		Map<?, ?> packet = (Map<?, ?>) Objects.requireNonNull(message.get(1));
		Map<String, @Nullable Object> data = new LinkedHashMap<>();
		data.put("packet", packet);
		data.put("opts", message.get(2));
		Object namespace = packet.get("nsp");
		return message((String) Objects.requireNonNull(message.get(0)), (namespace != null) ? (String) namespace : "/",
				Type.BROADCAST, data);
	}

	/**
	 * Write a request.
	 */
	byte[] writeRequest(ClusterMessage message) {
		Map<String, @Nullable Object> request = new LinkedHashMap<>(message.data());
		request.put("uid", message.uid());
		request.put("type", RequestType.of(message.type()).code());
		if (message.type() == Type.SERVER_SIDE_EMIT) {
			request.put("data", request.remove("packet"));
		}
		return write(request, message.type() == Type.BROADCAST);
	}

	/**
	 * Write a response.
	 */
	byte[] writeResponse(ClusterMessage message) {
		Map<String, @Nullable Object> response = new LinkedHashMap<>(message.data());
		response.put("uid", message.uid());
		switch (message.type()) {
			case FETCH_SOCKETS_RESPONSE -> response.replace("sockets", this.codec.plain(value(message, "sockets")));
			case SERVER_SIDE_EMIT_RESPONSE -> response.put("data", response.remove("packet"));
			default -> {
			}
		}
		if (message.type() != Type.FETCH_SOCKETS_RESPONSE) {
			response.put("type", RequestType.of(message.type()).code());
		}
		return write(response, message.type() == Type.BROADCAST_ACK);
	}

	byte[] write(Map<String, ?> object, boolean messagePack) {
		return (messagePack || ClusterMessageCodec.isBinary(object)) ? this.codec.writeMessagePack(object)
				: this.codec.writeJson(object);
	}

	/**
	 * Read a request or a response.
	 * @throws RuntimeException if it is none
	 */
	@SuppressWarnings("unchecked")
	Map<String, @Nullable Object> read(byte[] bytes) {
		return (Map<String, @Nullable Object>) this.codec.read(bytes, bytes.length > 0 && bytes[0] == '{');
	}

	/**
	 * Make a request one for all adapters. Old servers name one socket and one room.
	 * @return null if the type is unknown, or one for the adapter of Redis alone
	 * @throws RuntimeException if it is no request
	 */
	@Nullable ClusterMessage request(Map<String, @Nullable Object> request) {
		RequestType type = RequestType.of(((Number) Objects.requireNonNull(request.get("type"))).intValue());
		Type target = (type != null) ? type.request() : null;
		if (target == null) {
			return null;
		}
		Map<String, @Nullable Object> data = new LinkedHashMap<>(request);
		data.remove("type");
		Object sender = data.remove("uid");
		if (data.get("sid") instanceof String socket && !data.containsKey("opts")) {
			data.put("opts", Map.of("rooms", List.of(socket), "except", List.of()));
			data.put("rooms", List.of(Objects.requireNonNullElse(data.get("room"), "")));
		}
		if (target == Type.SERVER_SIDE_EMIT) {
			data.put("packet", data.remove("data"));
		}
		return message((sender != null) ? (String) sender : UNKNOWN, this.namespace, target, data);
	}

	/**
	 * Make a response one for all adapters. That to {@code fetchSockets} does not say
	 * what it is.
	 * @throws RuntimeException if it is no response
	 */
	ClusterMessage response(Map<String, @Nullable Object> response) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>(response);
		Object code = data.remove("type");
		Object sender = data.remove("uid");
		Type type = Type.FETCH_SOCKETS_RESPONSE;
		if (code != null) {
			type = switch (Objects.requireNonNull(RequestType.of(((Number) code).intValue()), "An unknown type")) {
				case SERVER_SIDE_EMIT -> Type.SERVER_SIDE_EMIT_RESPONSE;
				case BROADCAST_CLIENT_COUNT -> Type.BROADCAST_CLIENT_COUNT;
				case BROADCAST_ACK -> Type.BROADCAST_ACK;
				case BROADCAST_MISSING -> Type.BROADCAST_MISSING;
				case REMOTE_FETCH -> Type.FETCH_SOCKETS_RESPONSE;
				default -> throw new IllegalArgumentException("No response: " + code);
			};
		}
		if (type == Type.SERVER_SIDE_EMIT_RESPONSE) {
			data.put("packet", data.remove("data"));
		}
		return message((sender != null) ? (String) sender : UNKNOWN, this.namespace, type, data);
	}

	/**
	 * The rooms of a broadcast.
	 */
	static List<String> rooms(ClusterMessage message) {
		Map<?, ?> options = (Map<?, ?>) value(message, "opts");
		List<String> rooms = new ArrayList<>();
		((List<?>) Objects.requireNonNull(options.get("rooms"))).forEach((room) -> rooms.add(String.valueOf(room)));
		return rooms;
	}

	private static Object value(ClusterMessage message, String name) {
		return Objects.requireNonNull(message.data().get(name), name);
	}

	/**
	 * NullAway does not see, of a class of another module, that values may be null.
	 */
	@SuppressWarnings("NullAway")
	private static ClusterMessage message(String uid, String namespace, Type type, Map<String, @Nullable Object> data) {
		return new ClusterMessage(uid, namespace, type, data);
	}

}
