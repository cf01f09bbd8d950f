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

import io.github.socketiospring.adapter.ClusterMessage.Type;
import org.jspecify.annotations.Nullable;

/**
 * The types of requests and of their responses, by the numbers of the adapter of Node.js;
 * those from 100 on are of this project, and skipped there.
 */
enum RequestType {

	SOCKETS(0, null, null),

	ALL_ROOMS(1, null, null),

	REMOTE_JOIN(2, Type.SOCKETS_JOIN, null),

	REMOTE_LEAVE(3, Type.SOCKETS_LEAVE, null),

	REMOTE_DISCONNECT(4, Type.DISCONNECT_SOCKETS, null),

	REMOTE_FETCH(5, Type.FETCH_SOCKETS, Type.FETCH_SOCKETS_RESPONSE),

	SERVER_SIDE_EMIT(6, Type.SERVER_SIDE_EMIT, Type.SERVER_SIDE_EMIT_RESPONSE),

	BROADCAST(7, Type.BROADCAST, null),

	BROADCAST_CLIENT_COUNT(8, null, Type.BROADCAST_CLIENT_COUNT),

	BROADCAST_ACK(9, null, Type.BROADCAST_ACK),

	BROADCAST_MISSING(100, null, Type.BROADCAST_MISSING),

	INITIAL_HEARTBEAT(101, Type.INITIAL_HEARTBEAT, null),

	HEARTBEAT(102, Type.HEARTBEAT, null),

	ADAPTER_CLOSE(103, Type.ADAPTER_CLOSE, null);

	private final int code;

	private final @Nullable Type request;

	private final @Nullable Type response;

	RequestType(int code, @Nullable Type request, @Nullable Type response) {
		this.code = code;
		this.request = request;
		this.response = response;
	}

	int code() {
		return this.code;
	}

	/**
	 * What such a request is to all adapters.
	 * @return null if it is answered by that of Redis alone
	 */
	@Nullable Type request() {
		return this.request;
	}

	/**
	 * Find a type by its number.
	 * @return null if the number is that of none
	 */
	static @Nullable RequestType of(int code) {
		for (RequestType type : values()) {
			if (type.code == code) {
				return type;
			}
		}
		return null;
	}

	/**
	 * Find the type of a request or a response.
	 */
	static RequestType of(Type type) {
		for (RequestType candidate : values()) {
			if (candidate.request == type || candidate.response == type) {
				return candidate;
			}
		}
		throw new IllegalArgumentException("No request: " + type);
	}

}
