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

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.ClusterMessageCodec;

/**
 * Sends messages in the layout of the sharded adapter of
 * {@code @socket.io/redis-adapter}.
 */
final class ShardedSender implements MessageSender {

	/** By which a room is taken for that of a socket's own id. */
	private static final int SOCKET_ID_LENGTH = 20;

	private final RedisPublisher redis;

	private final ClusterMessageCodec codec;

	private final SubscriptionMode mode;

	private final String channel;

	ShardedSender(RedisPublisher redis, ClusterMessageCodec codec, SubscriptionMode mode, String channelPrefix,
			String namespace) {
		this.redis = redis;
		this.codec = codec;
		this.mode = mode;
		this.channel = channelPrefix + "#" + namespace + "#";
	}

	/**
	 * The channel of all servers.
	 */
	String channel() {
		return this.channel;
	}

	/**
	 * The channel of a room, or of the answers to a server.
	 */
	String channel(String name) {
		return this.channel + name + "#";
	}

	@Override
	public CompletionStage<?> send(ClusterMessage message) {
		return send(channelOf(message), message);
	}

	CompletionStage<?> send(String channel, ClusterMessage message) {
		byte[] bytes = this.codec.write(message);
		return this.redis.send(bytes.length, (commands) -> commands.spublish(channel, bytes));
	}

	/**
	 * All servers are counted for answers, so all must hear what asks for some.
	 */
	private String channelOf(ClusterMessage message) {
		if (message.type() == ClusterMessage.Type.BROADCAST && !message.data().containsKey("requestId")) {
			List<String> rooms = RedisMessageCodec.rooms(message);
			if (rooms.size() == 1 && hasChannel(rooms.get(0))) {
				return channel(rooms.get(0));
			}
		}
		return this.channel;
	}

	private boolean hasChannel(String room) {
		return switch (this.mode) {
			case STATIC -> false;
			case DYNAMIC -> room.length() != SOCKET_ID_LENGTH;
			case DYNAMIC_PRIVATE -> true;
		};
	}

}
