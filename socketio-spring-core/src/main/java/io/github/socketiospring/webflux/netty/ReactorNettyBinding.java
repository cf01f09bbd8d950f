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

package io.github.socketiospring.webflux.netty;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.engineio.EngineIOOptions;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.PerMessageDeflate;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;

/**
 * What is special about Reactor Netty as the server. Responses are written on the event
 * loop of their connection. A WebSocket is upgraded as WebFlux does it, after which the
 * engine has the channel, and nothing of the exchange is kept.
 */
public final class ReactorNettyBinding {

	private static final String HANDLER_NAME = "socketio";

	/**
	 * How far over the limit a message may be for the portable binding to close it by
	 * itself: beyond that, Reactor Netty closes it without saying why.
	 */
	private static final int MARGIN = 64 * 1024;

	private static final int BODY_PREFETCH = 4;

	private final EngineIOServer engine;

	private final EarlyBytesHandler earlyBytes;

	private final WebsocketServerSpec spec;

	private final @Nullable PerMessageDeflate deflate;

	private final Map<EventExecutor, Loop> loops = new ConcurrentHashMap<>();

	/**
	 * Create the binding.
	 * @param engine gets the WebSockets
	 */
	public ReactorNettyBinding(EngineIOServer engine) {
		this.engine = engine;
		this.earlyBytes = new EarlyBytesHandler(engine);
		this.deflate = engine.options().perMessageDeflate();
		this.spec = WebsocketServerSpec.builder().maxFramePayloadLength(engine.options().maxPayload()).build();
	}

	/**
	 * Create what upgrades a WebSocket for the portable binding.
	 * @param engine the server, whose limit for a message is taken
	 * @return the service
	 */
	public static WebSocketService webSocketService(EngineIOServer engine) {
		int limit = (int) Math.min(engine.options().maxPayload() + (long) MARGIN, Integer.MAX_VALUE);
		return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(
				() -> WebsocketServerSpec.builder().maxFramePayloadLength(limit)));
	}

	/**
	 * Have the response to a request written by a task of its own on the event loop of
	 * its connection. Reactor Netty may lose the next request of the connection when
	 * another thread ends the exchange while that request arrives, and it may stop
	 * reading when a pipelined request is answered before the end of it was seen.
	 * @param <T> the type of the value
	 * @param exchange the exchange
	 * @param response what the response is written upon
	 * @return the same, signalled on the event loop if the server is Reactor Netty
	 */
	public <T> Mono<T> onEventLoop(ServerWebExchange exchange, Mono<T> response) {
		Loop loop = loop(exchange);
		return (loop != null) ? response.publishOn(loop.scheduler) : response;
	}

	/**
	 * Have a decision continue on the event loop of its connection: at once if it was
	 * made there.
	 * @param <T> the type of the value
	 * @param exchange the exchange
	 * @param decision what is decided
	 * @return the same, signalled on the event loop if the server is Reactor Netty
	 */
	public <T> Mono<T> inEventLoop(ServerWebExchange exchange, Mono<T> decision) {
		Loop loop = loop(exchange);
		return (loop != null) ? decision.flatMap(
				(value) -> loop.executor.inEventLoop() ? Mono.just(value) : Mono.just(value).publishOn(loop.scheduler))
				: decision;
	}

	/**
	 * Have what comes for the body of a response come by tasks of the event loop of its
	 * connection, or of a thread that may block if the server is not Reactor Netty.
	 * @param <T> the type of the values
	 * @param exchange the exchange
	 * @param values what comes, of which little is requested at a time
	 * @return the same
	 */
	public <T> Flux<T> onEventLoop(ServerWebExchange exchange, Flux<T> values) {
		Loop loop = loop(exchange);
		return values.publishOn((loop != null) ? loop.scheduler : Schedulers.boundedElastic(), BODY_PREFETCH);
	}

	private @Nullable Loop loop(ServerWebExchange exchange) {
		if (nativeResponse(exchange) instanceof HttpServerResponse response) {
			EventExecutor[] executor = new EventExecutor[1];
			response.withConnection((connection) -> executor[0] = connection.channel().eventLoop());
			return loop(executor[0]);
		}
		return null;
	}

	private Loop loop(EventExecutor executor) {
		return this.loops.computeIfAbsent(executor, Loop::new);
	}

	/**
	 * Get the channel of an exchange, which has not ended.
	 * @param exchange the exchange
	 * @return the channel, or null if the server is not Reactor Netty
	 */
	public @Nullable ExchangeChannel exchangeChannel(ServerWebExchange exchange) {
		if (nativeResponse(exchange) instanceof HttpServerResponse response) {
			ExchangeChannel[] channel = new ExchangeChannel[1];
			response.withConnection((connection) -> channel[0] = new ExchangeChannel(connection));
			return channel[0];
		}
		return null;
	}

	/**
	 * Write a response of which all is known, past the operators in which WebFlux wraps a
	 * body that is still to come.
	 * @param exchange the exchange, whose response has its status and headers
	 * @param body the body, not to be changed any more
	 * @return completes when the response is written; null if the server is not Reactor
	 * Netty, or if a filter wants to see the body
	 */
	public @Nullable Mono<Void> write(ServerWebExchange exchange, byte[] body) {
		ServerHttpResponse response = exchange.getResponse();
		if (response instanceof AbstractServerHttpResponse
				&& nativeResponse(exchange) instanceof HttpServerResponse reactorNetty) {
			return response.setComplete()
				.then(Mono.defer(() -> reactorNetty.sendObject(Unpooled.wrappedBuffer(body)).then()));
		}
		return null;
	}

	/**
	 * Guard an upgrade against what a client sends too early: it must wait for the
	 * response. Does nothing if the server is not Reactor Netty.
	 * @param exchange the exchange
	 */
	public void guard(ServerWebExchange exchange) {
		if (nativeResponse(exchange) instanceof HttpServerResponse response) {
			response.withConnection((connection) -> connection.addHandlerLast(EarlyBytesHandler.NAME, this.earlyBytes));
		}
	}

	/**
	 * The status to close a WebSocket with upon an error.
	 * @param error what receiving failed with
	 * @return the status, or {@link WebSocketConnection#NO_STATUS}
	 */
	public int closeStatus(Throwable error) {
		if (error instanceof CorruptedWebSocketFrameException corrupted) {
			return corrupted.closeStatus().code();
		}
		return (error instanceof TooLongFrameException) ? WebSocketConnection.TOO_BIG : WebSocketConnection.NO_STATUS;
	}

	/**
	 * Get the channel of a WebSocket that goes through WebFlux.
	 * @param exchange the exchange that was upgraded
	 * @return the channel, or null if the server is not Reactor Netty
	 */
	public @Nullable SessionChannel channel(ServerWebExchange exchange) {
		if (nativeResponse(exchange) instanceof HttpServerResponse response) {
			SessionChannel[] channel = new SessionChannel[1];
			response.withConnection((connection) -> channel[0] = new SessionChannel(connection.channel()));
			return channel[0];
		}
		return null;
	}

	/**
	 * Whether a WebSocket is just lost, which is no error of its client.
	 * @param error what receiving or sending failed with
	 * @return true if the connection was closed or reset
	 */
	public boolean isConnectionLost(Throwable error) {
		return error instanceof IOException || error instanceof AbortedException;
	}

	/**
	 * Whether a WebSocket can be upgraded here.
	 * @param exchange the exchange
	 * @return true on Reactor Netty with HTTP/1.1
	 */
	public boolean supportsUpgrade(ServerWebExchange exchange) {
		return nativeResponse(exchange) instanceof HttpServerResponse response
				&& HttpVersion.HTTP_1_1.equals(response.version());
	}

	/**
	 * Upgrade.
	 * @param exchange the exchange
	 * @param upgrade the upgrade, let through by the engine
	 * @return completes when the WebSocket is open
	 */
	public Mono<Void> upgrade(ServerWebExchange exchange, WebSocketUpgrade upgrade) {
		HttpServerResponse response = (HttpServerResponse) nativeResponse(exchange);
		DeflateAgreement agreement = agree(exchange);
		HttpHeaders requested = (nativeRequest(exchange) instanceof HttpServerRequest request)
				? request.requestHeaders() : EmptyHttpHeaders.INSTANCE;
		return exchange.getResponse().setComplete().then(Mono.defer(() -> response.sendWebsocket((in, out) -> {
			forget(in, requested, response.responseHeaders());
			return open(in, upgrade, agreement);
		}, this.spec)));
	}

	/**
	 * Upgrade, and join the WebSocket with the connection to another server, which has
	 * accepted it with what the response says. Closes both when either has read nothing
	 * for so long that the session must have ended.
	 * @param exchange the exchange
	 * @param server the connection to the other server, of which Reactor Netty's client
	 * has read the response alone. Called on its event loop
	 * @return completes when the WebSocket is open
	 */
	public Mono<Void> join(ServerWebExchange exchange, Channel server) {
		ChannelJoin.detach(server);
		HttpServerResponse response = (HttpServerResponse) nativeResponse(exchange);
		EngineIOOptions options = this.engine.options();
		Duration timeout = options.pingInterval().plus(options.pingTimeout());
		return inEventLoop(exchange, Mono.just(server)).flatMap((detached) -> exchange.getResponse().setComplete())
			.then(Mono.defer(() -> response.sendWebsocket((in, out) -> {
				in.withConnection((client) -> {
					client.channel().pipeline().remove(EarlyBytesHandler.NAME);
					ChannelJoin.join(client.channel(), server, timeout);
				});
				// Demand without end keeps the channel reading
				return in.receiveFrames().then();
			}, this.spec)));
	}

	/**
	 * Have Reactor Netty, which keeps the request and the response for as long as the
	 * connection lives, hold no headers: a fifth of what an idle connection takes.
	 * Filters may look at them until the exchange has ended, which is before the task
	 * runs.
	 */
	private static void forget(WebsocketInbound in, HttpHeaders requested, HttpHeaders responded) {
		in.withConnection((connection) -> connection.channel().eventLoop().execute(() -> {
			requested.clear();
			responded.clear();
		}));
	}

	private @Nullable DeflateAgreement agree(ServerWebExchange exchange) {
		if (this.deflate == null) {
			return null;
		}
		DeflateAgreement agreement = DeflateAgreement
			.find(exchange.getRequest().getHeaders().getOrEmpty(DeflateAgreement.HEADER), this.deflate);
		if (agreement != null) {
			exchange.getResponse().getHeaders().set(DeflateAgreement.HEADER, agreement.response());
		}
		return agreement;
	}

	private Publisher<Void> open(WebsocketInbound in, WebSocketUpgrade upgrade, @Nullable DeflateAgreement agreement) {
		in.withConnection((connection) -> {
			connection.channel().pipeline().remove(EarlyBytesHandler.NAME);
			Loop loop = loop(connection.channel().eventLoop());
			ChannelConnection channel = new ChannelConnection(loop.flusher, this.engine.options().maxPayload(),
					(agreement != null) ? new MessageCompression(agreement, loop.compression()) : null);
			connection.addHandlerLast(HANDLER_NAME, channel);
			channel.start(this.engine.open(upgrade, channel));
		});
		// Demand without end keeps the channel reading, and Reactor Netty answering pings
		return in.receiveFrames().then();
	}

	private static @Nullable Object nativeRequest(ServerWebExchange exchange) {
		try {
			return ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		}
		catch (IllegalArgumentException ex) {
			// Not one of WebFlux's own
			return null;
		}
	}

	private static Object nativeResponse(ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		while (response instanceof ServerHttpResponseDecorator decorator) {
			response = decorator.getDelegate();
		}
		try {
			return (response instanceof AbstractServerHttpResponse)
					? ServerHttpResponseDecorator.getNativeResponse(response) : response;
		}
		catch (IllegalStateException ex) {
			// Spring's mock of a response has none
			return response;
		}
	}

	/**
	 * What is kept for each event loop.
	 */
	private final class Loop {

		private final EventExecutor executor;

		private final LoopFlusher flusher;

		private final Scheduler scheduler;

		private MessageCompression.@Nullable Shared compression;

		Loop(EventExecutor executor) {
			this.executor = executor;
			this.flusher = new LoopFlusher(executor);
			// Not the executor itself, which would be given a future for each task
			this.scheduler = Schedulers.fromExecutor(executor::execute);
		}

		/** Called on the event loop. */
		private MessageCompression.Shared compression() {
			MessageCompression.Shared compression = this.compression;
			if (compression == null) {
				compression = new MessageCompression.Shared(Objects.requireNonNull(ReactorNettyBinding.this.deflate),
						ReactorNettyBinding.this.engine.options().maxPayload());
				this.compression = compression;
			}
			return compression;
		}

	}

}
