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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.engineio.OutboundLimits;
import io.github.socketiospring.engineio.OverflowPolicy;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.server.HeldPackets.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeldPacketsTests {

	private static final OutboundLimits limits = new OutboundLimits(16 * 1024 * 1024, 50_000, OverflowPolicy.CLOSE);

	private final HeldPackets held = new HeldPackets();

	private final EncodedPacket packet = EncodedPacket.message("a");

	@AfterEach
	void release() {
		this.packet.release();
	}

	@Test
	void givesPacketsInTheirOrderAndHoldsNoneAfterThat() {
		EncodedPacket second = EncodedPacket.message("b");
		assertThat(this.held.add(this.packet, limits)).isEqualTo(Outcome.HELD);
		assertThat(this.held.add(second, limits)).isEqualTo(Outcome.HELD);
		List<EncodedPacket> given = new ArrayList<>();
		this.held.release(given::add, () -> given.add(null));
		assertThat(given).containsExactly(this.packet, second, null);
		assertThat(this.held.add(this.packet, limits)).isEqualTo(Outcome.NOT_HELD);
		second.release();
	}

	@Test
	void givesThemOnce() {
		this.held.add(this.packet, limits);
		List<EncodedPacket> given = new ArrayList<>();
		Runnable nothing = () -> {
		};
		this.held.release(given::add, nothing);
		this.held.release(given::add, nothing);
		assertThat(given).containsExactly(this.packet);
	}

	@Test
	void isFullAtTheLimit() {
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.held.add(this.packet, limits)).isEqualTo(Outcome.HELD);
		}
		assertThat(this.held.add(this.packet, limits)).isEqualTo(Outcome.FULL);
	}

	@Test
	void holdsHalfOfWhatMayWaitForTheClient() {
		OutboundLimits packets = new OutboundLimits(1_000_000, 6, OverflowPolicy.CLOSE);
		for (int i = 0; i < 3; i++) {
			assertThat(this.held.add(this.packet, packets)).isEqualTo(Outcome.HELD);
		}
		assertThat(this.held.add(this.packet, packets)).isEqualTo(Outcome.FULL);

		OutboundLimits bytes = new OutboundLimits(6 * OutboundLimits.PACKET_COST, 50_000, OverflowPolicy.CLOSE);
		assertThat(this.held.add(this.packet, bytes)).isEqualTo(Outcome.FULL);
		assertThat(new HeldPackets().add(this.packet, new OutboundLimits(1, 1, OverflowPolicy.CLOSE)))
			.isEqualTo(Outcome.HELD);
	}

	@Test
	void lettingThemGoIsOverBeforeAnotherThreadMaySendByItself() throws Exception {
		List<String> order = new CopyOnWriteArrayList<>();
		Thread other = new Thread(() -> order.add("other: " + this.held.add(this.packet, limits)));
		this.held.add(this.packet, limits);
		this.held.release((packet) -> {
			order.add("held");
			other.start();
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> other.getState() == Thread.State.BLOCKED || !other.isAlive());
		}, () -> order.add("last"));
		other.join();
		assertThat(order).containsExactly("held", "last", "other: NOT_HELD");
	}

}
