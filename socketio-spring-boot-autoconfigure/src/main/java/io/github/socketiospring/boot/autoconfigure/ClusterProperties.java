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

package io.github.socketiospring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What joins this server with others to one.
 *
 * @see <a href="https://socket.io/docs/v4/adapter/">Socket.IO: the adapter</a>
 */
public class ClusterProperties {

	/**
	 * What joins this server with others to one.
	 */
	private Type type = Type.NONE;

	/**
	 * Time that other servers are awaited that are asked for something. A bare number is
	 * milliseconds.
	 */
	private Duration requestsTimeout = Duration.ofSeconds(5);

	/**
	 * Time between two signs of life to other servers. A bare number is milliseconds.
	 */
	private Duration heartbeatInterval = Duration.ofSeconds(5);

	/**
	 * Time without a sign of life after which another server is taken for dead. A bare
	 * number is milliseconds.
	 */
	private Duration heartbeatTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum size of what waits to be sent to other servers. What is beyond it stays on
	 * this server.
	 */
	private DataSize maxPendingBytes = DataSize.ofMegabytes(16);

	/**
	 * Maximum size of a message of another server. What is larger is skipped.
	 */
	private DataSize maxMessageBytes = DataSize.ofMegabytes(64);

	private final Forwarding forwarding = new Forwarding();

	private final Redis redis = new Redis();

	private final RedisSharded redisSharded = new RedisSharded();

	private final RedisStreams redisStreams = new RedisStreams();

	/**
	 * Begin with the defaults.
	 */
	public ClusterProperties() {
	}

	/**
	 * Get what joins the servers.
	 * @return what joins the servers
	 */
	public Type getType() {
		return this.type;
	}

	/**
	 * Set what joins the servers.
	 * @param type what joins the servers
	 */
	public void setType(Type type) {
		this.type = type;
	}

	/**
	 * Get how long other servers are awaited.
	 * @return how long other servers are awaited
	 */
	public Duration getRequestsTimeout() {
		return this.requestsTimeout;
	}

	/**
	 * Set how long other servers are awaited.
	 * @param requestsTimeout how long other servers are awaited
	 */
	public void setRequestsTimeout(Duration requestsTimeout) {
		this.requestsTimeout = requestsTimeout;
	}

	/**
	 * Get the time between two signs of life.
	 * @return the time between two signs of life
	 */
	public Duration getHeartbeatInterval() {
		return this.heartbeatInterval;
	}

	/**
	 * Set the time between two signs of life.
	 * @param heartbeatInterval the time between two signs of life
	 */
	public void setHeartbeatInterval(Duration heartbeatInterval) {
		this.heartbeatInterval = heartbeatInterval;
	}

	/**
	 * Get when another server is taken for dead.
	 * @return when another server is taken for dead
	 */
	public Duration getHeartbeatTimeout() {
		return this.heartbeatTimeout;
	}

	/**
	 * Set when another server is taken for dead.
	 * @param heartbeatTimeout when another server is taken for dead
	 */
	public void setHeartbeatTimeout(Duration heartbeatTimeout) {
		this.heartbeatTimeout = heartbeatTimeout;
	}

	/**
	 * Get how much may wait for other servers.
	 * @return how much may wait for other servers
	 */
	public DataSize getMaxPendingBytes() {
		return this.maxPendingBytes;
	}

	/**
	 * Set how much may wait for other servers.
	 * @param maxPendingBytes how much may wait for other servers
	 */
	public void setMaxPendingBytes(DataSize maxPendingBytes) {
		this.maxPendingBytes = maxPendingBytes;
	}

	/**
	 * Get how large a message may be.
	 * @return how large a message may be
	 */
	public DataSize getMaxMessageBytes() {
		return this.maxMessageBytes;
	}

	/**
	 * Set how large a message may be.
	 * @param maxMessageBytes how large a message may be
	 */
	public void setMaxMessageBytes(DataSize maxMessageBytes) {
		this.maxMessageBytes = maxMessageBytes;
	}

	/**
	 * Get the options of forwarding.
	 * @return the options
	 */
	public Forwarding getForwarding() {
		return this.forwarding;
	}

	/**
	 * Get the options of {@link Type#REDIS}.
	 * @return the options
	 */
	public Redis getRedis() {
		return this.redis;
	}

	/**
	 * Get the options of {@link Type#REDIS_SHARDED}.
	 * @return the options
	 */
	public RedisSharded getRedisSharded() {
		return this.redisSharded;
	}

	/**
	 * Get the options of {@link Type#REDIS_STREAMS}.
	 * @return the options
	 */
	public RedisStreams getRedisStreams() {
		return this.redisStreams;
	}

	/**
	 * What joins servers.
	 */
	public enum Type {

		/** Nothing: this server is alone. */
		NONE,

		/** The publish and subscribe commands of Redis. */
		REDIS,

		/** The sharded publish and subscribe commands of Redis 7. */
		REDIS_SHARDED,

		/** The streams of Redis, on which clients can be recovered by any server. */
		REDIS_STREAMS

	}

	/**
	 * Which rooms have channels of their own.
	 */
	public enum SubscriptionMode {

		/** None. */
		STATIC,

		/** All but those of the sockets' own ids. */
		DYNAMIC,

		/** All. */
		DYNAMIC_PRIVATE

	}

	/**
	 * Options of forwarding.
	 */
	public static class Forwarding {

		/**
		 * Whether a request whose session another server of the cluster has is forwarded
		 * to that server, so that no proxy has to keep clients where they are.
		 */
		private boolean enabled;

		/**
		 * URL by which other servers reach this one; without it the address of the host,
		 * and the port of the web server.
		 */
		private @Nullable String address;

		/**
		 * Time that another server may take to accept a connection. A bare number is
		 * milliseconds.
		 */
		private Duration connectTimeout = Duration.ofSeconds(1);

		/**
		 * Maximum number of requests that this server forwards at a time, WebSockets
		 * included. One more is refused.
		 */
		private int maxRequests = 10_000;

		/**
		 * Begin with the defaults.
		 */
		public Forwarding() {
		}

		/**
		 * Get whether requests are forwarded.
		 * @return whether requests are forwarded
		 */
		public boolean isEnabled() {
			return this.enabled;
		}

		/**
		 * Set whether requests are forwarded.
		 * @param enabled whether requests are forwarded
		 */
		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		/**
		 * Get by which URL others reach this server.
		 * @return the URL, or null for one that is found out
		 */
		public @Nullable String getAddress() {
			return this.address;
		}

		/**
		 * Set by which URL others reach this server.
		 * @param address the URL, or null for one that is found out
		 */
		public void setAddress(@Nullable String address) {
			this.address = address;
		}

		/**
		 * Get how long a connection may take.
		 * @return how long a connection may take
		 */
		public Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		/**
		 * Set how long a connection may take.
		 * @param connectTimeout how long a connection may take
		 */
		public void setConnectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		/**
		 * Get how many requests are forwarded at a time.
		 * @return how many requests are forwarded at a time
		 */
		public int getMaxRequests() {
			return this.maxRequests;
		}

		/**
		 * Set how many requests are forwarded at a time.
		 * @param maxRequests how many requests are forwarded at a time
		 */
		public void setMaxRequests(int maxRequests) {
			this.maxRequests = maxRequests;
		}

	}

	/**
	 * Options of the publish and subscribe commands of Redis.
	 */
	public static class Redis {

		/**
		 * Prefix of the channels, the same for all servers of the cluster.
		 */
		private String key = "socket.io";

		/**
		 * Whether an answer goes to the server that has asked alone, instead of to all.
		 */
		private boolean publishOnSpecificResponseChannel;

		/**
		 * Begin with the defaults.
		 */
		public Redis() {
		}

		/**
		 * Get the prefix of the channels.
		 * @return the prefix of the channels
		 */
		public String getKey() {
			return this.key;
		}

		/**
		 * Set the prefix of the channels.
		 * @param key the prefix of the channels
		 */
		public void setKey(String key) {
			this.key = key;
		}

		/**
		 * Get whether an answer goes to one server.
		 * @return whether an answer goes to one server
		 */
		public boolean isPublishOnSpecificResponseChannel() {
			return this.publishOnSpecificResponseChannel;
		}

		/**
		 * Set whether an answer goes to one server.
		 * @param publishOnSpecificResponseChannel whether an answer goes to one server
		 */
		public void setPublishOnSpecificResponseChannel(boolean publishOnSpecificResponseChannel) {
			this.publishOnSpecificResponseChannel = publishOnSpecificResponseChannel;
		}

	}

	/**
	 * Options of the sharded publish and subscribe commands of Redis.
	 */
	public static class RedisSharded {

		/**
		 * Prefix of the channels, the same for all servers of the cluster.
		 */
		private String channelPrefix = "socket.io";

		/**
		 * Which rooms have channels of their own, the same for all servers of the
		 * cluster.
		 */
		private SubscriptionMode subscriptionMode = SubscriptionMode.DYNAMIC;

		/**
		 * Begin with the defaults.
		 */
		public RedisSharded() {
		}

		/**
		 * Get the prefix of the channels.
		 * @return the prefix of the channels
		 */
		public String getChannelPrefix() {
			return this.channelPrefix;
		}

		/**
		 * Set the prefix of the channels.
		 * @param channelPrefix the prefix of the channels
		 */
		public void setChannelPrefix(String channelPrefix) {
			this.channelPrefix = channelPrefix;
		}

		/**
		 * Get which rooms have channels.
		 * @return which rooms have channels
		 */
		public SubscriptionMode getSubscriptionMode() {
			return this.subscriptionMode;
		}

		/**
		 * Set which rooms have channels.
		 * @param subscriptionMode which rooms have channels
		 */
		public void setSubscriptionMode(SubscriptionMode subscriptionMode) {
			this.subscriptionMode = subscriptionMode;
		}

	}

	/**
	 * Options of the streams of Redis.
	 */
	public static class RedisStreams {

		/**
		 * Name of the stream, the same for all servers of the cluster.
		 */
		private String streamName = "socket.io";

		/**
		 * Number of streams that the namespaces are spread over, the same for all servers
		 * of the cluster.
		 */
		private int streamCount = 1;

		/**
		 * Prefix of the channels of what needs no stream, the same for all servers of the
		 * cluster.
		 */
		private String channelPrefix = "socket.io";

		/**
		 * Whether these channels are sharded ones, which Redis 7 has.
		 */
		private boolean useShardedPubSub;

		/**
		 * Number of entries that the stream keeps, about.
		 */
		private int maxLen = 10_000;

		/**
		 * Maximum number of entries that are read at a time.
		 */
		private int readCount = 100;

		/**
		 * Time that Redis waits for entries before it is asked again. A bare number is
		 * milliseconds.
		 */
		private Duration blockTime = Duration.ofSeconds(5);

		/**
		 * Prefix of the keys of sessions, the same for all servers of the cluster.
		 */
		private String sessionKeyPrefix = "sio:session:";

		/**
		 * Whether Redis has the sessions of clients that are connected, too, so that they
		 * can be recovered when their server is killed. The same for all servers of Java
		 * in the cluster.
		 */
		private boolean liveSessions = true;

		/**
		 * Whether nothing of the application is binary, so that nobody looks for it.
		 */
		private boolean onlyPlaintext;

		/**
		 * Begin with the defaults.
		 */
		public RedisStreams() {
		}

		/**
		 * Get the name of the stream.
		 * @return the name of the stream
		 */
		public String getStreamName() {
			return this.streamName;
		}

		/**
		 * Set the name of the stream.
		 * @param streamName the name of the stream
		 */
		public void setStreamName(String streamName) {
			this.streamName = streamName;
		}

		/**
		 * Get the number of streams.
		 * @return the number of streams
		 */
		public int getStreamCount() {
			return this.streamCount;
		}

		/**
		 * Set the number of streams.
		 * @param streamCount the number of streams
		 */
		public void setStreamCount(int streamCount) {
			this.streamCount = streamCount;
		}

		/**
		 * Get the prefix of the channels.
		 * @return the prefix of the channels
		 */
		public String getChannelPrefix() {
			return this.channelPrefix;
		}

		/**
		 * Set the prefix of the channels.
		 * @param channelPrefix the prefix of the channels
		 */
		public void setChannelPrefix(String channelPrefix) {
			this.channelPrefix = channelPrefix;
		}

		/**
		 * Get whether the channels are sharded.
		 * @return whether the channels are sharded
		 */
		public boolean isUseShardedPubSub() {
			return this.useShardedPubSub;
		}

		/**
		 * Set whether the channels are sharded.
		 * @param useShardedPubSub whether the channels are sharded
		 */
		public void setUseShardedPubSub(boolean useShardedPubSub) {
			this.useShardedPubSub = useShardedPubSub;
		}

		/**
		 * Get how many entries are kept.
		 * @return how many entries are kept
		 */
		public int getMaxLen() {
			return this.maxLen;
		}

		/**
		 * Set how many entries are kept.
		 * @param maxLen how many entries are kept
		 */
		public void setMaxLen(int maxLen) {
			this.maxLen = maxLen;
		}

		/**
		 * Get how many entries are read at a time.
		 * @return how many entries are read at a time
		 */
		public int getReadCount() {
			return this.readCount;
		}

		/**
		 * Set how many entries are read at a time.
		 * @param readCount how many entries are read at a time
		 */
		public void setReadCount(int readCount) {
			this.readCount = readCount;
		}

		/**
		 * Get how long Redis waits for entries.
		 * @return how long Redis waits for entries
		 */
		public Duration getBlockTime() {
			return this.blockTime;
		}

		/**
		 * Set how long Redis waits for entries.
		 * @param blockTime how long Redis waits for entries
		 */
		public void setBlockTime(Duration blockTime) {
			this.blockTime = blockTime;
		}

		/**
		 * Get the prefix of the keys of sessions.
		 * @return the prefix of the keys of sessions
		 */
		public String getSessionKeyPrefix() {
			return this.sessionKeyPrefix;
		}

		/**
		 * Set the prefix of the keys of sessions.
		 * @param sessionKeyPrefix the prefix of the keys of sessions
		 */
		public void setSessionKeyPrefix(String sessionKeyPrefix) {
			this.sessionKeyPrefix = sessionKeyPrefix;
		}

		/**
		 * Get whether Redis has the sessions of clients that are connected.
		 * @return whether Redis has the sessions of clients that are connected
		 */
		public boolean isLiveSessions() {
			return this.liveSessions;
		}

		/**
		 * Set whether Redis has the sessions of clients that are connected.
		 * @param liveSessions whether Redis has the sessions of clients that are
		 * connected
		 */
		public void setLiveSessions(boolean liveSessions) {
			this.liveSessions = liveSessions;
		}

		/**
		 * Get whether nothing is binary.
		 * @return whether nothing is binary
		 */
		public boolean isOnlyPlaintext() {
			return this.onlyPlaintext;
		}

		/**
		 * Set whether nothing is binary.
		 * @param onlyPlaintext whether nothing is binary
		 */
		public void setOnlyPlaintext(boolean onlyPlaintext) {
			this.onlyPlaintext = onlyPlaintext;
		}

	}

}
