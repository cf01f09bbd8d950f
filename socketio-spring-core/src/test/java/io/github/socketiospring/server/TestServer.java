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
import java.util.function.UnaryOperator;

import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A server in virtual time whose workers run when the test says so. All else happens in
 * the thread of the test.
 */
final class TestServer {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ManualScheduler workers = new ManualScheduler();

	private final SocketIOServer server;

	TestServer() {
		this((builder) -> builder);
	}

	TestServer(UnaryOperator<SocketIOServerBuilder> settings) {
		this.server = settings
			.apply(new SocketIOServerBuilder().timerScheduler(this.time).workerScheduler(this.workers))
			.build();
	}

	SocketIOServer server() {
		return this.server;
	}

	SocketIONamespace root() {
		return this.server.of("/");
	}

	/**
	 * The accepted sockets, of which there is one.
	 */
	DefaultSocket socket() {
		return (DefaultSocket) root().sockets().iterator().next();
	}

	/**
	 * A connection that has joined no namespace.
	 */
	FakeWebSocket open() {
		FakeWebSocket client = new FakeWebSocket().open(this.server.engine());
		client.take();
		return client;
	}

	/**
	 * A connection that has joined the default namespace.
	 */
	FakeWebSocket connect() {
		FakeWebSocket client = open();
		client.text("40");
		client.take();
		return client;
	}

	/**
	 * A connection of a user that has joined the default namespace.
	 * @param connect the packet that it sends for that
	 */
	FakeWebSocket connectAs(String user, String connect) {
		FakeWebSocket client = new FakeWebSocket().open(this.server.engine(),
				FakeRequest.get("transport=websocket").principal(() -> user));
		client.take();
		client.text(connect);
		return client;
	}

	/**
	 * Let time pass, without a client that would answer pings.
	 */
	void pass(Duration duration) {
		this.time.advanceTimeBy(duration);
	}

	/**
	 * Run what waits for a worker.
	 */
	void runWorkers() {
		this.workers.run();
	}

	int waitingForWorkers() {
		return this.workers.size();
	}

	int activeTimers() {
		return this.server.engine().timers().active();
	}

}
