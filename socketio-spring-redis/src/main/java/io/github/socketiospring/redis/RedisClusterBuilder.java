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

import io.github.socketiospring.adapter.ClusterMembership;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.Assert;

/**
 * What the adapters over Redis have in common. Not for use by several threads.
 *
 * @param <B> the builder itself
 */
public abstract class RedisClusterBuilder<B extends RedisClusterBuilder<B>> {

	private final LettuceConnectionFactory connectionFactory;

	private Duration requestsTimeout = Duration.ofSeconds(5);

	private Duration heartbeatInterval = Duration.ofSeconds(5);

	private Duration heartbeatTimeout = Duration.ofSeconds(10);

	private long maxPendingBytes = 16 * 1024 * 1024;

	private int maxMessageBytes = 64 * 1024 * 1024;

	RedisClusterBuilder(LettuceConnectionFactory connectionFactory) {
		this.connectionFactory = connectionFactory;
	}

	@SuppressWarnings("unchecked")
	private B self() {
		return (B) this;
	}

	/**
	 * Set how long other servers are awaited that are asked for something.
	 * @param requestsTimeout the time, 5 s by default
	 * @return this builder
	 */
	public B requestsTimeout(Duration requestsTimeout) {
		Assert.isTrue(requestsTimeout.toMillis() > 0, "The time-out of requests must be at least a millisecond");
		this.requestsTimeout = requestsTimeout;
		return self();
	}

	/**
	 * Set how often this server tells the others that it lives.
	 * @param heartbeatInterval the time between two heartbeats, 5 s by default
	 * @return this builder
	 */
	public B heartbeatInterval(Duration heartbeatInterval) {
		this.heartbeatInterval = heartbeatInterval;
		return self();
	}

	/**
	 * Set when another server is taken for dead. Servers of Node.js send no heartbeats.
	 * @param heartbeatTimeout the time without a sign of it, 10 s by default; longer than
	 * the interval
	 * @return this builder
	 */
	public B heartbeatTimeout(Duration heartbeatTimeout) {
		this.heartbeatTimeout = heartbeatTimeout;
		return self();
	}

	/**
	 * Set how much may wait to be sent to other servers, while Redis cannot be reached or
	 * is slow. What is beyond it stays on this server, and is counted.
	 * @param maxPendingBytes the number of bytes, 16 MB by default
	 * @return this builder
	 */
	public B maxPendingBytes(long maxPendingBytes) {
		Assert.isTrue(maxPendingBytes > 0, "A message must have room");
		this.maxPendingBytes = maxPendingBytes;
		return self();
	}

	/**
	 * Set how large a message of another server may be. What is larger is skipped, and
	 * counted.
	 * @param maxMessageBytes the number of bytes, 64 MB by default
	 * @return this builder
	 */
	public B maxMessageBytes(int maxMessageBytes) {
		Assert.isTrue(maxMessageBytes > 0, "A message must have room");
		this.maxMessageBytes = maxMessageBytes;
		return self();
	}

	Duration heartbeatInterval() {
		return this.heartbeatInterval;
	}

	Duration heartbeatTimeout() {
		return this.heartbeatTimeout;
	}

	Duration requestsTimeout() {
		return this.requestsTimeout;
	}

	int maxMessageBytes() {
		return this.maxMessageBytes;
	}

	ClusterMembership membership() {
		return new ClusterMembership(this.heartbeatInterval, this.heartbeatTimeout);
	}

	RedisLink connect() {
		return new RedisLink(this.connectionFactory, this.maxPendingBytes);
	}

}
