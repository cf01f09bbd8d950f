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

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.socket.client.Manager;
import io.socket.client.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Clients that ask for too much, against a running application: what they get is bounded,
 * they are told in a way that official clients understand, and nobody else is disturbed.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitTests {

	private static final boolean LONG = Boolean.getBoolean("socketio.test.long");

	private static final int HANDSHAKES = LONG ? 5000 : 500;

	private static final int PENDING = LONG ? 1000 : 100;

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	@Parameter
	ServerBinding binding;

	private BootServer server;

	private final HttpClient http = HttpClient.newHttpClient();

	@BeforeParameterizedClassInvocation
	void startServer() {
		// A poll that does not come is not waited for: pings find that out sooner
		this.server = new BootServer(this.binding, LimitedApplication.class, "default",
				"socketio.limits.pending-connections=" + PENDING, "socketio.limits.connections-per-address=3000",
				"socketio.connect-timeout=6s", "socketio.ping-timeout=" + (LONG ? "60s" : "5s"),
				"socketio.limits.namespaces-per-connection=20", "server.forward-headers-strategy=framework");
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	private SocketIOServer io() {
		return this.server.servers().get(0);
	}

	private void awaitNobody() {
		await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(io().engine().pendingCount()).isZero();
			assertThat(io().engine().clientsCount()).isZero();
			assertThat(io().engine().timers().active()).isZero();
		});
	}

	@Test
	void halfOpenHandshakesAreBoundedAndCleanedUp() throws Exception {
		JavaClients clients = new JavaClients(this.server.url(), ClientTransport.WEBSOCKET);
		Socket bystander = clients.connect("/");
		long busy = io().engine().count(EngineIOCounter.SERVER_BUSY);
		AtomicInteger most = new AtomicInteger();
		Queue<String> outcomes = new ConcurrentLinkedQueue<>();
		Queue<WebSocket> webSockets = new ConcurrentLinkedQueue<>();
		Semaphore concurrency = new Semaphore(50);
		for (int i = 0; i < HANDSHAKES; i++) {
			concurrency.acquire();
			((i % 2 == 0) ? openPolling() : openWebSocket(webSockets)).whenComplete((outcome, error) -> {
				most.accumulateAndGet(io().engine().pendingCount(), Math::max);
				outcomes.add((error != null) ? error.toString() : outcome);
				concurrency.release();
			});
			if (i % 50 == 0) {
				assertThat(JavaClients.ask(bystander, "echo", i)).containsExactly(i);
			}
		}
		concurrency.acquire(50);
		assertThat(outcomes).hasSize(HANDSHAKES)
			.containsOnly("200", "101", "503 {\"code\":6,\"message\":\"Server busy\"}", "503 Server busy");
		assertThat(most.get()).isPositive().isLessThanOrEqualTo(PENDING);
		long refused = outcomes.stream().filter((outcome) -> outcome.startsWith("503")).count();
		assertThat(refused).isPositive();
		assertThat(io().engine().count(EngineIOCounter.SERVER_BUSY) - busy).isGreaterThanOrEqualTo(refused);
		assertThat(JavaClients.ask(bystander, "echo", -1)).containsExactly(-1);
		await().atMost(PATIENCE).until(() -> io().engine().pendingCount() == 0);
		assertThat(JavaClients.ask(clients.connect("/"), "echo", 1)).containsExactly(1);
		clients.close();
		webSockets.forEach(WebSocket::abort);
		awaitNobody();
		clients.shutDown();
	}

	private CompletableFuture<String> openPolling() {
		HttpRequest request = HttpRequest.newBuilder(this.server.url().resolve("/socket.io/?EIO=4&transport=polling"))
			.build();
		return this.http.sendAsync(request, BodyHandlers.ofString())
			.thenApply((response) -> (response.statusCode() == 200) ? "200"
					: response.statusCode() + " " + response.body());
	}

	private CompletableFuture<String> openWebSocket(Queue<WebSocket> webSockets) {
		URI url = URI.create("ws://127.0.0.1:" + this.server.port() + "/socket.io/?EIO=4&transport=websocket");
		return this.http.newWebSocketBuilder().buildAsync(url, new WebSocket.Listener() {
		}).thenApply((webSocket) -> {
			webSockets.add(webSocket);
			return "101";
		}).exceptionally(LimitTests::refusal);
	}

	private static String refusal(Throwable error) {
		Throwable cause = (error instanceof CompletionException) ? error.getCause() : error;
		return (cause instanceof WebSocketHandshakeException handshake)
				? handshake.getResponse().statusCode() + " Server busy" : error.toString();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
			+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" })
	void handshakesThatAreAbortedGiveTheirPlacesBack(String upgrade) throws IOException {
		assumeTrue(this.binding.seesAbortedRequests(), "A servlet container does not see that");
		awaitNobody();
		for (int round = 0; round < 3; round++) {
			List<java.net.Socket> sockets = new ArrayList<>();
			for (int i = 0; i < PENDING; i++) {
				java.net.Socket socket = new java.net.Socket(InetAddress.getLoopbackAddress(), this.server.port());
				socket.setSoLinger(true, 0);
				String transport = upgrade.isEmpty() ? "polling" : "websocket";
				socket.getOutputStream()
					.write(("GET /socket.io/?EIO=4&slow=1&transport=" + transport + " HTTP/1.1\r\nHost: localhost\r\n"
							+ upgrade + "\r\n")
						.getBytes(StandardCharsets.US_ASCII));
				sockets.add(socket);
			}
			await().atMost(PATIENCE).until(() -> io().engine().pendingCount() == PENDING);
			assertThat(openPolling().join()).startsWith("503");
			for (java.net.Socket socket : sockets) {
				socket.close();
			}
			await().atMost(PATIENCE).until(() -> io().engine().pendingCount() == 0);
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientThatCreatesNamespacesWithoutEndIsStopped(ClientTransport transport) {
		serve(transport, (clients) -> {
			Socket bystander = clients.connect("/");
			Manager.Options options = clients.options();
			Manager manager = new Manager(this.server.url(), options);
			List<Socket> joined = new ArrayList<>();
			List<Inbox> refusals = new ArrayList<>();
			for (int i = 0; i < 60; i++) {
				Socket socket = clients.socket(manager, "/made/" + i, options);
				Inbox connected = new Inbox(socket, Socket.EVENT_CONNECT);
				refusals.add(new Inbox(socket, Socket.EVENT_CONNECT_ERROR));
				socket.connect();
				if (i < 20) {
					connected.next();
					joined.add(socket);
				}
			}
			for (int i = 20; i < 60; i++) {
				assertThat(refusals.get(i).next()).singleElement().asString().contains("Too many namespaces");
			}
			assertThat(io().namespaces()).hasSize(21);
			assertThat(io().count(SocketIOCounter.CONNECTION_NAMESPACES_EXCEEDED)).isGreaterThanOrEqualTo(40);
			assertThat(JavaClients.ask(joined.get(19), "echo", 19)).containsExactly(19);
			assertThat(JavaClients.ask(bystander, "echo", 1)).containsExactly(1);
		});
		assertThat(io().namespaces()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void eventsThatComeTooFastAreRefused(ClientTransport transport) {
		serve(transport, (clients) -> {
			Socket fast = clients.connect("/");
			Socket other = clients.connect("/");
			List<Object> error = List.of(Map.of("error", Map.of("code", "rate_limited", "message", "Too many events")));
			assertThat(JavaClients.ask(fast, "search", "a")).containsExactly("found a");
			assertThat(JavaClients.ask(fast, "search", "b")).containsExactly("found b");
			for (int i = 0; i < 20; i++) {
				assertThat(JavaClients.ask(fast, "search", "c")).isEqualTo(error);
			}
			assertThat(JavaClients.ask(fast, "echo", 1)).containsExactly(1);
			assertThat(JavaClients.ask(other, "search", "d")).containsExactly("found d");
		});
	}

	@ParameterizedTest
	@EnumSource
	void socketThatHasToLeaveStaysAway(ClientTransport transport) {
		serve(transport, (clients) -> {
			Socket fast = clients.connect("/", (options) -> {
				options.reconnection = true;
				options.reconnectionDelay = 10;
			});
			Socket other = clients.connect("/");
			Inbox left = new Inbox(fast, Socket.EVENT_DISCONNECT);
			assertThat(JavaClients.ask(fast, "risk")).containsExactly("fine");
			fast.emit("risk");
			assertThat(left.next()).containsExactly("io server disconnect");
			assertThat(fast.isActive()).isFalse();
			assertThat(JavaClients.ask(other, "risk")).containsExactly("fine");
		});
	}

	/**
	 * Serve clients, and nobody else; nothing is left of them.
	 */
	private void serve(ClientTransport transport, Consumer<JavaClients> use) {
		awaitNobody();
		JavaClients clients = new JavaClients(this.server.url(), transport);
		use.accept(clients);
		clients.close();
		awaitNobody();
		clients.shutDown();
	}

	@ParameterizedTest
	@EnumSource
	void manyConnectionsOfOneAddressAreRefusedUntilThereIsAPlace(ClientTransport transport) {
		BootServer server = new BootServer(this.binding, LimitedApplication.class, "default",
				"socketio.limits.connections-per-address=3", "server.forward-headers-strategy=framework");
		JavaClients clients = new JavaClients(server.url(), transport);
		List<Socket> first = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			first.add(clients.connect(from(clients, "203.0.113.7")));
		}
		Socket late = from(clients, "203.0.113.7");
		Inbox errors = new Inbox(late, Socket.EVENT_CONNECT_ERROR);
		Inbox connected = new Inbox(late, Socket.EVENT_CONNECT);
		late.connect();
		errors.next(2);
		Socket elsewhere = clients.connect(from(clients, "203.0.113.8"));
		assertThat(JavaClients.ask(elsewhere, "echo", 1)).containsExactly(1);
		assertThat(connected.rest()).isEmpty();
		SocketIOServer io = server.servers().get(0);
		assertThat(io.engine().clientsCount()).isEqualTo(4);
		assertThat(io.engine().count(EngineIOCounter.TOO_MANY_CONNECTIONS)).isGreaterThanOrEqualTo(2);
		first.get(0).disconnect();
		connected.next();
		assertThat(JavaClients.ask(late, "echo", 2)).containsExactly(2);
		assertThat(JavaClients.ask(first.get(1), "echo", 3)).containsExactly(3);
		clients.close();
		server.awaitNoClients();
		clients.shutDown();
		server.close();
	}

	private static Socket from(JavaClients clients, String address) {
		return clients.socket("/", (options) -> {
			options.extraHeaders = Map.of("X-Forwarded-For", List.of(address));
			options.reconnection = true;
			options.reconnectionDelay = 20;
			options.reconnectionDelayMax = 100;
		});
	}

}
