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
 * Section A, the handshake and what is refused.
 */
class HandshakeTests extends ConformanceTests {

	private static final String UNKNOWN_TRANSPORT = "400 {\"code\":0,\"message\":\"Transport unknown\"}";

	private static final String BAD_METHOD = "400 {\"code\":2,\"message\":\"Bad handshake method\"}";

	private static final String BAD_REQUEST = "400 {\"code\":3,\"message\":\"Bad request\"}";

	private static final String UNSUPPORTED_VERSION = "400 {\"code\":5,\"message\":\"Unsupported protocol version\"}";

	private static final String OPEN = "0\\{\"sid\":\"[^\"]+\",\"upgrades\":\\[%s],"
			+ "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

	@Test
	@Case(1)
	void opensSessionOverPolling() {
		RawResponse response = get(socketIO(), "/socket.io/?EIO=4&transport=polling");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("content-type").replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
		assertThat(response.header("cache-control")).isEqualTo("no-store");
		assertThat(response.header("content-length")).isEqualTo(String.valueOf(response.body().length));
		assertThat(response.text()).matches(OPEN.formatted("\"websocket\""));
	}

	@Test
	@Case(2)
	void opensSessionOverWebSocketWithoutUpgrades() {
		RawWebSocket webSocket = closeLater(RawWebSocket.open(socketIO(), socketIO().target("websocket", "")));
		assertThat(webSocket.text()).matches(OPEN.formatted(""));
	}

	@Test
	@Case(2)
	void offersNoUpgradeWhenWebSocketIsDisabled() {
		ServerUnderTest server = server(ServerOptions.socketIO().withTransports("polling"));
		assertThat(get(server, server.target("polling", "")).text()).matches(OPEN.formatted(""));
	}

	@Test
	@Case(2)
	void offersNoUpgradeWhenUpgradesAreDisabled() {
		ServerUnderTest server = server(ServerOptions.socketIO().withoutUpgrades());
		assertThat(get(server, server.target("polling", "")).text()).matches(OPEN.formatted(""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "EIO=abc&", "EIO=2&", "EIO=5&", "EIO=3&", "EIO=&", "EIO=4.0&", "EIO=04&" })
	@Case({ 3, 14 })
	void refusesUnsupportedProtocolVersion(String version) {
		RawResponse response = get(socketIO(), "/socket.io/?" + version + "transport=polling");
		assertThat(response.summary()).isEqualTo(UNSUPPORTED_VERSION);
		assertThat(response.header("content-type")).startsWith("application/json");
	}

	@Test
	@Case(4)
	void takesLastOfSeveralProtocolVersions() {
		assertThat(get(socketIO(), "/socket.io/?EIO=3&EIO=4&transport=polling").text()).startsWith("0{");
		assertThat(get(socketIO(), "/socket.io/?EIO=4&EIO=3&transport=polling").summary())
			.isEqualTo(UNSUPPORTED_VERSION);
	}

	@Test
	@Case(4)
	void takesEmptySessionIdForNewHandshake() {
		assertThat(get(socketIO(), socketIO().target("polling", "&sid=")).text())
			.matches(OPEN.formatted("\"websocket\""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&transport=abc", "&transport=constructor", "&transport=__proto__",
			"&transport=webtransport", "&transport=WebSocket", "&transport=POLLING", "&transport=" })
	@Case({ 5, 14 })
	void refusesUnknownTransport(String transport) {
		RawResponse response = get(socketIO(), "/socket.io/?EIO=4" + transport);
		assertThat(response.summary()).isEqualTo(UNKNOWN_TRANSPORT);
		assertThat(response.header("content-type")).startsWith("application/json");
	}

	@Test
	@Case(5)
	void refusesDisabledTransport() {
		ServerUnderTest server = server(ServerOptions.socketIO().withTransports("websocket"));
		assertThat(get(server, server.target("polling", "")).summary()).isEqualTo(UNKNOWN_TRANSPORT);
		webSocket(server).connect("40");
	}

	@Test
	@Case(6)
	void refusesPlainRequestForWebSocketTransport() {
		assertThat(get(socketIO(), socketIO().target("websocket", "")).summary()).isEqualTo(BAD_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "PATCH", "OPTIONS" })
	@Case({ 7, 17 })
	void refusesHandshakeWithOtherMethod(String method) {
		RawResponse response = exchange(socketIO(), method, socketIO().target("polling", ""), "Content-Length: 0");
		assertThat(response.summary()).isEqualTo(BAD_METHOD);
	}

	@Test
	@Case(7)
	void refusesHandshakeWithHead() {
		RawResponse response = exchange(socketIO(), "HEAD", socketIO().target("polling", ""));
		assertThat(response.status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	@Case({ 8, 14 })
	void refusesUnknownSession(String method) {
		RawResponse response = exchange(socketIO(), method, socketIO().target("polling", "&sid=unknown"),
				"Content-Length: 0");
		assertThat(response.summary()).isEqualTo(Polling.UNKNOWN_SESSION);
		assertThat(response.header("content-type")).startsWith("application/json");
	}

	@Test
	@Case(8)
	void refusesWebSocketOfUnknownSession() {
		RawResponse response = upgradeRequest(socketIO(), socketIO().target("websocket", "&sid=unknown"));
		assertThat(response.summary()).isEqualTo("400 Session ID unknown");
		assertThat(response.header("content-type")).startsWith("text/html");
	}

	@Test
	@Case(9)
	void checksTransportBeforeSession() {
		assertThat(get(socketIO(), socketIO().target("abc", "&sid=unknown")).summary()).isEqualTo(UNKNOWN_TRANSPORT);
	}

	@Test
	@Case(9)
	void checksSessionBeforeMethod() {
		RawResponse response = exchange(socketIO(), "PUT", socketIO().target("polling", "&sid=unknown"),
				"Content-Length: 0");
		assertThat(response.summary()).isEqualTo(Polling.UNKNOWN_SESSION);
	}

	@Test
	@Case(9)
	void checksMethodBeforeProtocolVersion() {
		RawResponse response = exchange(socketIO(), "POST", "/socket.io/?EIO=2&transport=polling", "Content-Length: 0");
		assertThat(response.summary()).isEqualTo(BAD_METHOD);
	}

	@Test
	@Case(9)
	void refusesOriginWithControlCharacters() {
		ServerUnderTest server = server(ServerOptions.socketIO().withCorsOrigins("*"));
		RawResponse response = get(server, server.target("polling", ""), "Origin: http://a\u0001b");
		assertThat(response.status()).isEqualTo(400);
	}

	@Test
	@Case(10)
	void refusesPollingOfWebSocketSession() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		webSocket.connect("40");
		String target = server.target("polling", "&sid=" + webSocket.sid());
		assertThat(get(server, target).summary()).isEqualTo(BAD_REQUEST);
		assertThat(exchange(server, "POST", target, "Content-Length: 0").summary()).isEqualTo(BAD_REQUEST);
		webSocket.expectAlive();
	}

	@Test
	@Case(10)
	void refusesPollingAfterUpgrade() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		polling.connect("40");
		RawWebSocket webSocket = upgraded(server, polling);
		assertThat(polling.get().summary()).isEqualTo(BAD_REQUEST);
		assertThat(polling.tryPost("42[\"echo\"]").summary()).isEqualTo(BAD_REQUEST);
		webSocket.expectAlive();
	}

	@Test
	@Case(11)
	void refusesOtherProtocolVersionForSession() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		polling.connect("40");
		String target = server.target("polling", "&sid=" + polling.sid()).replace("EIO=4", "EIO=3");
		assertThat(get(server, target).summary()).isEqualTo(BAD_REQUEST);
		polling.expectAlive();
	}

}
