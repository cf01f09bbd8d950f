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

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.SocketIOController;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * Lets visitors in and out of the chat, which is the namespace {@code /}.
 */
@SocketIOController
@RegisterReflectionForBinding(NameProblem.class)
class SignInController {

	private final Visitors visitors;

	private final Presence presence;

	SignInController(Visitors visitors, Presence presence) {
		this.visitors = visitors;
		this.presence = presence;
	}

	/**
	 * Let somebody in whose name nobody uses, or who uses it in another tab. To refuse is
	 * to throw: the page gets {@code connect_error} with the message, which it shows, and
	 * a {@link NameProblem} as its data.
	 */
	@OnConnect
	void signIn(SocketIOSocket socket, @Auth Credentials credentials) {
		String name = credentials.name();
		if (!credentials.isValid()) {
			throw new ConnectionRefusedException("A name has 1 to 24 characters and no blanks around it.",
					new NameProblem("name_invalid", null));
		}
		if (!this.visitors.enter(name, credentials.key())) {
			throw new ConnectionRefusedException("The name " + name + " is taken.",
					new NameProblem("name_taken", "Try " + name + "2."));
		}
		Visitors.setName(socket, name);
		socket.join(Address.user(name));
		this.presence.changed();
	}

	@OnDisconnect
	void signOut(SocketIOSocket socket) {
		this.visitors.leave(Visitors.nameOf(socket));
		this.presence.changed();
	}

}
