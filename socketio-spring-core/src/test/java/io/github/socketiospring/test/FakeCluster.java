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

package io.github.socketiospring.test;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.socketiospring.ClusterEvent;
import io.github.socketiospring.ServerDirectory;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.adapter.ClusterMembership;
import io.github.socketiospring.adapter.InMemoryAdapter;
import reactor.core.publisher.Mono;

/**
 * Servers that know where the others are, and nothing else of them.
 */
public final class FakeCluster {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Map<String, String> addresses = new ConcurrentHashMap<>();

	/**
	 * Say where a server is.
	 */
	public void register(String serverId, String address) {
		this.addresses.put(serverId, address);
	}

	/**
	 * One more server.
	 */
	public Member join() {
		return new Member();
	}

	/**
	 * One of the servers.
	 */
	public final class Member implements AdapterFactory, SocketIOCluster, ServerDirectory {

		private final String id = new ClusterMembership(SECOND, SECOND.multipliedBy(2)).uid();

		@Override
		public Adapter create(AdapterContext context) {
			return new InMemoryAdapter(context);
		}

		@Override
		public SocketIOCluster cluster() {
			return this;
		}

		@Override
		public ServerDirectory directory() {
			return this;
		}

		@Override
		public String serverId() {
			return this.id;
		}

		@Override
		public Mono<Void> register(String address) {
			return Mono.fromRunnable(() -> FakeCluster.this.register(this.id, address));
		}

		@Override
		public Mono<String> find(String serverId) {
			return Mono.justOrEmpty(FakeCluster.this.addresses.get(serverId));
		}

		@Override
		public Set<String> otherServerIds() {
			return Set.of();
		}

		@Override
		public boolean isConnected() {
			return true;
		}

		@Override
		public long pendingBytes() {
			return 0;
		}

		@Override
		public void addListener(Consumer<ClusterEvent> listener) {
		}

	}

}
