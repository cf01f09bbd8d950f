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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md, row "disconnecting event", and PROTOCOL.md 136.
 */
class DisconnectingTests {

	private final TestServer server = new TestServer();

	private final LogRecorder serverLog = LogRecorder.of(SocketIOServer.class);

	private final List<Object> log = new CopyOnWriteArrayList<>();

	@AfterEach
	void stopRecording() {
		this.serverLog.close();
	}

	@Test
	void roomsAreStillThereForListenersAndGoneAfterwards() {
		FakeWebSocket client = this.server.connect();
		DefaultSocket socket = this.server.socket();
		socket.join("r1", "r2");
		socket.onDisconnecting((reason) -> this.log.add(socket.rooms()));
		socket.onDisconnect((reason) -> this.log.add(socket.rooms()));
		client.text("41");
		assertThat(this.log).containsExactly(Set.of(socket.id(), "r1", "r2"), Set.of());
	}

	@Test
	void otherMembersCanBeToldAndTheSocketGetsNothing() {
		FakeWebSocket leaving = this.server.connect();
		DefaultSocket socket = this.server.socket();
		FakeWebSocket other = this.server.connect();
		this.server.root().sockets().forEach((member) -> member.join("room"));
		socket.onDisconnecting(
				(reason) -> socket.rooms().forEach((room) -> socket.to(room).emit("left", reason.toString())));
		leaving.take();
		leaving.drop();
		assertThat(other.take()).containsExactly("42[\"left\",\"transport close\"]");
		assertThat(leaving.take()).isEmpty();
	}

	@Test
	void disconnectWaitsForReactiveHandlers() {
		Sinks.Empty<Void> done = Sinks.empty();
		TestHandler handler = new TestHandler().onDisconnecting((socket) -> {
			this.log.add(socket.rooms().size());
			return done.asMono().then(Mono.fromRunnable(() -> this.log.add(socket.rooms().size())));
		});
		this.server.root().addHandler(handler);
		FakeWebSocket client = this.server.connect();
		this.server.socket().join("room");
		client.drop();
		assertThat(handler.events()).isEmpty();
		done.tryEmitEmpty();
		assertThat(this.log).containsExactly(2, 2);
		assertThat(handler.events()).containsExactly("left: transport close, rooms []");
	}

	@Test
	void handlerHasTheTimeOfHandlers() {
		TestServer limited = new TestServer((builder) -> builder.handlerTimeout(Duration.ofSeconds(2)));
		TestHandler handler = new TestHandler().onDisconnecting((socket) -> Mono.never());
		limited.root().addHandler(handler);
		limited.connect().drop();
		assertThat(handler.events()).isEmpty();
		limited.pass(Duration.ofSeconds(2));
		assertThat(handler.events()).containsExactly("left: transport close, rooms []");
	}

	@Test
	void errorOfHandlerKeepsNobodyFromTheEnd() {
		this.server.root().addHandler(new TestHandler().onDisconnecting((socket) -> {
			throw new IllegalStateException("of the test");
		}));
		TestHandler second = new TestHandler();
		this.server.root().addHandler(second);
		this.server.connect().text("41");
		assertThat(second.events()).containsExactly("left: client namespace disconnect, rooms []");
	}

	@Test
	void refusedSocketLeavesUntold() {
		this.server.root().use((socket) -> {
			socket.join("room");
			socket.onDisconnecting((reason) -> this.log.add(reason));
			return Mono.error(new IllegalStateException("of the test"));
		});
		FakeWebSocket client = this.server.open();
		client.text("40");
		client.drop();
		assertThat(this.log).isEmpty();
		assertThat(this.server.root().rooms()).isEmpty();
	}

}
