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

/**
 * Sends messages in the layout of {@code @socket.io/redis-adapter}: events to one room
 * have a channel of their own.
 */
final class PubSubSender implements MessageSender {

	private final RedisPublisher redis;

	private final RedisMessageCodec messages;

	private final String channel;

	private final String requestChannel;

	PubSubSender(RedisPublisher redis, RedisMessageCodec messages, String key, String namespace) {
		this.redis = redis;
		this.messages = messages;
		this.channel = key + "#" + namespace + "#";
		this.requestChannel = key + "-request#" + namespace + "#";
	}

	/**
	 * The channel of events, and the beginning of those for one room.
	 */
	String channel() {
		return this.channel;
	}

	String requestChannel() {
		return this.requestChannel;
	}

	@Override
	public CompletionStage<?> send(ClusterMessage message) {
		if (message.type() != ClusterMessage.Type.BROADCAST || message.data().containsKey("requestId")) {
			return send(this.requestChannel, this.messages.writeRequest(message));
		}
		List<String> rooms = RedisMessageCodec.rooms(message);
		return send((rooms.size() == 1) ? this.channel + rooms.get(0) + "#" : this.channel,
				this.messages.writeBroadcast(message));
	}

	CompletionStage<?> send(String channel, byte[] message) {
		return this.redis.send(message.length, (commands) -> commands.publish(channel, message));
	}

}
