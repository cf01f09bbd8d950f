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

package io.github.socketiospring.webflux.servlet;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * What is special about Tomcat and Jetty as the server. WebFlux's own sessions on them
 * hold a buffer for the largest message for each connection, lose empty messages, and
 * wait for clients that do not answer a close; so the engine has the WebSocket of the
 * container instead, after the same upgrade.
 */
public final class ServletBinding {

	private static final boolean TOMCAT = isPresent("org.apache.tomcat.websocket.server.WsServerContainer");

	private static final boolean JETTY = isPresent(
			"org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer");

	private static final byte[] NOTHING = new byte[0];

	private final EngineIOServer engine;

	/**
	 * Create the binding.
	 * @param engine gets the WebSockets
	 */
	public ServletBinding(EngineIOServer engine) {
		this.engine = engine;
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, ServletBinding.class.getClassLoader());
	}

	/**
	 * Upgrade.
	 * @param exchange the exchange
	 * @param upgrade the upgrade, let through by the engine
	 * @return completes when the container has taken the upgrade; null if the server is
	 * neither Tomcat nor Jetty
	 */
	public @Nullable Mono<Void> upgrade(ServerWebExchange exchange, WebSocketUpgrade upgrade) {
		HttpServletRequest request = nativeRequest(exchange);
		ServletUpgrade container = (request != null) ? container(request.getServletContext()) : null;
		if (request == null || container == null) {
			return null;
		}
		HttpServletResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
		Mono<Void> upgraded = Mono.fromCallable(() -> {
			container.upgrade(request, response, this.engine, upgrade);
			return null;
		});
		return exchange.getResponse()
			.setComplete()
			.then(Mono.defer(() -> Schedulers.isInNonBlockingThread()
					? upgraded.subscribeOn(Schedulers.boundedElastic()) : upgraded));
	}

	/**
	 * Have the response to a request written by a thread that nobody interrupts: an
	 * interrupt would close the connection, and threads that call handlers are
	 * interrupted when a handler takes too long. That is the container's own if it has
	 * the response at once.
	 * @param <T> the type of the value
	 * @param exchange the exchange
	 * @param response what the response is written upon
	 * @return the same, signalled by the subscribing thread or by another one if the
	 * server is a servlet container
	 */
	public <T> Mono<T> onOwnThread(ServerWebExchange exchange, Mono<T> response) {
		return (nativeRequest(exchange) != null) ? new MonoOnOwnThread<>(response) : response;
	}

	/**
	 * End a response without a body. In contrast to
	 * {@link ServerHttpResponse#setComplete()} this waits until the container lets the
	 * response be written: Tomcat closes the connection without a response if another
	 * thread completes the request just as its own goes from the handler to its
	 * listeners.
	 * @param exchange the exchange
	 * @return completes when the response has been written; null if the server is no
	 * servlet container
	 */
	public @Nullable Mono<Void> end(ServerWebExchange exchange) {
		if (nativeRequest(exchange) == null) {
			return null;
		}
		ServerHttpResponse response = exchange.getResponse();
		return response.writeWith(Mono.just(response.bufferFactory().wrap(NOTHING)));
	}

	private static @Nullable ServletUpgrade container(ServletContext context) {
		if (JETTY && JettyUpgrade.isIn(context)) {
			return new JettyUpgrade();
		}
		return (TOMCAT && TomcatUpgrade.isIn(context)) ? new TomcatUpgrade() : null;
	}

	private static @Nullable HttpServletRequest nativeRequest(ServerWebExchange exchange) {
		try {
			Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
			return (request instanceof HttpServletRequest servletRequest) ? servletRequest : null;
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// Not one of WebFlux's own, or a mock without a server
			return null;
		}
	}

}
