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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.AckTimeoutException;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.ClusterEvent;
import io.github.socketiospring.ClusterTimeoutException;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.SocketDisconnectedException;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.adapter.ClusterMembership;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Two servers that are one to their users, through nothing but the adapter.
 */
class ClusterTests {

	private final ToyClusterAdapter.Bus bus = new ToyClusterAdapter.Bus();

	private final List<ClusterMembership> memberships = new ArrayList<>();

	private final TestServer a = server();

	private final TestServer b = server();

	private FakeWebSocket clientOfA;

	private FakeWebSocket clientOfB;

	private final List<Object> results = new CopyOnWriteArrayList<>();

	private TestServer server() {
		ClusterMembership membership = new ClusterMembership(Duration.ofMinutes(1), Duration.ofMinutes(2));
		this.memberships.add(membership);
		return new TestServer(
				(builder) -> builder.adapterFactory((context) -> new ToyClusterAdapter(context, membership, this.bus)));
	}

	@BeforeEach
	void connect() {
		this.clientOfA = this.a.connect();
		this.clientOfB = this.b.connect();
	}

	private void subscribe(Mono<?> mono) {
		mono.subscribe(this.results::add, this.results::add);
	}

	private void subscribe(Flux<RemoteSocket> sockets) {
		sockets.map(RemoteSocket::id).subscribe(this.results::add, this.results::add, () -> this.results.add("end"));
	}

	@Test
	void broadcastReachesSocketsOfBothServers() {
		this.a.server().emit("news", 1, Map.of("b", true));
		assertThat(this.clientOfA.sent()).containsExactly("42[\"news\",1,{\"b\":true}]");
		assertThat(this.clientOfB.sent()).containsExactly("42[\"news\",1,{\"b\":true}]");
	}

	@Test
	void broadcastCarriesBinary() {
		this.a.server().emit("image", new byte[] { 1, 2, 3 });
		assertThat(this.clientOfB.sent()).isEqualTo(this.clientOfA.sent()).hasSize(2);
	}

	@Test
	void broadcastCarriesFlags() {
		this.b.socket().onAnyOutgoing((event, args) -> this.results.add(event));
		this.a.server().asVolatile().emit("tick");
		this.a.server().compress(false).emit("tock");
		assertThat(this.clientOfB.sent()).containsExactly("42[\"tick\"]", "42[\"tock\"]");
		assertThat(this.results).containsExactly("tick", "tock");
	}

	@Test
	void broadcastsOfOneThreadKeepTheirOrder() {
		for (int i = 0; i < 100; i++) {
			this.a.server().emit("n", i);
		}
		assertThat(this.clientOfB.sent()).hasSize(100).isEqualTo(this.clientOfA.sent());
	}

	@Test
	void roomsAndExceptionsCount() {
		this.b.socket().join("r");
		this.a.server().to("r").emit("in");
		this.a.server().except("r").emit("out");
		this.b.socket().broadcast().emit("others");
		assertThat(this.clientOfA.sent()).containsExactly("42[\"out\"]", "42[\"others\"]");
		assertThat(this.clientOfB.sent()).containsExactly("42[\"in\"]");
	}

	@Test
	void localBroadcastStaysHere() {
		this.a.server().local().emit("here");
		this.a.server().local().to("none", this.a.socket().id()).except("x").emit("too");
		assertThat(this.clientOfA.sent()).containsExactly("42[\"here\"]", "42[\"too\"]");
		assertThat(this.clientOfB.sent()).isEmpty();
	}

	@Test
	void collectsAnswersOfBothServers() {
		subscribe(this.a.server().timeout(Duration.ofSeconds(5)).emitWithAck("ready?", Integer.class));
		this.clientOfB.text("430[2]");
		assertThat(this.results).isEmpty();
		this.clientOfA.text("430[1]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(2, 1), 0, false));
	}

	@Test
	void answersKeepAllTheirArguments() {
		this.a.server()
			.to(this.b.socket().id())
			.emitWithAck("both?")
			.subscribe((acks) -> acks.responses().forEach((answer) -> this.results.add(answer.asList())));
		this.clientOfB.text("430[1,\"x\"]");
		assertThat(this.results).containsExactly(List.of(1, "x"));
	}

	@Test
	void idsOfAnswersOfDifferentServersDoNotMeet() {
		subscribe(this.b.socket().emitWithAck("own", String.class));
		subscribe(this.a.server().to(this.b.socket().id()).emitWithAck("foreign", String.class));
		assertThat(this.clientOfB.sent()).containsExactly("420[\"own\"]", "421[\"foreign\"]");
		this.clientOfB.text("431[\"f\"]");
		this.clientOfB.text("430[\"o\"]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of("f"), 0, false), "o");
	}

	@Test
	void socketOfOtherServerThatLeavesIsMissing() {
		subscribe(this.a.server().emitWithAck("ready?", Integer.class));
		this.clientOfA.text("430[1]");
		assertThat(this.results).isEmpty();
		this.clientOfB.drop();
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1), 1, false));
	}

	@Test
	void timeOutGivesPartialAnswers() {
		subscribe(this.a.server().timeout(Duration.ofSeconds(2)).emitWithAck("ready?", Integer.class));
		this.clientOfB.text("430[2]");
		this.a.pass(Duration.ofSeconds(2));
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(2), 1, true));
		this.clientOfA.text("430[1]");
		assertThat(this.results).hasSize(1);
	}

	@Test
	void otherServerForgetsAnswersAfterTheTimeOut() {
		subscribe(this.a.server().timeout(Duration.ofSeconds(2)).emitWithAck("ready?", Integer.class));
		this.b.pass(Duration.ofSeconds(2));
		assertThat(this.b.socket().acks().remove(0)).isNull();
	}

	@Test
	void serverThatDoesNotTellItsReceiversIsNotAwaitedForEver() {
		this.bus.deaf = 1;
		subscribe(this.a.server().emitWithAck("ready?", Integer.class));
		this.clientOfA.text("430[1]");
		assertThat(this.results).isEmpty();
		this.a.pass(Duration.ofSeconds(5));
		assertThat(this.results)
			.containsExactly(new BroadcastAcks<>(List.of(1), 0, true, Set.of(this.memberships.get(1).uid())));
	}

	@Test
	void serversAreNotAwaitedForEverByParentsOfDynamicNamespaces() {
		ParentNamespace parent = this.a.server().of(Pattern.compile("/x"));
		this.b.server().of(Pattern.compile("/x"));
		this.clientOfA.text("40/x,");
		this.clientOfB.text("40/x,");
		this.clientOfA.take();
		this.bus.deaf = 1;
		subscribe(parent.local().emitWithAck("ready?", Integer.class));
		this.clientOfA.text("43/x,0[1]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1), 0, false));
		this.results.clear();
		subscribe(parent.emitWithAck("ready?", Integer.class));
		this.clientOfA.text("43/x,1[2]");
		assertThat(this.results).isEmpty();
		this.a.pass(Duration.ofSeconds(5));
		assertThat(this.results).singleElement()
			.satisfies((acks) -> assertThat(((BroadcastAcks<?>) acks).timedOut()).isTrue());
	}

	@Test
	void receiversAreAwaitedLongerThanServers() {
		subscribe(this.a.server().emitWithAck("ready?", Integer.class));
		this.clientOfB.text("430[2]");
		this.a.pass(Duration.ofSeconds(10));
		assertThat(this.results).isEmpty();
		this.clientOfA.text("430[1]");
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(2, 1), 0, false));
	}

	@Test
	void fetchesSocketsOfBothServers() {
		subscribe(this.a.server().fetchSockets());
		assertThat(this.results).containsExactly(this.a.socket().id(), this.b.socket().id(), "end");
		this.results.clear();
		this.b.socket().join("r");
		subscribe(this.a.server().in("r").fetchSockets());
		subscribe(this.a.server().local().fetchSockets());
		assertThat(this.results).containsExactly(this.b.socket().id(), "end", this.a.socket().id(), "end");
	}

	@Test
	void fetchesNoSocketThatIsNotAcceptedYet() {
		this.b.root().use((socket) -> Mono.never());
		this.b.open().text("40");
		subscribe(this.a.server().fetchSockets());
		assertThat(this.results).containsExactly(this.a.socket().id(), this.b.socket().id(), "end");
	}

	@Test
	void tellsWhatIsKnownOfASocket() {
		this.clientOfB.drop();
		this.b.open().text("40{\"token\":\"t\"}");
		DefaultSocket socket = this.b.socket();
		socket.join("r1", "r2");
		socket.attributes().put("user", new User("Ann", 7));
		List<RemoteSocket> sockets = new ArrayList<>();
		this.a.server().in("r1").fetchSockets().subscribe(sockets::add);
		assertThat(sockets).singleElement().satisfies((remote) -> {
			assertThat(remote.id()).isEqualTo(socket.id());
			assertThat(remote.rooms()).containsExactlyInAnyOrder(socket.id(), "r1", "r2");
			assertThat(remote.attributes()).containsEntry("user", Map.of("name", "Ann", "age", 7));
			assertThat(remote.attribute("user", User.class)).isEqualTo(new User("Ann", 7));
			assertThat(remote.attribute("none", User.class)).isNull();
			assertThat(remote.handshake().auth()).isEqualTo(Map.of("token", "t"));
			assertThat(remote.handshake().issued().toEpochMilli())
				.isEqualTo(socket.handshake().issued().toEpochMilli());
			assertThat(remote.handshake().headers()).isEqualTo(socket.handshake().headers());
			assertThat(remote.handshake().query()).isEqualTo(socket.handshake().query());
			assertThat(remote.handshake().url().getPath()).isEqualTo(socket.handshake().url().getPath());
			assertThat(remote.handshake().principal()).isNull();
		});
	}

	@Test
	void fetchGivesTheSocketsOfThoseWhoAnswer() {
		this.bus.deaf = 1;
		subscribe(this.a.server().fetchSockets());
		assertThat(this.results).containsExactly(this.a.socket().id());
		this.a.pass(Duration.ofSeconds(5));
		assertThat(this.results).hasSize(2).last().isInstanceOf(ClusterTimeoutException.class);
		this.results.clear();
		subscribe(this.a.server()
			.timeout(Duration.ofMillis(100))
			.fetchSockets()
			.onErrorComplete(ClusterTimeoutException.class));
		this.a.pass(Duration.ofMillis(100));
		assertThat(this.results).containsExactly(this.a.socket().id(), "end");
	}

	private RemoteSocket remote() {
		List<RemoteSocket> sockets = new ArrayList<>();
		this.a.server().in(this.b.socket().id()).fetchSockets().subscribe(sockets::add);
		return sockets.get(0);
	}

	@Test
	void remoteSocketEmits() {
		RemoteSocket remote = remote();
		remote.emit("hello", "x".getBytes(StandardCharsets.UTF_8));
		subscribe(remote.emitWithAck("ask", String.class));
		assertThat(this.clientOfB.take()).hasSize(3);
		assertThat(this.clientOfA.sent()).isEmpty();
		this.clientOfB.text("430[\"answer\"]");
		assertThat(this.results).containsExactly("answer");
	}

	@Test
	void remoteSocketTellsWhenNoAnswerComes() {
		RemoteSocket remote = remote();
		subscribe(remote.timeout(Duration.ofSeconds(1)).emitWithAck("ask", String.class));
		this.a.pass(Duration.ofSeconds(1));
		subscribe(remote.emitWithAck("ask", String.class));
		this.clientOfB.drop();
		subscribe(remote.emitWithAck("ask", String.class));
		assertThat(this.results).hasExactlyElementsOfTypes(AckTimeoutException.class, SocketDisconnectedException.class,
				SocketDisconnectedException.class);
	}

	@Test
	void remoteSocketJoinsLeavesAndDisconnects() {
		RemoteSocket remote = remote();
		DefaultSocket socket = this.b.socket();
		remote.join("r1", "r2");
		remote.leave("r1");
		assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "r2");
		remote.disconnect();
		assertThat(this.clientOfB.sent()).containsExactly("41");
		assertThat(this.clientOfB.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.a.root().sockets()).hasSize(1);
	}

	@Test
	void socketsOfBothServersJoinAndLeave() {
		this.a.server().socketsJoin("r1", "r2");
		assertThat(this.a.root().rooms()).containsExactlyInAnyOrder("r1", "r2");
		assertThat(this.b.root().rooms()).containsExactlyInAnyOrder("r1", "r2");
		this.b.server().in("r1").socketsLeave("r2", "none");
		this.b.server().local().socketsLeave("r1");
		assertThat(this.a.root().rooms()).containsExactly("r1");
		assertThat(this.b.root().rooms()).isEmpty();
	}

	@Test
	void disconnectsSocketsOfBothServers() {
		FakeWebSocket other = this.b.connect();
		this.a.server().except(other(this.b, this.b.socket())).disconnectSockets(true);
		assertThat(this.clientOfA.closedWith()).isNotEqualTo(FakeWebSocket.OPEN);
		assertThat(List.of(this.clientOfB.closedWith(), other.closedWith())).containsOnlyOnce(FakeWebSocket.OPEN);
	}

	private static String other(TestServer server, DefaultSocket socket) {
		return server.root()
			.sockets()
			.stream()
			.filter((candidate) -> candidate != socket)
			.findFirst()
			.orElseThrow()
			.id();
	}

	@Test
	void serverSideEmitReachesTheOtherServers() {
		this.a.root().onServerEvent("reload", String.class, (what, ack) -> this.results.add("a " + what));
		this.b.root().onServerEvent("reload", String.class, (what, ack) -> {
			this.results.add("b " + what);
			ack.send("nobody asked");
		});
		this.b.root().onServerEvent("reload", (args, ack) -> this.results.add(args.asList()));
		this.b.server().of("/other").onServerEvent("reload", (args, ack) -> this.results.add("other"));
		this.a.server().serverSideEmit("reload", "cache", 1);
		this.b.runWorkers();
		this.a.runWorkers();
		assertThat(this.results).containsExactly("b cache", List.of("cache", 1));
		assertThat(this.clientOfB.sent()).isEmpty();
	}

	@Test
	void serverEventsAreHandledInTheirOrder() {
		this.b.root().onServerEvent("n", Integer.class, (n, ack) -> this.results.add(n));
		for (int i = 0; i < 10; i++) {
			this.a.server().serverSideEmit("n", i);
		}
		this.b.runWorkers();
		assertThat(this.results).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void removedListenerGetsNothing() {
		this.b.root().onServerEvent("n", (args, ack) -> this.results.add("n")).dispose();
		this.a.server().serverSideEmit("n");
		this.b.runWorkers();
		assertThat(this.results).isEmpty();
	}

	@Test
	void failingListenerDoesNotDisturbOthers() {
		this.b.root().onServerEvent("n", (args, ack) -> {
			throw new IllegalStateException("expected");
		});
		this.b.root().onServerEvent("n", Integer.class, (n, ack) -> this.results.add(n));
		this.a.server().serverSideEmit("n", "no number");
		this.a.server().serverSideEmit("n", 1);
		this.b.runWorkers();
		assertThat(this.results).containsExactly(1);
	}

	@Test
	void collectsAnswersOfServers() {
		this.b.root().onServerEvent("count", (args, ack) -> {
			ack.send(42);
			ack.send("too late");
		});
		subscribe(this.a.server().serverSideEmitWithAck("count", Integer.class));
		assertThat(this.results).isEmpty();
		this.b.runWorkers();
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(42), 0, false));
	}

	@Test
	void answersOfServersKeepAllTheirArguments() {
		this.b.root().onServerEvent("count", (args, ack) -> ack.sendArgs(AckArgs.of(1, new byte[] { 1 })));
		Mono<BroadcastAcks<Arguments>> acks = this.a.server().serverSideEmitWithAck("count");
		acks.subscribe((result) -> this.results.add(result.responses().get(0).get(1, byte[].class)));
		this.b.runWorkers();
		assertThat(this.results).singleElement().isEqualTo(new byte[] { 1 });
	}

	@Test
	void answerOfServerOfAnotherTypeIsMissing() {
		this.b.root().onServerEvent("count", (args, ack) -> ack.send("many"));
		subscribe(this.a.server().serverSideEmitWithAck("count", Integer.class));
		this.b.runWorkers();
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(), 1, false));
	}

	@Test
	void serverThatDoesNotAnswerIsMissingAfterTheTimeOut() {
		subscribe(this.a.server().serverSideEmitWithAck("count", Integer.class));
		this.a.pass(Duration.ofMillis(4999));
		assertThat(this.results).isEmpty();
		this.a.pass(Duration.ofMillis(1));
		assertThat(this.results)
			.containsExactly(new BroadcastAcks<>(List.of(), 1, true, Set.of(this.memberships.get(1).uid())));
	}

	@Test
	void reservedNamesAreRefused() {
		for (String name : List.of("connect", "connection", "new_namespace")) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.a.server().serverSideEmit(name));
			assertThatIllegalArgumentException().isThrownBy(() -> this.a.root().onServerEvent(name, (args, ack) -> {
			}));
		}
	}

	@Test
	void serverThatIsAloneNeedsNoBus() {
		TestServer alone = new TestServer();
		alone.connect();
		alone.server().serverSideEmit("n", 1);
		subscribe(alone.server().serverSideEmitWithAck("n", Integer.class));
		subscribe(alone.server().fetchSockets());
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(), 0, false), alone.socket().id(), "end");
	}

	@Test
	void nothingIsKeptOfRequestsThatEnded() {
		subscribe(this.a.server().fetchSockets());
		subscribe(this.a.server().emitWithAck("ready?"));
		this.clientOfA.text("430[]");
		this.clientOfB.text("430[]");
		subscribe(this.a.server().serverSideEmitWithAck("n"));
		this.a.pass(Duration.ofSeconds(5));
		assertThat(this.bus.of("/").get(0)).extracting("requests")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.isEmpty();
		assertThat(this.results).hasSize(5);
	}

	private record User(String name, int age) {

	}

	private ClusterMembership membership(int index) {
		return this.memberships.get(index);
	}

	@Test
	void serversKnowEachOther() {
		assertThat(membership(0).others()).containsExactly(membership(1).uid());
		assertThat(membership(1).others()).containsExactly(membership(0).uid());
	}

	@Test
	void serversLearnOfThoseThatComeAndGo() {
		membership(0).addListener(this.results::add);
		TestServer c = server();
		c.server().close().block();
		String uid = membership(2).uid();
		assertThat(this.results).containsExactly(new ClusterEvent(ClusterEvent.Type.JOINED, uid),
				new ClusterEvent(ClusterEvent.Type.LEFT, uid));
		assertThat(membership(0).others()).containsExactly(membership(1).uid());
	}

	@Test
	void serverThatIsNotHeardOfIsLost() {
		membership(0).addListener(this.results::add);
		this.a.pass(Duration.ofMinutes(2));
		assertThat(this.results).isEmpty();
		this.a.pass(Duration.ofMinutes(1));
		assertThat(this.results).containsExactly(new ClusterEvent(ClusterEvent.Type.LOST, membership(1).uid()));
		this.b.server().emit("still there");
		assertThat(membership(0).others()).isEmpty();
		this.b.pass(Duration.ofMinutes(1));
		assertThat(membership(0).others()).containsExactly(membership(1).uid());
	}

	@Test
	void whateverComesFromAServerIsASignOfLife() {
		for (int i = 0; i < 5; i++) {
			this.a.pass(Duration.ofMinutes(1));
			this.b.server().emit("still there");
		}
		assertThat(membership(0).others()).containsExactly(membership(1).uid());
	}

	@Test
	void serverThatLeavesIsNotAwaited() {
		this.bus.deaf = 1;
		subscribe(this.a.server().fetchSockets());
		subscribe(this.a.server().serverSideEmitWithAck("count", Integer.class));
		subscribe(this.a.server().emitWithAck("ready?", Integer.class));
		this.clientOfA.text("430[1]");
		assertThat(this.results).containsExactly(this.a.socket().id());
		this.b.server().close().block();
		assertThat(this.results).containsExactlyInAnyOrder(this.a.socket().id(), "end",
				new BroadcastAcks<>(List.of(), 1, false), new BroadcastAcks<>(List.of(1), 0, false));
	}

	@Test
	void serverThatDiesIsNotAwaitedOnceThatIsKnown() {
		this.bus.deaf = 1;
		subscribe(this.a.server().fetchSockets());
		this.bus.of("/").remove(1);
		assertThat(this.results).containsExactly(this.a.socket().id());
		this.a.pass(Duration.ofSeconds(1));
		assertThat(this.results).containsExactly(this.a.socket().id(), "end");
	}

	@Test
	void socketsOfServerThatLeavesAreMissing() {
		this.b.connect();
		subscribe(this.a.server().emitWithAck("ready?", Integer.class));
		this.clientOfA.text("430[1]");
		this.clientOfB.text("430[2]");
		assertThat(this.results).isEmpty();
		ToyClusterAdapter adapter = (ToyClusterAdapter) ((DefaultNamespace) this.a.root()).adapter();
		adapter.receive("{\"uid\":\"%s\",\"nsp\":\"/\",\"type\":13}".formatted(membership(1).uid())
			.getBytes(StandardCharsets.UTF_8));
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1, 2), 1, false));
	}

	@Test
	void receiversOfServersThatAreGoneAndNotKnownAreNotAwaitedForEver() {
		subscribe(this.a.server().emitWithAck("ready?", Integer.class));
		this.clientOfA.text("430[1]");
		this.bus.of("/").remove(1);
		this.a.pass(Duration.ofSeconds(1));
		assertThat(this.results).isEmpty();
		this.a.pass(Duration.ofSeconds(1));
		assertThat(this.results).containsExactly(new BroadcastAcks<>(List.of(1), 1, true));
	}

	@Test
	void saysHowManyServersHaveNotAnswered() {
		this.bus.deaf = 1;
		subscribe(this.a.server().fetchSockets());
		this.a.pass(Duration.ofSeconds(5));
		assertThat(this.results.get(1)).isInstanceOfSatisfying(ClusterTimeoutException.class, (ex) -> {
			assertThat(ex.missing()).isOne();
			assertThat(ex.missingServers()).containsExactly(membership(1).uid());
			assertThat(ex).hasMessageContaining(membership(1).uid());
		});
	}

	@Test
	void payloadForNobodyIsNotRead() {
		ToyClusterAdapter adapter = (ToyClusterAdapter) ((DefaultNamespace) this.b.root()).adapter();
		String message = "{\"uid\":\"other\",\"nsp\":\"/\",\"type\":3,\"data\":{\"packet\":{\"type\":2,\"data\":[%s],"
				+ "\"nsp\":\"/\"},\"opts\":{\"rooms\":[\"%s\"],\"except\":[],\"flags\":{}}}}";
		adapter.receive(message.formatted("1e999", "nobody").getBytes(StandardCharsets.UTF_8));
		assertThat(this.b.server().count(SocketIOCounter.SERVER_MESSAGE_INVALID)).isZero();
		adapter.receive(message.formatted("", this.b.socket().id()).getBytes(StandardCharsets.UTF_8));
		assertThat(this.b.server().count(SocketIOCounter.SERVER_MESSAGE_INVALID)).isOne();
		adapter.receive(message.formatted("\"e\",1", this.b.socket().id()).getBytes(StandardCharsets.UTF_8));
		assertThat(this.clientOfB.sent()).containsExactly("42[\"e\",1]");
	}

}
