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

import org.jspecify.annotations.Nullable;

/**
 * The Socket.IO rooms that the demo sends to. Prefixes keep a chat room from having the
 * name of a visitor, or the id of a socket, which is a room as well.
 */
final class Address {

	private static final String ROOM = "room:";

	private Address() {
	}

	/**
	 * All sockets that have joined a room of the chat.
	 */
	static String room(String name) {
		return ROOM + name;
	}

	/**
	 * The room of the chat, or null if it is something else.
	 */
	static @Nullable String roomOf(String address) {
		return address.startsWith(ROOM) ? address.substring(ROOM.length()) : null;
	}

	/**
	 * All sockets of a visitor: one for each tab.
	 */
	static String user(String name) {
		return "user:" + name;
	}

}
