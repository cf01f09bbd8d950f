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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.BroadcastAckListener;
import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.adapter.SocketDetails;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.concurrent.Queues;

/**
 * The adapter of a parent: hands what is broadcast to those of the children of this
 * moment. The arguments are written once, whatever the number of children.
 */
final class ParentAdapter implements Adapter {

	private final PacketCodec codec;

	private final Set<ChildNamespace> children;

	ParentAdapter(PacketCodec codec, Set<ChildNamespace> children) {
		this.codec = codec;
		this.children = children;
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options) {
		try {
			for (ChildNamespace child : this.children) {
				Packet addressed = this.codec.addressed(packet, child.name(), IncomingPacket.NO_ID);
				if (packet.encoded().isWatched()) {
					// Who waits for the release waits for that of all of them
					packet.encoded().retain();
					addressed.encoded().onRelease(packet::release);
				}
				child.adapter().broadcast(addressed, options);
			}
		}
		finally {
			packet.release();
		}
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options, BroadcastAckListener acks) {
		List<ChildNamespace> children = List.copyOf(this.children);
		acks.onServers(1);
		try {
			if (children.isEmpty()) {
				acks.onReceivers(0);
			}
			BroadcastAckListener sum = new Sum(acks, children.size());
			for (ChildNamespace child : children) {
				child.adapter().broadcast(this.codec.addressed(packet, child.name(), child.nextAckId()), options, sum);
			}
		}
		finally {
			packet.release();
		}
	}

	@Override
	public void join(BroadcastOptions options, Collection<String> rooms) {
		this.children.forEach((child) -> child.adapter().join(options, rooms));
	}

	@Override
	public void leave(BroadcastOptions options, Collection<String> rooms) {
		this.children.forEach((child) -> child.adapter().leave(options, rooms));
	}

	@Override
	public void disconnect(BroadcastOptions options, boolean close) {
		this.children.forEach((child) -> child.adapter().disconnect(options, close));
	}

	@Override
	public Flux<SocketDetails> fetchSockets(BroadcastOptions options, @Nullable Duration timeout) {
		return Flux.fromIterable(this.children)
			.flatMapDelayError((child) -> child.adapter().fetchSockets(options, timeout), Queues.SMALL_BUFFER_SIZE,
					Queues.XS_BUFFER_SIZE);
	}

	@Override
	public void serverSideEmit(Packet event) {
		event.release();
		throw withoutServers();
	}

	@Override
	public Flux<Arguments> serverSideEmitWithAck(Packet event) {
		event.release();
		throw withoutServers();
	}

	private static UnsupportedOperationException withoutServers() {
		return new UnsupportedOperationException(
				"The parent of dynamic namespaces cannot emit to servers: let one of its children do it");
	}

	@Override
	public Mono<Integer> serverCount() {
		return Mono.just(1);
	}

	@Override
	public Duration requestTimeout() {
		return this.children.stream()
			.map((child) -> child.adapter().requestTimeout())
			.max(Comparator.naturalOrder())
			.orElseGet(Adapter.super::requestTimeout);
	}

	@Override
	public Set<String> rooms() {
		Set<String> rooms = new HashSet<>();
		this.children.forEach((child) -> rooms.addAll(child.rooms()));
		return Set.copyOf(rooms);
	}

	@Override
	public Collection<LocalSocket> sockets(@Nullable String room) {
		List<LocalSocket> sockets = new ArrayList<>();
		this.children.forEach((child) -> sockets.addAll(child.adapter().sockets(room)));
		return sockets;
	}

	@Override
	public void add(LocalSocket socket) {
		throw withoutSockets();
	}

	@Override
	public void remove(LocalSocket socket) {
		throw withoutSockets();
	}

	@Override
	public void join(LocalSocket socket, Collection<String> rooms) {
		throw withoutSockets();
	}

	@Override
	public void leave(LocalSocket socket, String room) {
		throw withoutSockets();
	}

	@Override
	public Set<String> rooms(LocalSocket socket) {
		throw withoutSockets();
	}

	private static UnsupportedOperationException withoutSockets() {
		return new UnsupportedOperationException("The parent of dynamic namespaces has no sockets of its own");
	}

	@Override
	public Mono<Void> close() {
		return Mono.empty();
	}

	/**
	 * Tells of the receivers in all children, on all servers, as of those of one server.
	 */
	private static final class Sum implements BroadcastAckListener {

		private final BroadcastAckListener target;

		/** How many children have not told of their servers. */
		private int childrenLeft;

		private int serversLeft;

		private int receivers;

		Sum(BroadcastAckListener target, int children) {
			this.target = target;
			this.childrenLeft = children;
		}

		@Override
		public @Nullable Duration timeout() {
			return this.target.timeout();
		}

		@Override
		public void onPending(Disposable pending) {
			this.target.onPending(pending);
		}

		@Override
		public void onRequest(Supplier<Set<String>> silent) {
			this.target.onRequest(silent);
		}

		@Override
		public void onServersLost() {
			this.target.onServersLost();
		}

		@Override
		public void onServers(int count) {
			update(() -> {
				this.childrenLeft--;
				this.serversLeft += count;
			});
		}

		@Override
		public void onReceivers(int count) {
			update(() -> {
				this.receivers += count;
				this.serversLeft--;
			});
		}

		private void update(Runnable change) {
			boolean complete;
			synchronized (this) {
				change.run();
				complete = this.childrenLeft == 0 && this.serversLeft == 0;
			}
			if (complete) {
				this.target.onReceivers(this.receivers);
			}
		}

		@Override
		public void onAck(Arguments answer) {
			this.target.onAck(answer);
		}

		@Override
		public void onMissing() {
			this.target.onMissing();
		}

	}

}
