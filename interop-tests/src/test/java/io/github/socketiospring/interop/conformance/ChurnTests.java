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

package io.github.socketiospring.interop.conformance;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.socketiospring.server.SocketIOServerBuilder;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients come, upgrade, join, and go, half of them without a word: what they took is
 * given back. Both bindings serve half of them. In a process whose buffers are not
 * pooled, so that their memory can be counted exactly. The long version takes ten
 * minutes.
 */
@Tag("load")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ChurnTests {

	private static final boolean LONG = Boolean.getBoolean("socketio.test.long");

	private static final Duration WARM_UP = LONG ? Duration.ofSeconds(30) : Duration.ofSeconds(3);

	private static final Duration CHURN = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(5);

	private static final int CLIENTS = 48;

	/** What the virtual machine itself may take meanwhile. */
	private static final long HEAP_MARGIN = 8 * 1024 * 1024;

	private final List<PlainServer> servers = List.of(server(true), server(false));

	@AfterEach
	void closeServers() {
		this.servers.forEach(PlainServer::close);
	}

	private static PlainServer server(boolean fastPath) {
		PlainServer server = new PlainServer(fastPath,
				new SocketIOServerBuilder().connectionStateRecovery(true)
					.maxDisconnectionDuration(Duration.ofSeconds(2))
					.pingInterval(Duration.ofSeconds(1))
					.pingTimeout(Duration.ofSeconds(1)));
		server.server().onConnection((socket) -> socket.on("work", (args, ack) -> {
			String id = args.get(0, String.class);
			String room = "room " + Math.floorMod(id.hashCode(), 20);
			socket.join(room);
			socket.to(room).emit("news", id + " " + args.get(1));
			ack.send(id);
		}));
		return server;
	}

	@Test
	void givesBackWhatClientsTook(TestReporter reporter) throws Exception {
		assertThat(ByteBufAllocator.DEFAULT).isInstanceOf(UnpooledByteBufAllocator.class);
		churn(WARM_UP);
		awaitEnd();
		long heap = heap();
		long direct = buffers().usedDirectMemory();
		List<Long> threads = threads();

		int clients = churn(CHURN);

		awaitEnd();
		Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			assertThat(buffers().usedDirectMemory()).as("bytes of direct buffers").isEqualTo(direct);
			assertThat(threads()).as("threads").isSubsetOf(threads);
			assertThat(heap()).as("bytes of the heap").isLessThan(heap + HEAP_MARGIN);
		});
		assertThat(clients).isGreaterThan(CLIENTS);
		reporter.publishEntry("%d clients; heap %d KiB before, %d KiB after; direct buffers %d B and %d B"
			.formatted(clients, heap / 1024, heap() / 1024, direct, buffers().usedDirectMemory()));
	}

	/**
	 * Lets clients come and go for that long.
	 * @return how many there were
	 */
	private int churn(Duration duration) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		long end = System.nanoTime() + duration.toNanos();
		List<Future<Integer>> clients = new ArrayList<>();
		IntStream.range(0, CLIENTS).forEach((n) -> clients.add(threads.submit(() -> comeAndGo(n, end))));
		int count = 0;
		for (Future<Integer> client : clients) {
			count += client.get();
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		return count;
	}

	private int comeAndGo(int number, long end) {
		RawUser.Way[] ways = RawUser.Way.values();
		int count = 0;
		for (int turn = number; System.nanoTime() - end < 0; turn++, count++) {
			PlainServer server = this.servers.get(turn % this.servers.size());
			try (RawUser user = new RawUser(server, ways[turn % ways.length], number + "-" + turn,
					Duration.ofSeconds(10))) {
				user.send(0);
				user.send(1);
				if (turn / 6 % 2 == 0) {
					user.leave();
				}
			}
		}
		return count;
	}

	private void awaitEnd() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> this.servers.forEach(PlainServer::assertForgotten));
	}

	private static ByteBufAllocatorMetric buffers() {
		return UnpooledByteBufAllocator.DEFAULT.metric();
	}

	private static long heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * The threads that run, without those that the test itself needs to wait.
	 */
	private static List<Long> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("awaitility"))
			.map(Thread::getId)
			.toList();
	}

}
