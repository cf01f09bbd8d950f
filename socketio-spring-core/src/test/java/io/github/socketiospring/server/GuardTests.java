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

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.RateLimitPolicy;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.SocketIdentity;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import org.springframework.security.access.AccessDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who sockets are, until when, and what they may do.
 */
class GuardTests {

	private static final String DENIED = "[{\"error\":{\"code\":\"access_denied\",\"message\":\"no\"}}]";

	private final TestHandler handler = new TestHandler();

	private Function<SocketIOSocket, Mono<Void>> onConnect = (socket) -> Mono.empty();

	private final List<String> asked = new ArrayList<>();

	private TestServer server;

	@AfterEach
	void close() {
		this.server.server().close().block(Duration.ofSeconds(10));
	}

	private void start() {
		this.server = new TestServer((builder) -> builder.connectionStateRecovery(true).guard(new SocketIOGuard() {

			@Override
			public Mono<Void> onConnect(SocketIOSocket socket) {
				return GuardTests.this.onConnect.apply(socket);
			}

			@Override
			public EventGuard eventGuard(String namespace) {
				GuardTests.this.asked.add(namespace);
				return namespace.equals("/open") ? null : (socket, event) -> {
					if (event != null && event.startsWith("secret")) {
						throw new AccessDeniedException("no");
					}
				};
			}

		}));
		this.server.root().addHandler(this.handler);
	}

	private static SocketIdentity identity(String name, Instant expiresAt) {
		return new SocketIdentity(() -> name, Context.of("user", name), expiresAt);
	}

	private static String name(Principal principal) {
		return (principal != null) ? principal.getName() : "nobody";
	}

	private static Mono<String> user() {
		return Mono.deferContextual((context) -> Mono.just(context.getOrDefault("user", "nobody")));
	}

	// Who it is

	@Test
	void socketIsWhoOpenedTheConnectionWithItsContext() {
		start();
		List<String> users = new ArrayList<>();
		this.server.root().use((socket) -> user().doOnNext(users::add).then());
		this.handler.onConnect((socket) -> user().doOnNext(users::add).then())
			.on("who", (call) -> user().map((user) -> AckArgs.of(user)));
		FakeWebSocket client = new FakeWebSocket().open(this.server.server().engine(),
				FakeRequest.get("transport=websocket").principal(() -> "ann").context(Context.of("user", "ann")));
		client.take();
		client.text("40");
		client.take();
		assertThat(name(this.server.socket().principal())).isEqualTo("ann");
		this.server.socket().use((socket, event, arguments) -> user().doOnNext(users::add).then());
		client.text("420[\"who\"]");
		assertThat(client.take()).containsExactly("430[\"ann\"]");
		assertThat(users).containsExactly("ann", "ann", "ann");
	}

	@Test
	void contextIsThereAsTheSocketLeaves() {
		start();
		List<String> users = new ArrayList<>();
		this.onConnect = (socket) -> Mono.fromRunnable(() -> socket.identify(identity("bob", null)));
		this.handler.onDisconnecting((socket) -> user().doOnNext(users::add).then());
		this.server.connect().text("41");
		assertThat(users).containsExactly("bob");
	}

	@Test
	void identityTakesThePlaceOfTheHandshake() {
		start();
		this.onConnect = (socket) -> Mono.fromRunnable(() -> socket.identify(identity("bob", null)));
		this.handler.on("who", (call) -> user().map((user) -> AckArgs.of(user)));
		FakeWebSocket client = this.server.connectAs("ann", "40");
		client.take();
		client.text("420[\"who\"]");
		assertThat(client.take()).containsExactly("430[\"bob\"]");
		assertThat(name(this.server.socket().principal())).isEqualTo("bob");
		assertThat(name(this.server.socket().handshake().principal())).isEqualTo("ann");
		assertThat(this.server.socket().rooms()).contains("user:bob").doesNotContain("user:ann");
		this.server.socket().identify(identity("eve", null));
		assertThat(this.server.socket().rooms()).contains("user:eve").doesNotContain("user:bob");
		this.server.socket().identify(new SocketIdentity(null, Context.empty(), null));
		assertThat(this.server.socket().rooms()).containsExactly(this.server.socket().id());
	}

	@Test
	void refusesWhomTheGuardRefuses() {
		start();
		this.onConnect = (socket) -> Mono.error(new ConnectionRefusedException("not you", Map.of("code", 7)));
		FakeWebSocket client = this.server.open();
		client.text("40");
		assertThat(client.take()).containsExactly("44{\"message\":\"not you\",\"data\":{\"code\":7}}");
		this.onConnect = (socket) -> {
			throw new AccessDeniedException("no");
		};
		client.text("40");
		assertThat(client.take()).containsExactly("44{\"message\":\"no\"}");
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.server.root().rooms()).isEmpty();
	}

	@Test
	void clientThatGoesWhileTheGuardLooksLeavesNothingBehind() {
		start();
		Sinks.Empty<Void> decision = Sinks.empty();
		this.onConnect = (socket) -> decision.asMono();
		FakeWebSocket client = this.server.open();
		client.text("40");
		client.drop();
		decision.tryEmitEmpty();
		assertThat(this.server.root().rooms()).isEmpty();
		assertThat(this.server.root().sockets()).isEmpty();
		assertThat(this.handler.events()).isEmpty();
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void nobodyIsRecoveredAsAUser() {
		start();
		this.onConnect = (socket) -> Mono.fromRunnable(() -> {
			if (socket.handshake().auth().get("name") instanceof String name) {
				socket.identify(identity(name, null));
			}
		});
		FakeWebSocket ann = this.server.open();
		ann.text("40{\"name\":\"ann\"}");
		String reply = ann.take().get(0);
		String sid = reply.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
		String pid = reply.replaceFirst(".*\"pid\":\"([^\"]+)\".*", "$1");
		ann.drop();
		assertThat(connect("{\"pid\":\"" + pid + "\"}")).doesNotContain(sid);
		assertThat(connect("{\"pid\":\"" + pid + "\",\"name\":\"bob\"}")).doesNotContain(sid);
		assertThat(connect("{\"pid\":\"" + pid + "\",\"name\":\"ann\"}")).contains(sid);
	}

	private String connect(String auth) {
		FakeWebSocket client = this.server.open();
		client.text("40" + auth);
		return client.take().get(0);
	}

	// Until when

	@Test
	void socketLeavesWhenItsIdentityExpires() {
		start();
		Instant end = Instant.now().plus(Duration.ofHours(1));
		this.onConnect = (socket) -> Mono.fromRunnable(() -> socket.identify(identity("ann", end)));
		FakeWebSocket client = connectPatiently();
		List<DisconnectReason> reasons = new ArrayList<>();
		this.server.socket().onDisconnect(reasons::add);
		pass(client, Duration.ofMinutes(59));
		assertThat(client.take()).doesNotContain("41");
		assertThat(reasons).isEmpty();
		pass(client, Duration.ofMinutes(2));
		assertThat(client.take()).contains("41");
		assertThat(reasons).containsExactly(DisconnectReason.AUTHENTICATION_EXPIRED);
		assertThat(DisconnectReason.AUTHENTICATION_EXPIRED).hasToString("authentication expired");
		assertThat(DisconnectReason.AUTHENTICATION_EXPIRED.isServerDisconnect()).isTrue();
		assertThat(client.closedWith()).as("the connection").isEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void newIdentityTakesThePlaceOfOneThatWouldExpire() {
		start();
		Instant start = Instant.now();
		this.onConnect = (socket) -> Mono
			.fromRunnable(() -> socket.identify(identity("ann", start.plus(Duration.ofHours(1)))));
		FakeWebSocket client = connectPatiently();
		this.server.socket().identify(identity("ann", start.plus(Duration.ofHours(2))));
		pass(client, Duration.ofMinutes(90));
		assertThat(client.take()).doesNotContain("41");
		this.server.socket().identify(identity("ann", Instant.MAX));
		pass(client, Duration.ofHours(3));
		assertThat(client.take()).doesNotContain("41");
		this.server.socket().identify(identity("ann", Instant.MIN));
		pass(client, Duration.ofMillis(1));
		assertThat(client.take()).contains("41");
	}

	@Test
	void socketWhoseIdentityExpiresBeforeItIsInLeavesAtOnce() {
		start();
		Sinks.Empty<Void> decision = Sinks.empty();
		this.onConnect = (socket) -> Mono
			.fromRunnable(() -> socket.identify(identity("ann", Instant.now().plusSeconds(10))));
		this.handler.onConnect((socket) -> decision.asMono());
		FakeWebSocket client = this.server.open();
		client.text("40");
		this.server.pass(Duration.ofSeconds(11));
		decision.tryEmitEmpty();
		assertThat(client.take()).hasSize(2).last().isEqualTo("41");
		assertThat(this.handler.events()).containsExactly("left: authentication expired, rooms []");
		assertThat(this.server.root().rooms()).isEmpty();
	}

	@Test
	void noTimerOutlivesTheSocket() {
		start();
		this.onConnect = (socket) -> Mono
			.fromRunnable(() -> socket.identify(identity("ann", Instant.now().plusSeconds(10_000))));
		FakeWebSocket client = this.server.connect();
		SocketIOSocket socket = this.server.socket();
		assertThat(this.server.activeTimers()).isEqualTo(2);
		client.text("41");
		assertThat(this.server.activeTimers()).as("the heartbeat").isOne();
		socket.identify(identity("ann", Instant.now().plusSeconds(10_000)));
		assertThat(this.server.activeTimers()).as("the heartbeat").isOne();
	}

	private FakeWebSocket connectPatiently() {
		FakeWebSocket client = this.server.open();
		client.text("40");
		client.take();
		return client;
	}

	private void pass(FakeWebSocket client, Duration duration) {
		for (Duration rest = duration; !rest.isNegative(); rest = rest.minusSeconds(25)) {
			this.server.pass((rest.compareTo(Duration.ofSeconds(25)) < 0) ? rest : Duration.ofSeconds(25));
			client.text("3");
		}
	}

	// What it may do

	@Test
	void deniedEventReachesNobody() {
		start();
		this.handler.record("secret", false).onAny("any", (call) -> null).onUnhandled((call) -> null);
		FakeWebSocket client = this.server.connect();
		List<String> seen = new ArrayList<>();
		this.server.socket().onAny((event, arguments, ack) -> seen.add(event));
		this.server.socket().on("secret", Arguments.class, (arguments, ack) -> seen.add("listener"));
		this.server.socket().use((socket, event, arguments) -> Mono.fromRunnable(() -> seen.add("middleware")));
		client.text("420[\"secret\",1]");
		client.text("421[\"secret of nobody\",1]");
		client.text("42[\"secret\",1]");
		assertThat(client.take()).containsExactly("430" + DENIED, "431" + DENIED);
		assertThat(seen).isEmpty();
		assertThat(this.handler.events()).isEmpty();
		assertThat(this.server.server().count(SocketIOCounter.EVENT_DENIED)).isEqualTo(3);
		assertThat(this.server.server().count(SocketIOCounter.ACCESS_DENIED)).isZero();
		client.text("422[\"public\",1]");
		assertThat(seen).containsExactly("public", "middleware");
		assertThat(this.handler.events()).containsExactly("any 1", "unhandled 1");
	}

	@Test
	void deniedEventMustBeValid() {
		start();
		FakeWebSocket client = this.server.connect();
		client.text("42[\"secret\",nonsense]");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void denialWaitsForItsTurn() {
		start();
		this.handler.onBlocking("slow", (call) -> AckArgs.of("slow")).onBlocking("secret", (call) -> null);
		FakeWebSocket client = this.server.connect();
		client.text("420[\"slow\"]");
		client.text("421[\"secret\"]");
		assertThat(client.take()).isEmpty();
		this.server.runWorkers();
		assertThat(client.take()).containsExactly("430[\"slow\"]", "431" + DENIED);
		Sinks.Empty<Void> look = Sinks.empty();
		this.server.socket().use((socket, event, arguments) -> look.asMono());
		client.text("422[\"slow\"]");
		client.text("423[\"secret\"]");
		this.server.runWorkers();
		assertThat(client.take()).isEmpty();
		look.tryEmitEmpty();
		this.server.runWorkers();
		assertThat(client.take()).containsExactly("432[\"slow\"]", "433" + DENIED);
	}

	@Test
	void namespaceIsAskedForOnce() {
		start();
		this.server.server().of("/open").addHandler(new TestHandler());
		FakeWebSocket client = this.server.open();
		client.text("40/open,");
		client.take();
		client.text("42/open,0[\"secret\"]");
		client.text("42/open,1[\"secret\"]");
		assertThat(client.take()).isEmpty();
		assertThat(this.asked).containsExactly("/", "/open");
	}

	@Test
	void allGuardsMustLetASocketAndAnEventIn() {
		List<String> journal = new ArrayList<>();
		this.server = new TestServer((builder) -> builder.guard(guard("a", journal)).guard(new SocketIOGuard() {
		}).guard(guard("b", journal)));
		this.server.root().addHandler(this.handler.on("public", (call) -> AckArgs.of("public")));
		for (String refused : List.of("a", "b")) {
			FakeWebSocket client = this.server.open();
			client.text("40{\"refused\":\"" + refused + "\"}");
			assertThat(client.take()).containsExactly("44{\"message\":\"no\"}");
		}
		assertThat(journal).containsExactly("a: nobody", "a: nobody", "b: of a");
		FakeWebSocket client = this.server.connect();
		assertThat(name(this.server.socket().principal())).isEqualTo("of b");
		client.text("420[\"a\"]");
		client.text("421[\"b\"]");
		client.text("422[\"public\"]");
		assertThat(client.take()).containsExactly("430" + DENIED, "431" + DENIED, "432[\"public\"]");
	}

	@Test
	void guardTakesWhatItListensTo() {
		List<String> journal = new ArrayList<>();
		this.server = new TestServer((builder) -> builder.rateLimit(new EventRateLimit(0.001, 3, RateLimitPolicy.DROP))
			.guard(guard("a", journal))
			.guard(new SocketIOGuard() {

				@Override
				public EventGuard eventGuard(String namespace) {
					return new ListeningGuard(journal);
				}

			}));
		this.server.root().addHandler(this.handler.record("a", false).record("mine", false).record("fail", false));
		FakeWebSocket client = this.server.connect();
		journal.clear();
		client.text("420[\"mine\",1,{\"x\":2}]");
		client.text("421[\"fail\"]");
		client.text("422[\"a\",\"mine\"]");
		client.text("423[\"mine\"]");
		assertThat(client.take())
			.startsWith("430[\"taken\"]",
					"431[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal error\"}}]", "432" + DENIED)
			.last()
			.asString()
			.startsWith("433[{\"error\":{\"code\":\"rate_limited\"");
		assertThat(journal).containsExactly("[1, {x=2}]");
		assertThat(this.handler.events()).isEmpty();
	}

	private record ListeningGuard(List<String> journal) implements SocketIOGuard.EventGuard {

		@Override
		public void check(SocketIOSocket socket, String event) {
			assertThat(event).as("refused before").isNotEqualTo("a");
		}

		@Override
		public EventListener<Arguments> listener(SocketIOSocket socket, String event) {
			return switch (event) {
				case "mine" -> (arguments, ack) -> {
					this.journal.add(arguments.toString());
					ack.send("taken");
				};
				case "fail" -> (arguments, ack) -> {
					throw new IllegalStateException("on purpose");
				};
				default -> null;
			};
		}

	}

	private static SocketIOGuard guard(String name, List<String> journal) {
		return new SocketIOGuard() {

			@Override
			public Mono<Void> onConnect(SocketIOSocket socket) {
				return Mono.fromRunnable(() -> {
					journal.add(name + ": " + name(socket.principal()));
					if (name.equals(socket.handshake().auth().get("refused"))) {
						throw new AccessDeniedException("no");
					}
					socket.identify(identity("of " + name, null));
				});
			}

			@Override
			public EventGuard eventGuard(String namespace) {
				return (socket, event) -> {
					if (name.equals(event)) {
						throw new AccessDeniedException("no");
					}
				};
			}

		};
	}

	// Threads

	@Test
	void scopeMayBeForWorkersAlone() {
		List<String> journal = new ArrayList<>();
		this.server = new TestServer((builder) -> builder.handlerScope(new HandlerScope() {

			@Override
			public Runnable open(SocketIOSocket socket, String event) {
				journal.add("open " + event);
				return null;
			}

			@Override
			public boolean isForEventLoops() {
				return false;
			}

		}));
		this.handler.record("a", false).record("b", true);
		this.server.root().addHandler(this.handler);
		FakeWebSocket client = this.server.connect();
		client.text("42[\"a\"]");
		client.text("42[\"b\"]");
		this.server.runWorkers();
		assertThat(journal).containsExactly("open b");
	}

	@Test
	void scopeIsOpenWhileAHandlerIsCalled() {
		List<String> journal = new ArrayList<>();
		this.server = new TestServer((builder) -> builder.handlerScope((socket, event) -> {
			journal.add("open outer " + event);
			return () -> journal.add("close outer");
		}).handlerScope((socket, event) -> {
			journal.add("open inner");
			return () -> journal.add("close inner");
		}).handlerScope((socket, event) -> null));
		this.handler.on("a", (call) -> {
			journal.add("a");
			throw new IllegalStateException("on purpose");
		}).onBlocking("b", (call) -> journal.add("b"));
		this.server.root().addHandler(this.handler);
		FakeWebSocket client = this.server.connect();
		journal.clear();
		client.text("42[\"a\"]");
		assertThat(journal).containsExactly("open outer a", "open inner", "a", "close inner", "close outer");
		journal.clear();
		client.text("42[\"b\"]");
		assertThat(journal).isEmpty();
		this.server.runWorkers();
		assertThat(journal).containsExactly("open outer b", "open inner", "b", "close inner", "close outer");
		journal.clear();
		this.server.socket().on("c", String.class, (payload, ack) -> journal.add("c"));
		client.text("42[\"c\"]");
		assertThat(journal).containsExactly("open outer c", "open inner", "c", "close inner", "close outer");
	}

}
