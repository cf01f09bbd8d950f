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

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.EngineIORequest;
import io.github.socketiospring.engineio.EngineIOResponse;
import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import io.github.socketiospring.webflux.forwarding.RequestForwarding;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import io.github.socketiospring.webflux.servlet.ServletBinding;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * Serves an Engine.IO server, and so the Socket.IO server on it, on one path of a WebFlux
 * application: polling and WebSocket upgrade alike. To be mapped with
 * {@link SocketIOHandlerMapping}, or to be served alone with {@link SocketIOHttpHandler}:
 * both check cross-origin requests, which this handler by itself does not, and serve the
 * files of the official JavaScript client below the path, for example
 * {@code /socket.io/socket.io.js}, where {@code socketio-spring-client-js} is on the
 * class path.
 */
public final class SocketIOWebHandler implements WebHandler, CorsConfigurationSource {

	static final String REACTOR_NETTY_RESPONSE = "reactor.netty.http.server.HttpServerResponse";

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent(REACTOR_NETTY_RESPONSE,
			SocketIOWebHandler.class.getClassLoader());

	private static final boolean SERVLET = ClassUtils.isPresent("jakarta.servlet.http.HttpServletRequest",
			SocketIOWebHandler.class.getClassLoader());

	private static final Mono<Principal> NO_PRINCIPAL = Mono.empty();

	private final EngineIOServer engine;

	private final CorsConfiguration cors;

	private final WebSocketService webSocketService;

	private final @Nullable ReactorNettyBinding reactorNetty;

	private final @Nullable ServletBinding servlet;

	private final boolean fastPath;

	private final @Nullable RequestForwarding forwarding;

	private final ClientBundle client;

	private final CrossOriginCredentials credentials = new CrossOriginCredentials();

	/**
	 * Create the handler for Reactor Netty, Tomcat or Jetty.
	 * @param engine the server
	 * @param cors which origins may use it; an empty one allows no other origin
	 */
	public SocketIOWebHandler(EngineIOServer engine, CorsConfiguration cors) {
		this(engine, cors,
				REACTOR_NETTY ? ReactorNettyBinding.webSocketService(engine) : new HandshakeWebSocketService(), true);
	}

	/**
	 * Create the handler.
	 * @param engine the server
	 * @param cors which origins may use it; an empty one allows no other origin, and one
	 * that allows credentials to any origin is refused
	 * @param webSocketService upgrades where the server is neither Reactor Netty with
	 * HTTP/1.1 nor Tomcat or Jetty; its limit for a message should be above the engine's
	 * @param fastPath whether to use Reactor Netty's channels directly where it is the
	 * server; false to go through {@link WebSocketSession} everywhere
	 */
	public SocketIOWebHandler(EngineIOServer engine, CorsConfiguration cors, WebSocketService webSocketService,
			boolean fastPath) {
		this(engine, cors, webSocketService, fastPath, true);
	}

	/**
	 * Create the handler.
	 * @param engine the server
	 * @param cors which origins may use it; an empty one allows no other origin, and one
	 * that allows credentials to any origin is refused
	 * @param webSocketService upgrades where the server is neither Reactor Netty with
	 * HTTP/1.1 nor Tomcat or Jetty; its limit for a message should be above the engine's
	 * @param fastPath whether to use Reactor Netty's channels directly where it is the
	 * server; false to go through {@link WebSocketSession} everywhere
	 * @param serveClient whether the files of the JavaScript client are served below the
	 * path, true by default
	 * @see <a href="https://socket.io/docs/v4/server-options/#serveclient">Socket.IO:
	 * serveClient</a>
	 */
	public SocketIOWebHandler(EngineIOServer engine, CorsConfiguration cors, WebSocketService webSocketService,
			boolean fastPath, boolean serveClient) {
		this(engine, cors, webSocketService, fastPath, serveClient, null);
	}

	/**
	 * Create the handler.
	 * @param engine the server
	 * @param cors which origins may use it; an empty one allows no other origin, and one
	 * that allows credentials to any origin is refused
	 * @param webSocketService upgrades where the server is neither Reactor Netty with
	 * HTTP/1.1 nor Tomcat or Jetty; its limit for a message should be above the engine's
	 * @param fastPath whether to use Reactor Netty's channels directly where it is the
	 * server; false to go through {@link WebSocketSession} everywhere
	 * @param serveClient whether the files of the JavaScript client are served below the
	 * path
	 * @param forwarding forwards requests whose sessions other servers have; null to
	 * refuse them
	 */
	public SocketIOWebHandler(EngineIOServer engine, CorsConfiguration cors, WebSocketService webSocketService,
			boolean fastPath, boolean serveClient, @Nullable RequestForwarding forwarding) {
		Assert.notNull(engine, "'engine' must not be null");
		Assert.notNull(cors, "'cors' must not be null");
		Assert.notNull(webSocketService, "'webSocketService' must not be null");
		cors.validateAllowCredentials();
		this.engine = engine;
		this.cors = cors;
		this.webSocketService = webSocketService;
		this.reactorNetty = REACTOR_NETTY ? new ReactorNettyBinding(engine) : null;
		this.servlet = SERVLET ? new ServletBinding(engine) : null;
		this.fastPath = fastPath;
		this.forwarding = forwarding;
		this.client = serveClient ? ClientBundle.find(SocketIOWebHandler.class.getClassLoader()) : ClientBundle.NONE;
	}

	CorsConfiguration corsConfiguration() {
		return this.cors;
	}

	/**
	 * What is served, by exact path.
	 */
	Map<String, WebHandler> routes(String basePath) {
		Map<String, WebHandler> routes = new LinkedHashMap<>();
		routes.put(basePath, this);
		routes.put(basePath + "/", this);
		this.client.files()
			.forEach((file) -> routes.put(basePath + "/" + file.name(),
					new ClientFileHandler(file, this.client.version(), this.cors)));
		return routes;
	}

	@Override
	public CorsConfiguration getCorsConfiguration(ServerWebExchange exchange) {
		return this.cors;
	}

	/**
	 * A cross-origin request was refused.
	 */
	void onOriginRefused() {
		this.engine.increment(EngineIOCounter.ORIGIN_REFUSED, "a cross-origin request");
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		if (this.forwarding == null) {
			return serve(exchange);
		}
		String sid = sid(exchange.getRequest());
		return (sid == null) ? serve(exchange) : this.forwarding.forward(exchange, sid,
				isUpgrade(exchange.getRequest()), Mono.defer(() -> serve(exchange)));
	}

	private Mono<Void> serve(ServerWebExchange exchange) {
		Mono<Principal> principal = exchange.getPrincipal();
		if (sid(exchange.getRequest()) != null) {
			return handle(exchange, principal, Context.empty());
		}
		return Mono.deferContextual((context) -> handle(exchange, principal, context));
	}

	/**
	 * Handle a request, for which there is no need to wait if security does not know of
	 * principals.
	 */
	private Mono<Void> handle(ServerWebExchange exchange, Mono<Principal> principal, ContextView context) {
		return (principal == NO_PRINCIPAL) ? handle(exchange, (Principal) null, context)
				: principal.singleOptional().flatMap((found) -> handle(exchange, found.orElse(null), context));
	}

	private Mono<Void> handle(ServerWebExchange exchange, @Nullable Principal principal, ContextView context) {
		if (isUpgrade(exchange.getRequest())) {
			return upgrade(exchange, principal, context);
		}
		WebFluxRequest request = new WebFluxRequest(exchange, principal, context, this.reactorNetty);
		return respond(exchange, request).doFinally((signal) -> request.end());
	}

	/**
	 * Upgrade, unless a page of another origin would get at the rights of a user by that.
	 * In a session that began with polling it cannot: that one is of whom its page was
	 * let be, and so of nobody whose cookie comes with the WebSocket.
	 */
	private Mono<Void> upgrade(ServerWebExchange exchange, @Nullable Principal principal, ContextView context) {
		boolean stolen = this.credentials.areStolen(exchange, principal);
		if (stolen && sid(exchange.getRequest()) == null) {
			onOriginRefused();
			this.credentials.refused(exchange);
			exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
			return exchange.getResponse().setComplete();
		}
		return upgrade(exchange, new WebFluxRequest(exchange, stolen ? null : principal, context, this.reactorNetty));
	}

	private Mono<Void> respond(ServerWebExchange exchange, WebFluxRequest request) {
		Mono<EngineIOResponse> response = this.engine.handle(request);
		if (this.reactorNetty != null) {
			response = this.reactorNetty.onEventLoop(exchange, response);
		}
		if (this.servlet != null) {
			response = this.servlet.onOwnThread(exchange, response);
		}
		return response.flatMap((result) -> (result.isReset() && isClients(exchange) && request.close()) ? Mono.empty()
				: write(exchange, result));
	}

	/**
	 * Whether the connection is that of the client, who is to see its end, and not one of
	 * another server, which reports it as a failure.
	 */
	private boolean isClients(ServerWebExchange exchange) {
		return this.forwarding == null || !RequestForwarding.isForwarded(exchange.getRequest());
	}

	private Mono<Void> upgrade(ServerWebExchange exchange, EngineIORequest request) {
		Mono<WebSocketUpgrade> upgrade = this.engine.upgrade(request);
		if (this.reactorNetty != null) {
			this.reactorNetty.guard(exchange);
			upgrade = this.reactorNetty.inEventLoop(exchange, upgrade);
		}
		return upgrade.flatMap((decision) -> upgrade(exchange, decision));
	}

	private Mono<Void> upgrade(ServerWebExchange exchange, WebSocketUpgrade upgrade) {
		if (upgrade.refusal() != null) {
			return write(exchange, upgrade.refusal());
		}
		add(exchange.getResponse().getHeaders(), upgrade.headers());
		if (this.fastPath && this.reactorNetty != null && this.reactorNetty.supportsUpgrade(exchange)) {
			return this.reactorNetty.upgrade(exchange, upgrade);
		}
		Mono<Void> upgraded = (this.servlet != null) ? this.servlet.upgrade(exchange, upgrade) : null;
		if (upgraded != null) {
			return upgraded;
		}
		WebSocketHandler handler = (session) -> SessionConnection.handle(session, this.engine, upgrade,
				this.reactorNetty, (this.reactorNetty != null) ? this.reactorNetty.channel(exchange) : null);
		return this.webSocketService.handleRequest(exchange, handler);
	}

	/**
	 * The session of a request, as the engine sees it: the last value counts.
	 */
	private static @Nullable String sid(ServerHttpRequest request) {
		String sid = CollectionUtils.lastElement(request.getQueryParams().get("sid"));
		return StringUtils.hasLength(sid) ? sid : null;
	}

	private static boolean isUpgrade(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		return HttpMethod.GET.equals(request.getMethod()) && "websocket".equalsIgnoreCase(headers.getUpgrade())
				&& headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase)
				&& StringUtils.hasLength(headers.getFirst("Sec-WebSocket-Key"))
				&& "13".equals(headers.getFirst("Sec-WebSocket-Version"));
	}

	private static void add(HttpHeaders headers, HttpHeaders added) {
		added.forEach((name, values) -> {
			if (name.equalsIgnoreCase(HttpHeaders.SET_COOKIE) || name.equalsIgnoreCase(HttpHeaders.VARY)) {
				headers.addAll(name, values);
			}
			else {
				headers.put(name, values);
			}
		});
	}

	private Mono<Void> write(ServerWebExchange exchange, EngineIOResponse result) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(result.status()));
		HttpHeaders headers = response.getHeaders();
		result.headers().forEach(headers::set);
		add(headers, result.added());
		headers.setContentLength(result.body().length);
		if (result.body().length == 0) {
			Mono<Void> ended = (this.servlet != null) ? this.servlet.end(exchange) : null;
			return (ended != null) ? ended : response.setComplete();
		}
		Mono<Void> written = (this.reactorNetty != null) ? this.reactorNetty.write(exchange, result.body()) : null;
		return (written != null) ? written
				: response.writeWith(Mono.just(response.bufferFactory().wrap(result.body())));
	}

}
