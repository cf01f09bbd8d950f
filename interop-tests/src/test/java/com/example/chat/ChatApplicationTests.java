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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.socketiospring.SocketIOServer;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ParameterizedClass
@ValueSource(strings = { "polling", "websocket" })
class ChatApplicationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	@Parameter
	String transport;

	@LocalServerPort
	private int port;

	@Autowired
	private SocketIOServer io;

	private final List<Socket> clients = new ArrayList<>();

	@AfterEach
	void disconnectClients() {
		this.clients.forEach(Socket::disconnect);
		await().atMost(DEADLINE).until(() -> this.io.engine().clientsCount() == 0);
	}

	@Test
	void deliversMessagesToTheOthers() {
		Socket ann = connect();
		Socket bob = connect();
		CompletableFuture<Object> seen = next(bob, "chat message");

		CompletableFuture<Object> answer = new CompletableFuture<>();
		Object message = new JSONObject(Map.of("room", "lobby", "text", "hello"));
		ann.emit("chat message", new Object[] { message }, (Ack) (args) -> answer.complete(args[0]));

		assertThat(answer).succeedsWithin(DEADLINE).isEqualTo("received");
		assertThat(seen).succeedsWithin(DEADLINE).asString().contains("hello");
	}

	@Test
	void asksAll() {
		connect().on("ready?", (args) -> ((Ack) args[0]).call(true));

		StepVerifier.create(this.io.to("lobby").timeout(DEADLINE).emitWithAck("ready?", Boolean.class))
			.assertNext((acks) -> assertThat(acks.responses()).containsExactly(true))
			.expectComplete()
			.verify(DEADLINE);
	}

	private Socket connect() {
		IO.Options options = IO.Options.builder()
			.setForceNew(true)
			.setTransports(new String[] { this.transport })
			.build();
		Socket client = IO.socket(URI.create("http://localhost:" + this.port), options);
		this.clients.add(client);
		CompletableFuture<Object> connected = next(client, Socket.EVENT_CONNECT);
		client.connect();
		assertThat(connected).succeedsWithin(DEADLINE);
		return client;
	}

	private static CompletableFuture<Object> next(Socket client, String event) {
		CompletableFuture<Object> next = new CompletableFuture<>();
		client.once(event, (args) -> next.complete((args.length > 0) ? args[0] : event));
		return next;
	}

}
