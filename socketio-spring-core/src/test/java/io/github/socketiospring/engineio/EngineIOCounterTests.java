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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.MessageTooBigException;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is counted, and that it is logged at DEBUG: each counter has something that leads
 * to it.
 */
class EngineIOCounterTests {

	/** What happens before the engine sees it: counted by bindings, and tested there. */
	private static final Set<EngineIOCounter> OF_BINDINGS = EnumSet.of(EngineIOCounter.ORIGIN_REFUSED,
			EngineIOCounter.EARLY_BYTES, EngineIOCounter.FORWARD_FAILED, EngineIOCounter.FORWARD_REFUSED);

	private static final Map<EngineIOCounter, Cause> CAUSES = new EnumMap<>(EngineIOCounter.class);

	private static final UnaryOperator<EngineIOServerBuilder> PLAIN = (builder) -> builder;

	static {
		request(EngineIOCounter.TRANSPORT_UNKNOWN, FakeRequest.get("transport=pigeon"));
		request(EngineIOCounter.SESSION_ID_UNKNOWN, FakeRequest.get("transport=polling&sid=x"));
		request(EngineIOCounter.BAD_HANDSHAKE_METHOD, FakeRequest.post("transport=polling", "4"));
		request(EngineIOCounter.BAD_REQUEST, FakeRequest.get("transport=websocket"));
		request(EngineIOCounter.UNSUPPORTED_PROTOCOL_VERSION, FakeRequest.get("transport=polling&EIO=5"));
		cause(EngineIOCounter.FORBIDDEN, (builder) -> builder.allowRequest((request) -> Mono.error(new Exception())),
				(engine) -> handle(engine, FakeRequest.get("transport=polling")));
		cause(EngineIOCounter.HANDSHAKE_TIMEOUT, (builder) -> builder.allowRequest((request) -> Mono.never()),
				(engine) -> {
					engine.server().upgrade(FakeRequest.get("transport=websocket")).subscribe();
					engine.pass(10_000);
				});
		cause(EngineIOCounter.SERVER_BUSY, (builder) -> builder.maxPendingConnections(1), (engine) -> {
			engine.openPolling();
			handle(engine, FakeRequest.get("transport=polling"));
		});
		cause(EngineIOCounter.TOO_MANY_CONNECTIONS, (builder) -> builder.maxConnectionsPerPrincipal(1), (engine) -> {
			handle(engine, FakeRequest.get("transport=polling").principal(() -> "ann"));
			handle(engine, FakeRequest.get("transport=polling").principal(() -> "ann"));
		});
		cause(EngineIOCounter.METHOD_NOT_ALLOWED, PLAIN, (engine) -> {
			PollingClient client = engine.openPolling();
			client.exchange(FakeRequest.method("PUT", client.query()));
		});
		cause(EngineIOCounter.SERVER_CLOSED, PLAIN, (engine) -> {
			engine.server().close().block();
			handle(engine, FakeRequest.get("transport=polling"));
		});
		cause(EngineIOCounter.UPGRADE_REFUSED, PLAIN, (engine) -> {
			PollingClient client = engine.openPolling();
			new FakeWebSocket().open(engine.server(), "sid=" + client.sid());
			new FakeWebSocket().open(engine.server(), "sid=" + client.sid());
		});
		cause(EngineIOCounter.UPGRADE_TIMEOUT, PLAIN, (engine) -> {
			new FakeWebSocket().open(engine.server(), "sid=" + engine.openPolling().sid());
			engine.pass(10_000);
		});
		cause(EngineIOCounter.UPGRADE_FAILED, PLAIN,
				(engine) -> new FakeWebSocket().open(engine.server(), "sid=" + engine.openPolling().sid())
					.text("4hello"));
		cause(EngineIOCounter.PING_TIMEOUT, PLAIN, (engine) -> {
			engine.openWebSocket();
			engine.pass(45_000);
		});
		cause(EngineIOCounter.PARSE_ERROR, PLAIN, (engine) -> engine.openWebSocket().text("x"));
		cause(EngineIOCounter.TRANSPORT_ERROR, PLAIN,
				(engine) -> engine.openWebSocket().fail(new IllegalStateException("of the test")));
		cause(EngineIOCounter.OVERLOADED, PLAIN, (engine) -> {
			engine.openWebSocket();
			engine.session().session().pauseReading(Duration.ofSeconds(1));
			engine.pass(1_000);
		});
		cause(EngineIOCounter.READING_PAUSED, PLAIN, (engine) -> {
			engine.openWebSocket();
			engine.session().session().pauseReading(Duration.ofSeconds(1));
		});
		cause(EngineIOCounter.OVERLAP, PLAIN, (engine) -> {
			PollingClient client = engine.openPolling();
			client.poll();
			client.poll();
		});
		cause(EngineIOCounter.TOO_BIG, PLAIN, (engine) -> engine.openWebSocket().fail(new MessageTooBigException(1)));
		cause(EngineIOCounter.CLOSE_TIMEOUT, PLAIN, (engine) -> {
			engine.openPolling();
			engine.session().session().close();
			engine.pass(30_000);
		});
		cause(EngineIOCounter.ANSWER_TIMEOUT, PLAIN, (engine) -> {
			PollingClient client = engine.openPolling();
			client.exchange(FakeRequest.get(client.query()).unread());
			engine.session().session().close();
			engine.pass(30_000);
		});
		cause(EngineIOCounter.OTHER_PRINCIPAL, PLAIN, (engine) -> handle(engine,
				FakeRequest.get(engine.openPolling().query()).principal(() -> "somebody else")));
		cause(EngineIOCounter.LATE_PACKET, PLAIN, (engine) -> {
			PollingClient client = engine.openPolling();
			engine.session().session().close();
			client.post("4late");
		});
		cause(EngineIOCounter.VOLATILE_DROPPED, PLAIN, (engine) -> {
			engine.openPolling();
			EncodedPacket packet = EncodedPacket.message("tick");
			packet.asVolatile();
			engine.session().session().send(packet);
		});
		cause(EngineIOCounter.PACKET_DROPPED, PLAIN, (engine) -> {
			PollingClient client = engine.openPolling();
			engine.session().session().send("never polled for");
			client.post("x");
		});
	}

	static {
		cause(EngineIOCounter.SLOW_CONSUMER, (builder) -> builder.outboundMaxPackets(1), EngineIOCounterTests::sendTwo);
		cause(EngineIOCounter.OVERFLOW_DROPPED,
				(builder) -> builder.outboundMaxPackets(1).outboundOverflowPolicy(OverflowPolicy.DROP_NEWEST),
				EngineIOCounterTests::sendTwo);
	}

	private static void sendTwo(TestEngine engine) {
		engine.openPolling();
		engine.session().session().send("waits");
		engine.session().session().send("one too many");
	}

	private static void request(EngineIOCounter counter, FakeRequest request) {
		cause(counter, PLAIN, (engine) -> handle(engine, request));
	}

	private static void handle(TestEngine engine, FakeRequest request) {
		engine.server().handle(request).block();
	}

	private static void cause(EngineIOCounter counter, UnaryOperator<EngineIOServerBuilder> settings, Action action) {
		CAUSES.put(counter, new Cause(settings, action));
	}

	@ParameterizedTest
	@EnumSource(names = { "ORIGIN_REFUSED", "EARLY_BYTES", "FORWARD_FAILED", "FORWARD_REFUSED" },
			mode = EnumSource.Mode.EXCLUDE)
	void countsAndLogs(EngineIOCounter counter) {
		Cause cause = CAUSES.get(counter);
		assertThat(cause).as("what leads to it").isNotNull();
		TestEngine engine = new TestEngine(cause.settings);
		assertThat(engine.server().count(counter)).isZero();
		try (LogRecorder log = LogRecorder.of(EngineIOCounter.class)) {
			cause.action.run(engine);
			assertThat(engine.server().count(counter)).isOne();
			assertThat(log.messages("DEBUG")).anyMatch((message) -> message.startsWith(counter + ": "));
		}
		engine.server().close().block(Duration.ofSeconds(10));
	}

	@Test
	void countsNothingWhileAllIsWell() {
		TestEngine engine = new TestEngine();
		PollingClient polling = engine.openPolling();
		FakeWebSocket upgrade = new FakeWebSocket().open(engine.server(), "sid=" + polling.sid());
		polling.post("4a");
		upgrade.text("2probe");
		upgrade.text("5");
		upgrade.text("4b");
		engine.session().session().send("c");
		upgrade.drop();
		FakeWebSocket webSocket = engine.openWebSocket();
		engine.session().session().close();
		webSocket.drop();
		engine.server().close().block();
		assertThat(Arrays.stream(EngineIOCounter.values()).filter((counter) -> engine.server().count(counter) != 0))
			.isEmpty();
	}

	@Test
	void countsForBindings() {
		TestEngine engine = new TestEngine();
		OF_BINDINGS.forEach((counter) -> engine.server().increment(counter, "a test"));
		assertThat(OF_BINDINGS).allMatch((counter) -> engine.server().count(counter) == 1);
	}

	@Test
	void countsEachRefusedBody() {
		TestEngine engine = new TestEngine((builder) -> builder.maxHttpBufferSize(10));
		PollingClient client = engine.openPolling();
		client.post("4far too long");
		client.post(Flux.just(FakeRequest.buffer(new byte[6]), FakeRequest.buffer(new byte[6])));
		assertThat(engine.server().count(EngineIOCounter.TOO_BIG)).isEqualTo(2);
		engine.server().close().block();
	}

	@Test
	void sumsUpWhatSeveralThreadsCount() throws Exception {
		Counters<EngineIOCounter> counters = new Counters<>(EngineIOCounter.class);
		Thread[] threads = new Thread[4];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				for (int n = 0; n < 1000; n++) {
					counters.increment(EngineIOCounter.OVERLAP, "a test");
				}
			});
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(counters.get(EngineIOCounter.OVERLAP)).isEqualTo(4000);
		assertThat(counters.get(EngineIOCounter.TOO_BIG)).isZero();
	}

	private interface Action {

		void run(TestEngine engine);

	}

	private record Cause(UnaryOperator<EngineIOServerBuilder> settings, Action action) {
	}

}
