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
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Tells everybody who is online and who is in which room, whenever somebody connects,
 * leaves, or changes rooms: event {@code presence} with an {@link Announcement}.
 */
@Component
class Presence {

	private static final Duration PAUSE = Duration.ofMillis(50);

	private static final Duration PAUSE_PER_VISITOR = Duration.ofMillis(3);

	private final SocketIONamespace chat;

	private final Visitors visitors;

	private final ChatRooms rooms;

	private final AtomicBoolean due = new AtomicBoolean();

	Presence(SocketIOServer server, Visitors visitors, ChatRooms rooms) {
		this.chat = server.of("/");
		this.visitors = visitors;
		this.rooms = rooms;
	}

	/**
	 * Announce soon, once for all changes until then.
	 */
	void changed() {
		if (this.due.compareAndSet(false, true)) {
			Mono.delay(pause()).subscribe((tick) -> announce());
		}
	}

	/**
	 * With each visitor there is one more to name, and one more to tell: the more there
	 * are, the less often it is done.
	 */
	private Duration pause() {
		return PAUSE.plus(PAUSE_PER_VISITOR.multipliedBy(this.visitors.count()));
	}

	private void announce() {
		this.due.set(false);
		this.rooms.removeUnused((room) -> this.chat.sockets(Address.room(room)).isEmpty());
		this.chat.emit("presence", new Announcement(this.visitors.names(), members()));
	}

	private List<RoomMembers> members() {
		return this.rooms.names().stream().map((room) -> new RoomMembers(room, members(room))).toList();
	}

	/**
	 * Socket.IO knows who is in a room, so nobody else has to keep a list.
	 */
	private List<String> members(String room) {
		return this.chat.sockets(Address.room(room)).stream().map(Visitors::nameOf).distinct().sorted().toList();
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
