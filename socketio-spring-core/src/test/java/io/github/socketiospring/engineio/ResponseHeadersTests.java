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

package io.github.socketiospring.engineio;

import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * FEATURES.md: cookie, initial headers and headers events.
 */
class ResponseHeadersTests {

	/** Counts. */
	private static final class Counter implements EngineIOHeadersCustomizer {

		private int initial;

		private int each;

		@Override
		public void initialHeaders(HttpHeaders headers, EngineIOHandshake handshake) {
			this.initial++;
			headers.set("X-Tenant", String.valueOf(handshake.attributes().get("tenant")));
		}

		@Override
		public void headers(HttpHeaders headers, EngineIORequest request) {
			this.each++;
			headers.set("X-Method", request.method());
		}

	}

	private final Counter counter = new Counter();

	private final TestEngine engine = new TestEngine((builder) -> builder.headersCustomizer(this.counter)
		.cookie(ResponseCookie.from("io").path("/").httpOnly(true).sameSite("Lax").build())
		.allowRequest((request) -> {
			request.attributes().put("tenant", "blue");
			return Mono.empty();
		}));

	private EngineIOResponse open(String query) {
		return this.engine.server().handle(FakeRequest.get(query)).block();
	}

	// PROTOCOL.md 18
	@Test
	void givesTheSessionIdAsCookieWithTheHandshakeAlone() {
		EngineIOResponse response = open("transport=polling");
		String sid = this.engine.session().session().id();
		assertThat(response.added().get("Set-Cookie"))
			.containsExactly("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
		String query = "transport=polling&sid=" + sid;
		assertThat(this.engine.server().handle(FakeRequest.post(query, "4hello")).block().added().get("Set-Cookie"))
			.isNull();
		this.engine.session().session().send("hello");
		assertThat(open(query).added().get("Set-Cookie")).isNull();
	}

	// PROTOCOL.md 18
	@Test
	void givesNoCookieToWebSockets() {
		WebSocketUpgrade upgrade = this.engine.server().upgrade(FakeRequest.get("transport=websocket")).block();
		assertThat(upgrade.headers().get("Set-Cookie")).isNull();
		assertThat(upgrade.headers().getFirst("X-Tenant")).isEqualTo("blue");
		assertThat(upgrade.headers().getFirst("X-Method")).isEqualTo("GET");
	}

	// PROTOCOL.md 18
	@Test
	void callsForInitialHeadersOnceASessionAndForHeadersWithEachResponse() {
		assertThat(open("transport=polling").added().getFirst("X-Tenant")).isEqualTo("blue");
		String query = "transport=polling&sid=" + this.engine.session().session().id();
		EngineIOResponse post = this.engine.server().handle(FakeRequest.post(query, "4hello")).block();
		assertThat(post.added().headerNames()).containsExactly("X-Method");
		assertThat(post.added().getFirst("X-Method")).isEqualTo("POST");
		WebSocketUpgrade upgrade = this.engine.server()
			.upgrade(FakeRequest.get(query + "&transport=websocket"))
			.block();
		assertThat(upgrade.headers().headerNames()).containsExactly("X-Method");
		assertThat(this.counter.initial).isOne();
		assertThat(this.counter.each).isEqualTo(3);
	}

	@Test
	void callsForHeadersOfRefusals() {
		assertThat(open("transport=polling&EIO=5").added().headerNames()).containsExactly("X-Method");
		WebSocketUpgrade upgrade = this.engine.server().upgrade(FakeRequest.get("transport=websocket&sid=x")).block();
		assertThat(upgrade.refusal().added().headerNames()).containsExactly("X-Method");
		assertThat(this.counter.initial).isZero();
	}

	@Test
	void addsNothingByDefault() {
		TestEngine plain = new TestEngine();
		assertThat(plain.server().handle(FakeRequest.get("transport=polling")).block().added())
			.isSameAs(HttpHeaders.EMPTY);
		assertThat(plain.server().upgrade(FakeRequest.get("transport=websocket")).block().headers())
			.isSameAs(HttpHeaders.EMPTY);
	}

	@Test
	void answersWithoutTheHeadersOfACustomizerThatFails() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			TestEngine engine = new TestEngine((builder) -> builder.headersCustomizer(new EngineIOHeadersCustomizer() {
				@Override
				public void headers(HttpHeaders headers, EngineIORequest request) {
					throw new IllegalStateException("customizer");
				}
			}).headersCustomizer(this.counter));
			EngineIOResponse response = engine.server().handle(FakeRequest.get("transport=polling")).block();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.added().getFirst("X-Method")).isEqualTo("GET");
			assertThat(log.messages("ERROR")).containsExactly("A customizer of response headers failed");
		}
	}

	@Test
	void stillClosesTheConnectionOfAnOverlappingPost() {
		PollingClient client = this.engine.openPolling();
		PollingClient.Exchange first = client.post(Flux.never());
		client.post("4hello");
		assertThat(first.response().isReset()).isTrue();
	}

}
