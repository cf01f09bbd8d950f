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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.interop.conformance.FaultyProxy.Fault;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients behind a bad network. With connection state recovery on, clients that repeat
 * what was not acknowledged, and a server that knows what it has handled by an id, as the
 * Socket.IO documentation advises, every event is handled once and acknowledged, and
 * nothing is left of any client in the end.
 * <p>
 * The long version has 10,000 clients, 2,000 of them at once. A failure tells the seed:
 * run it again with {@code -Dsocketio.test.seed}.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FaultTests {

	private static final boolean LONG = Boolean.getBoolean("socketio.test.long");

	private static final int USERS = LONG ? 10_000 : 300;

	private static final int USERS_AT_ONCE = LONG ? 2_000 : 100;

	private static final int EVENTS = 4;

	/** More than the answer to one of so many takes. */
	private static final Duration PATIENCE = Duration.ofSeconds(LONG ? 20 : 4);

	private static final int PROCESSES = LONG ? 4 : 1;

	private static final int CLIENTS_OF_PROCESS = LONG ? 100 : 20;

	/** Enough for many connections to end badly. */
	private static final int EVENTS_OF_CLIENT = LONG ? 50 : 20;

	private final long seed = Long.getLong("socketio.test.seed", ThreadLocalRandom.current().nextInt());

	private final Ledger ledger = new Ledger();

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "APPLICATION")
	void everyEventOfManyUsersIsHandledOnceAndAcknowledged(SocketIOSpringBinding binding, TestReporter reporter)
			throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(USERS_AT_ONCE);
		try (PlainServer server = server(binding); FaultyProxy proxy = new FaultyProxy(server.port(), this.seed)) {
			List<Future<Boolean>> users = new ArrayList<>();
			for (int i = 0; i < USERS; i++) {
				int number = i;
				users.add(threads.submit(() -> live(server.through(proxy), number)));
			}
			reportSeed(proxy, () -> {
				int recovered = 0;
				for (Future<Boolean> user : users) {
					recovered += user.get() ? 1 : 0;
				}
				assertThat(recovered).as("users who were recovered").isPositive();
				this.ledger.assertComplete("user", USERS, EVENTS);
				assertFaults(proxy);
				awaitEnd(server, proxy);
				reporter.publishEntry("%s: %d users, %d recovered, %s".formatted(binding, USERS, recovered, proxy));
			});
		}
		finally {
			threads.shutdownNow();
		}
	}

	private boolean live(ServerUnderTest server, int number) {
		RawUser.Way[] ways = RawUser.Way.values();
		try (RawUser user = new RawUser(server, ways[number % ways.length], "user" + number, PATIENCE)) {
			for (int n = 0; n < EVENTS; n++) {
				user.send(n);
			}
			user.awaitNews(EVENTS);
			if (number % 2 == 0) {
				user.leave();
			}
			return user.wasRecovered();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "APPLICATION")
	void everyEventOfTheOfficialClientIsHandledOnceAndAcknowledged(SocketIOSpringBinding binding) throws Exception {
		try (PlainServer server = server(binding); FaultyProxy proxy = new FaultyProxy(server.port(), this.seed)) {
			List<Process> processes = new ArrayList<>();
			for (int i = 0; i < PROCESSES; i++) {
				processes.add(start(proxy.port(), i * CLIENTS_OF_PROCESS));
			}
			reportSeed(proxy, () -> {
				for (Process process : processes) {
					JsonNode result = result(process);
					assertThat(result.get("errors")).as(result.toString()).isEmpty();
					assertThat(result.get("acknowledged").intValue()).isEqualTo(CLIENTS_OF_PROCESS * EVENTS_OF_CLIENT);
					assertThat(result.get("reconnections").intValue()).isPositive();
				}
				this.ledger.assertComplete("client", PROCESSES * CLIENTS_OF_PROCESS, EVENTS_OF_CLIENT);
				assertThat(proxy.count(Fault.CUT)).isPositive();
				awaitEnd(server, proxy);
			});
		}
	}

	private Process start(int port, int first) throws IOException {
		return new ProcessBuilder("node", "faults.js", "http://127.0.0.1:" + port, String.valueOf(first),
				String.valueOf(CLIENTS_OF_PROCESS), String.valueOf(EVENTS_OF_CLIENT))
			.directory(Path.of("js").toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private static JsonNode result(Process process) throws Exception {
		try {
			JsonNode result = JsonMapper.shared().readTree(process.getInputStream().readAllBytes());
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isZero();
			return result;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private PlainServer server(SocketIOSpringBinding binding) {
		PlainServer server = new PlainServer(binding.fastPath(),
				new SocketIOServerBuilder().connectionStateRecovery(true)
					.maxDisconnectionDuration(PATIENCE.multipliedBy(2))
					.pingInterval(PATIENCE.dividedBy(4))
					.pingTimeout(PATIENCE.dividedBy(2))
					.connectTimeout(PATIENCE)
					.upgradeTimeout(PATIENCE));
		this.ledger.open(server.server());
		return server;
	}

	private static void assertFaults(FaultyProxy proxy) {
		for (Fault fault : Fault.values()) {
			assertThat(proxy.count(fault)).as("%s", fault).isPositive();
		}
	}

	private static void awaitEnd(PlainServer server, FaultyProxy proxy) {
		Awaitility.await().atMost(PATIENCE.multipliedBy(6)).untilAsserted(() -> {
			server.assertForgotten();
			assertThat(proxy.open()).as("connections").isZero();
		});
	}

	private void reportSeed(FaultyProxy proxy, org.junit.jupiter.api.function.Executable action) {
		try {
			action.execute();
		}
		catch (Throwable ex) {
			throw new AssertionError("Failed behind the " + proxy + ": " + ex, ex);
		}
	}

	/**
	 * What the server has handled.
	 */
	private static final class Ledger {

		private final Set<String> handled = ConcurrentHashMap.newKeySet();

		private final Set<String> received = ConcurrentHashMap.newKeySet();

		private final Set<String> repeated = ConcurrentHashMap.newKeySet();

		void open(SocketIOServer server) {
			server.onConnection((socket) -> socket.on("work", (args, ack) -> {
				String id = args.get(0, String.class);
				// A client that tells its attempts never sends the same twice
				if (args.size() > 1 && !this.received.add(id + " " + args.get(1))) {
					this.repeated.add(id);
				}
				if (this.handled.add(id)) {
					socket.emit("news", id);
				}
				ack.send(id);
			}));
		}

		void assertComplete(String name, int clients, int events) {
			assertThat(this.repeated).as("events that one transmission brought twice").isEmpty();
			List<String> sent = IntStream.range(0, clients * events)
				.mapToObj((n) -> name + n / events + ":" + n % events)
				.toList();
			assertThat(this.handled).containsExactlyInAnyOrderElementsOf(sent);
		}

	}

}
