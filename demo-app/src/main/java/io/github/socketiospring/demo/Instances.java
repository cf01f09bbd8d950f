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

import java.util.List;
import java.util.Set;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.OnServerEvent;
import io.github.socketiospring.annotation.SocketIOController;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * What the instances of the demo tell each other, beside the events for visitors: nothing
 * where there is only one. An instance that starts later does not know what was said
 * before.
 */
@SocketIOController
@RegisterReflectionForBinding({ Message.class, Picture.class })
class Instances {

	private final SocketIONamespace chat;

	private final ChatRooms rooms;

	/** Who is online at any instance, as one of the others said last. */
	private volatile Set<String> online = Set.of();

	Instances(SocketIOServer server, ChatRooms rooms) {
		this.chat = server.of("/");
		this.rooms = rooms;
	}

	boolean isOnline(String name) {
		return this.online.contains(name);
	}

	void said(String room, Message message) {
		this.chat.serverSideEmit("said", room, message);
	}

	/**
	 * Without the bytes, which can be large: only visitors get them.
	 */
	void shown(String room, Picture picture) {
		this.chat.serverSideEmit("shown", room, picture);
	}

	/**
	 * Tell the others that somebody came, left or changed rooms here.
	 */
	void changed() {
		this.chat.serverSideEmit("changed");
	}

	/**
	 * Tell who is online at all instances together, and which rooms have members.
	 */
	void present(List<String> names, Set<String> inUse) {
		onPresent(names, inUse);
		this.chat.serverSideEmit("present", names, inUse);
	}

	@OnServerEvent("said")
	void onSaid(String room, Message message) {
		this.rooms.keep(room, message);
	}

	@OnServerEvent("shown")
	void onShown(String room, Picture picture) {
		this.rooms.keep(room, picture.withoutData());
	}

	@OnServerEvent("present")
	void onPresent(List<String> names, Set<String> inUse) {
		this.online = Set.copyOf(names);
		// Somebody may have joined since
		this.rooms.removeUnused((room) -> !inUse.contains(room) && this.chat.sockets(Address.room(room)).isEmpty());
	}

}
