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

package io.github.socketiospring.adapter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The adapter of a server that is alone. Joining and leaving a room cost the same
 * whatever its size; a broadcast walks the members of its rooms, in the thread of the
 * caller. The room of a socket's own id takes no memory.
 */
public class InMemoryAdapter implements Adapter {

	private final Map<String, Member> members = new ConcurrentHashMap<>();

	private final Map<String, Set<Member>> rooms = new ConcurrentHashMap<>();

	private final AdapterContext context;

	/**
	 * Create an adapter without sockets.
	 * @param context is told of rooms
	 */
	public InMemoryAdapter(AdapterContext context) {
		this.context = context;
	}

	/**
	 * What the adapter got from its server.
	 * @return the context
	 */
	protected final AdapterContext context() {
		return this.context;
	}

	@Override
	public void add(LocalSocket socket) {
		String id = socket.id();
		this.members.compute(id, (key, previous) -> {
			onJoined(id, socket, !this.rooms.containsKey(id) && (previous == null || !previous.inOwnRoom));
			return new Member(socket);
		});
	}

	/**
	 * A room has got its first socket. Called under a lock, in the order in which that
	 * happens to the room.
	 * @param room the room; not that of a socket's own id
	 */
	protected void onRoomCreated(String room) {
	}

	/**
	 * A room has lost its last socket. Called under a lock, in the order in which that
	 * happens to the room.
	 * @param room the room; not that of a socket's own id
	 */
	protected void onRoomDeleted(String room) {
	}

	private void onJoined(String room, LocalSocket socket, boolean created) {
		if (created) {
			this.context.onRoomEvent(RoomEvent.Type.CREATED, room, null);
		}
		this.context.onRoomEvent(RoomEvent.Type.JOINED, room, socket.id());
	}

	private void onLeft(String room, LocalSocket socket, boolean deleted) {
		this.context.onRoomEvent(RoomEvent.Type.LEFT, room, socket.id());
		if (deleted) {
			this.context.onRoomEvent(RoomEvent.Type.DELETED, room, null);
		}
	}

	@Override
	public void remove(LocalSocket socket) {
		Member member = this.members.get(socket.id());
		if (member == null || member.socket != socket || !this.members.remove(socket.id(), member)) {
			return;
		}
		// From here on no join can succeed
		if (member.inOwnRoom) {
			onLeft(socket.id(), socket, !this.rooms.containsKey(socket.id()));
		}
		if (member.rooms != null) {
			member.rooms.forEach((room) -> removeFrom(room, member));
		}
	}

	@Override
	public void join(LocalSocket socket, Collection<String> rooms) {
		this.members.computeIfPresent(socket.id(), (id, member) -> {
			if (member.socket != socket) {
				return member;
			}
			for (String room : rooms) {
				if (room.equals(id)) {
					joinOwnRoom(member);
				}
				else if (member.rooms().add(room)) {
					addTo(room, member);
				}
			}
			return member;
		});
	}

	private void joinOwnRoom(Member member) {
		if (!member.inOwnRoom) {
			String id = member.socket.id();
			onJoined(id, member.socket, !this.rooms.containsKey(id));
			member.inOwnRoom = true;
		}
	}

	private void addTo(String room, Member member) {
		this.rooms.compute(room, (name, sockets) -> {
			if (sockets == null) {
				onRoomCreated(room);
			}
			onJoined(room, member.socket, sockets == null && !isOwnRoom(room));
			Set<Member> result = (sockets != null) ? sockets : ConcurrentHashMap.newKeySet();
			result.add(member);
			return result;
		});
	}

	/**
	 * Whether a room has the socket that it is named for.
	 */
	private boolean isOwnRoom(String room) {
		Member owner = this.members.get(room);
		return owner != null && owner.inOwnRoom;
	}

	@Override
	public void leave(LocalSocket socket, String room) {
		this.members.computeIfPresent(socket.id(), (id, member) -> {
			if (member.socket != socket) {
				return member;
			}
			if (room.equals(id)) {
				if (member.inOwnRoom) {
					member.inOwnRoom = false;
					onLeft(id, socket, !this.rooms.containsKey(id));
				}
			}
			else if (member.rooms != null && member.rooms.remove(room)) {
				removeFrom(room, member);
			}
			return member;
		});
	}

	private void removeFrom(String room, Member member) {
		this.rooms.computeIfPresent(room, (name, sockets) -> {
			sockets.remove(member);
			onLeft(room, member.socket, sockets.isEmpty() && !isOwnRoom(room));
			if (sockets.isEmpty()) {
				onRoomDeleted(room);
			}
			return sockets.isEmpty() ? null : sockets;
		});
	}

	@Override
	public Set<String> rooms(LocalSocket socket) {
		Member member = this.members.get(socket.id());
		if (member == null || member.socket != socket) {
			return Set.of();
		}
		Set<String> rooms = new HashSet<>();
		if (member.inOwnRoom) {
			rooms.add(socket.id());
		}
		if (member.rooms != null) {
			rooms.addAll(member.rooms);
		}
		return Collections.unmodifiableSet(rooms);
	}

	@Override
	public Set<String> rooms() {
		return Set.copyOf(this.rooms.keySet());
	}

	@Override
	public Collection<LocalSocket> sockets(@Nullable String room) {
		List<LocalSocket> sockets = new ArrayList<>();
		forEach(new BroadcastOptions((room != null) ? Set.of(room) : Set.of(), Set.of()), sockets::add);
		return sockets;
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options) {
		try {
			forEach(options, (socket) -> socket.send(packet));
		}
		finally {
			packet.release();
		}
	}

	@Override
	public void broadcast(Packet packet, BroadcastOptions options, BroadcastAckListener acks) {
		acks.onServers(1);
		send(packet, options, acks);
	}

	/**
	 * Send a packet to sockets of this server.
	 */
	final void send(Packet packet, BroadcastOptions options, BroadcastAckListener acks) {
		int[] count = { 0 };
		try {
			forEach(options, (socket) -> {
				count[0]++;
				socket.send(packet, acks);
			});
		}
		finally {
			packet.release();
		}
		acks.onReceivers(count[0]);
	}

	/**
	 * Visit the sockets of this server that a broadcast is for, each once.
	 * @param options who it is for
	 * @param action what to do with each
	 */
	protected void forEach(BroadcastOptions options, Consumer<LocalSocket> action) {
		Consumer<Member> visit = (member) -> {
			if (member.socket.isMember() && !isIn(member, options.except())) {
				action.accept(member.socket);
			}
		};
		switch (options.rooms().size()) {
			case 0 -> this.members.values().forEach(visit);
			case 1 -> visitRoom(options.rooms().iterator().next(), visit);
			default -> {
				// A socket may change rooms while they are walked, and still gets one
				// copy
				Set<Member> seen = Collections.newSetFromMap(new IdentityHashMap<>());
				for (String room : options.rooms()) {
					visitRoom(room, (member) -> {
						if (seen.add(member)) {
							visit.accept(member);
						}
					});
				}
			}
		}
	}

	/**
	 * Whether a broadcast may be for a socket of this server.
	 * @param options who it is for
	 * @return false if it is for none at the moment
	 */
	protected final boolean hasReceiver(BroadcastOptions options) {
		return options.rooms().isEmpty() ? !this.members.isEmpty()
				: options.rooms().stream().anyMatch((room) -> this.rooms.containsKey(room) || isOwnRoom(room));
	}

	private void visitRoom(String room, Consumer<Member> action) {
		Set<Member> sockets = this.rooms.get(room);
		Member owner = this.members.get(room);
		boolean ownRoom = owner != null && owner.inOwnRoom;
		if (sockets != null) {
			sockets.forEach(action);
		}
		if (ownRoom) {
			action.accept(owner);
		}
	}

	private boolean isIn(Member member, Set<String> rooms) {
		if (rooms.isEmpty()) {
			return false;
		}
		for (String room : rooms) {
			if (room.equals(member.socket.id()) ? member.inOwnRoom
					: member.rooms != null && member.rooms.contains(room)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void join(BroadcastOptions options, Collection<String> rooms) {
		forEach(options, (socket) -> join(socket, rooms));
	}

	@Override
	public void leave(BroadcastOptions options, Collection<String> rooms) {
		forEach(options, (socket) -> rooms.forEach((room) -> leave(socket, room)));
	}

	@Override
	public void disconnect(BroadcastOptions options, boolean close) {
		forEach(options, (socket) -> socket.disconnect(close));
	}

	@Override
	public Flux<SocketDetails> fetchSockets(BroadcastOptions options, @Nullable Duration timeout) {
		return fetchSockets(options);
	}

	/**
	 * Tell of the sockets of this server that are connected.
	 */
	final Flux<SocketDetails> fetchSockets(BroadcastOptions options) {
		return Flux.defer(() -> {
			List<SocketDetails> result = new ArrayList<>();
			forEach(options, (socket) -> {
				SocketDetails details = socket.details();
				if (details != null) {
					result.add(details);
				}
			});
			return Flux.fromIterable(result);
		});
	}

	@Override
	public void serverSideEmit(Packet event) {
		event.release();
	}

	@Override
	public Flux<Arguments> serverSideEmitWithAck(Packet event) {
		return Flux.defer(() -> {
			event.release();
			return Flux.empty();
		});
	}

	@Override
	public Mono<Integer> serverCount() {
		return Mono.just(1);
	}

	@Override
	public Mono<Void> close() {
		return Mono.empty();
	}

	private static final class Member {

		final LocalSocket socket;

		volatile boolean inOwnRoom = true;

		volatile @Nullable Set<String> rooms;

		Member(LocalSocket socket) {
			this.socket = socket;
		}

		Set<String> rooms() {
			Set<String> rooms = this.rooms;
			if (rooms == null) {
				rooms = ConcurrentHashMap.newKeySet();
				this.rooms = rooms;
			}
			return rooms;
		}

	}

}
