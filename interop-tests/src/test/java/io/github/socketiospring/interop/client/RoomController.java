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

package io.github.socketiospring.interop.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnRoomEvent;
import io.github.socketiospring.annotation.SocketIOController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@SocketIOController
@Namespace("/rooms")
class RoomController {

	@OnEvent("join")
	void join(SocketIOSocket socket, List<String> rooms) {
		socket.join(rooms.toArray(String[]::new));
	}

	@OnEvent("leave")
	@NonBlocking
	void leave(SocketIOSocket socket, String room) {
		socket.leave(room);
	}

	@OnEvent("rooms")
	List<String> rooms(SocketIOSocket socket) {
		return socket.rooms().stream().sorted().toList();
	}

	@OnEvent("send")
	void send(SocketIOSocket socket, SocketIONamespace namespace, Delivery delivery, Object... args) {
		delivery.receivers(socket, namespace).emit(delivery.event(), args);
	}

	@OnEvent("ask all")
	Mono<Answers> askAll(SocketIONamespace namespace, String room, long timeoutMillis) {
		return namespace.to(room)
			.timeout(Duration.ofMillis(timeoutMillis))
			.emitWithAck("question", String.class, "question")
			.map(Answers::of);
	}

	@OnConnect
	void connected(SocketIOSocket socket) {
		socket.attributes().put("number", 7);
	}

	@OnEvent("fetch")
	Flux<Found> fetch(SocketIONamespace namespace, String room) {
		return namespace.in(room).fetchSockets().map(Found::of);
	}

	@OnEvent("ask each")
	Flux<String> askEach(SocketIONamespace namespace, String room) {
		return namespace.in(room)
			.fetchSockets()
			.flatMap((remote) -> remote.emitWithAck("question", String.class, "remote"));
	}

	@OnEvent("move")
	void move(SocketIONamespace namespace, String from, String to) {
		namespace.in(from).socketsJoin(to);
		namespace.in(to).socketsLeave(from);
	}

	@OnEvent("disconnect all")
	void disconnectAll(SocketIONamespace namespace, String room) {
		namespace.in(room).disconnectSockets();
	}

	@OnEvent("watch")
	void watch(SocketIOSocket socket, String room) {
		socket.attributes().put("watches", room);
	}

	@OnRoomEvent
	void told(SocketIONamespace namespace, RoomEvent event) {
		for (SocketIOSocket socket : namespace.sockets()) {
			if (event.room().equals(socket.attribute("watches", String.class))) {
				socket.emit("room", event.type());
			}
		}
	}

	/**
	 * What is known of a socket that was fetched.
	 */
	record Found(String id, Set<String> rooms, Integer number) {

		static Found of(RemoteSocket socket) {
			return new Found(socket.id(), socket.rooms(), socket.attribute("number", Integer.class));
		}

	}

}
