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
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients lose their connections and come back while many threads emit: each event
 * arrives once. What was on its way is lost with a connection.
 */
class RecoveryRaceTests {

	private static final int THREADS = 4;

	private static final int EVENTS = 2_000;

	private static final int MIN_DROPS = 20;

	private static final Pattern EVENT = Pattern.compile("42\\[\"n\",(\\d+),(\\d+),\"([^\"]+)\"]");

	private static final Pattern CONNECT = Pattern.compile("40\\{\"sid\":\"[^\"]+\",\"pid\":\"([^\"]+)\"}");

	private EventExecutor loop;

	@AfterEach
	void stopLoop() {
		if (this.loop != null) {
			this.loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
		}
	}

	@Timeout(60)
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void eachEventArrivesOnce(boolean onEventLoop) {
		this.loop = onEventLoop ? new DefaultEventExecutor() : null;
		TestServer server = new TestServer((builder) -> builder.connectionStateRecovery(true));
		Client client = new Client(server, this.loop);
		client.connect();
		server.socket().join("room");
		List<Thread> emitters = new ArrayList<>();
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		CountDownLatch running = new CountDownLatch(THREADS);
		for (int t = 0; t < THREADS; t++) {
			int thread = t;
			emitters.add(new Thread(() -> {
				try {
					emit(server, thread, client);
				}
				catch (Throwable ex) {
					failures.add(ex);
				}
				finally {
					running.countDown();
				}
			}, "emitter-" + t));
		}
		emitters.forEach((thread) -> {
			thread.setDaemon(true);
			thread.start();
		});
		int drops = 0;
		while (running.getCount() > 0 || drops < MIN_DROPS) {
			client.dropAndComeBack();
			drops++;
		}
		assertThat(failures).isEmpty();
		client.end();
		assertThat(server.server().recoveries()).containsEntry(RecoveryOutcome.RECOVERED, (long) drops);
		assertThat(client.seen).hasSize(THREADS * EVENTS).doesNotHaveDuplicates();
		for (int t = 0; t < THREADS; t++) {
			String prefix = t + ":";
			assertThat(client.seen).filteredOn((event) -> event.startsWith(prefix))
				.extracting((event) -> Integer.valueOf(event.substring(2)))
				.isSorted();
		}
		server.server().close().block(Duration.ofSeconds(10));
	}

	private static void emit(TestServer server, int thread, Client client) {
		for (int i = 0; i < EVENTS; i++) {
			switch (i % 3) {
				case 0 -> server.root().emit("n", thread, i);
				case 1 -> server.root().to("room", "none").emit("n", thread, i);
				// As somebody does who has not noticed that the socket is another one now
				default -> client.first.emit("n", thread, i);
			}
			server.root().to("elsewhere").emit("other", i);
			Thread.yield();
		}
	}

	private static final class Client {

		private final TestServer server;

		private final EventExecutor loop;

		private final Random random = ThreadLocalRandom.current();

		private final List<String> seen = new ArrayList<>();

		private DefaultSocket first;

		private FakeWebSocket webSocket;

		private String pid;

		private String offset;

		Client(TestServer server, EventExecutor loop) {
			this.server = server;
			this.loop = loop;
		}

		void connect() {
			open("40");
			this.first = this.server.socket();
		}

		private void open(String connect) {
			this.webSocket = new FakeWebSocket(this.loop).open(this.server.server().engine());
			this.webSocket.text(connect);
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> this.webSocket.sent().stream().anyMatch((packet) -> CONNECT.matcher(packet).matches()));
			if (this.pid == null) {
				Matcher matcher = CONNECT.matcher(this.webSocket.sent().get(1));
				assertThat(matcher.matches()).isTrue();
				this.pid = matcher.group(1);
			}
		}

		void dropAndComeBack() {
			this.webSocket.drop();
			awaitGone();
			List<String> packets = this.webSocket.take();
			// All up to the reply came in one, since the official client keeps the events
			// before it in any case
			int reply = indexOfReply(packets);
			see(packets.subList(0, this.random.nextInt(reply, packets.size()) + 1));
			open("40{\"pid\":\"" + this.pid + "\""
					+ ((this.offset != null) ? ",\"offset\":\"" + this.offset + "\"" : "") + "}");
		}

		private static int indexOfReply(List<String> packets) {
			for (int i = 0; i < packets.size(); i++) {
				if (packets.get(i).startsWith("40")) {
					return i;
				}
			}
			throw new AssertionError("No reply in " + packets);
		}

		private void awaitGone() {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> this.server.root().sockets().isEmpty());
		}

		private void see(List<String> packets) {
			for (String packet : packets) {
				Matcher matcher = EVENT.matcher(packet);
				if (matcher.matches()) {
					this.seen.add(matcher.group(1) + ":" + matcher.group(2));
					this.offset = matcher.group(3);
				}
			}
		}

		void end() {
			this.webSocket.drop();
			awaitGone();
			see(this.webSocket.take());
		}

	}

}
