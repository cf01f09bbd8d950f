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

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Case 86 of the protocol, in virtual time.
 */
class ConnectTimeoutTests {

	private final TestServer server = new TestServer((builder) -> builder.connectTimeout(Duration.ofSeconds(10)));

	private final FakeWebSocket client = this.server.open();

	@Test
	void closesConnectionThatJoinsNothing() {
		this.server.pass(Duration.ofMillis(9_999));
		assertThat(this.client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		this.server.pass(Duration.ofMillis(1));
		assertThat(this.client.closedWith()).isEqualTo(1005);
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void answeredPingsDoNotPutItOff() {
		TestServer server = new TestServer();
		FakeWebSocket client = server.open();
		server.pass(Duration.ofSeconds(25));
		client.text("3");
		server.pass(Duration.ofSeconds(20));
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void closesConnectionThatWasRefused() {
		this.server.root().use((socket) -> Mono.error(new ConnectionRefusedException("no")));
		this.client.text("40");
		this.client.text("40/nowhere,");
		assertThat(this.client.sent()).hasSize(2);
		this.server.pass(Duration.ofSeconds(10));
		assertThat(this.client.closedWith()).isEqualTo(1005);
	}

	@Test
	void closesConnectionWhoseMiddlewareTakesTooLong() {
		this.server.root().use((socket) -> Mono.never());
		this.client.text("40");
		this.server.pass(Duration.ofSeconds(10));
		assertThat(this.client.closedWith()).isEqualTo(1005);
	}

	@Test
	void leavesConnectionThatJoinedAlone() {
		this.client.text("40");
		this.server.pass(Duration.ofSeconds(20));
		assertThat(this.client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.server.activeTimers()).as("the heartbeat").isOne();
	}

	@Test
	void leavesConnectionThatJoinedAndLeftAlone() {
		this.client.text("40");
		this.client.text("41");
		this.server.pass(Duration.ofSeconds(20));
		assertThat(this.client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void connectionIsPendingUntilItJoins() {
		assertThat(this.server.server().engine().pendingCount()).isOne();
		this.server.root()
			.use((socket) -> socket.handshake().auth().isEmpty() ? Mono.error(new ConnectionRefusedException("no"))
					: Mono.empty());
		this.client.text("40");
		assertThat(this.server.server().engine().pendingCount()).isOne();
		this.client.text("40{\"token\":1}");
		assertThat(this.server.server().engine().pendingCount()).isZero();
		this.client.text("41");
		this.client.text("40{\"token\":1}");
		this.client.drop();
		assertThat(this.server.server().engine().pendingCount()).isZero();
	}

	@Test
	void clientOfSocketIO2IsNotPending() {
		TestServer server = new TestServer((builder) -> builder.allowEIO3(true));
		new FakeWebSocket().open(server.server().engine(), "EIO=3");
		assertThat(server.server().engine().clientsCount()).isOne();
		assertThat(server.server().engine().pendingCount()).isZero();
	}

	@Test
	void isOverWithTheConnection() {
		this.client.drop();
		assertThat(this.server.activeTimers()).isZero();
	}

}
