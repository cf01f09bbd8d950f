package io.github.socketiospring.webflux.netty;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.EventExecutor;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;

/**
 * The fast way to a WebSocket on Reactor Netty: the same upgrade as WebFlux does, after
 * which the engine has the channel, and nothing of the exchange is kept.
 */
public final class ReactorNettyUpgrade {

	private static final String HANDLER_NAME = "socketio";

	private final EngineIOServer engine;

	private final WebsocketServerSpec spec;

	private final Map<EventExecutor, LoopFlusher> flushers = new ConcurrentHashMap<>();

	/**
	 * Create the upgrade.
	 * @param engine gets the WebSockets
	 */
	public ReactorNettyUpgrade(EngineIOServer engine) {
		this.engine = engine;
		this.spec = WebsocketServerSpec.builder().maxFramePayloadLength(engine.options().maxPayload()).build();
	}

	/**
	 * Whether an exchange can be upgraded this way.
	 * @param exchange the exchange
	 * @return true on Reactor Netty with HTTP/1.1
	 */
	public boolean supports(ServerWebExchange exchange) {
		return nativeResponse(exchange) instanceof HttpServerResponse response
				&& HttpVersion.HTTP_1_1.equals(response.version());
	}

	/**
	 * Upgrade.
	 * @param exchange the exchange, let through by the engine
	 * @param handshake what the engine keeps of it
	 * @return completes when the WebSocket is open
	 */
	public Mono<Void> upgrade(ServerWebExchange exchange, WebSocketUpgrade handshake) {
		HttpServerResponse response = (HttpServerResponse) nativeResponse(exchange);
		return exchange.getResponse()
			.setComplete()
			.then(Mono.defer(() -> response.sendWebsocket((in, out) -> open(in, handshake), this.spec)));
	}

	private Publisher<Void> open(WebsocketInbound in, WebSocketUpgrade handshake) {
		in.withConnection((connection) -> {
			EventExecutor loop = connection.channel().eventLoop();
			LoopFlusher flusher = this.flushers.computeIfAbsent(loop, LoopFlusher::new);
			ChannelConnection channel = new ChannelConnection(flusher, this.engine.options().maxPayload());
			connection.addHandlerLast(HANDLER_NAME, channel);
			channel.start(this.engine.open(handshake, channel));
		});
		// Demand without end keeps the channel reading, and Reactor Netty answering pings
		return in.receiveFrames().then();
	}

	private static Object nativeResponse(ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		while (response instanceof ServerHttpResponseDecorator decorator) {
			response = decorator.getDelegate();
		}
		return (response instanceof AbstractServerHttpResponse) ? ServerHttpResponseDecorator.getNativeResponse(response)
				: response;
	}

}
