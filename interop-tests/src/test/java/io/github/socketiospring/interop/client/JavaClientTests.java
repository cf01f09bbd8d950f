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

package io.github.socketiospring.interop.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.socket.client.Ack;
import io.socket.client.AckWithTimeout;
import io.socket.client.Manager;
import io.socket.client.Socket;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.socketiospring.interop.client.JavaClients.ask;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official Java client against an annotated Spring Boot application.
 */
@ParameterizedClass(name = "{0} {1}")
@MethodSource("combinations")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientTests {

	private static final byte[] BYTES = { 0, 1, 2, -1, 127, -128 };

	@Parameter(0)
	ServerBinding binding;

	@Parameter(1)
	ClientTransport transport;

	private TestServer server;

	private JavaClients clients;

	static Stream<Arguments> combinations() {
		return ServerBinding.all()
			.flatMap((binding) -> Stream.of(ClientTransport.values())
				.map((transport) -> Arguments.of(binding, transport)));
	}

	@BeforeParameterizedClassInvocation
	void startServer() {
		// A client that is refused a POST in the midst of its upgrade says no goodbye
		this.server = new BootServer(this.binding, ClientApplication.class, "default", "socketio.ping-timeout=5s");
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	@BeforeEach
	void createClients() {
		this.clients = new JavaClients(this.server.url(), this.transport);
	}

	@AfterEach
	void leave() {
		this.clients.close();
		try {
			this.server.awaitNoClients();
		}
		finally {
			this.clients.shutDown();
		}
	}

	@Test
	void connectsWithAuth() {
		Socket socket = this.clients.socket("/", auth("name", "Gräfin 👩‍🔬"));
		Inbox welcome = new Inbox(socket, "welcome");
		this.clients.connect(socket);
		assertThat(welcome.next()).containsExactly(Map.of("name", "Gräfin 👩‍🔬"), "/");
		assertThat(socket.id()).matches("[\\w-]{20}");
	}

	@Test
	void learnsMessageAndDataOfRefusalThenConnectsOverSameConnection() {
		Socket root = this.clients.connect("/");
		Socket member = this.clients.socket(root.io(), "/members", with(auth("token", "wrong")));
		Inbox refusals = new Inbox(member, Socket.EVENT_CONNECT_ERROR);
		member.connect();
		assertThat(refusals.next()).containsExactly(
				Map.of("message", "not a member", "data", Map.of("code", 403, "remedies", List.of("ask", "pay"))));
		assertThat(ask(root, "reply", "here")).containsExactly("here");
		// A manager keeps the sockets of its namespaces with the auth of their first use
		Socket admitted = this.clients.connect("/members", auth("token", "right"));
		assertThat(ask(admitted, "whoami")).containsExactly("member");
		assertThat(root.connected()).isTrue();
	}

	@Test
	void isRefusedInNamespaceThatDoesNotExist() {
		Socket nowhere = this.clients.socket("/nowhere", (options) -> {
		});
		Inbox refusals = new Inbox(nowhere, Socket.EVENT_CONNECT_ERROR);
		nowhere.connect();
		assertThat(refusals.next()).containsExactly(Map.of("message", "Invalid namespace"));
	}

	@Test
	void usesSeveralNamespacesOverOneConnection() {
		Socket first = this.clients.connect("/");
		Socket second = this.clients.socket(first.io(), "/second", with(auth("name", "two")));
		Inbox welcome = new Inbox(second, "welcome");
		this.clients.connect(second);
		assertThat(welcome.next()).containsExactly(Map.of("name", "two"), "/second");
		assertThat(this.server.servers()).extracting((server) -> server.engine().clientsCount()).containsOnlyOnce(1);
		assertThat(ask(first, "reply", 1)).containsExactly(1);
		assertThat(ask(second, "reply", 2)).containsExactly(2);
		second.disconnect();
		assertThat(ask(first, "reply", 3)).containsExactly(3);
	}

	@Test
	void sendsAndGetsEventsOfAnyKind() {
		Socket socket = this.clients.connect("/");
		Inbox echoes = new Inbox(socket, "echo");
		socket.emit("echo");
		assertThat(echoes.next()).isEmpty();
		socket.emit("echo", 1, -2.5, true, "é日😀\u2028\n\"", JSONObject.NULL,
				new JSONObject(Map.of("list", List.of(1, List.of(2, Map.of("three", List.of()))))));
		assertThat(echoes.next()).hasSize(6)
			.startsWith(1)
			.contains("é日😀\u2028\n\"", true)
			.containsNull()
			.endsWith(Map.of("list", List.of(1, List.of(2, Map.of("three", List.of())))));
	}

	@Test
	void bindsPayloadsToRecords() throws Exception {
		Socket socket = this.clients.connect("/");
		JSONObject order = new JSONObject(
				"{'customer':'Ada','lines':[{'item':'tea','count':2},{'item':'cup','count':1}]}");
		assertThat(ask(socket, "order", order))
			.containsExactly(Map.of("customer", "Ada", "items", List.of("tea", "cup"), "count", 3));
		assertThat(ask(socket, "order", "no order")).singleElement().asString().contains("code=bad_payload");
	}

	@Test
	void getsAcknowledgements() {
		Socket socket = this.clients.connect("/");
		assertThat(ask(socket, "reply")).isEmpty();
		assertThat(ask(socket, "reply", 1, "zwei", new JSONArray(List.of(3)))).containsExactly(1, "zwei", List.of(3));
		for (int i = 0; i < 50; i++) {
			assertThat(ask(socket, "reply", i)).containsExactly(i);
		}
	}

	@Test
	void timesOutWhereNoAcknowledgementComes() {
		Socket socket = this.clients.connect("/");
		CompletableFuture<String> outcome = new CompletableFuture<>();
		socket.emit("silence", new Object[0], new AckWithTimeout(50) {

			@Override
			public void onSuccess(Object... args) {
				outcome.complete("answer");
			}

			@Override
			public void onTimeout() {
				outcome.complete("time-out");
			}

		});
		assertThat(outcome.orTimeout(15, TimeUnit.SECONDS).join()).isEqualTo("time-out");
		assertThat(ask(socket, "reply", "goes on")).containsExactly("goes on");
	}

	@Test
	void acknowledgesWhatServerAsks() {
		Socket socket = this.clients.connect("/");
		socket.on("question", (args) -> ((Ack) args[args.length - 1]).call("answer", args.length - 1, BYTES));
		assertThat(ask(socket, "ask", "question", 1, BYTES))
			.containsExactly(List.of("answer", 2, ByteBuffer.wrap(BYTES)));
		Inbox outcomes = new Inbox(socket, "outcome");
		socket.on("no answer", (args) -> {
		});
		socket.emit("ask in vain", "no answer");
		assertThat(outcomes.next()).containsExactly("operation has timed out");
	}

	@Test
	void sendsAndGetsBinaryAtAnyDepth() throws Exception {
		Socket socket = this.clients.connect("/");
		Inbox echoes = new Inbox(socket, "echo");
		JSONObject deep = new JSONObject().put("list", new JSONArray().put(BYTES).put(new JSONObject().put("x", BYTES)))
			.put("text", "x");
		socket.emit("echo", BYTES, deep, new byte[0]);
		ByteBuffer bytes = ByteBuffer.wrap(BYTES);
		assertThat(echoes.next()).containsExactly(bytes,
				Map.of("list", List.of(bytes, Map.of("x", bytes)), "text", "x"), ByteBuffer.allocate(0));
		byte[] large = new byte[200_000];
		IntStream.range(0, large.length).forEach((i) -> large[i] = (byte) (i * 7));
		assertThat(ask(socket, "reply", large, BYTES)).containsExactly(ByteBuffer.wrap(large), bytes);
	}

	@Test
	void keepsOrderBothWays() {
		Socket socket = this.clients.connect("/");
		Inbox counted = new Inbox(socket, "counted");
		socket.emit("count", 1000);
		for (int i = 0; i < 1000; i++) {
			if (i % 10 == 0) {
				socket.emit("number", i, BYTES);
			}
			else {
				socket.emit("number", i);
			}
		}
		assertThat(numbers(counted.next(1000))).isEqualTo(range(1000));
		assertThat(ask(socket, "numbers")).containsExactly(range(1000));
		assertThat(counted.rest()).isEmpty();
	}

	@Test
	void isUpgradedIfItCanBe() {
		Socket socket = this.clients.connect("/");
		Awaitility.await()
			.atMost(JavaClients.DEADLINE)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> ask(socket, "transport").contains(this.transport.lastName()));
		assertThat(ask(socket, "reply", "still here", BYTES)).containsExactly("still here", ByteBuffer.wrap(BYTES));
	}

	@Test
	void getsWhatIsSentToItsRooms() throws Exception {
		List<Socket> sockets = Stream.generate(() -> this.clients.connect("/rooms")).limit(3).toList();
		List<Inbox> news = sockets.stream().map((socket) -> new Inbox(socket, "news")).toList();
		assertThat(ask(sockets.get(0), "join", new JSONArray(List.of("a", "b")))).isEmpty();
		assertThat(ask(sockets.get(1), "join", new JSONArray(List.of("a", "b")))).isEmpty();
		assertThat(ask(sockets.get(2), "join", new JSONArray(List.of("b")))).isEmpty();
		send(sockets.get(0), List.of("a", "b"), List.of(), true, "both rooms");
		send(sockets.get(0), List.of("a"), List.of(), false, "not the sender");
		send(sockets.get(0), List.of("b"), List.of("a"), true, "except");
		send(sockets.get(0), List.of(), List.of(), false, "all others");
		send(sockets.get(0), List.of(sockets.get(2).id()), List.of(), false, "private");
		send(sockets.get(0), List.of(), List.of(), true, "end");
		assertThat(untilEnd(news.get(0))).containsExactly("both rooms");
		assertThat(untilEnd(news.get(1))).containsExactly("both rooms", "not the sender", "all others");
		assertThat(untilEnd(news.get(2))).containsExactly("both rooms", "except", "all others", "private");
	}

	@Test
	void answersBroadcastAsAllOthersDo() {
		List<Socket> sockets = Stream.generate(() -> this.clients.connect("/rooms")).limit(3).toList();
		for (Socket socket : sockets) {
			socket.on("question", (args) -> ((Ack) args[1]).call("answer"));
			assertThat(ask(socket, "join", new JSONArray(List.of("a")))).isEmpty();
		}
		assertThat(ask(sockets.get(0), "ask all", "a", 15_000)).containsExactly(
				Map.of("responses", List.of("answer", "answer", "answer"), "missing", 0, "timedOut", false));
	}

	@Test
	void disconnectsItself() {
		String key = newKey();
		Socket socket = this.clients.connect("/", auth("key", key));
		Inbox gone = new Inbox(socket, Socket.EVENT_DISCONNECT);
		socket.disconnect();
		assertThat(gone.next()).startsWith("io client disconnect");
		assertThat(this.server.journal().reason("/ " + key)).isEqualTo("client namespace disconnect");
	}

	@Test
	void isDisconnectedByServer() {
		String key = newKey();
		Socket first = this.clients.connect("/", auth("key", key));
		Socket second = this.clients.connect(this.clients.socket(first.io(), "/second", with(auth("key", key))));
		Inbox gone = new Inbox(second, Socket.EVENT_DISCONNECT);
		second.emit("leave me", false);
		assertThat(gone.next()).startsWith("io server disconnect");
		assertThat(this.server.journal().reason("/second " + key)).isEqualTo("server namespace disconnect");
		assertThat(ask(first, "reply", "still here")).containsExactly("still here");
	}

	@Test
	void isDisconnectedByServerFromAllNamespaces() {
		String key = newKey();
		Socket first = this.clients.connect("/", auth("key", key));
		Socket second = this.clients.connect(this.clients.socket(first.io(), "/second", with(auth("key", key))));
		List<Inbox> gone = Stream.of(first, second)
			.map((socket) -> new Inbox(socket, Socket.EVENT_DISCONNECT))
			.toList();
		first.emit("leave me", true);
		assertThat(gone.get(0).next()).startsWith("io server disconnect");
		assertThat(gone.get(1).next()).startsWith("io server disconnect");
		assertThat(this.server.journal().reason("/ " + key)).isEqualTo("server namespace disconnect");
		assertThat(this.server.journal().reason("/second " + key)).isEqualTo("server namespace disconnect");
	}

	@Test
	void reconnectsAfterServerClosedTransport() {
		String key = newKey();
		Socket socket = this.clients.connect("/", auth("key", key).andThen(JavaClientTests::eager));
		Inbox gone = new Inbox(socket, Socket.EVENT_DISCONNECT);
		Inbox back = new Inbox(socket, Socket.EVENT_CONNECT);
		// More attachments than the server takes
		socket.emit("echo", Stream.generate(() -> BYTES).limit(11).toArray());
		// An error if a POST is still under way as a poll tells that the session is over
		assertThat(gone.next().get(0)).isIn("transport close", "transport error");
		assertThat(this.server.journal().reason("/ " + key)).isEqualTo("forced close");
		back.next();
		assertThat(ask(socket, "reply", "back")).containsExactly("back");
	}

	@Test
	void seesServerShutDownAndReconnectsWhenItIsBack() {
		String key = newKey();
		Socket socket = this.clients.connect("/", auth("key", key).andThen(JavaClientTests::eager));
		Inbox gone = new Inbox(socket, Socket.EVENT_DISCONNECT);
		Inbox back = new Inbox(socket, Socket.EVENT_CONNECT);
		this.server.restart();
		// Between two polls there is nothing that could tell it
		assertThat(gone.next().get(0)).isIn("transport close", "transport error");
		assertThat(this.server.journal().reason("/ " + key)).isEqualTo("server shutting down");
		back.next();
		assertThat(ask(socket, "reply", "back")).containsExactly("back");
	}

	@Test
	void isClosedAloneForTooLargeMessage() {
		Socket large = this.clients.connect("/");
		Socket other = this.clients.connect("/");
		Inbox gone = new Inbox(large, Socket.EVENT_DISCONNECT);
		large.emit("echo", "x".repeat(1_000_000));
		assertThat(gone.next().get(0)).isIn("transport close", "transport error");
		assertThat(ask(other, "reply", "unharmed")).containsExactly("unharmed");
	}

	private static Consumer<Manager.Options> auth(String name, String value) {
		return (options) -> options.auth = Map.of(name, value);
	}

	private Manager.Options with(Consumer<Manager.Options> customizer) {
		Manager.Options options = this.clients.options();
		customizer.accept(options);
		return options;
	}

	private static void eager(Manager.Options options) {
		options.reconnection = true;
		options.reconnectionDelay = 10;
		options.reconnectionDelayMax = 50;
		// What reaches a server in the midst of its end may never be answered
		options.timeout = 2000;
	}

	private static void send(Socket socket, List<String> to, List<String> except, boolean fromServer, String what)
			throws Exception {
		socket.emit("send",
				new JSONObject().put("to", new JSONArray(to))
					.put("except", new JSONArray(except))
					.put("fromServer", fromServer)
					.put("event", "news"),
				what);
	}

	private static List<Object> untilEnd(Inbox news) {
		List<Object> all = new ArrayList<>();
		for (Object next = news.next().get(0); !next.equals("end"); next = news.next().get(0)) {
			all.add(next);
		}
		return all;
	}

	static List<Object> numbers(List<List<Object>> events) {
		return events.stream().map((args) -> args.get(0)).toList();
	}

	static List<Object> range(int end) {
		return IntStream.range(0, end).<Object>mapToObj((i) -> i).toList();
	}

	private static String newKey() {
		return UUID.randomUUID().toString();
	}

}
