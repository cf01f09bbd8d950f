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

package io.github.socketiospring.boot.autoconfigure;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Filters of an application see the responses of the endpoint as those of any other.
 */
class ResponseFilterTests {

	@Test
	void headersAreAddedBeforeTheResponseIsCommitted() {
		try (TestServer server = new TestServer(HeaderApplication.class)) {
			HttpResponse<String> handshake = server.send("GET", TestServer.HANDSHAKE, "");
			assertThat(handshake.body()).startsWith("0{\"sid\":");
			assertThat(handshake.headers().firstValue("X-Late")).hasValue("late");
			assertThat(handshake.headers().firstValue("Content-Length"))
				.hasValue(String.valueOf(handshake.body().length()));
		}
	}

	@Test
	void bodiesGoThroughDecoratedResponses() {
		try (TestServer server = new TestServer(BodyApplication.class)) {
			HttpResponse<String> handshake = server.send("GET", TestServer.HANDSHAKE, "");
			assertThat(server.context().getBean(BodyFilter.class).bodies).containsExactly(handshake.body());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(HeaderFilter.class)
	static class HeaderApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BodyFilter.class)
	static class BodyApplication {

	}

	static class HeaderFilter implements WebFilter {

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			ServerHttpResponse response = exchange.getResponse();
			response.beforeCommit(() -> Mono.fromRunnable(() -> response.getHeaders().set("X-Late", "late")));
			return chain.filter(exchange);
		}

	}

	static class BodyFilter implements WebFilter {

		private final List<String> bodies = new CopyOnWriteArrayList<>();

		@Override
		public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
			return chain
				.filter(exchange.mutate().response(new RecordingResponse(exchange.getResponse(), this.bodies)).build());
		}

	}

	private static final class RecordingResponse extends ServerHttpResponseDecorator {

		private final List<String> bodies;

		RecordingResponse(ServerHttpResponse response, List<String> bodies) {
			super(response);
			this.bodies = bodies;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith(
					Flux.from(body).doOnNext((part) -> this.bodies.add(part.toString(StandardCharsets.UTF_8))));
		}

	}

}
