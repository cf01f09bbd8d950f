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

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketType;
import io.github.socketiospring.test.Race;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoomRaceTests {

	private static final int ROUNDS = 4_000;

	// Creating one is slow
	private final TestSocket a = new TestSocket("a");

	private final TestSocket b = new TestSocket("b");

	@Test
	void socketThatIsGoneIsInNoRoom() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Rooms rooms = new Rooms();
			rooms.adapter.add(this.a);
			race.actor(() -> rooms.adapter.join(this.a, List.of("x", "y")));
			race.actor(() -> rooms.adapter.remove(this.a));
			race.actor(() -> rooms.adapter.leave(this.a, "y"));
			return () -> {
				assertThat(rooms.adapter.rooms()).isEmpty();
				assertThat(rooms.adapter.rooms(this.a)).isEmpty();
				assertThat(rooms.adapter.sockets("x")).isEmpty();
				assertThat(rooms.adapter.sockets("a")).isEmpty();
				return rooms.history("x", 0) + "; " + rooms.history("y", 0);
			};
		});
		assertThat(outcomes.keySet()).isSubsetOf("; ", "CREATED JOINED LEFT DELETED; CREATED JOINED LEFT DELETED",
				"CREATED JOINED LEFT DELETED; ");
	}

	@Test
	void roomStaysForTheOneWhoJoinsAsTheLastOneGoes() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Rooms rooms = new Rooms();
			rooms.adapter.add(this.a);
			rooms.adapter.add(this.b);
			rooms.adapter.join(this.a, Set.of("x"));
			race.actor(() -> rooms.adapter.remove(this.a));
			race.actor(() -> rooms.adapter.join(this.b, Set.of("x")));
			return () -> {
				assertThat(rooms.adapter.sockets("x")).containsExactly(this.b);
				assertThat(rooms.adapter.rooms()).containsExactly("x");
				return rooms.history("x", 1);
			};
		});
		assertThat(outcomes.keySet()).isSubsetOf("CREATED JOINED JOINED LEFT",
				"CREATED JOINED LEFT DELETED CREATED JOINED");
	}

	@Test
	void broadcastReachesEachOnceWhileRoomsChange() {
		Map<String, Integer> outcomes = Race.run(ROUNDS, (race) -> {
			Rooms rooms = new Rooms();
			this.a.packets.clear();
			this.b.packets.clear();
			rooms.adapter.add(this.a);
			rooms.adapter.add(this.b);
			rooms.adapter.join(this.a, Set.of("x"));
			rooms.adapter.join(this.b, Set.of("x"));
			Packet packet = new Packet(PacketType.EVENT, "/", IncomingPacket.NO_ID, EncodedPacket.message("2[\"a\"]"));
			race.actor(() -> rooms.adapter.broadcast(packet, new BroadcastOptions(Set.of("x", "y"), Set.of())));
			race.actor(() -> {
				rooms.adapter.join(this.a, Set.of("y"));
				rooms.adapter.leave(this.a, "x");
			});
			race.actor(() -> rooms.adapter.remove(this.b));
			return () -> {
				assertThat(packet.encoded().refCnt()).isZero();
				// At each moment it was in one of the rooms, though maybe behind the walk
				assertThat(this.a.packets).hasSizeLessThanOrEqualTo(1);
				assertThat(this.b.packets).hasSizeLessThanOrEqualTo(1);
				rooms.history("x", 0);
				rooms.history("y", 1);
				return this.a.packets.size() + " and " + this.b.packets.size();
			};
		});
		assertThat(outcomes).isNotEmpty();
	}

	private static final class Rooms {

		private final TestContext context = new TestContext();

		private final InMemoryAdapter adapter = new InMemoryAdapter(this.context);

		/**
		 * What happened to a room, which makes sense step by step.
		 * @param members how many it has in the end
		 */
		String history(String room, int members) {
			StringBuilder history = new StringBuilder();
			boolean exists = false;
			int count = 0;
			for (String event : this.context.roomEvents) {
				String[] parts = event.split(" ");
				if (!parts[1].equals(room)) {
					continue;
				}
				switch (parts[0]) {
					case "CREATED" -> {
						assertThat(exists).as(event).isFalse();
						exists = true;
					}
					case "JOINED" -> {
						assertThat(exists).as(event).isTrue();
						count++;
					}
					case "LEFT" -> {
						assertThat(count).as(event).isPositive();
						count--;
					}
					default -> {
						assertThat(exists && count == 0).as(event).isTrue();
						exists = false;
					}
				}
				history.append((history.length() > 0) ? " " : "").append(parts[0]);
			}
			assertThat(count).isEqualTo(members);
			assertThat(exists).isEqualTo(members > 0);
			return history.toString();
		}

	}

}
