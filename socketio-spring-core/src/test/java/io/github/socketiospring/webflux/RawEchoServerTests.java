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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.socketiospring.engineio.EchoListener;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.test.LogRecorder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An Engine.IO server that sends back what comes, without Socket.IO, on a bare Reactor
 * Netty server, with a client that this project did not write.
 */
@ParameterizedClass
@EnumSource(RawEchoServerTests.Binding.class)
class RawEchoServerTests {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	enum Binding {

		FAST, PORTABLE

	}

	private final EngineIOServer engine = EngineIOServer.builder().build(EchoListener::new);

	private final DisposableServer server;

	private final HttpClient client;

	RawEchoServerTests(Binding binding) {
		SocketIOWebHandler handler = new SocketIOWebHandler(this.engine, new CorsConfiguration(),
				new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy()), binding == Binding.FAST);
		this.server = HttpServer.create()
			.host("localhost")
			.handle(new ReactorHttpHandlerAdapter(SocketIOHttpHandler.create("/engine.io", handler)))
			.bindNow();
		this.client = HttpClient.create().host("localhost").port(this.server.port());
	}

	@AfterEach
	void stop() {
		this.engine.close().block(LIMIT);
		assertThat(this.engine.timers().active()).isZero();
		this.server.disposeNow();
	}

	private String poll(String query) {
		return this.client.get()
			.uri("/engine.io/?EIO=4&transport=polling" + query)
			.responseContent()
			.aggregate()
			.asString()
			.block(LIMIT);
	}

	private String post(String query, String body) {
		return this.client.post()
			.uri("/engine.io/?EIO=4&transport=polling" + query)
			.send(Mono.just(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8)))
			.responseContent()
			.aggregate()
			.asString()
			.block(LIMIT);
	}

	private String openPolling() {
		return "&sid=" + poll("").replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
	}

	private void awaitClients(int count) {
		Awaitility.await()
			.atMost(LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.engine.clientsCount() == count);
	}

	@Test
	void sendsBackWhatIsPosted() {
		String sid = openPolling();
		assertThat(post(sid, "4hello\u001e4€\u001ebAQID")).isEqualTo("ok");
		assertThat(poll(sid)).isEqualTo("4hello\u001e4€\u001ebAQID");
		assertThat(post(sid, "1")).isEqualTo("ok");
		assertThat(poll(sid)).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
	}

	@Test
	void endsWithAPollThatIsAborted() {
		String sid = openPolling();
		Connection[] connection = new Connection[1];
		this.client.doOnConnected((connected) -> connection[0] = connected)
			.get()
			.uri("/engine.io/?EIO=4&transport=polling" + sid)
			.response()
			.subscribe();
		Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> connection[0] != null);
		connection[0].dispose();
		awaitClients(0);
	}

	@Test
	void sendsBackWhatComesOnAWebSocket() {
		WebSocketClient client = new WebSocketClient("");
		assertThat(client.next()).startsWith("0{\"sid\":");
		client.send(new TextWebSocketFrame("4hello"));
		client.send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] { 1, 2 })));
		assertThat(client.next()).isEqualTo("4hello");
		assertThat(client.next()).isEqualTo("0102");
		client.close();
		awaitClients(0);
	}

	@Test
	void putsFragmentsTogether() {
		WebSocketClient client = new WebSocketClient("");
		client.next();
		client.send(new TextWebSocketFrame(false, 0, "4he"), new ContinuationWebSocketFrame(false, 0, ""),
				new PongWebSocketFrame(), new ContinuationWebSocketFrame(true, 0, "llo"));
		assertThat(client.next()).isEqualTo("4hello");
		client.close();
		awaitClients(0);
	}

	@Test
	void endsWithAConnectionThatIsLostInTheMiddleOfAMessage() {
		WebSocketClient client = new WebSocketClient("");
		client.next();
		client.send(new TextWebSocketFrame(false, 0, "4he"));
		try (LogRecorder log = LogRecorder.of("reactor.netty")) {
			client.lose();
			awaitClients(0);
			this.server.disposeNow();
		}
	}

	@Test
	void endsWhenTheClientClosesInTheMiddleOfAMessage() {
		WebSocketClient client = new WebSocketClient("");
		client.next();
		client.send(new TextWebSocketFrame(false, 0, "4he"));
		try (LogRecorder log = LogRecorder.of("reactor.netty")) {
			client.send(new CloseWebSocketFrame(1000, "bye"));
			awaitClients(0);
			this.server.disposeNow();
		}
	}

	@Test
	void keepsTheOrderOfManyMessages() {
		WebSocketClient client = new WebSocketClient("");
		client.next();
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			client.send(new TextWebSocketFrame("4" + i));
			expected.add("4" + i);
		}
		List<String> echoes = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			echoes.add(client.next());
		}
		assertThat(echoes).isEqualTo(expected);
		client.close();
		awaitClients(0);
	}

	@Test
	void movesFromPollingToWebSocket() {
		String sid = openPolling();
		WebSocketClient client = new WebSocketClient(sid);
		client.send(new TextWebSocketFrame("2probe"));
		assertThat(client.next()).isEqualTo("3probe");
		post(sid, "4over polling");
		client.send(new TextWebSocketFrame("5"));
		assertThat(client.next()).isEqualTo("4over polling");
		client.send(new TextWebSocketFrame("4over WebSocket"));
		assertThat(client.next()).isEqualTo("4over WebSocket");
		assertThat(poll(sid)).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
		client.close();
		awaitClients(0);
	}

	@Test
	void closesItsConnectionsWhenItIsClosed() {
		WebSocketClient client = new WebSocketClient("");
		client.next();
		this.engine.close().block(LIMIT);
		assertThat(client.next()).startsWith("closed");
		assertThat(this.client.get()
			.uri("/engine.io/?EIO=4&transport=polling")
			.response()
			.map((response) -> response.status().code())
			.block(LIMIT)).isEqualTo(503);
	}

	@Test
	void answers404BesideThePath() {
		Integer status = this.client.get()
			.uri("/engine.io/default/?EIO=4&transport=polling")
			.response()
			.map((response) -> response.status().code())
			.block(LIMIT);
		assertThat(status).isEqualTo(404);
	}

	/**
	 * Reactor Netty's own client.
	 */
	private final class WebSocketClient {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final Sinks.Many<WebSocketFrame> out = Sinks.many().unicast().onBackpressureBuffer();

		private volatile Connection connection;

		WebSocketClient(String query) {
			Sinks.Empty<Void> connected = Sinks.empty();
			RawEchoServerTests.this.client.websocket(WebsocketClientSpec.builder().handlePing(true).build())
				.uri("/engine.io/?EIO=4&transport=websocket" + query)
				.handle((in, out) -> {
					in.withConnection((connection) -> this.connection = connection);
					connected.tryEmitEmpty();
					Mono<Void> receiving = in.receiveFrames()
						.doOnNext((frame) -> this.received.add(text(frame)))
						.then();
					return out.sendObject(this.out.asFlux(), (frame) -> true).then().and(receiving);
				})
				.subscribe((nothing) -> {
				}, (error) -> this.received.add("closed with an error"), () -> this.received.add("closed"));
			connected.asMono().block(LIMIT);
		}

		private static String text(WebSocketFrame frame) {
			ByteBuf content = frame.content();
			if (frame instanceof CloseWebSocketFrame close) {
				return "closed with " + close.statusCode();
			}
			return (frame instanceof BinaryWebSocketFrame) ? ByteBufUtil.hexDump(content)
					: content.toString(StandardCharsets.UTF_8);
		}

		void send(WebSocketFrame... frames) {
			for (WebSocketFrame frame : frames) {
				this.out.tryEmitNext(frame);
			}
		}

		String next() {
			try {
				return this.received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		void close() {
			send(new CloseWebSocketFrame(1000, "bye"));
			this.out.tryEmitComplete();
		}

		void lose() {
			this.connection.channel().close();
		}

	}

}
