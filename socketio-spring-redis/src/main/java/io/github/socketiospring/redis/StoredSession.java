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

import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.github.socketiospring.adapter.RecoverableSession;
import org.jspecify.annotations.Nullable;

/**
 * What Redis keeps of a socket that lost its connection, in the layout of
 * {@code @socket.io/redis-streams-adapter}.
 *
 * @param namespace the namespace of the socket; null if a server of Node.js has kept it
 * @param state the state of the socket
 * @param since the last entry before the first that may be for it; null if a server of
 * Node.js has kept it
 */
record StoredSession(@Nullable String namespace, RecoverableSession state, @Nullable StreamId since) {

	byte[] write(ClusterMessageCodec codec) {
		Map<String, Object> session = new LinkedHashMap<>();
		session.put("sid", this.state.id());
		session.put("pid", this.state.pid());
		session.put("rooms", List.copyOf(this.state.rooms()));
		session.put("data", codec.plain(this.state.attributes()));
		if (this.namespace != null) {
			session.put("nsp", this.namespace);
		}
		if (this.since != null) {
			session.put("since", this.since.toString());
		}
		return Base64.getEncoder().encode(codec.writeMessagePack(session));
	}

	/**
	 * Read a session.
	 * @throws RuntimeException if it is none
	 */
	static StoredSession read(byte[] bytes, ClusterMessageCodec codec) {
		Map<?, ?> session = (Map<?, ?>) codec.read(Base64.getDecoder().decode(bytes), false);
		Set<String> rooms = new LinkedHashSet<>();
		((Collection<?>) value(session, "rooms")).forEach((room) -> rooms.add(String.valueOf(room)));
		Map<String, Object> attributes = new LinkedHashMap<>();
		if (session.get("data") instanceof Map<?, ?> data) {
			data.forEach((name, value) -> {
				if (value != null) {
					attributes.put(String.valueOf(name), value);
				}
			});
		}
		StreamId since = (session.get("since") instanceof String text) ? StreamId.parse(text) : null;
		return new StoredSession((String) session.get("nsp"), new RecoverableSession((String) value(session, "pid"),
				(String) value(session, "sid"), rooms, attributes), since);
	}

	private static Object value(Map<?, ?> session, String name) {
		return Objects.requireNonNull(session.get(name), name);
	}

}
