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

import java.util.Map;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.annotation.OnDisconnect;
import com.corundumstudio.socketio.annotation.OnEvent;

public class ChatServer {

	private final SocketIOServer server;

	public ChatServer(SocketIOServer server) {
		this.server = server;
	}

	public static void main(String[] args) {
		Configuration configuration = new Configuration();
		configuration.setPort(Integer.getInteger("server.port", 9092));
		configuration.setAuthorizationListener((handshake) -> {
			String name = handshake.getSingleUrlParam("name");
			return (name != null) ? new AuthorizationResult(true, Map.of("name", name))
					: AuthorizationResult.FAILED_AUTHORIZATION;
		});
		SocketIOServer server = new SocketIOServer(configuration);
		server.addListeners(new ChatServer(server));
		server.addMultiTypeEventListener("add",
				(client, numbers, ack) -> ack.sendAckData(numbers.<Integer>first() + numbers.<Integer>second()),
				Integer.class, Integer.class);
		SocketIONamespace news = server.addNamespace("/news");
		news.addEventListener("publish", String.class, (client, story, ack) -> {
			news.getBroadcastOperations().sendEvent("story", story);
			ack.sendAckData("published");
		});
		server.start();
	}

	@OnEvent("join")
	public void join(SocketIOClient client, AckRequest ack, String room) {
		client.joinRoom(room);
		client.set("room", room);
		this.server.getRoomOperations(room).sendEvent("joined", client, client.<String>get("name"));
		ack.sendAckData(this.server.getRoomOperations(room).getClients().size());
	}

	@OnEvent("message")
	public void message(SocketIOClient client, AckRequest ack, Message message) {
		this.server.getRoomOperations(message.room()).sendEvent("message", message);
		ack.sendAckData("received");
	}

	@OnEvent("ask me")
	public void ask(SocketIOClient client) {
		client.sendEvent("ready?", new AckCallback<>(Boolean.class, 5) {

			@Override
			public void onSuccess(Boolean ready) {
				client.sendEvent("noted", ready);
			}

		});
	}

	@OnDisconnect
	public void left(SocketIOClient client) {
		String room = client.get("room");
		if (room != null) {
			this.server.getRoomOperations(room).sendEvent("left", client.<String>get("name"));
		}
	}

	public record Message(String room, String text) {

	}

}
