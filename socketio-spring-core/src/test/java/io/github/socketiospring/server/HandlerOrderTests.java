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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers of one socket start in the order of arrival, and the synchronous part of one
 * ends before the next starts.
 */
class HandlerOrderTests {

	private final TestServer server = new TestServer();

	private final TestHandler handler = new TestHandler();

	@Test
	void handlersOfTheEventLoopStartInTheOrderOfArrival() {
		this.server.root().addHandler(this.handler.record("a", false).record("b", false));
		FakeWebSocket client = this.server.connect();
		client.text("42[\"a\",1]");
		client.text("42[\"b\",2]");
		client.text("42[\"a\",3]");
		assertThat(this.handler.events()).containsExactly("a 1", "b 2", "a 3");
	}

	@Test
	void handlersOfWorkersAndOfTheEventLoopStartInTheOrderOfArrival() {
		this.server.root().addHandler(this.handler.record("loop", false).record("worker", true));
		FakeWebSocket client = this.server.connect();
		client.text("42[\"loop\",1]");
		client.text("42[\"worker\",2]");
		client.text("42[\"loop\",3]");
		client.text("42[\"worker\",4]");
		client.text("42[\"worker\",5]");
		client.text("42[\"loop\",6]");
		assertThat(this.handler.events()).containsExactly("loop 1");
		this.server.runWorkers();
		assertThat(this.handler.events()).containsExactly("loop 1", "worker 2", "loop 3", "worker 4", "worker 5",
				"loop 6");
		client.text("42[\"loop\",7]");
		assertThat(this.handler.events()).last().isEqualTo("loop 7");
	}

	@Test
	void aWorkerTakesAllThatWaits() {
		this.server.root().addHandler(this.handler.record("worker", true));
		FakeWebSocket client = this.server.connect();
		for (int i = 0; i < 10; i++) {
			client.text("42[\"worker\"]");
		}
		assertThat(this.server.waitingForWorkers()).isOne();
		this.server.runWorkers();
		assertThat(this.handler.events()).hasSize(10);
	}

	@Test
	void eventThatComesInTheMiddleOfAHandlerStartsAfterIt() {
		FakeWebSocket[] client = new FakeWebSocket[1];
		this.server.root().addHandler(this.handler.record("b", false).on("a", (call) -> {
			client[0].text("42[\"b\"]");
			this.handler.events().add("end of a");
			return null;
		}));
		client[0] = this.server.connect();
		client[0].text("42[\"a\"]");
		assertThat(this.handler.events()).containsExactly("a", "end of a", "b");
	}

	@Test
	void handlerOfTheEventLoopWaitsForTheOneThatAWorkerRuns() throws Exception {
		Scheduler worker = Schedulers.newBoundedElastic(1, 100, "test-worker");
		SocketIOServer server = new SocketIOServerBuilder().workerScheduler(worker).build();
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch done = new CountDownLatch(1);
		server.of("/").addHandler(this.handler.onBlocking("worker", (call) -> {
			started.countDown();
			release.await();
			this.handler.events().add("end of worker");
			return null;
		}).on("loop", (call) -> {
			done.countDown();
			return null;
		}));
		FakeWebSocket client = new FakeWebSocket().open(server.engine());
		client.text("40");
		client.text("42[\"worker\"]");
		started.await();
		client.text("42[\"loop\"]");
		assertThat(this.handler.events()).containsExactly("worker");
		release.countDown();
		done.await();
		assertThat(this.handler.events()).containsExactly("worker", "end of worker", "loop");
		server.close().block();
		worker.dispose();
	}

	@Test
	void resultsOverlap() {
		Sinks.One<Object> first = Sinks.one();
		Sinks.One<Object> second = Sinks.one();
		this.server.root()
			.addHandler(this.handler.on("first", (call) -> first.asMono()).on("second", (call) -> second.asMono()));
		FakeWebSocket client = this.server.connect();
		client.text("421[\"first\"]");
		client.text("422[\"second\"]");
		assertThat(this.handler.events()).containsExactly("first", "second");
		second.tryEmitValue(AckArgs.of("b"));
		first.tryEmitValue(AckArgs.of("a"));
		assertThat(client.sent()).containsExactly("432[\"b\"]", "431[\"a\"]");
	}

	@Test
	void socketsDoNotWaitForEachOther() {
		this.server.root().addHandler(this.handler.record("loop", false).record("worker", true));
		FakeWebSocket first = this.server.connect();
		FakeWebSocket second = this.server.connect();
		first.text("42[\"worker\"]");
		second.text("42[\"loop\"]");
		assertThat(this.handler.events()).containsExactly("loop");
		this.server.runWorkers();
	}

	@Test
	void goesOnAfterAHandlerThatFails() {
		this.server.root().addHandler(this.handler.record("b", true).onBlocking("a", (call) -> {
			throw new AssertionError("expected by the test");
		}));
		FakeWebSocket client = this.server.connect();
		client.text("42[\"a\"]");
		client.text("42[\"b\"]");
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			this.server.runWorkers();
			assertThat(log.messages("ERROR"))
				.containsExactly("handler of the test failed to handle 'a' of namespace /");
		}
		assertThat(this.handler.events()).containsExactly("a", "b");
	}

	@Test
	void listenersOfASocketRunAfterTheHandlersOfItsNamespace() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.server.root().addHandler(this.handler.on("a", (call) -> heard.add("handler") ? null : null));
		this.server.root().onConnection((socket) -> {
			socket.on("a", (args, ack) -> heard.add("first listener"));
			socket.on("a", String.class, (arg, ack) -> heard.add("second listener " + arg));
		});
		this.server.connect().text("42[\"a\",\"x\"]");
		assertThat(heard).containsExactly("handler", "first listener", "second listener x");
	}

	@Test
	void listenerThatWasRemovedHearsNothing() {
		List<String> heard = new CopyOnWriteArrayList<>();
		this.server.root().onConnection((socket) -> socket.on("a", (args, ack) -> heard.add("removed")).dispose());
		this.server.connect().text("42[\"a\"]");
		assertThat(heard).isEmpty();
	}

	@Test
	void listenersRunOnWorkersWhereThatIsSet() {
		TestServer server = new TestServer((builder) -> builder.handlerExecution(HandlerExecution.WORKER));
		List<String> heard = new CopyOnWriteArrayList<>();
		server.root().onConnection((socket) -> {
			socket.on("a", (args, ack) -> heard.add("a"));
			socket.onDisconnect((reason) -> heard.add("left"));
		});
		FakeWebSocket client = server.connect();
		client.text("42[\"a\"]");
		client.drop();
		assertThat(heard).isEmpty();
		server.runWorkers();
		assertThat(heard).containsExactly("a", "left");
	}

	@Test
	void invalidPacketStartsNoHandlerThoughItsFirstArgumentIsFine() {
		this.server.root().addHandler(this.handler.record("a", false));
		FakeWebSocket client = this.server.connect();
		client.text("42[\"a\",1,}");
		assertThat(this.handler.events()).containsExactly("left: forced close, rooms []");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

}
