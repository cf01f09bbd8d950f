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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * An Engine.IO server in virtual time that keeps what happens to its sessions. All end at
 * once when it is closed.
 */
final class TestEngine {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<TestSession> sessions = new CopyOnWriteArrayList<>();

	private final EngineIOServer server;

	TestEngine() {
		this((builder) -> builder);
	}

	TestEngine(UnaryOperator<EngineIOServerBuilder> settings) {
		this.server = settings.apply(EngineIOServer.builder().timerScheduler(this.time).shutdownWindow(Duration.ZERO))
			.build((session) -> {
				TestSession listener = new TestSession(session);
				this.sessions.add(listener);
				return listener;
			});
	}

	EngineIOServer server() {
		return this.server;
	}

	/**
	 * The session that was opened last.
	 */
	TestSession session() {
		return this.sessions.get(this.sessions.size() - 1);
	}

	List<TestSession> sessions() {
		return this.sessions;
	}

	PollingClient openPolling() {
		return new PollingClient(this.server);
	}

	FakeWebSocket openWebSocket() {
		FakeWebSocket connection = new FakeWebSocket().open(this.server);
		connection.take();
		return connection;
	}

	/**
	 * Let time pass.
	 */
	void pass(long millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	int activeTimers() {
		return this.server.timers().active();
	}

	/**
	 * A session with what happened to it.
	 */
	static final class TestSession implements EngineIOListener {

		private final EngineIOSession session;

		private final List<String> events = new CopyOnWriteArrayList<>();

		TestSession(EngineIOSession session) {
			this.session = session;
		}

		EngineIOSession session() {
			return this.session;
		}

		List<String> events() {
			return this.events;
		}

		@Override
		public void onText(ByteBuf text) {
			this.events.add(text.toString(StandardCharsets.UTF_8));
		}

		@Override
		public void onBinary(ByteBuf content) {
			this.events.add("binary " + ByteBufUtil.hexDump(content));
		}

		@Override
		public void onUpgrade() {
			this.events.add("upgrade");
		}

		@Override
		public void onClose(CloseReason reason, String description) {
			this.events.add("closed: " + reason);
		}

	}

}
