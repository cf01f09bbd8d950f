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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section M: what the official protocol suites need.
 */
class OfficialSuiteTests extends ConformanceTests {

	private ServerUnderTest engine() {
		return server(ServerOptions.rawEngineIO().withPings(Duration.ofMillis(300), Duration.ofMillis(200)));
	}

	@Test
	@Case(172)
	void servesEngineIOAlone() {
		ServerUnderTest server = engine();
		assertThat(get(server, "/engine.io/?EIO=4&transport=polling").text())
			.matches("0\\{\"sid\":\"[^\"]+\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":300,"
					+ "\"pingTimeout\":200,\"maxPayload\":1000000}");
		assertThat(get(server, "/engine.io/?transport=polling").status()).isEqualTo(400);
		RawWebSocket webSocket = webSocket(server);
		webSocket.send("4hello");
		webSocket.expect("4hello");
		webSocket.sendBinary("01020304");
		webSocket.expectBinary("01020304");
	}

	@Test
	@Case(172)
	void emitsAuthFirstOfAll() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40/custom,{\"token\":\"123\"}");
		Packets.socketId("40/custom,", webSocket.text());
		webSocket.expect("42/custom,[\"auth\",{\"token\":\"123\"}]");
		webSocket.send("42/custom,[\"message\",1,\"2\",{\"3\":[true]}]");
		webSocket.expect("42/custom,[\"message-back\",1,\"2\",{\"3\":[true]}]");
		webSocket.send("42/custom,456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
		webSocket.expect("43/custom,456[1,\"2\",{\"3\":[false]}]");
	}

	@Test
	@Case(172)
	void echoesBinaryMessages() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		String two = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
		webSocket.send("452-[\"message\"," + two);
		webSocket.sendBinary("010203");
		webSocket.sendBinary("040506");
		webSocket.expect("452-[\"message-back\"," + two);
		webSocket.expectBinary("010203");
		webSocket.expectBinary("040506");
		webSocket.send("452-789[\"message-with-ack\"," + two);
		webSocket.sendBinary("010203");
		webSocket.sendBinary("040506");
		webSocket.expect("462-789[" + two);
		webSocket.expectBinary("010203");
		webSocket.expectBinary("040506");
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 10, 50 })
	@Case(173)
	void answersPacketsPostedTogetherTogether(int count) {
		Polling polling = polling(socketIO());
		polling.connect("40");
		String payload = ("42[\"echo\"]" + SEPARATOR).repeat(count - 1) + "42[\"echo\"]";
		polling.post(payload);
		polling.expect(payload);
		Polling raw = polling(raw());
		payload = ("4x" + SEPARATOR).repeat(count - 1) + "4x";
		raw.post(payload);
		raw.expect(payload);
	}

	@Test
	@Case(175)
	void endsSessionExactlyAfterIntervalAndTimeout() {
		ServerUnderTest server = engine();
		Polling polling = polling(server);
		RawHttp idle = http(server);
		idle.expectSilence(Duration.ofMillis(502));
		assertThat(polling.get().status()).isEqualTo(400);
	}

}
