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

package io.github.socketiospring.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of Socket.IO 2. Section J of the protocol's cases.
 */
class Protocol3Tests {

	private final TestServer server = new TestServer((builder) -> builder.allowEIO3(true));

	private FakeWebSocket open(String parameters) {
		return new FakeWebSocket().open(this.server.server().engine(), "EIO=3" + parameters);
	}

	private FakeWebSocket connect() {
		FakeWebSocket client = open("");
		assertThat(client.take()).hasSize(2).last().isEqualTo("40");
		return client;
	}

	// PROTOCOL.md 162, 164
	@Test
	void joinsTheDefaultNamespaceByItself() {
		List<String> steps = new ArrayList<>();
		this.server.root().use((socket) -> Mono.fromRunnable(() -> steps.add("middleware " + socket.connected())));
		this.server.root().addHandler(new NamespaceHandler() {

			@Override
			public Mono<Void> onConnect(SocketIOSocket socket) {
				return Mono.fromRunnable(() -> steps.add("connect handler"));
			}

		});
		this.server.root().onConnection((socket) -> {
			steps.add("listener " + socket.connected());
			socket.emit("hello");
		});
		FakeWebSocket client = open("");
		assertThat(client.take()).hasSize(3).endsWith("40", "42[\"hello\"]");
		assertThat(steps).containsExactly("middleware false", "connect handler", "listener true");
	}

	// FEATURES.md 1, protocol v3
	@Test
	void hasTheIdOfTheSession() {
		FakeWebSocket client = open("&room=7");
		String sid = client.take().get(0).replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
		SocketIOSocket socket = this.server.socket();
		assertThat(socket.id()).isEqualTo(sid);
		assertThat(socket.rooms()).containsExactly(sid);
		assertThat(socket.protocol()).isEqualTo(3);
		assertThat(socket.handshake().query().getFirst("room")).isEqualTo("7");
		assertThat(socket.handshake().auth()).isEmpty();
		assertThat(socket).asString().doesNotContain(sid);
		this.server.server().of("/admin");
		client.text("40/admin,");
		assertThat(this.server.server().of("/admin").socket("/admin#" + sid)).isNotNull();
		this.server.connect();
		assertThat(this.server.root().sockets()).extracting(SocketIOSocket::protocol).containsExactlyInAnyOrder(3, 4);
	}

	// PROTOCOL.md 91, 162
	@Test
	void takesTheQueryOfANamespaceAsAuth() {
		List<Map<String, Object>> auths = new ArrayList<>();
		this.server.server().of("/admin").onConnection((socket) -> auths.add(socket.handshake().auth()));
		FakeWebSocket client = connect();
		client.text("40/admin?token=a%20b&x=1,");
		assertThat(client.take()).containsExactly("40/admin,");
		assertThat(auths).containsExactly(Map.of("token", "a b", "x", "1"));
		client.text("42/admin,1[\"nobody listens\"]");
		client.text("40/nope?x,");
		assertThat(client.take()).containsExactly("44/nope,{\"message\":\"Invalid namespace\"}");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		client.text("40/admin?x=%,");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void joinsANamespaceAgain() {
		this.server.server().of("/admin");
		FakeWebSocket client = connect();
		client.text("40/admin,");
		client.text("41/admin,");
		assertThat(this.server.server().of("/admin").sockets()).isEmpty();
		client.text("40/admin,");
		assertThat(client.take()).containsExactly("40/admin,", "40/admin,");
		assertThat(this.server.server().of("/admin").sockets()).hasSize(1);
		client.text("40");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	// PROTOCOL.md 131, 162
	@Test
	void isToldDataOrMessageOfARefusal() {
		this.server.root()
			.use((socket) -> Mono.error(new ConnectionRefusedException("not authorized",
					socket.handshake().query().containsKey("data") ? Map.of("code", 1) : null)));
		assertThat(open("").take()).last().isEqualTo("44\"not authorized\"");
		FakeWebSocket client = open("&data=1");
		assertThat(client.take()).last().isEqualTo("44{\"code\":1}");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.server.root().sockets()).isEmpty();
	}

	@Test
	void isToldTheMessageIfTheDataCannotBeWritten() {
		this.server.server()
			.of("/admin")
			.use((socket) -> Mono.error(new ConnectionRefusedException("no", new Unwritable())));
		FakeWebSocket client = connect();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			client.text("40/admin,");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(client.take()).containsExactly("44/admin,\"no\"");
	}

	// PROTOCOL.md 126
	@Test
	void exchangesBinaryDataAndAcknowledgements() {
		List<Object> received = new ArrayList<>();
		FakeWebSocket client = connect();
		this.server.socket().on("data", byte[].class, (data, ack) -> {
			received.add(data);
			ack.send(new byte[] { 9 });
		});
		client.text("451-7[\"data\",{\"_placeholder\":true,\"num\":0}]");
		client.binary(4, 1, 2);
		assertThat(received).containsExactly(new byte[] { 1, 2 });
		assertThat(client.take()).containsExactly("461-7[{\"_placeholder\":true,\"num\":0}]", "0409");
		this.server.socket().emitWithAck("ask", byte[].class, (Object) new byte[] { 3 }).subscribe(received::add);
		assertThat(client.take()).containsExactly("451-0[\"ask\",{\"_placeholder\":true,\"num\":0}]", "0403");
		client.text("461-0[{\"_placeholder\":true,\"num\":0}]");
		client.binary(4, 5);
		assertThat(received).last().isEqualTo(new byte[] { 5 });
	}

	// DESIGN.md 4: one packet in all its forms
	@Test
	void sharesRoomsWithLaterClients() {
		FakeWebSocket second = connect();
		FakeWebSocket base64 = open("&b64=1");
		base64.take();
		FakeWebSocket fourth = this.server.connect();
		this.server.root().sockets().forEach((socket) -> socket.join("room"));
		this.server.root().to("room").emit("news", "é", new byte[] { 1, 2 });
		String text = "451-[\"news\",\"é\",{\"_placeholder\":true,\"num\":0}]";
		assertThat(second.take()).containsExactly(text, "040102");
		assertThat(base64.take()).containsExactly(text, "b4AQI=");
		assertThat(fourth.take()).containsExactly(text, "0102");
		second.text("41");
		this.server.root().emit("text");
		assertThat(second.take()).isEmpty();
		assertThat(base64.take()).containsExactly("42[\"text\"]");
	}

	@Test
	void closesUponPacketBeforeItIsIn() {
		Sinks.Empty<Void> gate = Sinks.empty();
		this.server.root().use((socket) -> gate.asMono());
		FakeWebSocket client = open("");
		client.text("42[\"early\"]");
		assertThat(client.closedWith()).isEqualTo(1005);
		gate.tryEmitEmpty();
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void leavesWithReason() {
		List<String> reasons = new ArrayList<>();
		this.server.root().onConnection((socket) -> socket.onDisconnect((reason) -> reasons.add(reason.toString())));
		connect().text("41");
		connect().text("1");
		FakeWebSocket client = connect();
		this.server.socket().disconnect(true);
		assertThat(client.take()).containsExactly("41");
		assertThat(reasons).containsExactly("client namespace disconnect", "transport close",
				"server namespace disconnect");
	}

}
