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

import java.util.HashSet;
import java.util.Set;

import io.github.socketiospring.SocketIOSocket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

class ChatRoomsTests {

	private final ChatRooms rooms = new ChatRooms();

	private final SocketIOSocket socket = socket();

	@Test
	void beginsWithRoomsThatStay() {
		this.rooms.removeUnused((room) -> true);
		assertThat(this.rooms.names()).containsExactly("general", "random", "pictures");
	}

	@Test
	void makesRoomAndRemovesItWhenUnused() {
		this.rooms.join(this.socket, "tea");
		this.rooms.join(this.socket, "cake");
		assertThat(this.rooms.names()).endsWith("tea", "cake");
		this.rooms.removeUnused("tea"::equals);
		assertThat(this.rooms.names()).doesNotContain("tea").endsWith("cake");
	}

	@Test
	void givesRoomToItsMembersOnly() {
		assertRefused(() -> this.rooms.joinedBy(this.socket, "tea"));
		ChatRoom room = this.rooms.join(this.socket, "tea");
		assertThat(this.rooms.joinedBy(this.socket, "tea")).isSameAs(room);
		assertRefused(() -> this.rooms.joinedBy(socket(), "tea"));
		assertRefused(() -> this.rooms.joinedBy(this.socket, null));
	}

	@Test
	void refusesTooManyRooms() {
		for (int i = 0; this.rooms.names().size() < 50; i++) {
			this.rooms.join(this.socket, "room-" + i);
		}
		assertRefused(() -> this.rooms.join(this.socket, "one-more"));
		assertThat(ChatRooms.isMember(this.socket, "one-more")).isFalse();
		this.rooms.join(this.socket, "general");
	}

	private static void assertRefused(Runnable call) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(call::run);
	}

	private static SocketIOSocket socket() {
		Set<String> joined = new HashSet<>();
		SocketIOSocket socket = mock(SocketIOSocket.class);
		given(socket.rooms()).willReturn(joined);
		willAnswer((invocation) -> joined.add(invocation.getArgument(0))).given(socket).join(anyString());
		return socket;
	}

}
