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

package io.github.socketiospring.interop.conformance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.engineio.HandshakeRequest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section A, what the application decides on (FEATURES.md: allowRequest).
 */
class HandshakeInterceptorTests extends ConformanceTests {

	private static final String VETO = "&veto=nope!";

	private final AtomicInteger calls = new AtomicInteger();

	private ServerUnderTest server() {
		return socketIO((builder) -> builder.handshakeInterceptor(this::intercept));
	}

	/**
	 * Decides on another thread than the one that it was asked on.
	 */
	private Mono<Void> intercept(HandshakeRequest request) {
		this.calls.incrementAndGet();
		String veto = request.query().getFirst("veto");
		return Mono.delay(Duration.ofMillis(1))
			.then((veto != null) ? Mono.error(new ConnectionRefusedException(veto)) : Mono.empty());
	}

	@Test
	@Case(12)
	void refusesPollingWithMessage() {
		ServerUnderTest server = server();
		RawHttp http = http(server);
		for (int i = 0; i < 2; i++) {
			http.get(server.target("polling", VETO));
			RawResponse response = http.response();
			assertThat(response.summary()).isEqualTo("403 {\"code\":4,\"message\":\"nope!\"}");
			assertThat(response.header("content-type")).startsWith("application/json");
		}
	}

	@Test
	@Case(12)
	void refusesWebSocketWithMessageAndKeepsConnection() {
		ServerUnderTest server = server();
		RawHttp http = http(server);
		for (int i = 0; i < 2; i++) {
			if (server.isServletContainer()) {
				// Tomcat closes a connection after 400
				http = http(server);
			}
			RawWebSocket.request(http, server.target("websocket", VETO));
			RawResponse response = http.response();
			assertThat(response.summary()).isEqualTo("400 nope!");
			assertThat(response.header("content-type")).startsWith("text/html");
		}
		if (server.isServletContainer()) {
			http = http(server);
		}
		RawWebSocket.request(http, server.target("websocket", ""));
		assertThat(http.response().status()).isEqualTo(101);
		RawWebSocket webSocket = RawWebSocket.over(server, http);
		assertThat(webSocket.text()).startsWith("0{");
		webSocket.connect("40");
		webSocket.expectAlive();
	}

	@Test
	@Case(13)
	void decidesOnFirstRequestOnly() {
		ServerUnderTest server = server();
		Polling polling = polling(server);
		polling.connect("40");
		upgraded(server, polling);
		assertThat(this.calls).hasValue(1);
		webSocket(server).connect("40");
		assertThat(this.calls).hasValue(2);
	}

	@Test
	@Case(22)
	void survivesWebSocketThatSendsGarbageBeforeDecision() {
		ServerUnderTest server = server();
		RawHttp http = http(server);
		RawWebSocket.request(http, server.target("websocket", ""));
		http.write("\u007f\u007f\u007fgarbage\u007f\u007f");
		webSocket(server).connect("40");
	}

}
