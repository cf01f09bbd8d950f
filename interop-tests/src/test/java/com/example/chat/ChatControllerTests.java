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

package com.example.chat;

import io.github.socketiospring.BroadcastOperator;
import io.github.socketiospring.SocketIOSocket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

class ChatControllerTests {

	private final SocketIOSocket socket = mock();

	@Test
	void newcomersAreInTheLobby() {
		new ChatController().connected(this.socket);

		then(this.socket).should().join("lobby");
	}

	@Test
	void messageGoesToTheOthersInItsRoom() {
		BroadcastOperator others = mock();
		given(this.socket.to("lobby")).willReturn(others);
		ChatMessage message = new ChatMessage("lobby", "hello");

		String answer = new ChatController().message(this.socket, message);

		assertThat(answer).isEqualTo("received");
		then(others).should().emit("chat message", message);
	}

}
