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

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

class HandshakeContextTests {

	private final ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

	/** One that would look into the exchange each time. */
	private final Mono<SecurityContext> lazy = Mono.error(() -> new IllegalStateException("Asked " + this.exchange));

	private final Context request = Context
		.of(ServerWebExchange.class, this.exchange, "exchange", this.exchange, "micrometer.observation", "observation",
				SecurityContext.class, this.lazy)
		.put("reactor.onDiscard.local", "hook")
		.put("tenant", "acme")
		.put(Integer.class, 7);

	@Test
	void keepsWhatOutlivesTheRequest() {
		ContextView context = HandshakeContext.of(this.request, null);
		assertThat(context.size()).isEqualTo(2);
		assertThat(context.<String>get("tenant")).isEqualTo("acme");
		assertThat(context.get(Integer.class)).isEqualTo(7);
	}

	@Test
	void knowsTheSecurityContext() {
		ContextView context = HandshakeContext.of(this.request, new TestingAuthenticationToken("ann", ""));
		assertThat(context.size()).isEqualTo(4);
		assertThat(ReactiveSecurityContextHolder.getContext()
			.map((security) -> security.getAuthentication().getName())
			.contextWrite(context)
			.block()).isEqualTo("ann");
		assertThat(context.<SecurityContext>get(SecurityContext.class.getName()).getAuthentication().getName())
			.isEqualTo("ann");
	}

	@Test
	void isEmptyForMostRequests() {
		Principal principal = () -> "ann";
		assertThat(HandshakeContext.of(Context.empty(), null)).isSameAs(Context.empty());
		assertThat(HandshakeContext.of(Context.empty(), principal)).isSameAs(Context.empty());
	}

}
