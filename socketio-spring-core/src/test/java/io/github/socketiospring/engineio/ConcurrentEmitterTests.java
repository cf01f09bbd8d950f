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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.engineio.PollingClient.Exchange;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several threads send to one session while it moves, is congested, or ends. Each race is
 * run some hundred times.
 */
class ConcurrentEmitterTests {

	private static final int SENDERS = 3;

	private static final int COUNT = 40;

	private static final int ROUNDS = 300;

	private static final EventExecutor loop = new DefaultEventExecutor();

	private static final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);

	private final TestEngine engine = new TestEngine();

	@AfterAll
	static void stopThreads() {
		loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
		threads.shutdownNow();
	}

	@AfterEach
	void switchContextPropagationOff() {
		Hooks.disableAutomaticContextPropagation();
	}

	private List<Future<?>> send(EngineIOSession session) {
		CountDownLatch start = new CountDownLatch(SENDERS);
		List<Future<?>> sending = new ArrayList<>();
		for (int sender = 0; sender < SENDERS; sender++) {
			int id = sender;
			sending.add(threads.submit(() -> {
				start.countDown();
				start.await();
				for (int n = 0; n < COUNT; n++) {
					session.send(id + ":" + n);
				}
				return null;
			}));
		}
		return sending;
	}

	private static void join(List<Future<?>> sending) throws Exception {
		for (Future<?> future : sending) {
			future.get();
		}
	}

	private static void awaitPackets(int before, FakeWebSocket client) {
		Awaitility.await()
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(5))
			.until(() -> before + client.sent().size() >= SENDERS * COUNT);
		client.settle().settle();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void losesAndDoublesNothingWhileTheSessionMovesToTheEventLoop(boolean contextPropagation) throws Exception {
		if (contextPropagation) {
			Hooks.enableAutomaticContextPropagation();
		}
		for (int round = 0; round < ROUNDS; round++) {
			PollingClient polling = this.engine.openPolling();
			FakeWebSocket candidate = new FakeWebSocket(loop).open(this.engine.server(), "sid=" + polling.sid());
			List<Future<?>> sending = send(this.engine.session().session());
			List<Exchange> polls = new ArrayList<>();
			for (int n = 0; n < round % 10; n++) {
				if (polls.isEmpty() || !polls.get(polls.size() - 1).isPending()) {
					polls.add(polling.poll());
				}
			}
			candidate.text("5");
			join(sending);
			List<String> packets = new ArrayList<>();
			for (Exchange poll : polls) {
				packets.addAll(List.of(poll.body().split(" ")));
			}
			packets.remove("6");
			awaitPackets(packets.size(), candidate);
			packets.addAll(candidate.sent());
			Numbered.assertComplete(packets, SENDERS, COUNT);
			candidate.drop();
		}
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void losesAndDoublesNothingWhileTheSessionMovesToAConnectionThatAnyThreadWrites() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			PollingClient polling = this.engine.openPolling();
			FakeWebSocket candidate = new FakeWebSocket().open(this.engine.server(), "sid=" + polling.sid());
			List<Future<?>> sending = send(this.engine.session().session());
			Exchange poll = polling.poll();
			candidate.text("5");
			join(sending);
			// The upgrade may still be on its way in a sending thread
			this.engine.session().session().execute(() -> {
			});
			List<String> packets = new ArrayList<>(List.of(poll.body().split(" ")));
			packets.remove("6");
			awaitPackets(packets.size(), candidate);
			packets.addAll(candidate.sent());
			Numbered.assertComplete(packets, SENDERS, COUNT);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void losesAndDoublesNothingWhileTheConnectionIsCongestedNowAndThen(boolean eventLoop) throws Exception {
		for (int round = 0; round < ROUNDS / 3; round++) {
			FakeWebSocket client = new FakeWebSocket(eventLoop ? loop : null).open(this.engine.server());
			client.settle().settle().take();
			client.congestAfter(round % 3);
			List<Future<?>> sending = send(this.engine.session().session());
			while (client.sent().size() < SENDERS * COUNT) {
				if (!client.isWritable()) {
					client.writable(7);
				}
				Thread.onSpinWait();
			}
			join(sending);
			client.settle().settle();
			Numbered.assertComplete(client.sent(), SENDERS, COUNT);
			client.drop();
		}
		assertThat(this.engine.server().clientsCount()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "polling", "websocket", "event loop" })
	void releasesEveryPacketWhenTheSessionEndsMeanwhile(String transport) throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			PollingClient polling = null;
			FakeWebSocket client = null;
			if (transport.equals("polling")) {
				polling = this.engine.openPolling();
				if (round % 2 == 0) {
					polling.poll();
				}
			}
			else {
				client = new FakeWebSocket(transport.equals("websocket") ? null : loop).open(this.engine.server());
				client.settle();
			}
			EngineIOSession session = this.engine.session().session();
			EncodedPacket packet = EncodedPacket.message("shared");
			List<Future<?>> sending = new ArrayList<>();
			for (int sender = 0; sender < SENDERS; sender++) {
				sending.add(threads.submit(() -> {
					for (int n = 0; n < COUNT; n++) {
						session.send(packet.retain());
					}
				}));
			}
			if (polling != null) {
				polling.post("1");
			}
			else if (round % 2 == 0) {
				session.close();
			}
			else {
				client.drop();
			}
			join(sending);
			Awaitility.await()
				.pollInSameThread()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.atMost(Duration.ofSeconds(5))
				.until(() -> packet.refCnt() == 1);
			packet.release();
		}
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.activeTimers()).isZero();
	}

}
