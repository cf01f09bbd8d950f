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
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The flags of emissions: FEATURES.md, rows "volatile", "compress flag" and "send/message
 * alias".
 */
class EmitFlagTests {

	private final TestServer server = new TestServer();

	@Test
	void eachReceiverOfVolatileBroadcastDecides() {
		FakeWebSocket idle = this.server.connect();
		FakeWebSocket congested = this.server.connect();
		congested.congestAfter(0);

		this.server.root().asVolatile().emit("tick", 1);
		congested.writable(10);

		assertThat(idle.take()).containsExactly("42[\"tick\",1]");
		assertThat(congested.take()).isEmpty();
	}

	@Test
	void volatileEventIsNotHeldBehindConnectReply() {
		this.server.root().use((socket) -> {
			socket.asVolatile().emit("dropped");
			socket.emit("held");
			return Mono.empty();
		});
		FakeWebSocket client = this.server.open();
		client.text("40");
		assertThat(client.take()).hasSize(2).last().isEqualTo("42[\"held\"]");
	}

	@Test
	void acknowledgementOfDroppedEventTimesOut() {
		FakeWebSocket client = this.server.connect();
		client.congestAfter(0);
		List<Throwable> errors = new CopyOnWriteArrayList<>();
		this.server.socket()
			.asVolatile()
			.timeout(Duration.ofSeconds(1))
			.emitWithAck("question")
			.subscribe(null, errors::add);
		this.server.pass(Duration.ofSeconds(1));
		assertThat(errors).singleElement().isInstanceOf(AckTimeoutException.class);
	}

	@Test
	void operatorsKeepFlagsApart() {
		FakeWebSocket client = this.server.connect();
		client.congestAfter(0);
		var plain = this.server.root().compress(false);
		var dropped = plain.asVolatile();
		dropped.emit("dropped");
		plain.emit("kept");
		this.server.socket().compress(false).emit("kept too");
		client.writable(10);
		assertThat(client.take()).containsExactly("42[\"kept\"]", "42[\"kept too\"]");
	}

	@Test
	void sendEmitsMessage() {
		FakeWebSocket client = this.server.connect();
		this.server.socket().send("a", 1);
		this.server.root().send("b");
		this.server.server().send("c");
		assertThat(client.take()).containsExactly("42[\"message\",\"a\",1]", "42[\"message\",\"b\"]",
				"42[\"message\",\"c\"]");
	}

}
