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
import java.util.Map;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.ratelimit.RateLimit;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;

/**
 * The rooms of the chat. What a method returns is the acknowledgement, and what it throws
 * becomes one by {@link RefusalAdvice}, as do arguments that violate constraints: a
 * client can send anything, whatever the page promises.
 */
@SocketIOController
@RegisterReflectionForBinding({ Message.class, Picture.WithData.class })
class ChatController {

	private final ChatRooms rooms;

	private final Receipts receipts;

	private final Presence presence;

	private final Instances instances;

	ChatController(ChatRooms rooms, Receipts receipts, Presence presence, Instances instances) {
		this.rooms = rooms;
		this.receipts = receipts;
		this.presence = presence;
		this.instances = instances;
	}

	/**
	 * Join a room, which is made if need be. To join twice is harmless: the page does so
	 * after each reconnection.
	 */
	@OnEvent("join")
	JoinedRoom join(SocketIOSocket socket, @RoomName String room) {
		List<Post> history = this.rooms.join(socket, room).history();
		this.presence.changed();
		return new JoinedRoom(true, history);
	}

	@OnEvent("leave")
	Map<String, Boolean> leave(SocketIOSocket socket, String room) {
		socket.leave(Address.room(room));
		this.presence.changed();
		return Map.of("ok", true);
	}

	/**
	 * Say something in a room. The others get the event {@code message} with the room and
	 * a {@link Message}.
	 */
	@OnEvent("message")
	Receipt message(SocketIOSocket socket, String room, @Text String text, @MessageId String id) {
		String from = Visitors.nameOf(socket);
		return this.receipts.once(from, id, (at) -> {
			Message message = new Message(id, from, at, text);
			this.rooms.joinedBy(socket, room).add(message);
			this.instances.said(room, message);
			socket.to(Address.room(room)).emit("message", room, message);
		});
	}

	/**
	 * Show the others in a room that somebody is typing, or stopped. The page wants no
	 * acknowledgement, and to run this on the event loop is cheaper than to hand it to a
	 * worker. Nobody types that fast: what is above the limit goes nowhere.
	 */
	@OnEvent("typing")
	@NonBlocking
	@RateLimit(eventsPerSecond = 5, burst = 20)
	void typing(SocketIOSocket socket, String room, boolean typing) {
		if (ChatRooms.isMember(socket, room)) {
			socket.to(Address.room(room)).emit("typing", room, Visitors.nameOf(socket), typing);
		}
	}

	/**
	 * Measured by the page from its event to the acknowledgement, which has no arguments.
	 */
	@OnEvent("latency")
	@NonBlocking
	void latency() {
	}

}
