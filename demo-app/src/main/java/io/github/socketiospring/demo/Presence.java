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

package io.github.socketiospring.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.socketiospring.ClusterTimeoutException;
import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.OnServerEvent;
import io.github.socketiospring.annotation.SocketIOController;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * Tells everybody who is online and who is in which room, whenever somebody connects,
 * leaves, or changes rooms, or an instance is lost: event {@code presence} with an
 * {@link Announcement}. Of several instances one does so for all, since what two found
 * out would reach visitors in any order, and the older of it last.
 */
@SocketIOController
@RegisterReflectionForBinding(Presence.Announcement.class)
class Presence {

	private static final Duration PAUSE = Duration.ofMillis(50);

	private static final Duration PAUSE_PER_VISITOR = Duration.ofMillis(3);

	private static final Log logger = LogFactory.getLog(Presence.class);

	private final SocketIONamespace chat;

	private final @Nullable SocketIOCluster cluster;

	private final ChatRooms rooms;

	private final Instances instances;

	private final AtomicBoolean due = new AtomicBoolean();

	private final AtomicLong rounds = new AtomicLong();

	private volatile int announced;

	private long lastRound;

	Presence(SocketIOServer server, ChatRooms rooms, Instances instances) {
		this.chat = server.of("/");
		this.cluster = server.cluster();
		this.rooms = rooms;
		this.instances = instances;
		if (this.cluster != null) {
			this.cluster.addListener((event) -> changedElsewhere());
		}
	}

	/**
	 * Have it announced soon, once for all changes until then.
	 */
	void changed() {
		if (this.due.compareAndSet(false, true)) {
			Mono.delay(pause()).subscribe((tick) -> announce());
		}
	}

	/**
	 * Something has changed at another instance, or one has come or gone.
	 */
	@OnServerEvent("changed")
	void changedElsewhere() {
		if (isAnnouncer()) {
			changed();
		}
	}

	private boolean isAnnouncer() {
		return this.cluster == null || this.cluster.otherServerIds()
			.stream()
			.allMatch((other) -> this.cluster.serverId().compareTo(other) < 0);
	}

	/**
	 * With each visitor there is one more to name, and one more to tell: the more there
	 * are, the less often it is done.
	 */
	private Duration pause() {
		return PAUSE.plus(PAUSE_PER_VISITOR.multipliedBy(this.announced));
	}

	/**
	 * Socket.IO knows who is in a room, on all instances, so nobody else has to keep a
	 * list. An instance that does not answer is left out, and asked again.
	 */
	private void announce() {
		this.due.set(false);
		if (!isAnnouncer()) {
			this.instances.changed();
			return;
		}
		long round = this.rounds.incrementAndGet();
		this.chat.fetchSockets()
			.doOnError(ClusterTimeoutException.class, (ex) -> changed())
			.onErrorComplete(ClusterTimeoutException.class)
			.collectList()
			.subscribe((sockets) -> announce(round, sockets), (ex) -> logger.warn("Nobody was told who is online", ex));
	}

	/**
	 * Announce what was found out, unless a later round was faster, or it is the task of
	 * an instance that has come since.
	 */
	private synchronized void announce(long round, List<RemoteSocket> sockets) {
		if (round > this.lastRound && isAnnouncer()) {
			this.lastRound = round;
			announce(sockets);
		}
	}

	private void announce(List<RemoteSocket> sockets) {
		Map<String, Set<String>> members = new TreeMap<>();
		for (RemoteSocket socket : sockets) {
			for (String address : socket.rooms()) {
				String room = Address.roomOf(address);
				if (room != null) {
					members.computeIfAbsent(room, (key) -> new TreeSet<>()).add(Visitors.nameOf(socket));
				}
			}
		}
		List<String> names = sockets.stream().map(Visitors::nameOf).distinct().sorted().toList();
		this.announced = names.size();
		this.instances.present(names, members.keySet());
		this.chat.emit("presence", new Announcement(names, list(members)));
	}

	private List<RoomMembers> list(Map<String, Set<String>> members) {
		return Stream.concat(this.rooms.names().stream(), members.keySet().stream())
			.distinct()
			.map((room) -> new RoomMembers(room, List.copyOf(members.getOrDefault(room, Set.of()))))
			.toList();
	}

	/**
	 * The content of the event.
	 *
	 * @param users the names of all visitors, sorted
	 * @param rooms all rooms, those that are always there first
	 */
	record Announcement(List<String> users, List<RoomMembers> rooms) {

	}

	/**
	 * Who is in a room.
	 *
	 * @param name the room
	 * @param users the names of its members, each once, sorted
	 */
	record RoomMembers(String name, List<String> users) {

	}

}
