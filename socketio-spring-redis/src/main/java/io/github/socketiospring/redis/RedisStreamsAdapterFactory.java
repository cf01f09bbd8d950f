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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.AdapterContext;
import io.lettuce.core.StreamMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.Assert;

/**
 * Joins servers to one over the streams of Redis, from which clients that lost their
 * connection can be recovered by any server. Speaks what
 * {@code @socket.io/redis-streams-adapter} 0.3 and its emitter speak. One factory is for
 * one server, which closes it. Safe for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/redis-streams-adapter/">Socket.IO: Redis
 * Streams adapter</a>
 */
public final class RedisStreamsAdapterFactory extends AbstractRedisAdapterFactory {

	private final Builder options;

	private final Map<String, RedisStreamsAdapter> adapters = new ConcurrentHashMap<>();

	private final List<StreamReader> readers = new ArrayList<>();

	private RedisStreamsAdapterFactory(Builder builder) {
		super(builder, builder.channelPrefix);
		this.options = builder;
	}

	/**
	 * Begin to create a factory.
	 * @param connectionFactory the Redis of the application; connections of its own are
	 * opened to it
	 * @return a builder
	 */
	public static Builder builder(LettuceConnectionFactory connectionFactory) {
		return new Builder(connectionFactory);
	}

	@Override
	Adapter create(AdapterContext context, RedisLink link) {
		if (this.readers.isEmpty()) {
			startReaders(link);
		}
		int index = StreamSender.index(this.readers.size(), context.namespace());
		RedisStreamsAdapter adapter = new RedisStreamsAdapter(context, this, link, this.options.stream(index),
				this.readers.get(index));
		this.adapters.put(context.namespace(), adapter);
		return adapter;
	}

	/**
	 * Each stream is read by itself, so that none waits for another.
	 */
	private void startReaders(RedisLink link) {
		// Redis has to answer before the application thinks that it does not
		Duration half = link.connections().timeout().dividedBy(2);
		Duration blockTime = (this.options.blockTime.compareTo(half) < 0) ? this.options.blockTime : half;
		for (int i = 0; i < this.options.streamCount; i++) {
			StreamReader reader = new StreamReader(link.connections().connect(), this.options.stream(i),
					this.options.readCount, blockTime, this::onEntry);
			this.readers.add(reader);
			link.await(reader.start());
		}
	}

	private void onEntry(StreamId id, StreamMessage<String, byte[]> entry) {
		String namespace = StreamEntryCodec.namespace(entry.getBody());
		RedisStreamsAdapter adapter = (namespace != null) ? this.adapters.get(namespace) : null;
		if (adapter != null) {
			adapter.onEntry(id, entry.getBody());
		}
	}

	void remove(RedisStreamsAdapter adapter, String namespace) {
		this.adapters.remove(namespace, adapter);
	}

	Builder options() {
		return this.options;
	}

	@Override
	boolean isReading() {
		return this.readers.stream().allMatch(StreamReader::isConnected);
	}

	@Override
	Mono<Void> stopReading() {
		return Flux.fromIterable(this.readers).flatMap((reader) -> Mono.fromCompletionStage(reader::close)).then();
	}

	/**
	 * Creates the factory. Not for use by several threads.
	 */
	public static final class Builder extends RedisClusterBuilder<Builder> {

		private String streamName = "socket.io";

		private int streamCount = 1;

		private String channelPrefix = "socket.io";

		private boolean useShardedPubSub;

		private int maxLen = 10_000;

		private int readCount = 100;

		private Duration blockTime = Duration.ofSeconds(5);

		private String sessionKeyPrefix = "sio:session:";

		private boolean liveSessions = true;

		private boolean onlyPlaintext;

		private Builder(LettuceConnectionFactory connectionFactory) {
			super(connectionFactory);
		}

		/**
		 * Set the name of the stream, the same for all servers of the cluster.
		 * @param streamName the name, {@code socket.io} by default
		 * @return this builder
		 */
		public Builder streamName(String streamName) {
			Assert.hasText(streamName, "The name of the stream must not be empty");
			this.streamName = streamName;
			return this;
		}

		/**
		 * Set the number of streams that the namespaces are spread over, the same for all
		 * servers of the cluster.
		 * @param streamCount the number, 1 by default
		 * @return this builder
		 */
		public Builder streamCount(int streamCount) {
			Assert.isTrue(streamCount > 0, "There must be a stream");
			this.streamCount = streamCount;
			return this;
		}

		/**
		 * Set the prefix of the channels of what needs no stream, the same for all
		 * servers of the cluster.
		 * @param channelPrefix the prefix, {@code socket.io} by default
		 * @return this builder
		 */
		public Builder channelPrefix(String channelPrefix) {
			Assert.hasText(channelPrefix, "The prefix of the channels must not be empty");
			this.channelPrefix = channelPrefix;
			return this;
		}

		/**
		 * Set whether these channels are sharded ones, which Redis 7 has.
		 * @param useShardedPubSub false by default
		 * @return this builder
		 */
		public Builder useShardedPubSub(boolean useShardedPubSub) {
			this.useShardedPubSub = useShardedPubSub;
			return this;
		}

		/**
		 * Set how many entries the stream keeps, about. A client that has missed more is
		 * not recovered.
		 * @param maxLen the number, 10,000 by default
		 * @return this builder
		 */
		public Builder maxLen(int maxLen) {
			Assert.isTrue(maxLen > 0, "The stream must keep an entry");
			this.maxLen = maxLen;
			return this;
		}

		/**
		 * Set how many entries are read at a time.
		 * @param readCount the number, 100 by default
		 * @return this builder
		 */
		public Builder readCount(int readCount) {
			Assert.isTrue(readCount > 0, "An entry must be read");
			this.readCount = readCount;
			return this;
		}

		/**
		 * Set how long Redis waits for entries before it is asked again.
		 * @param blockTime the time, 5 s by default
		 * @return this builder
		 */
		public Builder blockTime(Duration blockTime) {
			Assert.isTrue(blockTime.toMillis() > 0, "Redis must wait at least a millisecond");
			this.blockTime = blockTime;
			return this;
		}

		/**
		 * Set the prefix of the keys of sessions, the same for all servers of the
		 * cluster.
		 * @param sessionKeyPrefix the prefix, {@code sio:session:} by default; braces
		 * must be those of a hash tag
		 * @return this builder
		 */
		public Builder sessionKeyPrefix(String sessionKeyPrefix) {
			Assert.isTrue(SessionKeys.isPrefix(sessionKeyPrefix), () -> "The session key prefix '" + sessionKeyPrefix
					+ "' must not have braces but those of a hash tag");
			this.sessionKeyPrefix = sessionKeyPrefix;
			return this;
		}

		/**
		 * Set whether Redis has the sessions of clients that are connected, too, so that
		 * they can be recovered when their server is killed; the same for all servers of
		 * Java in the cluster. Otherwise it gets them when a connection is lost, as with
		 * the reference.
		 * @param liveSessions true by default
		 * @return this builder
		 */
		public Builder liveSessions(boolean liveSessions) {
			this.liveSessions = liveSessions;
			return this;
		}

		/**
		 * Set whether nothing of the application is binary, so that nobody looks for it.
		 * @param onlyPlaintext false by default
		 * @return this builder
		 */
		public Builder onlyPlaintext(boolean onlyPlaintext) {
			this.onlyPlaintext = onlyPlaintext;
			return this;
		}

		private String stream(int index) {
			return StreamSender.stream(this.streamName, this.streamCount, index);
		}

		String channelPrefix() {
			return this.channelPrefix;
		}

		boolean isUseShardedPubSub() {
			return this.useShardedPubSub;
		}

		int maxLen() {
			return this.maxLen;
		}

		String sessionKeyPrefix() {
			return this.sessionKeyPrefix;
		}

		boolean isLiveSessions() {
			return this.liveSessions;
		}

		boolean isOnlyPlaintext() {
			return this.onlyPlaintext;
		}

		/**
		 * Create the factory.
		 * @return the factory, which connects to Redis for its first adapter
		 */
		public RedisStreamsAdapterFactory build() {
			return new RedisStreamsAdapterFactory(this);
		}

	}

}
