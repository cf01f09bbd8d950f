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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.engineio.CloseReason;
import io.github.socketiospring.engineio.EngineIOListener;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.EngineIOSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
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
 * A client that leaves while the server does not read what it sent.
 */
@ParameterizedClass
@EnumSource
class PausedReadingTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	enum Binding {

		FAST, PORTABLE

	}

	private final Binding binding;

	private final List<EngineIOSession> sessions = new CopyOnWriteArrayList<>();

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final List<Channel> channels = new CopyOnWriteArrayList<>();

	private final EngineIOServer engine = EngineIOServer.builder().build(Listener::new);

	private final DisposableServer server;

	PausedReadingTests(Binding binding) {
		this.binding = binding;
		SocketIOWebHandler handler = new SocketIOWebHandler(this.engine, new CorsConfiguration(),
				new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy()), binding == Binding.FAST);
		this.server = HttpServer.create().host("localhost").childObserve((connection, state) -> {
			if (state == ConnectionObserver.State.CONNECTED) {
				this.channels.add(connection.channel());
			}
		}).handle(new ReactorHttpHandlerAdapter(SocketIOHttpHandler.create("/engine.io", handler))).bindNow();
	}

	@AfterEach
	void stop() {
		this.engine.close().block(LIMIT);
		assertThat(this.engine.timers().active()).isZero();
		this.server.disposeNow();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
	}

	@Test
	void handlesWhatCameBeforeTheEndOfTheConnection() {
		HttpClient.create()
			.websocket()
			.uri("ws://localhost:" + this.server.port() + "/engine.io/?EIO=4&transport=websocket")
			.handle((in, out) -> out
				.sendObject(Flux.just(new TextWebSocketFrame("4pause"), new TextWebSocketFrame("4first"),
						new TextWebSocketFrame("4second"), new CloseWebSocketFrame(1000, "bye")))
				.then()
				.and(in.receive().then()))
			.subscribe();
		await().until(() -> this.events.contains("pause"));
		if (this.binding == Binding.PORTABLE) {
			// Reactor Netty answers the close though nothing is taken from it
			await().until(() -> this.channels.stream().noneMatch(Channel::isOpen));
		}
		EngineIOSession session = this.sessions.get(0);
		session.execute(session::resumeReading);
		await().until(() -> this.engine.clientsCount() == 0);
		assertThat(this.events).containsExactly("pause", "first", "second", "transport close");
	}

	/**
	 * Reads no further than to the word that says so.
	 */
	private final class Listener implements EngineIOListener {

		private final EngineIOSession session;

		Listener(EngineIOSession session) {
			this.session = session;
			PausedReadingTests.this.sessions.add(session);
		}

		@Override
		public void onText(ByteBuf text) {
			String word = text.toString(StandardCharsets.UTF_8);
			PausedReadingTests.this.events.add(word);
			if (word.equals("pause")) {
				this.session.pauseReading(LIMIT);
			}
		}

		@Override
		public void onClose(CloseReason reason, String description) {
			PausedReadingTests.this.events.add(reason.toString());
		}

	}

}
