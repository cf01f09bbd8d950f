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
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.socketiospring.Arguments;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Cases of PROTOCOL.md are given in brackets.
 */
class InMemoryAdapterTests {

	private static final int RACES = 1000;

	private final TestContext context = new TestContext();

	private final InMemoryAdapter adapter = new InMemoryAdapter(this.context);

	private final TestSocket a = new TestSocket("a");

	private final TestSocket b = new TestSocket("b");

	private final TestSocket c = new TestSocket("c");

	InMemoryAdapterTests() {
		this.adapter.add(this.a);
		this.adapter.add(this.b);
		this.adapter.add(this.c);
	}

	// Rooms

	@Test
	void aSocketIsInTheRoomOfItsId() {
		assertThat(this.adapter.rooms(this.a)).containsExactly("a");
		assertThat(this.adapter.sockets("a")).containsExactly(this.a);
		assertThat(this.adapter.rooms()).isEmpty();
		assertThat(this.adapter.sockets(null)).containsExactlyInAnyOrder(this.a, this.b, this.c);
	}

	@Test
	void joinsAndLeavesRooms() {
		this.adapter.join(this.a, List.of("x", "y", "x"));
		this.adapter.join(this.b, Set.of("x"));
		this.adapter.join(this.b, Set.of("x"));
		assertThat(this.adapter.rooms(this.a)).containsExactlyInAnyOrder("a", "x", "y");
		assertThat(this.adapter.sockets("x")).containsExactlyInAnyOrder(this.a, this.b);
		assertThat(this.adapter.rooms()).containsExactlyInAnyOrder("x", "y");
		this.adapter.leave(this.a, "x");
		assertThat(this.adapter.rooms(this.a)).containsExactlyInAnyOrder("a", "y");
		assertThat(this.adapter.sockets("x")).containsExactly(this.b);
		this.adapter.leave(this.a, "x");
		this.adapter.leave(this.a, "unknown");
		assertThat(this.adapter.sockets("x")).containsExactly(this.b);
	}

	@Test
	void roomsVanishWithTheirLastSocket() {
		this.adapter.join(this.a, Set.of("x", "y"));
		this.adapter.join(this.b, Set.of("x"));
		this.adapter.leave(this.a, "x");
		assertThat(this.adapter.rooms()).containsExactlyInAnyOrder("x", "y");
		this.adapter.remove(this.b);
		assertThat(this.adapter.rooms()).containsExactly("y");
		this.adapter.leave(this.a, "y");
		assertThat(this.adapter.rooms()).isEmpty();
		assertThat(this.adapter.sockets("x")).isEmpty();
		this.adapter.join(this.a, Set.of("x"));
		assertThat(this.adapter.sockets("x")).containsExactly(this.a);
	}

	@Test
	void tellsOfRoomsInOrder() {
		assertThat(this.context.roomEvents).containsExactly("CREATED a", "JOINED a a", "CREATED b", "JOINED b b",
				"CREATED c", "JOINED c c");
		this.context.roomEvents.clear();
		this.adapter.join(this.a, List.of("x", "x"));
		this.adapter.join(this.a, Set.of("x"));
		this.adapter.join(this.b, Set.of("x"));
		this.adapter.leave(this.a, "unknown");
		this.adapter.leave(this.a, "x");
		this.adapter.leave(this.b, "x");
		assertThat(this.context.roomEvents).containsExactly("CREATED x", "JOINED x a", "JOINED x b", "LEFT x a",
				"LEFT x b", "DELETED x");
	}

	@Test
	void tellsOfTheRoomsOfASocketThatGoes() {
		this.adapter.join(this.a, Set.of("x"));
		this.adapter.join(this.b, Set.of("x"));
		this.context.roomEvents.clear();
		this.adapter.remove(this.a);
		this.adapter.remove(this.a);
		this.adapter.leave(this.a, "x");
		this.adapter.remove(this.b);
		assertThat(this.context.roomEvents).containsExactly("LEFT a a", "DELETED a", "LEFT x a", "LEFT b b",
				"DELETED b", "LEFT x b", "DELETED x");
	}

	@Test
	void ownRoomWithAGuestIsOneRoom() {
		this.context.roomEvents.clear();
		this.adapter.join(this.b, Set.of("a"));
		this.adapter.leave(this.a, "a");
		this.adapter.leave(this.a, "a");
		this.adapter.leave(this.b, "a");
		this.adapter.join(this.a, Set.of("a"));
		assertThat(this.context.roomEvents).containsExactly("JOINED a b", "LEFT a a", "LEFT a b", "DELETED a",
				"CREATED a", "JOINED a a");
	}

	// Remote control, of the sockets that are here

	@Test
	void socketsJoinAndLeaveByTheirRooms() {
		this.adapter.join(this.a, Set.of("x"));
		this.adapter.join(new BroadcastOptions(Set.of("x", "b"), Set.of()), Set.of("y", "z"));
		assertThat(this.adapter.sockets("y")).containsExactlyInAnyOrder(this.a, this.b);
		this.adapter.leave(new BroadcastOptions(Set.of("y"), Set.of("x")), Set.of("z", "y"));
		assertThat(this.adapter.sockets("z")).containsExactly(this.a);
	}

	@Test
	void disconnectsAndFetchesByRooms() {
		this.adapter.join(this.a, Set.of("x"));
		this.adapter.disconnect(new BroadcastOptions(Set.of("x"), Set.of()), true);
		assertThat(List.of(this.a.closed, this.b.closed, this.c.closed)).containsExactly(true, false, false);
		this.adapter.disconnect(new BroadcastOptions(Set.of("b"), Set.of()), false);
		assertThat(this.adapter.fetchSockets(BroadcastOptions.ALL).map(SocketDetails::id).collectList().block())
			.containsExactly("c");
	}

	@Test
	void aSocketMayLeaveItsOwnRoomAndComeBack() {
		this.adapter.leave(this.a, "a");
		assertThat(this.adapter.rooms(this.a)).isEmpty();
		assertThat(this.adapter.sockets("a")).isEmpty();
		assertThat(this.adapter.sockets(null)).contains(this.a);
		assertThat(receivers(Set.of(), Set.of("a"))).containsExactly(this.a, this.b, this.c);
		this.adapter.join(this.a, Set.of("a"));
		assertThat(this.adapter.rooms(this.a)).containsExactly("a");
		assertThat(this.adapter.sockets("a")).containsExactly(this.a);
		assertThat(this.adapter.rooms()).isEmpty();
	}

	@Test
	void aSocketMayJoinTheRoomOfAnother() {
		this.adapter.join(this.b, Set.of("a"));
		assertThat(this.adapter.rooms()).containsExactly("a");
		assertThat(this.adapter.sockets("a")).containsExactlyInAnyOrder(this.a, this.b);
		assertThat(receivers(Set.of("a"), Set.of())).containsExactly(this.a, this.b);
		assertThat(receivers(Set.of(), Set.of("a"))).containsExactly(this.c);
		this.adapter.remove(this.a);
		assertThat(this.adapter.sockets("a")).containsExactly(this.b);
		this.adapter.remove(this.b);
		assertThat(this.adapter.rooms()).isEmpty();
	}

	@Test
	void aSocketThatWasRemovedIsInNoRoomAndJoinsNone() { // [139]
		this.adapter.join(this.a, Set.of("x"));
		this.adapter.remove(this.a);
		this.adapter.join(this.a, Set.of("x", "a"));
		this.adapter.leave(this.a, "x");
		this.adapter.remove(this.a);
		assertThat(this.adapter.rooms()).isEmpty();
		assertThat(this.adapter.rooms(this.a)).isEmpty();
		assertThat(this.adapter.sockets("a")).isEmpty();
		assertThat(this.adapter.sockets(null)).containsExactlyInAnyOrder(this.b, this.c);
	}

	@Test
	void aSocketThatWasNeverAddedJoinsNoRoom() {
		TestSocket unknown = new TestSocket("unknown");
		this.adapter.join(unknown, Set.of("x"));
		assertThat(this.adapter.rooms()).isEmpty();
		assertThat(this.adapter.rooms(unknown)).isEmpty();
	}

	@Test
	void givesSnapshots() {
		this.adapter.join(this.a, Set.of("x"));
		Set<String> all = this.adapter.rooms();
		Set<String> own = this.adapter.rooms(this.a);
		Collection<LocalSocket> sockets = this.adapter.sockets("x");
		this.adapter.join(this.b, Set.of("x", "y"));
		this.adapter.join(this.a, Set.of("y"));
		this.adapter.remove(this.a);
		assertThat(all).containsExactly("x");
		assertThat(own).containsExactlyInAnyOrder("a", "x");
		assertThat(sockets).containsExactly(this.a);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> all.add("z"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> own.add("z"));
	}

	@Test
	void listsMembersOnly() {
		this.adapter.join(this.a, Set.of("x"));
		this.adapter.join(this.b, Set.of("x"));
		this.b.member = false;
		assertThat(this.adapter.sockets("x")).containsExactly(this.a);
		assertThat(this.adapter.sockets("b")).isEmpty();
		assertThat(this.adapter.sockets(null)).containsExactlyInAnyOrder(this.a, this.c);
	}

	// Broadcasts

	@Test
	void broadcastsToEverybody() {
		assertThat(receivers(Set.of(), Set.of())).containsExactly(this.a, this.b, this.c);
	}

	@Test
	void broadcastsToTheUnionOfRoomsOnceForEachSocket() { // [140]
		this.adapter.join(this.a, Set.of("x", "y"));
		this.adapter.join(this.b, Set.of("y"));
		assertThat(receivers(Set.of("x"), Set.of())).containsExactly(this.a);
		assertThat(receivers(Set.of("y"), Set.of())).containsExactly(this.a, this.b);
		assertThat(receivers(Set.of("x", "y", "a", "unknown"), Set.of())).containsExactly(this.a, this.b);
		assertThat(receivers(Set.of("x", "c"), Set.of())).containsExactly(this.a, this.c);
		assertThat(receivers(Set.of("a", "c"), Set.of())).containsExactly(this.a, this.c);
		assertThat(receivers(Set.of("unknown"), Set.of())).isEmpty();
	}

	@Test
	void exceptionsWin() { // [140]
		this.adapter.join(this.a, Set.of("x", "y"));
		this.adapter.join(this.b, Set.of("x"));
		assertThat(receivers(Set.of("x"), Set.of("y"))).containsExactly(this.b);
		assertThat(receivers(Set.of("x", "a"), Set.of("y"))).containsExactly(this.b);
		assertThat(receivers(Set.of(), Set.of("x"))).containsExactly(this.c);
		assertThat(receivers(Set.of(), Set.of("a", "c"))).containsExactly(this.b);
		assertThat(receivers(Set.of("a"), Set.of("a"))).isEmpty();
		assertThat(receivers(Set.of("x"), Set.of("x", "y"))).isEmpty();
		assertThat(receivers(Set.of("x"), Set.of("unknown"))).containsExactly(this.a, this.b);
	}

	@Test
	void broadcastsToMembersOnly() {
		this.adapter.join(this.a, Set.of("x", "y"));
		this.adapter.join(this.b, Set.of("x"));
		this.a.member = false;
		assertThat(receivers(Set.of(), Set.of())).containsExactly(this.b, this.c);
		assertThat(receivers(Set.of("x"), Set.of())).containsExactly(this.b);
		assertThat(receivers(Set.of("x", "y"), Set.of())).containsExactly(this.b);
		assertThat(receivers(Set.of("a"), Set.of())).isEmpty();
	}

	@Test
	void releasesThePacketEvenIfASocketFails() {
		TestSocket failing = new TestSocket("failing") {

			@Override
			public void send(Packet packet) {
				throw new IllegalStateException("as expected");
			}

		};
		this.adapter.add(failing);
		Packet packet = packet();
		BroadcastOptions options = new BroadcastOptions(Set.of("failing"), Set.of());
		assertThatIllegalStateException().isThrownBy(() -> this.adapter.broadcast(packet, options));
		assertThat(packet.encoded().refCnt()).isZero();
		Packet asking = packet();
		assertThatIllegalStateException().isThrownBy(() -> this.adapter.broadcast(asking, options, new CountingAcks()));
		assertThat(asking.encoded().refCnt()).isZero();
	}

	@Test
	void socketsMayJoinLeaveAndGoDuringABroadcast() {
		TestSocket moving = new TestSocket("moving") {

			@Override
			public void send(Packet packet) {
				super.send(packet);
				InMemoryAdapterTests.this.adapter.join(this, Set.of("y", "z"));
				InMemoryAdapterTests.this.adapter.leave(this, "x");
				InMemoryAdapterTests.this.adapter.remove(InMemoryAdapterTests.this.c);
			}

		};
		this.adapter.add(moving);
		this.adapter.join(moving, Set.of("x"));
		this.adapter.broadcast(packet(), new BroadcastOptions(Set.of("x", "y", "z"), Set.of()));
		assertThat(moving.packets).hasSize(1);
		assertThat(this.adapter.rooms()).containsExactlyInAnyOrder("y", "z");
	}

	@Test
	void countsTheReceiversOfABroadcastThatAsksForAnswers() {
		this.adapter.join(this.a, Set.of("x", "y"));
		this.adapter.join(this.b, Set.of("y"));
		this.adapter.join(this.c, Set.of("y"));
		this.c.member = false;
		Packet packet = packet();
		CountingAcks acks = new CountingAcks();
		this.adapter.broadcast(packet, new BroadcastOptions(Set.of("x", "y"), Set.of()), acks);
		assertThat(acks.receivers).containsExactly(2);
		assertThat(this.a.packets).containsExactly(packet);
		assertThat(this.a.acks).isSameAs(acks);
		assertThat(this.b.acks).isSameAs(acks);
		assertThat(this.c.acks).isNull();
		assertThat(packet.encoded().refCnt()).isZero();
	}

	@Test
	void tellsThatABroadcastHasNoReceivers() { // [143]
		CountingAcks acks = new CountingAcks();
		Packet packet = packet();
		this.adapter.broadcast(packet, new BroadcastOptions(Set.of("unknown"), Set.of()), acks);
		assertThat(acks.receivers).containsExactly(0);
		assertThat(packet.encoded().refCnt()).isZero();
	}

	@Test
	void isAlone() {
		StepVerifier.create(this.adapter.serverCount()).expectNext(1).verifyComplete();
		StepVerifier.create(this.adapter.close()).expectComplete().verify(Duration.ofSeconds(5));
	}

	// Races

	@Test
	void joinsThatRaceWithTheEndOfASocketLeaveNoRoom() throws Exception {
		race((socket) -> this.adapter.join(socket, List.of("x", "y")), this.adapter::remove);
		assertThat(this.adapter.rooms()).isEmpty();
		assertThat(this.adapter.sockets("x")).isEmpty();
		assertThat(this.adapter.sockets(null)).hasSize(3);
	}

	@Test
	void aSocketThatIsRemovedWhileItJoinsLeavesNoRoom() throws Exception {
		Thread removing = new Thread(() -> this.adapter.remove(this.a));
		// Between its first and its second room
		Collection<String> rooms = new AbstractList<>() {

			@Override
			public String get(int index) {
				if (index == 1) {
					removing.start();
					while (removing.getState() == Thread.State.NEW || removing.getState() == Thread.State.RUNNABLE) {
						Thread.onSpinWait();
					}
				}
				return "room-" + index;
			}

			@Override
			public int size() {
				return 2;
			}

		};
		this.adapter.join(this.a, rooms);
		removing.join(10_000);
		assertThat(removing.isAlive()).isFalse();
		assertThat(this.adapter.rooms()).isEmpty();
		assertThat(this.adapter.rooms(this.a)).isEmpty();
	}

	@Test
	void joinsThatRaceWithLeavingEndInOrOutOfTheRoom() throws Exception {
		race((socket) -> this.adapter.join(socket, List.of("x")), (socket) -> this.adapter.leave(socket, "x"));
		Collection<LocalSocket> left = this.adapter.sockets(null);
		assertThat(left).hasSize(RACES + 3);
		List<LocalSocket> inside = left.stream().filter((socket) -> this.adapter.rooms(socket).contains("x")).toList();
		assertThat(this.adapter.sockets("x")).containsExactlyInAnyOrderElementsOf(inside);
		left.forEach(this.adapter::remove);
		assertThat(this.adapter.rooms()).isEmpty();
	}

	/**
	 * Let two threads treat many sockets, each at the same time. All of them share their
	 * rooms, which come and go meanwhile.
	 */
	private void race(Action first, Action second) throws Exception {
		List<TestSocket> sockets = new ArrayList<>();
		for (int i = 0; i < RACES; i++) {
			sockets.add(new TestSocket("socket-" + i));
		}
		CyclicBarrier barrier = new CyclicBarrier(2);
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			List<Future<?>> runs = new ArrayList<>();
			for (Action action : List.of(first, second)) {
				runs.add(executor.submit(() -> {
					for (TestSocket socket : sockets) {
						if (action == first) {
							this.adapter.add(socket);
						}
						barrier.await(10, TimeUnit.SECONDS);
						action.run(socket);
					}
					return null;
				}));
			}
			for (Future<?> run : runs) {
				run.get(20, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * Broadcast a packet.
	 * @return who got it, once for each copy, in the order of their names
	 */
	private List<TestSocket> receivers(Set<String> rooms, Set<String> except) {
		Packet packet = packet();
		this.adapter.broadcast(packet, new BroadcastOptions(rooms, except));
		assertThat(packet.encoded().refCnt()).isZero();
		List<TestSocket> receivers = new ArrayList<>();
		for (TestSocket socket : List.of(this.a, this.b, this.c)) {
			socket.packets.forEach((received) -> {
				assertThat(received).isSameAs(packet);
				receivers.add(socket);
			});
			socket.packets.clear();
		}
		return receivers;
	}

	private static Packet packet() {
		return new Packet(PacketType.EVENT, "/", IncomingPacket.NO_ID, EncodedPacket.message("2[\"a\"]"));
	}

	private interface Action {

		void run(LocalSocket socket);

	}

	private static class CountingAcks implements BroadcastAckListener {

		@Override
		public @Nullable Duration timeout() {
			return null;
		}

		final List<Integer> receivers = new ArrayList<>();

		@Override
		public void onServers(int count) {
			assertThat(count).isOne();
		}

		@Override
		public void onRequest(Supplier<Set<String>> silent) {
			throw new IllegalStateException();
		}

		@Override
		public void onServersLost() {
			throw new IllegalStateException();
		}

		@Override
		public void onPending(Disposable pending) {
			throw new IllegalStateException();
		}

		@Override
		public void onReceivers(int count) {
			this.receivers.add(count);
		}

		@Override
		public void onAck(Arguments answer) {
			throw new IllegalStateException();
		}

		@Override
		public void onMissing() {
			throw new IllegalStateException();
		}

	}

}
