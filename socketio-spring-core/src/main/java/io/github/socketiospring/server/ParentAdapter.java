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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
		Flux.fromIterable(children)
			.flatMap((child) -> options.local() ? Mono.just(1) : child.adapter().serverCount().onErrorReturn(1))
			.reduce(0, Integer::sum)
			.subscribe((servers) -> broadcast(packet, options, acks, children, servers));
	}

	private void broadcast(Packet packet, BroadcastOptions options, BroadcastAckListener acks,
			List<ChildNamespace> children, int servers) {
		try {
			if (servers == 0) {
				acks.onReceivers(0);
			}
			BroadcastAckListener sum = new Sum(acks, servers);
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
	public Flux<SocketDetails> fetchSockets(BroadcastOptions options) {
		return Flux.fromIterable(this.children).flatMap((child) -> child.adapter().fetchSockets(options));
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

		private int serversLeft;

		private int receivers;

		Sum(BroadcastAckListener target, int servers) {
			this.target = target;
			this.serversLeft = servers;
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
		public void onReceivers(int count) {
			boolean complete;
			synchronized (this) {
				this.receivers += count;
				complete = --this.serversLeft == 0;
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
