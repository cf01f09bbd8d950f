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

import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.github.socketiospring.adapter.ClusterMessage;
import io.lettuce.core.XAddArgs;

/**
 * Adds messages to a stream, in the layout of {@code @socket.io/redis-streams-adapter}.
 */
final class StreamSender implements MessageSender {

	private final RedisPublisher redis;

	private final StreamEntryCodec entries;

	private final String stream;

	private final int maxLen;

	StreamSender(RedisPublisher redis, StreamEntryCodec entries, String stream, int maxLen) {
		this.redis = redis;
		this.entries = entries;
		this.stream = stream;
		this.maxLen = maxLen;
	}

	/**
	 * The name of the stream of a namespace: each is in one, so that it keeps its order.
	 */
	static String stream(String name, int count, String namespace) {
		return stream(name, count, index(count, namespace));
	}

	static int index(int count, String namespace) {
		return Math.floorMod(namespace.hashCode(), count);
	}

	static String stream(String name, int count, int index) {
		return (count == 1) ? name : name + "-" + index;
	}

	@Override
	public CompletionStage<?> send(ClusterMessage message) {
		return send(message, StreamEntryCodec.NO_NUMBER);
	}

	/**
	 * Send a message.
	 * @param number by which this server knows it when it comes back
	 * @return the id of its entry
	 */
	CompletionStage<String> send(ClusterMessage message, long number) {
		Map<String, byte[]> fields = this.entries.write(message, number);
		XAddArgs args = new XAddArgs().maxlen(this.maxLen).approximateTrimming();
		return this.redis.send(StreamEntryCodec.size(fields), (commands) -> commands.xadd(this.stream, args, fields));
	}

}
