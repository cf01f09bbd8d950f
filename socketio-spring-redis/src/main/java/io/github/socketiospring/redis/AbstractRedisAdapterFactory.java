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
import java.util.Set;
import java.util.function.Consumer;

import io.github.socketiospring.ClusterEvent;
import io.github.socketiospring.ServerDirectory;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.adapter.ClusterMembership;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the adapters of one server share. Redis is connected to when the first of them is
 * created.
 */
abstract class AbstractRedisAdapterFactory implements AdapterFactory, SocketIOCluster {

	private final RedisClusterBuilder<?> options;

	private final ClusterMembership membership;

	private final RedisServerDirectory directory;

	private final Mono<Void> close = Mono.defer(this::disconnect).cache();

	private volatile @Nullable RedisLink link;

	/**
	 * Create the factory.
	 * @param prefix of what the servers of the cluster share
	 */
	AbstractRedisAdapterFactory(RedisClusterBuilder<?> builder, String prefix) {
		this.options = builder;
		this.membership = builder.membership();
		this.directory = new RedisServerDirectory(prefix, this.membership.uid(), builder.heartbeatInterval(),
				builder.heartbeatTimeout());
	}

	/**
	 * Connects to Redis, for the first namespace.
	 * @throws ClusterConnectionException if that fails
	 */
	@Override
	public final synchronized Adapter create(AdapterContext context) {
		RedisLink link = this.link;
		if (link == null) {
			link = this.options.connect();
			this.link = link;
			this.directory.connect(link.publisher(), context.timers());
		}
		return create(context, link);
	}

	abstract Adapter create(AdapterContext context, RedisLink link);

	@Override
	public final SocketIOCluster cluster() {
		return this;
	}

	final ClusterMembership membership() {
		return this.membership;
	}

	final Duration requestsTimeout() {
		return this.options.requestsTimeout();
	}

	final int maxMessageBytes() {
		return this.options.maxMessageBytes();
	}

	@Override
	public final String serverId() {
		return this.membership.uid();
	}

	@Override
	public final Set<String> otherServerIds() {
		return this.membership.others();
	}

	@Override
	public final ServerDirectory directory() {
		return this.directory;
	}

	@Override
	public final void addListener(Consumer<ClusterEvent> listener) {
		this.membership.addListener(listener);
	}

	@Override
	public final boolean isConnected() {
		RedisLink link = this.link;
		return link != null && link.isConnected() && isReading();
	}

	@Override
	public final long pendingBytes() {
		RedisLink link = this.link;
		return (link != null) ? link.publisher().pendingBytes() : 0;
	}

	/**
	 * Whether what comes otherwise than by subscriptions comes.
	 */
	boolean isReading() {
		return true;
	}

	/**
	 * Let go of what has other connections than those of all factories.
	 */
	Mono<Void> stopReading() {
		return Mono.empty();
	}

	/**
	 * Does so once, however often it is called.
	 */
	@Override
	public final Mono<Void> close() {
		return this.close;
	}

	private Mono<Void> disconnect() {
		RedisLink link = this.link;
		return (link != null) ? this.directory.close().then(stopReading()).then(link.close()) : Mono.empty();
	}

}
