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

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.github.socketiospring.engineio.EngineIORequest;
import io.github.socketiospring.webflux.netty.ExchangeChannel;
import io.github.socketiospring.webflux.netty.ReactorNettyBinding;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/**
 * A WebFlux request as the engine sees it.
 */
final class WebFluxRequest implements EngineIORequest {

	private static final Runnable NOTHING = () -> {
	};

	private static final Runnable ENDED = () -> {
	};

	private static final AtomicReferenceFieldUpdater<WebFluxRequest, Runnable> ON_END = AtomicReferenceFieldUpdater
		.newUpdater(WebFluxRequest.class, Runnable.class, "onEnd");

	private final ServerWebExchange exchange;

	private final ServerHttpRequest request;

	private final @Nullable Principal principal;

	private final ContextView context;

	private final @Nullable ExchangeChannel channel;

	private volatile Runnable onEnd = NOTHING;

	WebFluxRequest(ServerWebExchange exchange, @Nullable Principal principal, ContextView context,
			@Nullable ReactorNettyBinding reactorNetty) {
		this.exchange = exchange;
		this.request = exchange.getRequest();
		this.principal = principal;
		this.context = context;
		this.channel = (reactorNetty != null) ? reactorNetty.exchangeChannel(exchange) : null;
	}

	@Override
	public String method() {
		return this.request.getMethod().name();
	}

	@Override
	public URI uri() {
		return this.request.getURI();
	}

	@Override
	public MultiValueMap<String, String> query() {
		return this.request.getQueryParams();
	}

	@Override
	public HttpHeaders headers() {
		return this.request.getHeaders();
	}

	@Override
	public @Nullable InetSocketAddress remoteAddress() {
		return this.request.getRemoteAddress();
	}

	@Override
	public @Nullable Principal principal() {
		return this.principal;
	}

	@Override
	public ContextView context() {
		return HandshakeContext.of(this.context, this.principal);
	}

	@Override
	public Map<String, Object> attributes() {
		return this.exchange.getAttributes();
	}

	@Override
	public Flux<DataBuffer> body() {
		return this.request.getBody();
	}

	@Override
	public void onEnd(Runnable action) {
		if (!ON_END.compareAndSet(this, NOTHING, action)) {
			action.run();
		}
	}

	/**
	 * The exchange has ended, however it did. Called once.
	 */
	void end() {
		ON_END.getAndSet(this, ENDED).run();
	}

	@Override
	public void abort() {
		close();
	}

	/**
	 * Close the connection, unless it has another exchange by now.
	 * @return whether that can be done at all
	 */
	boolean close() {
		if (this.channel == null) {
			return false;
		}
		this.channel.close();
		return true;
	}

}
