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

package io.github.socketiospring.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.ClusterAdapter;
import io.github.socketiospring.adapter.ClusterMembership;
import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import reactor.core.publisher.Mono;

/**
 * An adapter for servers of one JVM, which know nothing of each other but the bytes that
 * go over a bus.
 */
final class ToyClusterAdapter extends ClusterAdapter {

	private final List<ToyClusterAdapter> bus;

	private final Bus buses;

	private final ClusterMessageCodec codec;

	ToyClusterAdapter(AdapterContext context, ClusterMembership membership, Bus buses) {
		super(context, membership);
		this.buses = buses;
		this.codec = new ClusterMessageCodec(context.codec());
		this.bus = buses.of(context.namespace());
		this.bus.add(this);
		start();
	}

	@Override
	protected void publish(ClusterMessage message) {
		byte[] bytes = this.codec.write(message);
		if (this.buses.down) {
			onUnsent(message.type());
			return;
		}
		this.bus.forEach((server) -> server.receive(bytes));
	}

	@Override
	protected void respond(String uid, ClusterMessage response) {
		byte[] bytes = this.codec.write(response);
		this.bus.stream().filter((server) -> server.uid().equals(uid)).forEach((server) -> server.receive(bytes));
	}

	void receive(byte[] bytes) {
		if (this.buses.deaf != this.bus.indexOf(this)) {
			onMessage(this.codec.read(bytes));
		}
	}

	@Override
	public Mono<Integer> serverCount() {
		return Mono.fromSupplier(this.bus::size);
	}

	@Override
	public Mono<Void> close() {
		return Mono.fromRunnable(() -> this.bus.remove(this)).then(super.close());
	}

	/**
	 * What the servers of a cluster share.
	 */
	static final class Bus {

		private final Map<String, List<ToyClusterAdapter>> adapters = new ConcurrentHashMap<>();

		/** The index of a server that gets nothing, which nobody has noticed yet. */
		int deaf = -1;

		/** Whether nothing can be sent. */
		boolean down;

		List<ToyClusterAdapter> of(String namespace) {
			return this.adapters.computeIfAbsent(namespace, (name) -> new CopyOnWriteArrayList<>());
		}

	}

}
