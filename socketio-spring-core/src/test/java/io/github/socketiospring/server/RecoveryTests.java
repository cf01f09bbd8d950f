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
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.RecoveryOutcome;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.adapter.InMemoryAdapter;
import io.github.socketiospring.adapter.RecoverableSession;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Connection state recovery (FEATURES.md 2b, PROTOCOL.md 150 to 157), in virtual time.
 */
class RecoveryTests {

	private static final Pattern CONNECT = Pattern.compile("40\\{\"sid\":\"([^\"]{20})\",\"pid\":\"([^\"]{20})\"}");

	private static final Pattern OFFSET = Pattern.compile("\"([0-9a-z]{6}-[0-9a-z]+)\"]$");

	private final List<TestServer> servers = new ArrayList<>();

	private final TestServer server = start((builder) -> builder);

	private final Client client = new Client();

	private TestServer start(UnaryOperator<SocketIOServerBuilder> settings) {
		TestServer server = new TestServer((builder) -> settings.apply(builder.connectionStateRecovery(true)));
		this.servers.add(server);
		return server;
	}

	/**
	 * So that the events that are kept are released.
	 */
	@AfterEach
	void closeServers() {
		this.servers.forEach((server) -> server.server().close().block(Duration.ofSeconds(10)));
	}

	private long count(RecoveryOutcome outcome) {
		return this.server.server().recoveries().get(outcome);
	}

	private static String offset(String packet) {
		Matcher matcher = OFFSET.matcher(packet);
		assertThat(matcher.find()).as(packet).isTrue();
		return matcher.group(1);
	}

	@Test
	void socketIsNotRecoveredForAnotherUser() {
		FakeWebSocket ann = this.server.connectAs("ann", "40");
		Matcher connect = CONNECT.matcher(ann.take().get(0));
		assertThat(connect.matches()).isTrue();
		String again = "40{\"pid\":\"" + connect.group(2) + "\"}";
		ann.drop();
		FakeWebSocket bob = this.server.connectAs("bob", again);
		assertThat(bob.take().get(0)).doesNotContain(connect.group(1));
		assertThat(count(RecoveryOutcome.RECOVERED)).isZero();
		assertThat(this.server.connectAs("ann", again).take().get(0)).contains(connect.group(1));
		assertThat(count(RecoveryOutcome.RECOVERED)).isOne();
	}

	private static String withoutOffset(String packet) {
		return packet.replaceFirst(",\"" + offset(packet) + "\"]", "]");
	}

	@Test
	void recoversWhatWasMissed() {
		this.client.connect();
		SocketIOSocket before = this.server.socket();
		before.join("room");
		before.attributes().put("name", "Ann");
		this.server.root().emit("seen");
		this.client.see();
		this.client.drop();
		this.server.root().to("room").emit("in room", 1);
		this.server.root().to("other").emit("elsewhere");
		this.server.root().except("room").emit("not for room");
		this.server.root().asVolatile().emit("volatile");
		this.server.root().emitWithAck("question").onErrorComplete().subscribe();
		before.emit("direct", new byte[] { 1 });
		assertThat(this.client.reconnect()).map((packet) -> packet.endsWith("\"]") ? withoutOffset(packet) : packet)
			.containsExactly("42[\"in room\",1]", "451-[\"direct\",{\"_placeholder\":true,\"num\":0}]", "01",
					"40{\"sid\":\"" + before.id() + "\",\"pid\":\"" + this.client.pid + "\"}");
		SocketIOSocket after = this.server.socket();
		assertThat(after).isNotSameAs(before);
		assertThat(after.recovered()).isTrue();
		assertThat(before.recovered()).isFalse();
		assertThat(after.id()).isEqualTo(before.id());
		assertThat(after.rooms()).containsExactlyInAnyOrder(before.id(), "room");
		assertThat(after.attributes()).containsEntry("name", "Ann");
		assertThat(count(RecoveryOutcome.RECOVERED)).isOne();
	}

	@Test
	void recoversAgainAndAgain() {
		this.client.connect();
		for (int i = 0; i < 3; i++) {
			this.client.drop();
			this.server.root().emit("number", i);
			assertThat(this.client.reconnect()).hasSize(2).first().asString().startsWith("42[\"number\"," + i + ",");
			this.client.drop();
			assertThat(this.client.reconnect()).hasSize(1);
		}
		assertThat(count(RecoveryOutcome.RECOVERED)).isEqualTo(6);
	}

	@Test
	void recoversClientThatHasSeenNothing() {
		this.server.root().emit("too early");
		this.client.connect();
		this.client.drop();
		this.server.root().emit("missed");
		assertThat(this.client.reconnect()).hasSize(2).first().asString().startsWith("42[\"missed\",");
	}

	@Test
	void sendsNothingFromBeforeTheSession() {
		this.client.connect();
		this.server.root().emit("first");
		this.client.see();
		this.client.leaveForGood();
		this.server.root().emit("between");
		this.client.connect();
		this.client.drop();
		this.server.root().emit("after");
		// The client still has the offset of its first session
		assertThat(this.client.reconnect()).hasSize(2).first().asString().startsWith("42[\"after\",");
	}

	@Test
	void numbersEventsOfAllKinds() {
		this.client.connect();
		SocketIOSocket socket = this.server.socket();
		List<String> packets = new ArrayList<>();
		socket.emit("direct");
		socket.emit("nested", List.of(Map.of("a", List.of("]"))));
		this.server.root().emit("binary", new byte[] { 2 }, "x");
		this.server.root().emitAll("stream", Flux.just(1, 2)).subscribe();
		packets.addAll(this.client.webSocket.take());
		packets.remove("02");
		assertThat(packets.stream().map(RecoveryTests::withoutOffset)).containsExactly("42[\"direct\"]",
				"42[\"nested\",[{\"a\":[\"]\"]}]]", "451-[\"binary\",{\"_placeholder\":true,\"num\":0},\"x\"]",
				"42[\"stream\",1]", "42[\"stream\",2]");
		assertThat(packets.stream().map(RecoveryTests::offset)).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void numbersNeitherQuestionsNorAnswers() {
		this.server.root().onConnection((socket) -> socket.on("ask", (args, ack) -> ack.sendArgs(AckArgs.of("x"))));
		this.client.connect();
		this.server.socket().emitWithAck("question", "x").onErrorComplete().subscribe();
		this.server.root().emitWithAck("question", "x").onErrorComplete().subscribe();
		this.client.webSocket.text("427[\"ask\"]");
		assertThat(this.client.webSocket.take()).containsExactly("420[\"question\",\"x\"]", "421[\"question\",\"x\"]",
				"437[\"x\"]");
	}

	@Test
	void givesVolatileEventsThatEndWithTextTheOffsetBefore() {
		this.client.connect();
		this.server.root().emit("event");
		String offset = offset(this.client.webSocket.take().get(0));
		this.server.root().asVolatile().emit("name alone");
		this.server.root().asVolatile().emit("number", 1);
		this.server.socket().asVolatile().emit("text", "x");
		this.server.socket().asVolatile().emit("object", Map.of("a", "b"));
		assertThat(this.client.webSocket.take()).containsExactly("42[\"name alone\",\"" + offset + "\"]",
				"42[\"number\",1]", "42[\"text\",\"x\",\"" + offset + "\"]", "42[\"object\",{\"a\":\"b\"}]");
	}

	@Test
	void beginsAnewForUnknownClients() {
		for (String connect : List.of("40{\"pid\":\"aaaaaaaaaaaaaaaaaaaa\",\"offset\":\"x\"}",
				"40{\"pid\":\"aaaaaaaaaaaaaaaaaaaa\"}", "40{\"pid\":1,\"offset\":\"x\"}",
				"40{\"pid\":\"aaaaaaaaaaaaaaaaaaaa\",\"offset\":1}", "40{\"offset\":\"x\"}", "40{\"pid\":null}")) {
			FakeWebSocket other = this.server.open();
			other.text(connect);
			assertThat(other.take()).singleElement().asString().matches(CONNECT);
		}
		assertThat(count(RecoveryOutcome.UNKNOWN_SESSION)).isEqualTo(2);
	}

	@Test
	void beginsAnewForUnknownOffsets() {
		for (String offset : List.of("text", "aaaaaa-?", "", "aaaaaa-")) {
			this.client.connect();
			this.client.drop();
			this.client.offset = offset;
			this.client.expectNew();
		}
		this.client.connect();
		this.server.root().emit("event");
		this.client.see();
		this.client.drop();
		this.client.offset = this.client.offset.substring(0, 7) + "zz";
		this.client.expectNew();
		assertThat(count(RecoveryOutcome.UNKNOWN_OFFSET)).isEqualTo(5);
	}

	@Test
	void beginsAnewWhenTheTimeIsOver() {
		this.client.connect();
		this.client.drop();
		this.server.pass(Duration.ofMinutes(2));
		this.client.expectNew();
		assertThat(count(RecoveryOutcome.UNKNOWN_SESSION)).isOne();
	}

	@Test
	void recoversWithinTheTime() {
		this.client.connect();
		this.client.drop();
		this.server.pass(Duration.ofMinutes(2).minusMillis(1));
		assertThat(this.client.reconnect()).hasSize(1);
		assertThat(this.server.socket().recovered()).isTrue();
	}

	@Test
	void recoversSecretOnce() {
		this.client.connect();
		this.client.drop();
		Client copy = new Client();
		copy.pid = this.client.pid;
		this.client.reconnect();
		String id = this.server.socket().id();
		copy.open();
		// The first one is alive
		this.client.webSocket.text("3");
		assertThat(this.client.webSocket.take()).containsExactly("2");
		assertThat(copy.readConnect(copy.webSocket.take())).isNotEqualTo(id);
		assertThat(copy.pid).isNotEqualTo(this.client.pid);
		assertThat(this.server.root().sockets()).hasSize(2);
		assertThat(count(RecoveryOutcome.STILL_CONNECTED)).isOne();
	}

	@Test
	void waitsForLossOfConnectionFromBefore() {
		this.client.connect();
		SocketIOSocket before = this.server.socket();
		List<DisconnectReason> reasons = new ArrayList<>();
		before.onDisconnect(reasons::add);
		Client back = new Client();
		back.pid = this.client.pid;
		back.open();
		before.emit("lost");
		assertThat(back.webSocket.take()).isEmpty();
		this.server.pass(Duration.ofMillis(999));
		assertThat(back.webSocket.take()).isEmpty();
		this.server.pass(Duration.ofMillis(1));
		List<String> packets = back.webSocket.take();
		assertThat(packets).hasSize(2).first().asString().startsWith("42[\"lost\",");
		assertThat(back.readConnect(packets)).isEqualTo(before.id());
		assertThat(reasons).containsExactly(DisconnectReason.PING_TIMEOUT);
		assertThat(this.server.socket().recovered()).isTrue();
	}

	@Test
	void recoversAtOnceWhenConnectionFromBeforeEnds() {
		this.client.connect();
		String id = this.server.socket().id();
		Client back = new Client();
		back.pid = this.client.pid;
		back.open();
		this.client.drop();
		assertThat(back.readConnect(back.webSocket.take())).isEqualTo(id);
	}

	@Test
	void keepsSessionOfClientThatIsGoneWhileItWaits() {
		this.client.connect();
		Client back = new Client();
		back.pid = this.client.pid;
		back.open();
		back.drop();
		this.client.drop();
		assertThat(count(RecoveryOutcome.ABANDONED)).isOne();
		assertThat(this.client.reconnect()).hasSize(1);
		assertThat(this.server.socket().recovered()).isTrue();
	}

	@Test
	void keepsSessionOfClientThatIsGoneBeforeTheReply() {
		this.client.connect();
		this.client.drop();
		this.server.root().emit("missed");
		TestHandler handler = new TestHandler().onConnect((socket) -> Mono.never());
		this.server.root().addHandler(handler);
		this.client.open();
		this.client.drop();
		handler.onConnect((socket) -> Mono.empty());
		assertThat(this.client.reconnect()).hasSize(2).first().asString().startsWith("42[\"missed\",");
	}

	@Test
	void holdsBackWhatIsEmittedWhileConnectHandlersRun() {
		this.client.connect();
		this.client.drop();
		this.server.root().emit("missed");
		this.server.root().addHandler(new TestHandler().onConnect((socket) -> {
			socket.emit("by handler");
			this.server.root().emit("to all");
			return Mono.empty();
		}));
		assertThat(this.client.reconnect()).extracting((packet) -> packet.substring(0, 8))
			.containsExactly("42[\"miss", "40{\"sid\"", "42[\"by h", "42[\"to a");
	}

	@Test
	void forgetsRefusedSocket() {
		this.client.connect();
		this.client.drop();
		this.server.root().emit("missed");
		this.server.root()
			.addHandler(new TestHandler().onConnect((socket) -> Mono.error(new ConnectionRefusedException("no"))));
		assertThat(this.client.reconnect()).containsExactly("44{\"message\":\"no\"}");
		assertThat(this.server.root().sockets()).isEmpty();
		this.client.drop();
		assertThat(this.client.reconnect()).containsExactly("44{\"message\":\"no\"}");
		assertThat(count(RecoveryOutcome.UNKNOWN_SESSION)).isOne();
	}

	@Test
	void showsNewSocketsAloneToMiddlewares() {
		List<Boolean> shown = new ArrayList<>();
		this.server.root().use((socket) -> Mono.fromRunnable(() -> shown.add(socket.recovered())));
		this.client.connect();
		this.client.drop();
		this.client.reconnect();
		assertThat(shown).containsExactly(false);
	}

	@Test
	void showsRecoveredSocketsToMiddlewaresOnRequest() {
		TestServer server = start((builder) -> builder.skipMiddlewares(false));
		List<Boolean> shown = new ArrayList<>();
		server.root().use((socket) -> Mono.fromRunnable(() -> shown.add(socket.recovered())));
		Client client = new Client(server);
		client.connect();
		client.drop();
		client.reconnect();
		assertThat(shown).containsExactly(false, true);
	}

	@Test
	void recoversAfterLossesAlone() {
		List<DisconnectReason> reasons = new ArrayList<>();
		this.server.root().onConnection((socket) -> socket.onDisconnect(reasons::add));
		List<Runnable> losses = List.of(this.client::drop, () -> this.client.webSocket.fail(new Exception("reset")),
				() -> this.client.webSocket.text("4abc"), () -> this.server.pass(Duration.ofSeconds(45)));
		List<Runnable> ends = List.of(() -> this.client.webSocket.text("41"), () -> this.server.socket().disconnect(),
				() -> this.client.webSocket.text("x"));
		for (Runnable loss : losses) {
			this.client.connect();
			loss.run();
			this.client.reconnect();
			assertThat(this.server.socket().recovered()).isTrue();
			this.client.leaveForGood();
			reasons.remove(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
		}
		for (Runnable end : ends) {
			this.client.connect();
			end.run();
			this.client.expectNew();
			this.client.drop();
			reasons.remove(DisconnectReason.TRANSPORT_CLOSE);
		}
		assertThat(reasons).contains(DisconnectReason.TRANSPORT_ERROR, DisconnectReason.FORCED_CLOSE,
				DisconnectReason.PING_TIMEOUT, DisconnectReason.CLIENT_NAMESPACE_DISCONNECT,
				DisconnectReason.SERVER_NAMESPACE_DISCONNECT, DisconnectReason.PARSE_ERROR);
	}

	@Test
	void keepsSecretFromApplication() {
		List<Map<String, Object>> auths = new ArrayList<>();
		this.server.root().onConnection((socket) -> auths.add(socket.handshake().auth()));
		this.client.connect();
		this.client.drop();
		this.client.auth = ",\"token\":1";
		this.client.reconnect();
		assertThat(auths).containsExactly(Map.of(), Map.of("token", 1));
		assertThat(this.server.socket().toString()).doesNotContain(this.client.pid);
	}

	@Test
	void neverLogsTheSecret() {
		try (LogRecorder log = LogRecorder.of("io.github.socketiospring")) {
			this.client.connect();
			List<String> secrets = new ArrayList<>(List.of(this.client.pid));
			this.client.drop();
			this.client.reconnect();
			this.client.webSocket.text("40{\"pid\":\"" + this.client.pid + "\"}");
			this.client.reconnect();
			this.client.webSocket.text("42[");
			this.client.offset = "text";
			this.client.expectNew();
			secrets.add(this.client.pid);
			assertThat(log.messages("DEBUG")).isNotEmpty();
			for (String level : List.of("DEBUG", "INFO", "WARN", "ERROR")) {
				assertThat(log.messages(level)).noneMatch((message) -> secrets.stream().anyMatch(message::contains));
			}
		}
		assertThat(RecoveryRequest.of(Map.of("pid", "secret"))).asString().doesNotContain("secret");
		assertThat(new RecoverableSession("secret", "id", Set.of(), Map.of())).asString().doesNotContain("secret");
	}

	@Test
	void oldReferenceReachesRecoveredSocketAndChangesNoRooms() {
		this.client.connect();
		SocketIOSocket before = this.server.socket();
		this.client.drop();
		this.client.reconnect();
		before.emit("late");
		before.join("room");
		before.leave(before.id());
		assertThat(this.client.webSocket.take()).singleElement().asString().startsWith("42[\"late\",");
		assertThat(this.server.socket().rooms()).containsExactly(before.id());
	}

	@Test
	void tellsOutgoingListenersOfEventsAsTheyWereEmitted() {
		this.client.connect();
		List<Object> seen = new ArrayList<>();
		this.server.socket().onAnyOutgoing((event, args) -> seen.add(event + args.asList()));
		this.server.root().emit("to all", "x");
		this.server.socket().emit("direct", 1);
		assertThat(seen).containsExactly("to all[x]", "direct[1]");
	}

	@Test
	void asksForMoreOfStreamWhenEventsAreSent() {
		this.client.connect();
		List<Long> requests = new ArrayList<>();
		this.client.webSocket.congestAfter(0);
		Mono<Void> all = this.server.root().emitAll("number", Flux.range(0, 100).doOnRequest(requests::add));
		List<String> ends = new ArrayList<>();
		all.subscribe(null, null, () -> ends.add("end"));
		assertThat(requests).hasSize(16).containsOnly(1L);
		this.client.webSocket.writable(1000);
		assertThat(requests).hasSizeGreaterThan(80);
		assertThat(ends).containsExactly("end");
		assertThat(this.client.webSocket.take()).hasSize(100);
	}

	@Test
	void leavesClientsOfVersion2AsTheyAre() {
		TestServer server = start((builder) -> builder.allowEIO3(true));
		FakeWebSocket old = new FakeWebSocket().open(server.server().engine(), "EIO=3");
		assertThat(old.take()).hasSize(2).last().isEqualTo("40");
		server.root().emit("event", "x");
		server.socket().emit("direct", "x");
		server.root().asVolatile().emit("volatile", "x");
		assertThat(old.take()).containsExactly("42[\"event\",\"x\"]", "42[\"direct\",\"x\"]", "42[\"volatile\",\"x\"]");
	}

	@Test
	void offLeavesEverythingAsItIs() {
		TestServer server = new TestServer();
		FakeWebSocket client = server.open();
		client.text("40{\"pid\":\"aaaaaaaaaaaaaaaaaaaa\",\"offset\":\"x\"}");
		assertThat(client.take()).singleElement().asString().matches("40\\{\"sid\":\"[^\"]+\"}");
		assertThat(server.socket().handshake().auth()).containsKeys("pid", "offset");
		assertThat(server.server().recoveries()).isEmpty();
	}

	@Test
	void nothingOutlivesTheServer() {
		this.client.connect();
		this.server.root().emit("event");
		this.client.see();
		this.client.drop();
		assertThat(this.server.activeTimers()).isPositive();
		this.server.pass(Duration.ofMinutes(5));
		assertThat(this.server.activeTimers()).isZero();
		this.client.connect();
		this.server.root().emit("event");
		this.server.server().close().block();
		this.server.root().emit("late");
		assertThat(this.server.activeTimers()).isZero();
	}

	@Test
	void refusesToStartWithAdapterThatCannotRecover() {
		SocketIOServerBuilder builder = new SocketIOServerBuilder().connectionStateRecovery(true)
			.adapterFactory(InMemoryAdapter::new);
		assertThatIllegalStateException().isThrownBy(builder::build)
			.withMessageContaining("Connection state recovery needs an adapter");
	}

	/**
	 * A client that remembers what the official one does.
	 */
	private final class Client {

		private final TestServer server;

		private FakeWebSocket webSocket;

		private String pid;

		private String offset;

		private String auth = "";

		Client() {
			this(RecoveryTests.this.server);
		}

		Client(TestServer server) {
			this.server = server;
		}

		/** As a new client. */
		void connect() {
			this.pid = null;
			open();
			readConnect(this.webSocket.take());
		}

		void open() {
			this.webSocket = this.server.open();
			if (this.pid == null) {
				this.webSocket.text("40");
			}
			else {
				this.webSocket.text("40{\"pid\":\"" + this.pid + "\""
						+ ((this.offset != null) ? ",\"offset\":\"" + this.offset + "\"" : "") + this.auth + "}");
			}
		}

		/** What comes up to the reply and behind it. */
		List<String> reconnect() {
			open();
			List<String> packets = this.webSocket.take();
			packets.forEach(this::remember);
			return packets;
		}

		void expectNew() {
			String before = this.pid;
			List<String> packets = reconnect();
			readConnect(packets);
			assertThat(packets).hasSize(1);
			assertThat(this.pid).isNotEqualTo(before);
			assertThat(this.server.socket().recovered()).isFalse();
		}

		void see() {
			this.webSocket.take().forEach(this::remember);
		}

		private void remember(String packet) {
			Matcher matcher = OFFSET.matcher(packet);
			if (matcher.find()) {
				this.offset = matcher.group(1);
			}
		}

		String readConnect(List<String> packets) {
			for (String packet : packets) {
				Matcher matcher = CONNECT.matcher(packet);
				if (matcher.matches()) {
					this.pid = matcher.group(2);
					return matcher.group(1);
				}
			}
			throw new AssertionError("No CONNECT in " + packets);
		}

		void drop() {
			this.webSocket.drop();
		}

		void leaveForGood() {
			this.webSocket.text("41");
			this.webSocket.drop();
		}

	}

}
