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

package io.github.socketiospring.engineio;

import java.util.List;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Volatile packets: PROTOCOL.md 79, 146 and 147.
 */
class VolatilePacketTests {

	private final TestEngine engine = new TestEngine();

	@Test
	void isDroppedWhileNoPollWaits() {
		PollingClient client = this.engine.openPolling();
		EncodedPacket packet = EncodedPacket.message("dropped").asVolatile();
		send(packet);
		send(EncodedPacket.message("kept"));

		assertThat(client.poll().body()).isEqualTo("4kept");
		assertThat(packet.refCnt()).isZero();
	}

	@Test
	void isSentWholeToWaitingPoll() {
		PollingClient client = this.engine.openPolling();
		Exchange poll = client.poll();
		send(binary().asVolatile());
		send(binary().asVolatile());

		assertThat(poll.body()).isEqualTo("4a bAQ==");
		assertThat(client.poll().isPending()).isTrue();
	}

	@Test
	void isSentOnIdleWebSocketAndDroppedOnCongestedOne() {
		FakeWebSocket client = this.engine.openWebSocket();
		send(EncodedPacket.message("1").asVolatile());
		assertThat(client.take()).containsExactly("41");

		client.congestAfter(0);
		EncodedPacket dropped = EncodedPacket.message("2").asVolatile();
		send(dropped);
		client.writable(10);
		assertThat(client.take()).isEmpty();
		assertThat(dropped.refCnt()).isZero();
	}

	@Test
	void isDroppedBehindPacketThatWaits() {
		FakeWebSocket client = this.engine.openWebSocket();
		this.engine.session().session().execute(() -> {
			send(EncodedPacket.message("1"));
			send(EncodedPacket.message("2").asVolatile());
			send(EncodedPacket.message("3"));
		});
		assertThat(client.take()).containsExactly("41", "43");
	}

	@Test
	void onlyFirstOfTwoIsSent() {
		FakeWebSocket client = this.engine.openWebSocket();
		this.engine.session().session().execute(() -> {
			send(binary().asVolatile());
			send(binary().asVolatile());
		});
		assertThat(client.take()).hasSize(2).first().isEqualTo("4a");
	}

	@Test
	void isDroppedDuringUpgrade() {
		PollingClient client = this.engine.openPolling();
		FakeWebSocket candidate = new FakeWebSocket().open(this.engine.server(), "sid=" + client.sid());
		Exchange poll = client.poll();
		send(EncodedPacket.message("dropped").asVolatile());

		assertThat(poll.isPending()).isTrue();
		candidate.text("2probe");
		candidate.text("5");
		candidate.take();
		send(EncodedPacket.message("sent").asVolatile());
		assertThat(candidate.take()).containsExactly("4sent");
	}

	private void send(EncodedPacket packet) {
		this.engine.session().session().send(packet);
	}

	private static EncodedPacket binary() {
		return EncodedPacket.encode(ByteBufAllocator.DEFAULT, new byte[] { '4', 'a' }, 0, 2,
				List.of(Unpooled.wrappedBuffer(new byte[] { 1 })));
	}

}
