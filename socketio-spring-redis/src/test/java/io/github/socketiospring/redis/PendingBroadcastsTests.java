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

package io.github.socketiospring.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketType;
import io.github.socketiospring.redis.PendingBroadcasts.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long the sockets of a server wait for the places of its events.
 */
class PendingBroadcastsTests {

	private static final BroadcastOptions ALL = new BroadcastOptions(Set.of(), Set.of());

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<Packet> packets = new ArrayList<>();

	private final List<Event> due = new ArrayList<>();

	private final PendingBroadcasts pending = new PendingBroadcasts(new Timers(this.time), this::onDue);

	@AfterEach
	void releasePackets() {
		this.packets.forEach(Packet::release);
	}

	@Test
	void isDueWhenRedisIsSilent() {
		Event event = event("first");
		this.pending.add(event, true);
		pass(9);
		assertThat(this.due).isEmpty();
		pass(1);
		assertThat(this.due).containsExactly(event);
	}

	@Test
	void waitsWhileOthersBeforeItAreAdded() {
		Event event = event("behind");
		long before = this.pending.add(event("before"), true);
		this.pending.add(event, true);
		pass(9);
		this.pending.setAdded(before, "1-0");
		this.pending.setRead(new StreamId(1, 0));
		this.pending.takePlaced(before, new StreamId(1, 0));
		pass(9);
		assertThat(this.due).isEmpty();
		pass(1);
		assertThat(this.due).containsExactly(event);
	}

	@Test
	void waitsWhileEntriesBeforeItAreRead() {
		Event event = event("added");
		long number = this.pending.add(event, true);
		this.pending.setAdded(number, "9-0");
		for (int i = 0; i < 5; i++) {
			pass(9);
			this.pending.setRead(new StreamId(i, 0));
		}
		assertThat(this.due).isEmpty();
		assertThat(this.pending.takePlaced(number, new StreamId(9, 0))).containsExactly(event);
		pass(20);
		assertThat(this.due).isEmpty();
	}

	@Test
	void isNotWaitedForOnceLaterEntriesAreRead() {
		Event event = event("gone");
		this.pending.setAdded(this.pending.add(event, true), "5-0");
		pass(9);
		this.pending.setRead(new StreamId(5, 1));
		pass(1);
		assertThat(this.due).containsExactly(event);
	}

	@Test
	void keepsTheOrderWhenEntriesAreGone() {
		Event gone = event("gone");
		Event unplaced = event("unplaced");
		Event read = event("read");
		this.pending.setAdded(this.pending.add(gone, true), "3-0");
		this.pending.add(unplaced, false);
		long number = this.pending.add(read, true);
		assertThat(this.pending.takePlaced(number, new StreamId(4, 0))).containsExactly(gone, unplaced, read);
		assertThat(this.pending.isEmpty()).isTrue();
	}

	@Test
	void keepsTheOrderOfTheStreamWhenSeveralThreadsEmit() {
		Event second = event("second");
		Event first = event("first");
		long secondNumber = this.pending.add(second, true);
		long firstNumber = this.pending.add(first, true);
		this.pending.setAdded(firstNumber, "1-0");
		this.pending.setAdded(secondNumber, "1-1");
		assertThat(this.pending.takePlaced(firstNumber, new StreamId(1, 0))).containsExactly(first);
		assertThat(this.pending.takePlaced(secondNumber, new StreamId(1, 1))).containsExactly(second);
	}

	private void pass(int seconds) {
		this.time.advanceTimeBy(Duration.ofSeconds(seconds));
	}

	private void onDue() {
		this.pending.takeDue((event, number) -> this.due.add(event));
		this.pending.restartTimer();
	}

	private Event event(String text) {
		Packet packet = new Packet(PacketType.EVENT, "/", IncomingPacket.NO_ID, EncodedPacket.message(text));
		this.packets.add(packet);
		return new Event(packet, ALL, null);
	}

}
