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

package com.example.migrated;

import java.time.Duration;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class ChatApplication {

	public static void main(String[] args) {
		SpringApplication.run(ChatApplication.class, args);
	}

	@Bean
	SocketIOHandshakeInterceptor authorization() {
		return (request) -> {
			String name = request.query().getFirst("name");
			if (name == null) {
				return Mono.error(new ConnectionRefusedException("no name"));
			}
			request.attributes().put("name", name);
			return Mono.empty();
		};
	}

}

@SocketIOController
class ChatController {

	private final SocketIOServer io;

	ChatController(SocketIOServer io) {
		this.io = io;
	}

	@OnEvent("add")
	int add(int first, int second) {
		return first + second;
	}

	@OnEvent("join")
	int join(SocketIOSocket socket, String room) {
		socket.join(room);
		socket.attributes().put("room", room);
		socket.to(room).emit("joined", name(socket));
		return socket.namespace().sockets(room).size();
	}

	@OnEvent("message")
	String message(Message message) {
		this.io.to(message.room()).emit("message", message);
		return "received";
	}

	@OnEvent("ask me")
	Mono<Void> ask(SocketIOSocket socket) {
		return socket.timeout(Duration.ofSeconds(5))
			.emitWithAck("ready?", Boolean.class)
			.doOnNext((ready) -> socket.emit("noted", ready))
			.then();
	}

	@OnDisconnect
	void left(SocketIOSocket socket) {
		String room = socket.attribute("room", String.class);
		if (room != null) {
			this.io.to(room).emit("left", name(socket));
		}
	}

	private static Object name(SocketIOSocket socket) {
		return socket.handshake().attributes().get("name");
	}

}

@SocketIOController
@Namespace("/news")
class NewsController {

	@OnEvent("publish")
	String publish(SocketIONamespace news, String story) {
		news.emit("story", story);
		return "published";
	}

}

record Message(String room, String text) {
}
