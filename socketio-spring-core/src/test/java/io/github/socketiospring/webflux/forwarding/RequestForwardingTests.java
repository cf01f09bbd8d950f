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

package io.github.socketiospring.webflux.forwarding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.test.FakeCluster;
import io.github.socketiospring.webflux.SocketIOHttpHandler;
import io.github.socketiospring.webflux.SocketIOWebHandler;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import io.netty.handler.codec.http.HttpHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests in which the other server is not a real one, or clients do what none does.
 */
class RequestForwardingTests {

	private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";

	private static final Consumer<SocketIOServerBuilder> IMPATIENT = (
			builder) -> builder.pingInterval(Duration.ofMillis(100)).pingTimeout(Duration.ofMillis(100));

	private final FakeCluster cluster = new FakeCluster();

	private final List<Node> nodes = new ArrayList<>();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Node owner = node(10);

	private final Node other = node(10);

	private Node node(int maxRequests) {
		return node(maxRequests, (builder) -> {
		});
	}

	private Node node(int maxRequests, Consumer<SocketIOServerBuilder> options) {
		Node node = new Node(maxRequests, options);
		this.nodes.add(node);
		return node;
	}

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
	}

	@Test
	void namesTheServerInSessionIds() {
		assertThat(open(this.owner)).matches(this.owner.id + "\\.[\\w-]{20}");
	}

	@Test
	void forwardsPollsAndPosts() {
		String sid = open(this.owner);
		assertThat(post(this.other, sid, "40").body()).isEqualTo("ok");
		HttpResponse<String> connected = poll(this.other, sid);
		assertThat(connected.body()).startsWith("40{\"sid\":");
		assertThat(connected.headers().map()).containsEntry("content-type", List.of("text/plain; charset=UTF-8"))
			.containsEntry("cache-control", List.of("no-store"))
			.doesNotContainKey("socketio-node");
		assertThat(post(this.other, sid, "42[\"hello\",\"wörld\"]").statusCode()).isEqualTo(200);
		assertThat(poll(this.owner, sid).body()).isEqualTo("42[\"echo\",\"wörld\"]");
		assertThat(this.other.io.engine().clientsCount()).isZero();
	}

	@Test
	void passesLargeBodiesBothWays() {
		String sid = open(this.owner);
		post(this.other, sid, "40");
		poll(this.other, sid);
		String text = "x".repeat(900_000);
		assertThat(post(this.other, sid, "42[\"hello\",\"" + text + "\"]").statusCode()).isEqualTo(200);
		assertThat(poll(this.other, sid).body()).isEqualTo("42[\"echo\",\"" + text + "\"]");
	}

	@Test
	void passesRefusalOfTooLargeBodyBack() {
		String sid = open(this.owner);
		assertThat(post(this.other, sid, "4".repeat(1_000_001)).statusCode()).isEqualTo(413);
	}

	@Test
	void leavesOutTheBodyOfPollWithItsLength() {
		String first = open(this.owner);
		String second = open(this.owner);
		post(this.other, first, "40");
		HttpResponse<String> poll = send(
				request(this.other, first).method("GET", BodyPublishers.ofString("x".repeat(100))));
		assertThat(poll.body()).startsWith("40{\"sid\":");
		// On the same connection
		assertThat(post(this.other, second, "40").body()).isEqualTo("ok");
		assertThat(poll(this.other, second).body()).startsWith("40{\"sid\":");
	}

	@Test
	void endsSessionWhenClientGoesWhilePolling() throws IOException {
		String sid = connect(this.owner);
		int before = this.owner.requests.get();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.other.port())) {
			socket.getOutputStream()
				.write(("GET " + path(sid) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8));
			await(() -> this.owner.requests.get() > before);
		}
		await(() -> !this.owner.reasons.isEmpty());
		assertThat(this.owner.reasons).containsExactly(DisconnectReason.TRANSPORT_ERROR);
		await(() -> this.other.forwarding.active() == 0);
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isZero();
	}

	@Test
	void answersPollWhenOwnerClosesSession() {
		String sid = connect(this.owner);
		CompletableFuture<HttpResponse<String>> poll = pollLater(this.other, sid);
		await(() -> this.other.forwarding.active() == 1);
		this.owner.io.disconnectSockets(true);
		assertThat(poll).succeedsWithin(Duration.ofSeconds(10)).satisfies((answer) -> {
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).startsWith("41");
		});
	}

	@Test
	void endsSessionOfTwoPollsAsOwnerDoes() {
		String sid = connect(this.owner);
		CompletableFuture<HttpResponse<String>> forwarded = pollLater(this.other, sid);
		CompletableFuture<HttpResponse<String>> direct = pollLater(this.owner, sid);
		assertThat(forwarded).succeedsWithin(Duration.ofSeconds(10));
		assertThat(direct).succeedsWithin(Duration.ofSeconds(10));
		assertThat(List.of(forwarded.join().statusCode(), direct.join().statusCode())).contains(400);
		assertThat(this.owner.reasons).containsExactly(DisconnectReason.TRANSPORT_ERROR);
	}

	@Test
	void forwardsNothingTwice() {
		String sid = connect(this.owner);
		HttpResponse<String> answer = send(request(this.other, sid).header("Socketio-Forwarded", this.owner.id));
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo(UNKNOWN);
		assertThat(post(this.other, sid, "42[\"hello\",1]").statusCode()).isEqualTo(200);
	}

	@Test
	void refusesMadeUpIds() {
		String rest = ".abcdefghijklmnopqrst";
		for (String sid : List.of("nobody", "0123456789abcdef" + rest, "../../../secret1" + rest, this.owner.id + rest,
				this.other.id + rest, this.owner.id, this.owner.id + ".")) {
			HttpResponse<String> answer = poll(this.other, sid);
			assertThat(answer.statusCode()).as(sid).isEqualTo(400);
			assertThat(answer.body()).as(sid).isEqualTo(UNKNOWN);
			assertThat(answer.headers().map()).as(sid).doesNotContainKey("socketio-node");
		}
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isZero();
		// Those of the owner, which nobody else asks
		assertThat(this.owner.count(EngineIOCounter.SESSION_ID_UNKNOWN)).isEqualTo(2);
	}

	@Test
	void refusesMoreRequestsThanMayBeForwarded() {
		Node small = node(1);
		CompletableFuture<HttpResponse<String>> waiting = pollLater(small, connect(this.owner));
		await(() -> small.forwarding.active() == 1);
		HttpResponse<String> refused = poll(small, connect(this.owner));
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(small.count(EngineIOCounter.FORWARD_REFUSED)).isOne();
		this.owner.io.emit("news");
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
		await(() -> small.forwarding.active() == 0);
		assertThat(post(small, connect(this.owner), "42[\"hello\",1]").statusCode()).isEqualTo(200);
	}

	@Test
	void refusesRequestsOfServerThatCannotBeReached() {
		String sid = connect(this.owner);
		this.owner.server.disposeNow();
		HttpResponse<String> answer = poll(this.other, sid);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo(UNKNOWN);
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isOne();
	}

	@Test
	void refusesRequestsThatOwnerResets() {
		DisposableServer reset = listen((server) -> server.handle((request, response) -> {
			request.withConnection((connection) -> connection.channel().close());
			return Mono.never();
		}));
		this.cluster.register("0123456789abcdef", "http://127.0.0.1:" + reset.port() + "/socket.io/");
		assertThat(poll(this.other, "0123456789abcdef.x").body()).isEqualTo(UNKNOWN);
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isOne();
		reset.disposeNow();
	}

	@Test
	void refusesAnswersOfSomethingElse() {
		DisposableServer stranger = listen((server) -> server.handle((request,
				response) -> response.status(200).header("Socketio-Node", "somebody").sendString(Mono.just("2"))));
		this.cluster.register("0123456789abcdef", "http://127.0.0.1:" + stranger.port() + "/socket.io/");
		HttpResponse<String> answer = poll(this.other, "0123456789abcdef.x");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo(UNKNOWN);
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isOne();
		stranger.disposeNow();
	}

	@Test
	void refusesRequestsThatAreNotAnsweredInTime() {
		Node impatient = node(10, IMPATIENT);
		DisposableServer silent = listen((server) -> server.handle((request, response) -> Mono.never()));
		this.cluster.register("0123456789abcdef", "http://127.0.0.1:" + silent.port() + "/socket.io/");
		assertThat(poll(impatient, "0123456789abcdef.x").body()).isEqualTo(UNKNOWN);
		assertThat(impatient.count(EngineIOCounter.FORWARD_FAILED)).isOne();
		silent.disposeNow();
	}

	@Test
	void givesUpPostOfWhichOwnerReadsNothing() throws IOException {
		try (ServerSocket hung = new ServerSocket()) {
			hung.setReceiveBufferSize(10_000);
			hung.bind(new InetSocketAddress("127.0.0.1", 0));
			this.cluster.register("0123456789abcdef", "http://127.0.0.1:" + hung.getLocalPort() + "/socket.io/");
			Node impatient = node(10, IMPATIENT);
			HttpResponse<String> answer = post(impatient, "0123456789abcdef.x", "4".repeat(20_000_000));
			assertThat(answer.statusCode()).isEqualTo(400);
			assertThat(answer.body()).isEqualTo(UNKNOWN);
			assertThat(impatient.count(EngineIOCounter.FORWARD_FAILED)).isOne();
			await(() -> impatient.forwarding.active() == 0);
		}
	}

	@Test
	void writesHeadersAnew() {
		Queue<HttpHeaders> seen = new ConcurrentLinkedQueue<>();
		DisposableServer owner = listen((server) -> server.handle((request, response) -> {
			seen.add(request.requestHeaders().copy());
			return response.status(418)
				.header("Socketio-Node", "0123456789abcdef")
				.header("Connection", "X-Hop")
				.header("X-Hop", "1")
				.header("X-End", "2")
				.addHeader("Set-Cookie", "a=1")
				.addHeader("Set-Cookie", "b=2")
				.sendString(Mono.just("tea"));
		}));
		this.cluster.register("0123456789abcdef", "http://127.0.0.1:" + owner.port() + "/socket.io/");
		HttpResponse<String> answer = send(request(this.other, "0123456789abcdef.x").header("Cookie", "c=3")
			.header("X-Forwarded-For", "1.2.3.4")
			.header("Forwarded", "for=1.2.3.4")
			.header("TE", "trailers")
			.header("X-Custom", "4"));
		assertThat(answer.statusCode()).isEqualTo(418);
		assertThat(answer.body()).isEqualTo("tea");
		assertThat(answer.headers().map()).doesNotContainKeys("x-hop", "socketio-node")
			.containsEntry("x-end", List.of("2"))
			.containsEntry("set-cookie", List.of("a=1", "b=2"));
		String host = "localhost:" + this.other.port();
		assertThat(seen).singleElement().satisfies((headers) -> {
			assertThat(headers.getAll("Host")).containsExactly(host);
			assertThat(headers.getAll("X-Forwarded-Host")).containsExactly(host);
			assertThat(headers.getAll("X-Forwarded-Proto")).containsExactly("http");
			assertThat(headers.getAll("X-Forwarded-Port")).containsExactly(String.valueOf(this.other.port()));
			assertThat(headers.getAll("X-Forwarded-For")).hasSize(1).doesNotContain("1.2.3.4");
			assertThat(headers.getAll("Socketio-Forwarded")).containsExactly(this.other.id);
			assertThat(headers.getAll("Cookie")).containsExactly("c=3");
			assertThat(headers.getAll("X-Custom")).containsExactly("4");
			assertThat(headers.names()).doesNotContain("Forwarded", "TE");
		});
		owner.disposeNow();
	}

	@Test
	void refusesWhatIsNotItsOwnWhenItIsClosed() {
		String sid = connect(this.owner);
		this.other.io.close().block();
		assertThat(poll(this.other, sid).statusCode()).isEqualTo(503);
		assertThat(post(this.owner, sid, "42[\"hello\",1]").statusCode()).isEqualTo(200);
	}

	@Test
	void forwardsUpgrade() {
		String sid = connect(this.owner);
		Messages messages = new Messages();
		WebSocket webSocket = upgrade(this.other, sid, messages);
		assertThat(this.owner.io.engine().clientsCount("websocket")).isOne();
		webSocket.sendText("42[\"hello\",\"wörld\"]", true).join();
		assertThat(messages.take()).isEqualTo("42[\"echo\",\"wörld\"]");
		String text = "x".repeat(900_000);
		webSocket.sendText("42[\"hello\",\"" + text + "\"]", true).join();
		assertThat(messages.take()).isEqualTo("42[\"echo\",\"" + text + "\"]");
		assertThat(this.other.forwarding.active()).isOne();
		webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
		await(() -> this.owner.reasons.contains(DisconnectReason.TRANSPORT_CLOSE));
		assertThat(messages.closed).succeedsWithin(Duration.ofSeconds(10));
		await(() -> this.other.forwarding.active() == 0);
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isZero();
	}

	@Test
	void closesForwardedWebSocketAsOwnerDoes() {
		Messages messages = new Messages();
		upgrade(this.other, connect(this.owner), messages);
		this.owner.io.disconnectSockets(true);
		assertThat(messages.take()).startsWith("41");
		assertThat(messages.closed).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1005);
		await(() -> this.other.forwarding.active() == 0);
	}

	@Test
	void closesForwardedWebSocketWhenClientIsLost() {
		upgrade(this.other, connect(this.owner), new Messages()).abort();
		await(() -> !this.owner.reasons.isEmpty());
		await(() -> this.other.forwarding.active() == 0);
	}

	@Test
	void closesForwardedWebSocketsWhenServerStops() {
		Messages messages = new Messages();
		upgrade(this.other, connect(this.owner), messages);
		this.other.forwarding.closeWebSockets().block(Duration.ofSeconds(10));
		assertThat(messages.closed).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1006);
		await(() -> !this.owner.reasons.isEmpty());
		Messages late = new Messages();
		upgradeLater(this.other, connect(this.owner), late);
		assertThat(late.closed).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1006);
	}

	@Test
	void leavesWhatClientDoesNotReadWithOwner() throws IOException {
		try (Socket socket = upgradeAndReadNothing(this.other, connect(this.owner))) {
			// The frames of 2probe and 5, masked with zeros
			socket.getOutputStream()
				.write(new byte[] { (byte) 0x81, (byte) 0x86, 0, 0, 0, 0, '2', 'p', 'r', 'o', 'b', 'e' });
			socket.getOutputStream().write(new byte[] { (byte) 0x81, (byte) 0x81, 0, 0, 0, 0, '5' });
			await(() -> this.owner.io.engine().clientsCount("websocket") == 1);
			String text = "x".repeat(1_000_000);
			for (int i = 0; i < 40; i++) {
				this.owner.io.emit("news", text);
			}
			await(() -> this.owner.reasons.contains(DisconnectReason.SLOW_CONSUMER));
		}
		await(() -> this.other.forwarding.active() == 0);
	}

	@Test
	void closesForwardedWebSocketOfWhichNothingIsReadForLongerThanSessionsLast() throws IOException {
		Node impatient = node(10, IMPATIENT);
		DisposableServer owner = listen(
				(server) -> server.handle((request, response) -> response.header("Socketio-Node", "0123456789abcdef")
					.sendWebsocket((in, out) -> out
						.sendString(in.receive().flatMap((message) -> Mono.just("x".repeat(1_000_000)).repeat())))));
		this.cluster.register("0123456789abcdef", "http://127.0.0.1:" + owner.port() + "/socket.io/");
		try (Socket socket = upgradeAndReadNothing(impatient, "0123456789abcdef.x")) {
			// Makes the owner send
			socket.getOutputStream().write(new byte[] { (byte) 0x81, (byte) 0x81, 0, 0, 0, 0, '2' });
			await(() -> impatient.forwarding.active() == 0);
		}
		owner.disposeNow();
	}

	private static Socket upgradeAndReadNothing(Node node, String sid) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(10_000);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port()));
		socket.getOutputStream()
			.write(("GET " + path(sid).replace("polling", "websocket") + " HTTP/1.1\r\nHost: localhost\r\n"
					+ "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
					+ "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
				.getBytes(StandardCharsets.UTF_8));
		assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
			.isEqualTo("HTTP/1.1 101");
		return socket;
	}

	@Test
	void refusesUpgradeAsOwnerDoes() {
		String sid = this.owner.id + ".abcdefghijklmnopqrst";
		assertThat(upgradeLater(this.other, sid, new Messages())).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(ex) -> assertThat(ex.getResponse().statusCode()).isEqualTo(400));
		assertThat(this.owner.count(EngineIOCounter.SESSION_ID_UNKNOWN)).isOne();
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isZero();
	}

	@Test
	void refusesUpgradeToServerThatCannotBeReached() {
		String sid = connect(this.owner);
		this.owner.server.disposeNow();
		assertThat(upgradeLater(this.other, sid, new Messages())).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(ex) -> assertThat(ex.getResponse().statusCode()).isEqualTo(400));
		assertThat(this.other.count(EngineIOCounter.FORWARD_FAILED)).isOne();
	}

	@Test
	void passesHostAndHeadersOfUpgrade() {
		Queue<HttpHeaders> seen = new ConcurrentLinkedQueue<>();
		DisposableServer owner = listen((server) -> server.handle((request, response) -> {
			seen.add(request.requestHeaders().copy());
			return response.status(418).header("Socketio-Node", "0123456789abcdef").send();
		}));
		this.cluster.register("0123456789abcdef", "http://127.0.0.1:" + owner.port() + "/socket.io/");
		assertThat(upgradeLater(this.other, "0123456789abcdef.x", new Messages())).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(ex) -> assertThat(ex.getResponse().statusCode()).isEqualTo(418));
		assertThat(seen).singleElement().satisfies((headers) -> {
			assertThat(headers.getAll("Host")).containsExactly("localhost:" + this.other.port());
			assertThat(headers.getAll("Sec-WebSocket-Key")).hasSize(1);
			assertThat(headers.getAll("X-Custom")).containsExactly("4");
			assertThat(headers.getAll("Socketio-Forwarded")).containsExactly(this.other.id);
		});
		owner.disposeNow();
	}

	/**
	 * Upgrade as clients do.
	 */
	private WebSocket upgrade(Node node, String sid, Messages messages) {
		WebSocket webSocket = upgradeLater(node, sid, messages).orTimeout(10, TimeUnit.SECONDS).join();
		webSocket.sendText("2probe", true).join();
		assertThat(messages.take()).isEqualTo("3probe");
		webSocket.sendText("5", true).join();
		await(() -> this.owner.io.engine().clientsCount("websocket") == 1);
		return webSocket;
	}

	private CompletableFuture<WebSocket> upgradeLater(Node node, String sid, Messages messages) {
		return this.client.newWebSocketBuilder()
			.header("X-Custom", "4")
			.buildAsync(URI.create(node.url().replace("http", "ws") + path(sid).replace("polling", "websocket")),
					messages);
	}

	private static DisposableServer listen(UnaryOperator<HttpServer> server) {
		return server.apply(HttpServer.create().host("127.0.0.1").port(0)).bindNow();
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5)).until(condition);
	}

	/**
	 * Open a session with a socket.
	 */
	private String connect(Node node) {
		String sid = open(node);
		post(node, sid, "40");
		poll(node, sid);
		return sid;
	}

	private String open(Node node) {
		String body = send(HttpRequest.newBuilder(URI.create(node.url() + "/socket.io/?EIO=4&transport=polling")))
			.body();
		return body.substring(body.indexOf("sid\":\"") + 6, body.indexOf("\",\"upgrades"));
	}

	private HttpResponse<String> poll(Node node, String sid) {
		return send(request(node, sid));
	}

	private CompletableFuture<HttpResponse<String>> pollLater(Node node, String sid) {
		return this.client.sendAsync(request(node, sid).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> post(Node node, String sid, String body) {
		return send(request(node, sid).POST(BodyPublishers.ofString(body)));
	}

	private static HttpRequest.Builder request(Node node, String sid) {
		return HttpRequest.newBuilder(URI.create(node.url() + path(sid)));
	}

	private static String path(String sid) {
		return "/socket.io/?EIO=4&transport=polling&sid=" + sid;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What comes on a WebSocket.
	 */
	private static final class Messages implements WebSocket.Listener {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final StringBuilder message = new StringBuilder();

		private final CompletableFuture<Integer> closed = new CompletableFuture<>();

		String take() {
			try {
				return this.received.poll(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.message.append(data);
			if (last) {
				this.received.add(this.message.toString());
				this.message.setLength(0);
			}
			webSocket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
			this.closed.complete(status);
			return null;
		}

		@Override
		public void onError(WebSocket webSocket, Throwable error) {
			this.closed.complete(1006);
		}

	}

	private final class Node {

		final String id;

		final SocketIOServer io;

		final RequestForwarding forwarding;

		final DisposableServer server;

		final AtomicInteger requests = new AtomicInteger();

		final Queue<DisconnectReason> reasons = new ConcurrentLinkedQueue<>();

		Node(int maxRequests, Consumer<SocketIOServerBuilder> options) {
			FakeCluster.Member member = RequestForwardingTests.this.cluster.join();
			this.id = member.serverId();
			SocketIOServerBuilder builder = new SocketIOServerBuilder().adapterFactory(member).serverInSessionIds(true);
			options.accept(builder);
			this.io = builder.build();
			this.io.onConnection((socket) -> {
				socket.on("hello", (args, ack) -> socket.emit("echo", args.get(0)));
				socket.onDisconnect(this.reasons::add);
			});
			this.forwarding = new RequestForwarding(this.io, Duration.ofSeconds(1), maxRequests,
					this.io.engine().options().pingInterval(), null);
			SocketIOWebHandler handler = new SocketIOWebHandler(this.io.engine(), new CorsConfiguration(),
					ReactorNettyBinding.webSocketService(this.io.engine()), true, false, this.forwarding);
			ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(
					SocketIOHttpHandler.create("/socket.io", handler));
			this.server = listen((server) -> server.handle((request, response) -> {
				this.requests.incrementAndGet();
				return adapter.apply(request, response);
			}));
			member.register("http://127.0.0.1:" + port() + "/socket.io/").block();
		}

		int port() {
			return ((InetSocketAddress) this.server.address()).getPort();
		}

		String url() {
			return "http://localhost:" + port();
		}

		long count(EngineIOCounter counter) {
			return this.io.engine().count(counter);
		}

		void close() {
			this.io.close().block();
			this.forwarding.close().block();
			this.server.disposeNow();
		}

	}

}
