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

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section C.
 */
class WebSocketTests extends ConformanceTests {

	private ServerUnderTest small() {
		return server(ServerOptions.rawEngineIO().withMaxHttpBufferSize(1000));
	}

	@Test
	@Case({ 52, 126 })
	void takesOnePacketPerFrame() {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.send("4hello");
		webSocket.sendBinary("04010203");
		webSocket.send("4a" + SEPARATOR + "4b");
		webSocket.sendBinary("");
		webSocket.expect("4hello");
		webSocket.expectBinary("04010203");
		webSocket.expect("4a" + SEPARATOR + "4b");
		webSocket.expectBinary("");
		assertThat(records(raw(), webSocket.sid())).containsExactly("open", "message hello", "binary 04010203",
				"message a" + SEPARATOR + "4b", "binary ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "7", "abc", "9x", "é" })
	@Case({ 53, 55 })
	void closesOnInvalidPacket(String text) {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.send(text);
		webSocket.send("4late");
		webSocket.expectClosed();
		awaitClose(raw(), webSocket.sid(), "parse error");
		assertThat(records(raw(), webSocket.sid())).containsExactly("open", "close parse error");
	}

	@Test
	@Case(54)
	void decodesBase64InTextFrame() {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.send("bAQIDBA==");
		webSocket.expectBinary("01020304");
	}

	@Test
	@Case({ 55, 56 })
	void closesOnTooLargeMessage() {
		RawWebSocket webSocket = webSocket(small());
		webSocket.send("4" + "x".repeat(1000));
		webSocket.expectClosed(1009);
		awaitClose(small(), webSocket.sid(), "transport error");
	}

	@Test
	@Case({ 55, 56 })
	void closesOnTooLargeBinaryMessage() {
		RawWebSocket webSocket = webSocket(small());
		webSocket.sendBinary("00".repeat(1001));
		webSocket.expectClosed(1009);
		awaitClose(small(), webSocket.sid(), "transport error");
	}

	@Test
	@Case({ 55, 56 })
	void closesOnTooLargeMessageInSmallFrames() {
		RawWebSocket webSocket = webSocket(small());
		byte[] part = "4".repeat(400).getBytes(StandardCharsets.UTF_8);
		webSocket.frame(false, RawWebSocket.TEXT, part);
		webSocket.frame(false, RawWebSocket.CONTINUATION, part);
		webSocket.frame(true, RawWebSocket.CONTINUATION, part);
		webSocket.expectClosed(1009);
		awaitClose(small(), webSocket.sid(), "transport error");
		assertThat(records(small(), webSocket.sid())).containsExactly("open", "close transport error");
	}

	@Test
	@Case(55)
	void closesOnInvalidUtf8() {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.frame(true, RawWebSocket.TEXT, new byte[] { '4', (byte) 0xc3, '(' });
		webSocket.expectClosed(1007);
		webSocket = webSocket(raw());
		webSocket.frame(true, RawWebSocket.TEXT, new byte[] { '4', (byte) 0xc0, (byte) 0xaf });
		webSocket.expectClosed(1007);
		webSocket = webSocket(raw());
		webSocket.frame(true, RawWebSocket.TEXT, new byte[] { '4', (byte) 0xed, (byte) 0xa0, (byte) 0x80 });
		webSocket.expectClosed(1007);
	}

	@Test
	@Case(56)
	void joinsFragmentsAroundControlFrames() {
		RawWebSocket webSocket = webSocket(raw());
		byte[] bytes = "4é€😀".getBytes(StandardCharsets.UTF_8);
		webSocket.frame(false, RawWebSocket.TEXT, new byte[] { bytes[0], bytes[1] });
		webSocket.pingPong();
		for (int i = 2; i < bytes.length - 1; i++) {
			webSocket.frame(false, RawWebSocket.CONTINUATION, new byte[] { bytes[i] });
		}
		webSocket.frame(false, RawWebSocket.CONTINUATION, new byte[0]);
		webSocket.frame(true, RawWebSocket.CONTINUATION, new byte[] { bytes[bytes.length - 1] });
		webSocket.expect("4é€😀");
		webSocket.frame(false, RawWebSocket.BINARY, new byte[] { 1 });
		webSocket.frame(true, RawWebSocket.CONTINUATION, new byte[] { 2 });
		webSocket.expectBinary("0102");
	}

	@Test
	@Case(56)
	void passesAnyNumberOfEmptyFragmentsOver() {
		RawWebSocket webSocket = webSocket(small());
		webSocket.frame(false, RawWebSocket.TEXT, "4a".getBytes(StandardCharsets.UTF_8));
		for (int i = 0; i < 10_000; i++) {
			webSocket.frame(false, RawWebSocket.CONTINUATION, new byte[0]);
		}
		webSocket.frame(true, RawWebSocket.CONTINUATION, "b".getBytes(StandardCharsets.UTF_8));
		webSocket.expect("4ab");
	}

	@Test
	@Case({ 56, 57 })
	void acceptsMessageOfExactlyTheLimit() {
		RawWebSocket webSocket = webSocket(small());
		webSocket.send("4" + "x".repeat(999));
		webSocket.expect("4" + "x".repeat(999));
		webSocket.sendBinary("00".repeat(1000));
		webSocket.expectBinary("00".repeat(1000));
		webSocket.frame(false, RawWebSocket.TEXT, ("4" + "x".repeat(500)).getBytes(StandardCharsets.UTF_8));
		webSocket.frame(true, RawWebSocket.CONTINUATION, "x".repeat(499).getBytes(StandardCharsets.UTF_8));
		webSocket.expect("4" + "x".repeat(999));
	}

	@Test
	@Case(57)
	void acceptsMessageOfExactlyTheDefaultLimit() {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.send("4" + "x".repeat(999_999));
		assertThat(webSocket.text()).hasSize(1_000_000);
		webSocket.expectAlive();
	}

	@Test
	@Case(58)
	void closesAtOnceOnClosePacket() {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.send("1");
		webSocket.send("4late");
		webSocket.expectClosed();
		awaitClose(raw(), webSocket.sid(), "transport close");
		assertThat(records(raw(), webSocket.sid())).doesNotContain("message late");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "5", "6", "3", "0{}", "3probe", "6x" })
	@Case(59)
	void ignoresPacketsOutOfPlace(String packet) {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.send(packet);
		webSocket.expectAlive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "2probe" })
	@Case(60)
	void closesOnPingFromClient(String packet) {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.send(packet);
		webSocket.expectClosed();
		awaitClose(raw(), webSocket.sid(), "transport error");
	}

	@Test
	@Case(61)
	void answersPingFrames() {
		RawWebSocket webSocket = webSocket(raw());
		webSocket.pingPong();
		webSocket.frame(true, RawWebSocket.PONG, new byte[] { 1 });
		webSocket.expectAlive();
	}

	@Test
	@Case(61)
	void doesNotTakePingFramesForHeartbeat() {
		ServerUnderTest server = server(
				ServerOptions.rawEngineIO().withPings(Duration.ofMillis(300), Duration.ofMillis(200)));
		RawWebSocket webSocket = webSocket(server);
		webSocket.pingPong();
		webSocket.expect("2");
		webSocket.frame(true, RawWebSocket.PONG, new byte[0]);
		webSocket.pingPong();
		webSocket.expectClosed();
		awaitClose(server, webSocket.sid(), "ping timeout");
	}

	@Test
	@Case(62)
	void doesNotServePollingOverWebSocket() {
		ServerUnderTest server = raw();
		RawHttp http = http(server);
		RawWebSocket.request(http, server.target("polling", ""));
		RawResponse response = http.response();
		assertThat(response.status()).isIn(101, 400);
		if (response.status() == 101) {
			assertThat(RawWebSocket.over(server, http).nextOrStatus()).startsWith("closed");
		}
	}

	@Test
	@Case(62)
	void refusesOtherProtocolVersionBeforeUpgrade() {
		ServerUnderTest server = raw();
		RawResponse response = upgradeRequest(server, server.path() + "/?EIO=3&transport=websocket");
		assertThat(response.status()).isEqualTo(400);
	}

	@Test
	@Case({ 63, 136 })
	void noticesThatClientIsGone() {
		RawWebSocket orderly = webSocket(raw());
		orderly.closeOrderly();
		awaitClose(raw(), orderly.sid(), "transport close");
		RawWebSocket ended = webSocket(raw());
		ended.close();
		awaitClose(raw(), ended.sid(), "transport close");
		RawWebSocket reset = webSocket(raw());
		reset.abort();
		awaitClose(raw(), reset.sid(), "transport close");
	}

	@Test
	@Case(65)
	void takesHeartbeatBetweenBinaryHeaderAndAttachment() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
		webSocket.send("3");
		webSocket.sendBinary("0102");
		webSocket.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
		webSocket.expectBinary("0102");
	}

}
