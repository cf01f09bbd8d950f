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

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * Messages to one person, on all of their tabs, and on the other tabs of the sender.
 */
@SocketIOController
@RegisterReflectionForBinding(PrivateMessageController.PrivateMessage.class)
class PrivateMessageController {

	private final Visitors visitors;

	private final Instances instances;

	private final Receipts receipts;

	PrivateMessageController(Visitors visitors, Instances instances, Receipts receipts) {
		this.visitors = visitors;
		this.instances = instances;
		this.receipts = receipts;
	}

	/**
	 * Each socket gets the event {@code private} once, even of those who write to
	 * themselves; {@code socket.to} leaves out the sending one.
	 */
	@OnEvent("private")
	Receipt message(SocketIOSocket socket, String to, @Text String text, @MessageId String id) {
		String from = Visitors.nameOf(socket);
		return this.receipts.once(from, id, (at) -> {
			if (to == null || !(this.visitors.isOnline(to) || this.instances.isOnline(to))) {
				throw new RefusedException(to + " is not online.");
			}
			socket.to(Address.user(to), Address.user(from)).emit("private", new PrivateMessage(id, from, to, at, text));
		});
	}

	/**
	 * A message that is not kept.
	 *
	 * @param id chosen by the sender
	 * @param from the name of the sender
	 * @param to the name of the receiver
	 * @param at when it was accepted, in milliseconds since 1970
	 * @param text the text
	 */
	record PrivateMessage(String id, String from, String to, long at, String text) {

	}

}
