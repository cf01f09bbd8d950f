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

package io.github.socketiospring.webflux;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.socketiospring.engineio.CloseReason;
import io.github.socketiospring.engineio.EchoListener;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.EngineIOListener;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.EngineIOServerBuilder;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.engineio.OverflowPolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.netty.ConnectionObserver;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that do not read what they are sent, over sockets, beside one that does.
 */
@ParameterizedClass
@EnumSource(SlowConsumerTests.Kind.class)
class SlowConsumerTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final int MIB = 1024 * 1024;

	/** The default. */
	private static final int MAX_BYTES = 16 * MIB;

	private static final int PACKET = 64 * 1024;

	/** 100 MB in all. */
	private static final int PACKETS = 100_000_000 / PACKET;

	enum Kind {

		WEBSOCKET, PORTABLE_WEBSOCKET, NEVER_POLLS,

		/** Sends many polls on one connection. */
		NEVER_READS_POLL,

		/** Sends one poll, the answer to which does not leave the server. */
		NEVER_READS_LARGE_ANSWER, PORTABLE_NEVER_READS_LARGE_ANSWER,

		/** Sends one poll, the answer to which is with the operating system. */
		NEVER_READS_SMALL_ANSWER;

		boolean isPortable() {
			return name().startsWith("PORTABLE");
		}

		boolean isWebSocket() {
			return name().endsWith("WEBSOCKET");
		}

		/**
		 * The size of what is sent first, or 0.
		 */
		int answer() {
			return switch (this) {
				case NEVER_READS_LARGE_ANSWER, PORTABLE_NEVER_READS_LARGE_ANSWER -> 10 * MIB;
				case NEVER_READS_SMALL_ANSWER -> PACKET;
				default -> 0;
			};
		}

	}

	private final Kind kind;

	private final List<ByteBuf> sent = new ArrayList<>();

	private final List<EngineIOSession> sessions = new CopyOnWriteArrayList<>();

	private final List<CloseReason> reasons = new CopyOnWriteArrayList<>();

	private final List<Channel> channels = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new ArrayList<>();

	/** Without a lock, for which the event loop could wait. */
	private final BlockingQueue<String> echoes = new LinkedTransferQueue<>();

	private final Sinks.Many<String> questions = Sinks.many().unicast().onBackpressureBuffer();

	private EngineIOServer engine;

	private DisposableServer server;

	private Disposable echoClient;

	SlowConsumerTests(Kind kind) {
		this.kind = kind;
	}

	private void start(UnaryOperator<EngineIOServerBuilder> settings) {
		this.engine = settings.apply(EngineIOServer.builder()).build((session) -> {
			this.sessions.add(session);
			EngineIOListener echo = new EchoListener(session);
			return new EngineIOListener() {

				@Override
				public void onText(ByteBuf text) {
					echo.onText(text);
				}

				@Override
				public void onClose(CloseReason reason, String description) {
					SlowConsumerTests.this.reasons.add(reason);
				}

			};
		});
		SocketIOWebHandler handler = new SocketIOWebHandler(this.engine, new CorsConfiguration(),
				new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy()), !this.kind.isPortable());
		this.server = HttpServer.create().host("localhost").childObserve((connection, state) -> {
			if (state == ConnectionObserver.State.CONNECTED) {
				this.channels.add(connection.channel());
			}
		}).handle(new ReactorHttpHandlerAdapter(SocketIOHttpHandler.create("/engine.io", handler))).bindNow();
	}

	@AfterEach
	void stop() throws IOException {
		if (this.echoClient != null) {
			this.echoClient.dispose();
		}
		for (Socket socket : this.sockets) {
			socket.close();
		}
		this.engine.close().block(LIMIT);
		this.server.disposeNow();
	}

	private EngineIOSession openSlow() throws IOException {
		if (this.kind.isWebSocket()) {
			Socket socket = request("transport=websocket", "Connection: Upgrade\r\nUpgrade: websocket\r\n"
					+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
			assertThat(head(socket)).startsWith("HTTP/1.1 101");
			Awaitility.await().atMost(LIMIT).until(() -> !this.sessions.isEmpty());
			return this.sessions.get(0);
		}
		HttpClient.create()
			.host("localhost")
			.port(this.server.port())
			.get()
			.uri("/engine.io/?EIO=4&transport=polling")
			.responseContent()
			.aggregate()
			.block(LIMIT);
		EngineIOSession session = this.sessions.get(0);
		if (this.kind == Kind.NEVER_READS_POLL) {
			Socket socket = request("transport=polling&sid=" + session.id(), "");
			// Reads none of the answers, but asks for more
			for (int i = 0; i < 500; i++) {
				send(socket, "transport=polling&sid=" + session.id(), "");
			}
		}
		if (this.kind.answer() != 0) {
			Socket socket = request("transport=polling&sid=" + session.id(), "");
			send(session, this.kind.answer());
			assertThat(head(socket)).startsWith("HTTP/1.1 200");
		}
		return session;
	}

	private static String head(Socket socket) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) socket.getInputStream().read());
		}
		return head.toString();
	}

	private void send(EngineIOSession session, int size) {
		ByteBuf buffer = Unpooled.directBuffer(size).writeZero(size);
		this.sent.add(buffer);
		session.send(buffer);
	}

	private Socket request(String query, String headers) throws IOException {
		Socket socket = new Socket();
		this.sockets.add(socket);
		socket.setReceiveBufferSize(4096);
		socket.setSoTimeout((int) LIMIT.toMillis());
		socket.connect(new InetSocketAddress("localhost", this.server.port()));
		send(socket, query, headers);
		return socket;
	}

	private void send(Socket socket, String query, String headers) throws IOException {
		socket.getOutputStream()
			.write(("GET /engine.io/?EIO=4&" + query + " HTTP/1.1\r\nHost: localhost:" + this.server.port() + "\r\n"
					+ headers + "\r\n")
				.getBytes(StandardCharsets.US_ASCII));
	}

	private void openEcho() {
		this.echoClient = HttpClient.create()
			.websocket()
			.uri("ws://localhost:" + this.server.port() + "/engine.io/?EIO=4&transport=websocket")
			.handle((in, out) -> out.sendString(this.questions.asFlux())
				.then()
				.and(in.receive().asString().doOnNext(this.echoes::add)))
			.subscribe();
		assertThat(echo()).startsWith("0{");
	}

	private String echo() {
		try {
			return this.echoes.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertServed(int n) {
		this.questions.tryEmitNext("4" + n).orThrow();
		assertThat(echo()).isEqualTo("4" + n);
	}

	/**
	 * What connections take beside the packets: copies of them, for example.
	 */
	private static long allocated() {
		ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
		return metric.usedDirectMemory() + metric.usedHeapMemory();
	}

	/**
	 * Send 100 MB, and have the other client served meanwhile.
	 */
	private void flood(EngineIOSession slow) {
		long before = allocated();
		for (int i = 0; i < PACKETS; i++) {
			send(slow, PACKET);
			assertThat(slow.waitingBytes()).isLessThan(MAX_BYTES + 2 * MIB);
			if (i % 50 == 0) {
				assertServed(i);
				long live = this.sent.stream().filter((one) -> one.refCnt() > 0).mapToLong(ByteBuf::capacity).sum();
				assertThat(live + allocated() - before).isLessThan(MAX_BYTES + 16 * MIB);
			}
		}
	}

	private void awaitReleased() {
		Awaitility.await()
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(this.sent).allMatch((buffer) -> buffer.refCnt() == 0));
	}

	@Test
	void clientThatNeverReadsCostsItsLimitAndOthersAreServed() throws IOException {
		start((builder) -> builder);
		EngineIOSession slow = openSlow();
		openEcho();
		flood(slow);

		Awaitility.await().atMost(LIMIT).until(() -> this.reasons.contains(CloseReason.SLOW_CONSUMER));
		assertThat(this.reasons).containsExactly(CloseReason.SLOW_CONSUMER);
		assertThat(this.engine.clientsCount()).isOne();
		assertThat(this.engine.count(EngineIOCounter.SLOW_CONSUMER)).isOne();
		awaitReleased();
		assertServed(PACKETS);
		assertConnectionsEnd();
	}

	private void assertConnectionsEnd() {
		if (this.kind == Kind.NEVER_READS_POLL) {
			// The next poll may be there already, and gets its answer
			return;
		}
		for (Socket socket : this.sockets) {
			Awaitility.await()
				.atMost(LIMIT)
				.until(() -> this.channels.stream().noneMatch((channel) -> isOpen(channel, socket)));
			assertThat(readToEnd(socket)).isLessThan(MAX_BYTES);
		}
	}

	private static boolean isOpen(Channel channel, Socket client) {
		return channel.isOpen() && ((InetSocketAddress) channel.remoteAddress()).getPort() == client.getLocalPort();
	}

	/**
	 * Read what has arrived, until the server has closed the connection.
	 */
	private static long readToEnd(Socket socket) {
		long count = 0;
		byte[] buffer = new byte[PACKET];
		try {
			InputStream in = socket.getInputStream();
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				count += read;
			}
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("The connection is still open", ex);
		}
		catch (IOException ex) {
			// Reset, since it was not read
		}
		return count;
	}

	@Test
	void clientThatNeverReadsCostsNothingAfterItsTimeout() throws IOException {
		start((builder) -> builder.pingInterval(Duration.ofMillis(200)).pingTimeout(Duration.ofMillis(200)));
		EngineIOSession slow = openSlow();
		while (slow.isOpen() && slow.waitingBytes() < MAX_BYTES / 2) {
			send(slow, PACKET);
		}
		Awaitility.await().atMost(LIMIT).until(() -> this.reasons.contains(CloseReason.PING_TIMEOUT));
		assertThat(this.reasons).containsExactly(CloseReason.PING_TIMEOUT);
		awaitReleased();
		assertConnectionsEnd();
	}

	@Test
	void clientThatNeverReadsGetsNoMoreIfThePolicyIsToDrop() throws IOException {
		start((builder) -> builder.outboundOverflowPolicy(OverflowPolicy.DROP_NEWEST));
		EngineIOSession slow = openSlow();
		openEcho();
		flood(slow);

		assertThat(this.reasons).isEmpty();
		assertThat(slow.isOpen()).isTrue();
		assertThat(slow.waitingBytes()).isGreaterThan(MAX_BYTES - 2 * MIB);
		assertThat(this.engine.count(EngineIOCounter.OVERFLOW_DROPPED)).isGreaterThan(PACKETS / 2);
		assertThat(this.engine.count(EngineIOCounter.SLOW_CONSUMER)).isZero();
		this.engine.close().block(LIMIT);
		stop();
		awaitReleased();
	}

}
