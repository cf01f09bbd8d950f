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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The rooms of the chat: some that are always there, and those that visitors made.
 */
@Component
class ChatRooms {

	private static final List<String> ALWAYS = List.of("general", "random", "pictures");

	private static final int MAX = 50;

	/** In the order in which they were made. */
	private final Map<String, ChatRoom> rooms = new LinkedHashMap<>();

	ChatRooms() {
		ALWAYS.forEach((name) -> this.rooms.put(name, new ChatRoom()));
	}

	/**
	 * Let somebody join a room, which is made if need be.
	 * @throws RefusedException if there are too many
	 */
	synchronized ChatRoom join(SocketIOSocket socket, String name) {
		ChatRoom room = open(name);
		socket.join(Address.room(name));
		return room;
	}

	private ChatRoom open(String name) {
		if (this.rooms.size() >= MAX && !this.rooms.containsKey(name)) {
			throw new RefusedException("There are too many rooms.");
		}
		return this.rooms.computeIfAbsent(name, (key) -> new ChatRoom());
	}

	/**
	 * Get a room for somebody who has joined it.
	 * @throws RefusedException if they have not
	 */
	synchronized ChatRoom joinedBy(SocketIOSocket socket, String name) {
		if (!isMember(socket, name)) {
			throw new RefusedException("You are not in this room.");
		}
		return open(name);
	}

	/**
	 * Keep what was said in a room on another instance, unless there are too many rooms.
	 */
	synchronized void keep(String name, Post post) {
		if (this.rooms.size() < MAX || this.rooms.containsKey(name)) {
			open(name).add(post);
		}
	}

	static boolean isMember(SocketIOSocket socket, @Nullable String name) {
		return socket.rooms().contains(Address.room(String.valueOf(name)));
	}

	/**
	 * Remove rooms that visitors made and nobody uses any more, with their history.
	 */
	synchronized void removeUnused(Predicate<String> isEmpty) {
		this.rooms.keySet().removeIf((name) -> !ALWAYS.contains(name) && isEmpty.test(name));
	}

	synchronized List<String> names() {
		return List.copyOf(this.rooms.keySet());
	}

}
