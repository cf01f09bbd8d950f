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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section A, everything around the handshake: routing, CORS, connections.
 */
class HttpTests extends ConformanceTests {

	private static final String FOREIGN = "Origin: https://foreign.example";

	private static final String PREFLIGHT = "Access-Control-Request-Method: GET";

	/**
	 * The first byte asks for extensions and an operation that do not exist.
	 */
	private static final String GARBAGE = "\u007f\u007f\u007fgarbage\u007f\u007f";

	private static final String HEADER_OF_REPLY = "access-control-allow-origin";

	@ParameterizedTest
	@ValueSource(strings = { "/socket.io", "/socket.io/", "/%73ocket.io/" })
	@Case(15)
	void servesPathWithAndWithoutSlashDecoded(String path) {
		assertThat(get(socketIO(), path + "?EIO=4&transport=polling").text()).startsWith("0{");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/socket.io/default/", "/socket.io/default", "/socket.iox/", "/", "/other/" })
	@Case(15)
	void servesNothingElse(String path) {
		assertThat(get(socketIO(), path + "?EIO=4&transport=polling").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "OPTIONS", "PATCH" })
	@Case(16)
	void refusesOtherMethodsOnSessionAndKeepsIt(String method) {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		polling.connect("40");
		RawResponse response = exchange(server, method, polling.target(), "Content-Length: 0");
		assertThat(response.status()).isIn(400, 405);
		polling.expectAlive();
	}

	@Test
	@Case(17)
	void allowsConfiguredOriginOnErrorsToo() {
		ServerUnderTest server = server(
				ServerOptions.socketIO().withCorsOrigins("https://friend.example", "https://other.example"));
		for (String query : new String[] { "", "&sid=unknown" }) {
			RawResponse response = get(server, server.target("polling", query), "Origin: https://friend.example");
			assertThat(response.status()).isEqualTo(query.isEmpty() ? 200 : 400);
			assertThat(response.header(HEADER_OF_REPLY)).isEqualTo("https://friend.example");
			assertThat(response.header("vary")).containsIgnoringCase("origin");
		}
	}

	@Test
	@Case(17)
	void answersPreflightOfConfiguredOrigin() {
		ServerUnderTest server = server(
				ServerOptions.socketIO().withCorsOrigins("https://friend.example", "https://other.example"));
		RawResponse response = exchange(server, "OPTIONS", server.target("polling", ""),
				"Origin: https://friend.example", PREFLIGHT);
		assertThat(response.status()).isIn(200, 204);
		assertThat(response.header(HEADER_OF_REPLY)).isEqualTo("https://friend.example");
		assertThat(response.header("vary")).containsIgnoringCase("origin");
	}

	@Test
	@Case(17)
	void upgradesForConfiguredOrigin() {
		ServerUnderTest server = server(
				ServerOptions.socketIO().withCorsOrigins("https://friend.example", "https://other.example"));
		RawResponse response = upgradeRequest(server, server.target("websocket", ""), "Origin: https://friend.example");
		assertThat(response.status()).isEqualTo(101);
	}

	@ParameterizedTest
	@ValueSource(strings = { "polling", "abc", "polling&sid=unknown" })
	@Case(17)
	void refusesForeignOriginBeforeAnyOtherCheck(String transport) {
		ServerUnderTest restricted = server(
				ServerOptions.socketIO().withCorsOrigins("https://friend.example", "https://other.example"));
		for (ServerUnderTest server : new ServerUnderTest[] { socketIO(), restricted }) {
			RawResponse response = get(server, server.target(transport, ""), FOREIGN);
			assertThat(response.status()).isEqualTo(403);
			assertThat(response.text()).doesNotContain("{");
			assertThat(response.header(HEADER_OF_REPLY)).isNull();
		}
	}

	@Test
	@Case(17)
	void refusesPreflightAndUpgradeOfForeignOrigin() {
		ServerUnderTest server = socketIO();
		RawResponse preflight = exchange(server, "OPTIONS", server.target("polling", ""), FOREIGN, PREFLIGHT);
		assertThat(preflight.status()).isEqualTo(403);
		assertThat(preflight.text()).doesNotContain("{");
		RawResponse upgrade = upgradeRequest(server, server.target("websocket", ""), FOREIGN);
		assertThat(upgrade.status()).isEqualTo(403);
		assertThat(upgrade.text()).doesNotContain("{");
	}

	@Test
	@Case({ 7, 17 })
	void treatsSameOriginLikeNoOrigin() {
		ServerUnderTest server = socketIO();
		String origin = "Origin: http://localhost:" + server.port();
		assertThat(get(server, server.target("polling", ""), origin).status()).isEqualTo(200);
		RawResponse options = exchange(server, "OPTIONS", server.target("polling", ""), origin);
		assertThat(options.summary()).isEqualTo("400 {\"code\":2,\"message\":\"Bad handshake method\"}");
		assertThat(upgradeRequest(server, server.target("websocket", ""), origin).status()).isEqualTo(101);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Mozilla/4.0 (compatible;MSIE 8.0)", "Mozilla/5.0 (Windows NT 6.1; Trident/7.0)" })
	@Case(19)
	void switchesXssFilterOffForOldInternetExplorer(String agent) {
		RawResponse response = get(socketIO(), socketIO().target("polling", ""), "User-Agent: " + agent);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("x-xss-protection")).isEqualTo("0");
	}

	@Test
	@Case(20)
	void answersPipelinedRequestsInOrder() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		polling.connect("40");
		RawHttp http = http(server);
		for (int i = 0; i < 3; i++) {
			http.post(polling.target(), "42[\"echo\"]");
			http.get(polling.target());
			assertThat(http.response().summary()).isEqualTo("200 ok");
			assertThat(http.response().summary()).isEqualTo("200 42[\"echo\"]");
		}
		polling.expectAlive();
	}

	@Test
	@Case({ 20, 25 })
	void answersEveryRequestOnConnectionsThatAreKept() {
		ServerUnderTest server = socketIO();
		for (int i = 0; i < 10; i++) {
			Polling polling = polling(server);
			polling.connect("40");
			RawHttp polls = http(server);
			RawHttp posts = http(server);
			for (int j = 0; j < 20; j++) {
				polls.get(polling.target());
				posts.post(polling.target(), "42[\"echo\"]");
				assertThat(posts.response().summary()).isEqualTo("200 ok");
				assertThat(polls.response().summary()).isEqualTo("200 42[\"echo\"]");
			}
		}
	}

	@Test
	@Case(20)
	void keepsSessionWhenClientEndsConnectionAfterEachRequest() {
		ServerUnderTest server = socketIO();
		RawResponse handshake = get(server, server.target("polling", ""), "Connection: close");
		assertThat(handshake.text()).startsWith("0{");
		Polling polling = polling(server);
		assertThat(polling.tryPost("40", "Connection: close").summary()).isEqualTo("200 ok");
		assertThat(get(server, polling.target(), "Connection: close").text()).startsWith("40{");
		polling.expectAlive();
	}

	@Test
	@Case(22)
	void closesOnGarbageInsteadOfFrames() {
		ServerUnderTest server = socketIO();
		RawHttp http = http(server);
		RawWebSocket.request(http, server.target("websocket", ""));
		assertThat(http.response().status()).isEqualTo(101);
		http.write(GARBAGE);
		http.expectEnd();
		webSocket(server).connect("40");
	}

	@Test
	@Case(22)
	void survivesGarbageTogetherWithUpgradeRequest() {
		ServerUnderTest server = socketIO();
		RawHttp http = http(server);
		http.write("GET " + server.target("websocket", "") + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
				+ "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
				+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" + GARBAGE);
		assertThat(http.response().status()).isEqualTo(101);
		webSocket(server).connect("40");
	}

	@Test
	@Case(23)
	void leavesWebSocketsOnOtherPathsAlone() {
		ServerUnderTest server = socketIO();
		closeLater(RawWebSocket.open(server, "/other-websocket")).expect("other");
	}

	@Test
	@Case(24)
	void recognisesUpgradeAmongOtherConnectionTokens() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = closeLater(
				RawWebSocket.open(server, server.target("websocket", ""), "Connection: keep-alive, Upgrade"));
		assertThat(webSocket.text()).startsWith("0{");
		webSocket.connect("40");
	}

}
