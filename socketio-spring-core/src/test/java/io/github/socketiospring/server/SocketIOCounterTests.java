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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.NamespacePredicate;
import io.github.socketiospring.RateLimitPolicy;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.adapter.ClusterMembership;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.security.access.AccessDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is counted, and that it is logged at DEBUG: each counter has something that leads
 * to it.
 */
class SocketIOCounterTests {

	private static final Map<SocketIOCounter, Cause> CAUSES = new EnumMap<>(SocketIOCounter.class);

	private static final UnaryOperator<SocketIOServerBuilder> PLAIN = (builder) -> builder;

	private static final UnaryOperator<SocketIOServerBuilder> TIMEOUT = (builder) -> builder
		.handlerTimeout(Duration.ofSeconds(5));

	static {
		cause(SocketIOCounter.CONNECT_TIMEOUT, PLAIN, (server) -> {
			FakeWebSocket client = server.open();
			server.pass(Duration.ofSeconds(25));
			client.text("3");
			server.pass(Duration.ofSeconds(20));
		});
		cause(SocketIOCounter.CONNECT_REFUSED, PLAIN, (server) -> {
			server.root().use((socket) -> Mono.error(new ConnectionRefusedException("no")));
			server.connect();
		});
		cause(SocketIOCounter.CONNECT_FAILED, PLAIN, (server) -> {
			server.root().addHandler(new TestHandler().onConnect((socket) -> Mono.error(new IllegalStateException())));
			server.connect();
		});
		cause(SocketIOCounter.NAMESPACE_UNKNOWN, PLAIN, (server) -> server.open().text("40/nowhere,"));
		cause(SocketIOCounter.PREDICATE_TIMEOUT, (builder) -> builder.connectTimeout(Duration.ofSeconds(10)),
				(server) -> {
					server.server().of((NamespacePredicate) (name, auth) -> Mono.never());
					FakeWebSocket client = server.connect();
					client.text("40/a,");
					server.pass(Duration.ofSeconds(10));
				});
		cause(SocketIOCounter.PREDICATE_FAILED, PLAIN, (server) -> {
			server.server().of((NamespacePredicate) (name, auth) -> Mono.error(new IllegalStateException()));
			server.open().text("40/a,");
		});
		cause(SocketIOCounter.CHILD_NAMESPACES_EXCEEDED, (builder) -> builder.maxChildNamespaces(1), (server) -> {
			server.server().of(Pattern.compile("/.*"));
			FakeWebSocket client = server.open();
			client.text("40/a,");
			client.text("40/b,");
		});
		cause(SocketIOCounter.CONNECTION_NAMESPACES_EXCEEDED, (builder) -> builder.maxNamespacesPerConnection(1),
				(server) -> {
					server.server().of(Pattern.compile("/.*"));
					FakeWebSocket client = server.open();
					client.text("40/a,");
					client.text("40/b,");
				});
		cause(SocketIOCounter.INVALID_PACKET, PLAIN, (server) -> server.connect().text("4x"));
		cause(SocketIOCounter.UNEXPECTED_PACKET, PLAIN, (server) -> server.open().text("42[\"a\"]"));
		cause(SocketIOCounter.LATE_PACKET, PLAIN, (server) -> {
			FakeWebSocket client = server.connect();
			server.socket().disconnect();
			client.text("42[\"a\"]");
		});
		cause(SocketIOCounter.EVENT_UNHANDLED, PLAIN, (server) -> server.connect().text("42[\"a\"]"));
		cause(SocketIOCounter.RATE_EXCEEDED, (builder) -> builder.rateLimit(EventRateLimit.of(1, RateLimitPolicy.DROP)),
				(server) -> {
					FakeWebSocket client = server.connect();
					client.text("42[\"a\"]");
					client.text("42[\"a\"]");
				});
		cause(SocketIOCounter.EVENT_REFUSED, PLAIN, (server) -> {
			FakeWebSocket client = server.connect();
			server.socket().on("a", (args, ack) -> {
			});
			server.socket().use((socket, event, args) -> Mono.error(new ConnectionRefusedException("no")));
			client.text("42[\"a\"]");
		});
		cause(SocketIOCounter.EVENT_DENIED, (builder) -> builder.guard(new SocketIOGuard() {

			@Override
			public EventGuard eventGuard(String namespace) {
				return (socket, event) -> {
					throw new AccessDeniedException("of the test");
				};
			}

		}), (server) -> server.connect().text("42[\"a\"]"));
		cause(SocketIOCounter.EVENT_DROPPED, PLAIN, (server) -> {
			server.root().addHandler(new TestHandler().record("a", true));
			FakeWebSocket client = server.connect();
			client.text("42[\"a\"]");
			server.socket().disconnect();
			server.runWorkers();
		});
		Scheduler disposed = Schedulers.newSingle("test-worker", true);
		disposed.dispose();
		cause(SocketIOCounter.WORKER_REJECTED, (builder) -> builder.workerScheduler(disposed), (server) -> {
			server.root().addHandler(new TestHandler().record("a", true));
			server.connect().text("42[\"a\"]");
		});
		cause(SocketIOCounter.BAD_PAYLOAD, PLAIN, (server) -> {
			server.root().addHandler(new TestHandler().on("a", int.class, (call) -> null));
			server.connect().text("42[\"a\",\"one\"]");
		});
		cause(SocketIOCounter.VALIDATION_FAILED, PLAIN, (server) -> {
			server.root().addHandler(new TestHandler().on("a", (call) -> {
				throw new InvalidArguments();
			}));
			server.connect().text("42[\"a\"]");
		});
		cause(SocketIOCounter.HANDLER_FAILED, PLAIN, (server) -> {
			server.root().addHandler(new TestHandler().on("a", (call) -> {
				throw new IllegalStateException("of the test");
			}));
			server.connect().text("42[\"a\"]");
		});
		cause(SocketIOCounter.ACCESS_DENIED, PLAIN, (server) -> {
			server.root().addHandler(new TestHandler().on("a", (call) -> {
				throw new AccessDeniedException("of the test");
			}));
			server.connect().text("42[\"a\"]");
		});
		cause(SocketIOCounter.HANDLER_TIMEOUT, TIMEOUT, (server) -> {
			server.root().addHandler(new TestHandler().on("a", (call) -> Mono.never()));
			server.connect().text("42[\"a\"]");
			server.pass(Duration.ofSeconds(5));
		});
		cause(SocketIOCounter.ACK_TIMEOUT, PLAIN, (server) -> {
			server.connect();
			server.socket().timeout(Duration.ofSeconds(5)).emitWithAck("a").onErrorComplete().subscribe();
			server.pass(Duration.ofSeconds(5));
		});
		cause(SocketIOCounter.ACK_UNEXPECTED, PLAIN, (server) -> server.connect().text("437[]"));
		cause(SocketIOCounter.SERVER_TIMEOUT, SocketIOCounterTests::withLostServer, (server) -> {
			server.server().fetchSockets().onErrorComplete().subscribe();
			server.pass(Duration.ofSeconds(5));
		});
		cause(SocketIOCounter.SERVER_ANSWER_LATE, SocketIOCounterTests::withLostServer, (server) -> {
			ToyClusterAdapter adapter = (ToyClusterAdapter) ((DefaultNamespace) server.root()).adapter();
			adapter.receive("""
					{"uid":"other","nsp":"/","type":8,"data":{"requestId":"nobody's","sockets":[]}}"""
				.getBytes(StandardCharsets.UTF_8));
		});
		cause(SocketIOCounter.SERVER_MESSAGE_INVALID, SocketIOCounterTests::withLostServer, (server) -> {
			ToyClusterAdapter adapter = (ToyClusterAdapter) ((DefaultNamespace) server.root()).adapter();
			adapter.receive("{\"uid\":\"other\",\"nsp\":\"/\",\"type\":3}".getBytes(StandardCharsets.UTF_8));
		});
		cause(SocketIOCounter.SERVER_MESSAGE_UNSENT, SocketIOCounterTests::withoutBus,
				(server) -> server.server().emit("a"));
		cause(SocketIOCounter.PACKET_DROPPED, PLAIN, (server) -> {
			server.connect();
			DefaultSocket socket = server.socket();
			socket.disconnect();
			socket.emit("too late");
		});
		cause(SocketIOCounter.PENDING_ACKS_EXCEEDED, PLAIN, (server) -> {
			server.connect();
			for (int i = 0; i <= PendingAcks.LIMIT; i++) {
				server.socket().emitWithAck("question").onErrorComplete().subscribe();
			}
		});
		cause(SocketIOCounter.HELD_PACKETS_EXCEEDED, PLAIN, (server) -> {
			server.root().addHandler(new TestHandler().onConnect((socket) -> {
				for (int i = 0; i <= 10_000; i++) {
					socket.emit("flood", i);
				}
				return Mono.empty();
			}));
			server.connect();
		});
		cause(SocketIOCounter.OBSERVER_OVERFLOW, PLAIN, (server) -> {
			server.root().connections().onErrorComplete().subscribe(new Idle<>());
			for (int i = 0; i <= Observers.BUFFER; i++) {
				server.connect().drop();
			}
		});
		cause(SocketIOCounter.RECOVERY_FAILED, (builder) -> builder.connectionStateRecovery(true),
				(server) -> server.open().text("40{\"pid\":\"unknown\"}"));
	}

	private static SocketIOServerBuilder withLostServer(SocketIOServerBuilder builder) {
		ToyClusterAdapter.Bus bus = new ToyClusterAdapter.Bus();
		bus.deaf = 1;
		return builder.adapterFactory((context) -> {
			ToyClusterAdapter adapter = new ToyClusterAdapter(context, membership(), bus);
			new ToyClusterAdapter(context, membership(), bus);
			return adapter;
		});
	}

	private static SocketIOServerBuilder withoutBus(SocketIOServerBuilder builder) {
		ToyClusterAdapter.Bus bus = new ToyClusterAdapter.Bus();
		return builder.adapterFactory((context) -> {
			ToyClusterAdapter adapter = new ToyClusterAdapter(context, membership(), bus);
			bus.down = true;
			return adapter;
		});
	}

	private static ClusterMembership membership() {
		return new ClusterMembership(Duration.ofMinutes(1), Duration.ofMinutes(2));
	}

	private static void cause(SocketIOCounter counter, UnaryOperator<SocketIOServerBuilder> settings, Action action) {
		CAUSES.put(counter, new Cause(settings, action));
	}

	@ParameterizedTest
	@EnumSource
	void countsAndLogs(SocketIOCounter counter) {
		Cause cause = CAUSES.get(counter);
		assertThat(cause).as("what leads to it").isNotNull();
		TestServer server = new TestServer(cause.settings);
		assertThat(server.server().count(counter)).isZero();
		try (LogRecorder log = LogRecorder.of(SocketIOCounter.class)) {
			cause.action.run(server);
			assertThat(server.server().count(counter)).isOne();
			assertThat(log.messages("DEBUG")).anyMatch((message) -> message.startsWith(counter + ": "));
		}
		server.server().close().block(Duration.ofSeconds(10));
	}

	@Test
	void countsNothingWhileAllIsWell() {
		TestServer server = new TestServer();
		server.root().addHandler(new TestHandler().on("a", (call) -> {
			call.ack().send(call.argument());
			return null;
		}).record("b", true));
		FakeWebSocket client = server.connect();
		client.text("421[\"a\",1]");
		client.text("42[\"b\"]");
		server.runWorkers();
		server.socket().timeout(Duration.ofSeconds(5)).emitWithAck("c").subscribe();
		client.text("430[]");
		server.server().timeout(Duration.ofSeconds(5)).emitWithAck("c").subscribe();
		client.text("431[]");
		server.pass(Duration.ofSeconds(10));
		client.text("41");
		client.drop();
		server.runWorkers();
		server.server().close().block();
		assertThat(Arrays.stream(SocketIOCounter.values()).filter((counter) -> server.server().count(counter) != 0))
			.isEmpty();
	}

	@Test
	void countsBroadcastThatIsNotAcknowledgedInTimeOnce() {
		TestServer server = new TestServer();
		server.connect();
		server.connect();
		server.server().timeout(Duration.ofSeconds(5)).emitWithAck("a").subscribe();
		server.pass(Duration.ofSeconds(5));
		assertThat(server.server().count(SocketIOCounter.ACK_TIMEOUT)).isOne();
	}

	@Test
	void countsStreamOfEventsThatIsNotReadInTime() {
		TestServer server = new TestServer();
		FakeWebSocket client = server.connect();
		server.socket().events("a", Integer.class).onErrorComplete().subscribe(new Idle<>());
		Flux.range(0, Observers.BUFFER + 1).subscribe((n) -> client.text("42[\"a\"," + n + "]"));
		assertThat(server.server().count(SocketIOCounter.OBSERVER_OVERFLOW)).isOne();
	}

	private interface Action {

		void run(TestServer server);

	}

	private record Cause(UnaryOperator<SocketIOServerBuilder> settings, Action action) {
	}

	/**
	 * Asks for nothing.
	 */
	private static final class Idle<T> extends BaseSubscriber<T> {

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

	}

}
