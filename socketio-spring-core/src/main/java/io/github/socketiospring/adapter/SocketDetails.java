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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;

/**
 * What {@code fetchSockets} tells of a socket.
 *
 * @param id the id
 * @param handshake the handshake
 * @param rooms the rooms that it is in
 * @param attributes the attributes of the application
 */
public record SocketDetails(String id, Handshake handshake, Set<String> rooms, Map<String, Object> attributes) {

	/**
	 * Write the details for another server, in the layout of the reference.
	 * @return {@code id}, {@code handshake}, {@code rooms} and {@code data}, where the
	 * attributes are as they are and the rest is plain values
	 */
	public Map<String, @Nullable Object> toMap() {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("id", this.id);
		map.put("handshake", DetachedHandshake.toMap(this.handshake));
		map.put("rooms", new ArrayList<>(this.rooms));
		map.put("data", this.attributes);
		return map;
	}

	/**
	 * Read the details that another server wrote.
	 * @param map plain values, as of {@link #toMap()}
	 * @param codec reads the {@code auth} object
	 * @return the details
	 * @throws IllegalArgumentException if they are no such values
	 */
	public static SocketDetails of(Map<?, ?> map, PacketCodec codec) {
		if (!(map.get("id") instanceof String id && map.get("handshake") instanceof Map<?, ?> handshake
				&& map.get("rooms") instanceof Collection<?> rooms)) {
			throw new IllegalArgumentException("Not the details of a socket: " + map.keySet());
		}
		Set<String> names = new LinkedHashSet<>();
		for (Object room : List.copyOf(rooms)) {
			names.add(room.toString());
		}
		Map<String, Object> attributes = new LinkedHashMap<>();
		if (map.get("data") instanceof Map<?, ?> data) {
			data.forEach((name, value) -> {
				if (value != null) {
					attributes.put(String.valueOf(name), value);
				}
			});
		}
		return new SocketDetails(id, DetachedHandshake.of(handshake, codec), names, attributes);
	}

}
