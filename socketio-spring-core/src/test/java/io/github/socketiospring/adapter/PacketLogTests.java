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

package io.github.socketiospring.adapter;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PacketLog} (PROTOCOL.md 152).
 */
class PacketLogTests {

	private static final Duration LIFE = Duration.ofSeconds(10);

	private static final Set<String> ANN = Set.of("ann", "room");

	private static final BroadcastOptions TO_ROOM = new BroadcastOptions(Set.of("room"), Set.of());

	private final PacketCodec codec = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	private PacketLog log = new PacketLog(new RecoveryLimits(LIFE, LIFE, 3, 10_000));

	@AfterEach
	void clear() {
		this.log.clear();
	}

	private void add(long time, BroadcastOptions options, Object... args) {
		Packet packet = this.codec.event("/", IncomingPacket.NO_ID, "e", args);
		this.log.add(time, packet, options);
		packet.release();
	}

	private List<String> missed(long after) {
		List<Packet> missed = this.log.missed(after, ANN);
		List<String> texts = missed.stream().map((packet) -> packet.encoded().toString()).toList();
		missed.forEach(Packet::release);
		return texts;
	}

	@Test
	void givesWhatConcernsSocketInOrder() {
		add(0, BroadcastOptions.ALL, 1);
		add(0, TO_ROOM, 2);
		add(0, new BroadcastOptions(Set.of("x", "ann"), Set.of("y")), 3);
		assertThat(missed(0)).containsExactly("42[\"e\",1]", "42[\"e\",2]", "42[\"e\",3]");
		assertThat(missed(2)).containsExactly("42[\"e\",3]");
		assertThat(missed(3)).isEmpty();
	}

	@Test
	void leavesOutWhatConcernsOthers() {
		add(0, new BroadcastOptions(Set.of("x"), Set.of()), 1);
		add(0, new BroadcastOptions(Set.of(), Set.of("room")), 2);
		add(0, new BroadcastOptions(Set.of("room"), Set.of("ann")), 3);
		assertThat(missed(0)).isEmpty();
	}

	@Test
	void keepsNoMorePacketsThanItMay() {
		for (int i = 1; i <= 5; i++) {
			add(0, BroadcastOptions.ALL, i);
		}
		assertThat(this.log.size()).isEqualTo(3);
		assertThat(missed(2)).containsExactly("42[\"e\",3]", "42[\"e\",4]", "42[\"e\",5]");
		assertThat(this.log.isComplete(2, ANN)).isTrue();
		assertThat(this.log.isComplete(1, ANN)).isFalse();
	}

	@Test
	void keepsNoMoreBytesThanItMay() {
		add(0, BroadcastOptions.ALL, (Object) new byte[6_000]);
		add(0, BroadcastOptions.ALL, (Object) new byte[6_000]);
		assertThat(this.log.size()).isOne();
		assertThat(this.log.bytes()).isBetween(6_000L, 7_000L);
		add(0, BroadcastOptions.ALL, (Object) new byte[10_000]);
		assertThat(this.log.size()).isZero();
		assertThat(this.log.bytes()).isZero();
		assertThat(this.log.isComplete(2, ANN)).isFalse();
		assertThat(this.log.isComplete(3, ANN)).isTrue();
	}

	@Test
	void keepsNothingLongerThanItMay() {
		add(0, BroadcastOptions.ALL, 1);
		add(5_000, BroadcastOptions.ALL, 2);
		assertThat(this.log.nextExpiry()).isEqualTo(10_000);
		this.log.expire(9_999);
		assertThat(this.log.size()).isEqualTo(2);
		this.log.expire(10_000);
		assertThat(missed(0)).containsExactly("42[\"e\",2]");
		this.log.expire(20_000);
		assertThat(this.log.size()).isZero();
		assertThat(this.log.nextExpiry()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void isCompleteForWhomNothingConcernedThatIsGone() {
		add(0, TO_ROOM, 1);
		for (int i = 2; i <= 9; i++) {
			add(0, new BroadcastOptions(Set.of("other"), Set.of()), i);
		}
		assertThat(this.log.isComplete(1, ANN)).isTrue();
		assertThat(this.log.isComplete(0, ANN)).isFalse();
		assertThat(this.log.isComplete(1, Set.of("other"))).isFalse();
	}

	@Test
	void isCompleteForWhoeverSaysAllThatIsGoneItself() {
		BroadcastOptions byAnn = new BroadcastOptions(Set.of("room"), Set.of("ann"));
		add(0, new BroadcastOptions(Set.of("room"), Set.of("bob")), 1);
		for (int i = 2; i <= 9; i++) {
			add(0, byAnn, i);
		}
		assertThat(this.log.isComplete(1, ANN)).isTrue();
		assertThat(this.log.isComplete(0, ANN)).isFalse();
		assertThat(this.log.isComplete(5, Set.of("bob", "room"))).isFalse();
	}

	@Test
	void remembersRoomsWithinItsLimit() {
		for (int i = 1; i <= 9; i++) {
			add(0, new BroadcastOptions(Set.of("room " + i), Set.of()), i);
		}
		// Six are gone, and the rooms of three of them forgotten
		assertThat(this.log.isComplete(3, ANN)).isTrue();
		assertThat(this.log.isComplete(2, ANN)).isFalse();
		this.log.forget("room 6");
		assertThat(this.log.isComplete(3, Set.of("room 6"))).isTrue();
	}

	@Test
	void keepsPacketsOfItsOwn() {
		boolean[] released = { false };
		Packet packet = this.codec.event("/", IncomingPacket.NO_ID, "e", new Object[0]);
		packet.encoded().onRelease(() -> released[0] = true);
		this.log.add(0, packet, BroadcastOptions.ALL);
		packet.release();
		assertThat(released[0]).isTrue();
		assertThat(missed(0)).containsExactly("42[\"e\"]");
	}

	@Test
	void limitsMakeSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RecoveryLimits(LIFE, LIFE.minusMillis(1), 1, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new RecoveryLimits(Duration.ZERO, LIFE, 1, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new RecoveryLimits(LIFE, LIFE, 0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new RecoveryLimits(LIFE, LIFE, 1, 0));
	}

}
