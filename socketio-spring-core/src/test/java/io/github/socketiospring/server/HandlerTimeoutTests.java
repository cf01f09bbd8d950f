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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that take too long are cancelled.
 */
class HandlerTimeoutTests {

	private static final String INTERNAL_ERROR = "431[{\"error\":{\"code\":\"internal_error\","
			+ "\"message\":\"Internal error\"}}]";

	private final TestHandler handler = new TestHandler();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Scheduler worker = Schedulers.newBoundedElastic(1, 100, "test-worker");

	private final LogRecorder log = LogRecorder.of(SocketIOServer.class);

	@AfterEach
	void end() {
		this.worker.dispose();
		this.log.close();
	}

	private SocketIOServer server(Duration timeout) {
		SocketIOServer server = new SocketIOServerBuilder().timerScheduler(this.time)
			.workerScheduler(this.worker)
			.handlerTimeout(timeout)
			.build();
		server.of("/").addHandler(this.handler);
		return server;
	}

	private FakeWebSocket connect(SocketIOServer server) {
		FakeWebSocket client = new FakeWebSocket().open(server.engine());
		client.text("40");
		client.take();
		return client;
	}

	@Test
	void disposesOfResult() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.handler.on("a", (call) -> Mono.never().doOnCancel(() -> cancelled.set(true)));
		SocketIOServer server = server(Duration.ofSeconds(5));
		FakeWebSocket client = connect(server);
		DefaultSocket socket = (DefaultSocket) server.of("/").sockets().iterator().next();
		client.text("421[\"a\"]");
		this.time.advanceTimeBy(Duration.ofMillis(4_999));
		assertThat(cancelled).isFalse();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(cancelled).isTrue();
		assertThat(client.sent()).containsExactly(INTERNAL_ERROR);
		assertThat(socket.results().size()).isZero();
		assertThat(this.log.messages("ERROR")).hasSize(1);
		client.drop();
	}

	@Test
	void interruptsWorkerAndNotWhatItDoesNext() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		this.handler.onBlocking("block", (call) -> {
			started.countDown();
			new CountDownLatch(1).await();
			return null;
		}).onBlocking("next", (call) -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			done.countDown();
			return null;
		});
		SocketIOServer server = server(Duration.ofSeconds(5));
		FakeWebSocket client = connect(server);
		client.text("421[\"block\"]");
		client.text("42[\"next\"]");
		started.await();
		this.time.advanceTimeBy(Duration.ofMillis(4_999));
		assertThat(done.getCount()).isOne();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		done.await();
		assertThat(client.sent()).containsExactly(INTERNAL_ERROR);
		assertThat(interrupted).containsExactly(false);
		client.drop();
	}

	@Test
	void leavesNoInterruptionBehindWhenAHandlerReturnsWithOne() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		this.handler.onBlocking("busy", (call) -> {
			started.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return null;
		}).onBlocking("next", (call) -> {
			interrupted.add(Thread.currentThread().isInterrupted());
			done.countDown();
			return null;
		});
		SocketIOServer server = server(Duration.ofSeconds(5));
		FakeWebSocket client = connect(server);
		client.text("42[\"busy\"]");
		client.text("42[\"next\"]");
		started.await();
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		done.await();
		assertThat(interrupted).containsExactly(false);
		client.drop();
	}

	@Test
	void endsItsTimerWithTheHandler() throws Exception {
		CountDownLatch done = new CountDownLatch(2);
		this.handler.onBlocking("a", (call) -> {
			done.countDown();
			return null;
		});
		SocketIOServer server = server(Duration.ofSeconds(5));
		FakeWebSocket client = connect(server);
		client.text("42[\"a\"]");
		client.text("42[\"a\"]");
		done.await();
		client.drop();
		Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.engine().timers().active() == 0);
	}

}
