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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section J: clients of Engine.IO protocol 3, and of Socket.IO 2 on top of it.
 */
class Protocol3Tests extends ConformanceTests {

	private static final String BINARY_EVENT = "451-[\"b\",{\"_placeholder\":true,\"num\":0}]";

	private static final String SID = "0{\"sid\":\"";

	private static final String UNSUPPORTED = "400 {\"code\":5,\"message\":\"Unsupported protocol version\"}";

	private static final String BAD_REQUEST = "400 {\"code\":3,\"message\":\"Bad request\"}";

	private ServerUnderTest engine() {
		return server(ServerOptions.rawEngineIO().withProtocol3());
	}

	private ServerUnderTest sockets() {
		return server(ServerOptions.socketIO().withProtocol3());
	}

	private Protocol3Polling polling3(ServerUnderTest server, String query) {
		return new Protocol3Polling(server, query);
	}

	private RawWebSocket webSocket3(ServerUnderTest server, String query) {
		return closeLater(RawWebSocket.open(server, server.path() + "/?EIO=3&transport=websocket" + query));
	}

	/**
	 * A WebSocket that has read its handshake.
	 */
	private RawWebSocket opened(ServerUnderTest server, String query) {
		RawWebSocket webSocket = webSocket3(server, query);
		assertThat(webSocket.text()).startsWith(SID);
		return webSocket;
	}

	@Test
	@Case(3)
	void isRefusedUnlessItIsAllowed() {
		assertThat(get(raw(), "/engine.io/?EIO=3&transport=polling").summary()).isEqualTo(UNSUPPORTED);
		assertThat(upgradeRequest(raw(), "/engine.io/?EIO=3&transport=websocket").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "EIO=2&", "EIO=5&", "EIO=abc&" })
	@Case(3)
	void acceptsNoOtherVersion(String version) {
		assertThat(get(engine(), "/engine.io/?" + version + "transport=polling").summary()).isEqualTo(UNSUPPORTED);
		assertThat(upgradeRequest(engine(), "/engine.io/?" + version + "transport=websocket").status()).isEqualTo(400);
	}

	@Test
	@Case(4)
	void takesTheLastVersion() {
		assertThat(get(engine(), "/engine.io/?EIO=4&EIO=3&transport=polling").text()).startsWith("118:0{");
		assertThat(get(engine(), "/engine.io/?EIO=3&EIO=4&transport=polling").text()).startsWith("0{");
	}

	@Test
	@Case(11)
	void keepsTheVersionOfASession() {
		Protocol3Polling third = polling3(engine(), "");
		Polling fourth = polling(engine());
		String path = "/engine.io/?transport=polling&EIO=";
		assertThat(get(engine(), path + "4&sid=" + third.sid()).summary()).isEqualTo(BAD_REQUEST);
		assertThat(get(engine(), path + "3&sid=" + fourth.sid()).summary()).isEqualTo(BAD_REQUEST);
		assertThat(upgradeRequest(engine(), "/engine.io/?transport=websocket&EIO=4&sid=" + third.sid()).status())
			.isEqualTo(400);
		third.post("6:4alive");
		third.expect("6:4alive");
		fourth.expectAlive();
	}

	@Test
	@Case({ 47, 158 })
	void opensAlone() {
		Protocol3Polling polling = polling3(engine(), "&greet=1");
		assertThat(polling.open().text())
			.matches("118:0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":25000,"
					+ "\"pingTimeout\":20000,\"maxPayload\":1000000}");
		polling.expect("9:4greeting");
		polling = polling3(sockets(), "");
		assertThat(polling.open().text()).startsWith("118:0{");
		polling.expect("2:40");
		RawWebSocket webSocket = opened(sockets(), "");
		webSocket.expect("40");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "11:42[\"x\",\"€\"]", "12:42[\"x\",\"😀\"]", "5:4é\u2028\u2029x" })
	@Case(158)
	void countsCodeUnits(String payload) {
		Protocol3Polling polling = polling3(engine(), "");
		polling.post(payload);
		polling.expect(payload);
	}

	@Test
	@Case(159)
	void exchangesSeveralPackets() {
		Protocol3Polling polling = polling3(engine(), "");
		polling.post("6:4test16:4test20:6:4test3");
		polling.expect("6:4test16:4test26:4test3");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "9:42[\"a\"]", "6:42[\"a\"]", "abc", "", "2:4a2", "999999999999:4a", "1:x", "-1:4", "2:4😀" })
	@Case(159)
	void closesUponWrongLength(String payload) {
		Protocol3Polling polling = polling3(engine(), "");
		Protocol3Polling other = polling3(engine(), "");
		assertThat(polling.tryPost(payload).status()).isEqualTo(400);
		assertThat(polling.get().summary()).isEqualTo(Polling.UNKNOWN_SESSION);
		awaitClose(engine(), polling.sid(), "parse error");
		other.post("6:4alive");
		other.expect("6:4alive");
	}

	@Test
	@Case({ 28, 160 })
	void exchangesBinaryPayloads() {
		Protocol3Polling polling = polling3(sockets(), "");
		polling.expect("2:40");
		String event = "452-[\"echo\",\"é\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
		String payload = "000707ff" + Protocol3Polling.hex(event) + "0103ff0401020101ff04";
		assertThat(polling.postBinary(payload).summary()).isEqualTo("200 ok");
		polling.expectBinary(payload);
	}

	@Test
	@Case(160)
	void encodesTheExample() {
		Protocol3Polling polling = polling3(engine(), "");
		String payload = "000309ff" + Protocol3Polling.hex(BINARY_EVENT) + "0103ff040102";
		assertThat(polling.postBinary(payload).summary()).isEqualTo("200 ok");
		polling.expectBinary(payload);
		polling.post("6:b4AQI=");
		polling.expectBinary("0103ff040102");
		polling = polling3(engine(), "&b64=1");
		assertThat(polling.postBinary("0103ff040102").summary()).isEqualTo("200 ok");
		polling.expect("6:b4AQI=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "0109ff0401", "000309", "0103ff050102", "0002ff34c3", "0201ff34", "000aff34",
			"0009090909090909090909090909ff34" })
	@Case(160)
	void closesUponMalformedBinaryPayload(String hex) {
		Protocol3Polling polling = polling3(engine(), "");
		assertThat(polling.postBinary(hex).status()).isEqualTo(400);
		assertThat(polling.get().summary()).isEqualTo(Polling.UNKNOWN_SESSION);
		awaitClose(engine(), polling.sid(), "parse error");
	}

	@Test
	@Case({ 42, 160 })
	void closesUponBadBase64() {
		for (String payload : new String[] { "4:b4!!", "5:bAQI=", "1:b", "3:b2A" }) {
			Protocol3Polling polling = polling3(engine(), "");
			assertThat(polling.tryPost(payload).status()).isEqualTo(400);
			awaitClose(engine(), polling.sid(), "parse error");
		}
	}

	@Test
	@Case({ 60, 161 })
	void answersPingsAndClosesUponPong() {
		Protocol3Polling polling = polling3(engine(), "");
		polling.post("1:2");
		polling.expect("1:3");
		polling.post("1:3");
		awaitClose(engine(), polling.sid(), "transport error");
		RawWebSocket webSocket = opened(engine(), "");
		webSocket.send("2");
		webSocket.expect("3");
		webSocket.send("3");
		webSocket.expectClosed();
	}

	@Test
	@Case({ 83, 161 })
	void timesOutWithoutPingAndSendsNone() {
		ServerUnderTest server = server(
				ServerOptions.rawEngineIO().withProtocol3().withPings(Duration.ofMillis(300), Duration.ofMillis(200)));
		RawWebSocket webSocket = webSocket3(server, "");
		String handshake = webSocket.text();
		webSocket.expectClosed();
		awaitClose(server, handshake.substring(SID.length(), SID.length() + 20), "ping timeout");
		Protocol3Polling polling = polling3(server, "");
		awaitClose(server, polling.sid(), "ping timeout");
		assertThat(polling.tryPost("1:2").summary()).isEqualTo(Polling.UNKNOWN_SESSION);
	}

	@Test
	@Case(161)
	void upgrades() {
		Protocol3Polling polling = polling3(sockets(), "");
		polling.expect("2:40");
		RawHttp poll = http(sockets());
		poll.get(polling.target());
		RawWebSocket webSocket = webSocket3(sockets(), "&sid=" + polling.sid());
		webSocket.send("2probe");
		webSocket.expect("3probe");
		assertThat(poll.response().summary()).isEqualTo("200 1:6");
		webSocket.send("5");
		webSocket.send("420[\"transport\"]");
		webSocket.expect("430[\"websocket\"]");
		assertThat(polling.get().summary()).isEqualTo(BAD_REQUEST);
		webSocket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
		webSocket.sendBinary("04ff");
		webSocket.expect("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
		webSocket.expectBinary("04ff");
	}

	@Test
	@Case({ 34, 35, 161 })
	void framesControlPackets() {
		Protocol3Polling polling = polling3(engine(), "");
		RawHttp poll = http(engine());
		poll.get(polling.target());
		settle(engine());
		polling.post("1:1");
		assertThat(poll.response().summary()).isEqualTo("200 1:6");
		assertThat(polling.get().summary()).isEqualTo(Polling.UNKNOWN_SESSION);
		Protocol3Polling overlapping = polling3(engine(), "");
		RawHttp first = http(engine());
		first.get(overlapping.target());
		settle(engine());
		assertThat(overlapping.get().status()).isEqualTo(400);
		assertThat(first.response().summary()).isEqualTo("200 1:1");
		Protocol3Polling closed = polling3(engine(), "");
		closed.post("6:4close");
		closed.expect("1:61:1");
	}

	@Test
	@Case(126)
	void putsTheTypeIntoBinaryFrames() {
		RawWebSocket webSocket = opened(engine(), "");
		webSocket.sendBinary("040102");
		webSocket.expectBinary("040102");
		webSocket.send("b4AQI=");
		webSocket.expectBinary("040102");
		String large = "04" + "ab".repeat(100_000);
		webSocket.sendBinary(large);
		webSocket.expectBinary(large);
		webSocket = opened(engine(), "&b64=1");
		webSocket.sendBinary("040102");
		webSocket.expect("b4AQI=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "05", "34ff" })
	@Case(126)
	void closesUponFrameThatIsNoMessage(String hex) {
		RawWebSocket webSocket = opened(engine(), "");
		webSocket.sendBinary(hex);
		webSocket.expectClosed();
	}

	@Test
	@Case({ 91, 162 })
	void joinsNamespacesWithQuery() {
		RawWebSocket webSocket = opened(sockets(), "&room=7");
		webSocket.expect("40");
		webSocket.send("40/admin?greet=1&token=a%20b,");
		webSocket.expect("40/admin,");
		webSocket.expect("42/admin,[\"auth\",{\"greet\":\"1\",\"token\":\"a b\"}]");
		webSocket.send("42/admin,3[\"ack\",1]");
		webSocket.expect("43/admin,3[1]");
		webSocket.send("40/nope?x=1,");
		webSocket.expect("44/nope,{\"message\":\"Invalid namespace\"}");
		webSocket.send("41/admin,");
		webSocket.send("40/admin");
		webSocket.expect("40/admin,");
		webSocket.send("40");
		webSocket.expectClosed();
		RawWebSocket fourth = webSocket(sockets());
		fourth.send("40/admin?token=1,");
		fourth.expect("44/admin?token=1,{\"message\":\"Invalid namespace\"}");
	}

	@Test
	@Case({ 131, 162 })
	void isToldDataOrMessage() {
		RawWebSocket refused = opened(sockets(), "&refuse=no");
		refused.expect("44\"no\"");
		refused.send("40/admin,");
		refused.expect("40/admin,");
		opened(sockets(), "&refuse=no&data=why").expect("44\"why\"");
		Protocol3Polling polling = polling3(sockets(), "&refuse=no");
		polling.expect("6:44\"no\"");
	}

	@Test
	@Case(163)
	void answersWithScripts() {
		Protocol3Polling polling = polling3(sockets(), "&j=5a&b64=1");
		assertThat(polling.open().text()).matches("___eio\\[5]\\(\"118:0\\{\\\\\"sid\\\\\":.*}\"\\);");
		assertThat(polling.open().header("content-type")).matches("(?i)text/javascript; ?charset=utf-8");
		assertThat(polling.get().summary()).isEqualTo("200 ___eio[5](\"2:40\");");
		String packet = "42[\"echo\",\"\u2028\\n</script>\"]";
		String form = "d="
				+ URLEncoder.encode(packet.length() + ":" + packet.replace("\\n", "\\\\n"), StandardCharsets.UTF_8);
		assertThat(polling.postForm(form).summary()).isEqualTo("200 ok");
		assertThat(polling.get().summary())
			.isEqualTo("200 ___eio[5](\"" + packet.length() + ":42[\\\"echo\\\",\\\"\\u2028\\\\n</script>\\\"]\");");
		assertThat(polling.postForm("x=1").status()).isEqualTo(400);
		awaitDisconnect(sockets(), polling.sid(), "parse error");
	}

	@Test
	@Case(19)
	void tellsOldBrowsersNotToLookForScripts() {
		RawResponse response = get(engine(), "/engine.io/?EIO=3&transport=polling&j=0", "User-Agent: x;MSIE 8");
		assertThat(response.header("x-xss-protection")).isEqualTo("0");
		assertThat(response.header("cache-control")).isEqualTo("no-store");
	}

	@Test
	@Case({ 126, 160, 164 })
	void sharesRoomsWithOtherClients() {
		Protocol3Polling binary = polling3(sockets(), "");
		Protocol3Polling base64 = polling3(sockets(), "&b64=1");
		Protocol3Polling script = polling3(sockets(), "&j=0&b64=1");
		RawWebSocket typed = opened(sockets(), "");
		RawWebSocket text = opened(sockets(), "&b64=1");
		Polling fourth = polling(sockets());
		RawWebSocket webSocket = webSocket(sockets());
		binary.expect("2:40");
		base64.expect("2:40");
		script.get();
		typed.expect("40");
		text.expect("40");
		fourth.connect("40");
		webSocket.connect("40");
		String join = "42[\"join\",\"shared " + this.binding + "\"]";
		binary.post(join.length() + ":" + join);
		base64.post(join.length() + ":" + join);
		assertThat(script.postForm("d=" + join.length() + ":" + join).summary()).isEqualTo("200 ok");
		fourth.post(join);
		typed.send(join);
		text.send(join);
		webSocket.send(join);
		webSocket.send("421[\"rooms\"]");
		webSocket.text();
		typed.send("421[\"rooms\"]");
		typed.text();
		text.send("421[\"rooms\"]");
		text.text();
		webSocket.send("451-[\"broadcast\",{\"to\":[\"shared " + this.binding
				+ "\"]},\"b\",{\"_placeholder\":true,\"num\":0}]");
		webSocket.sendBinary("0102");
		webSocket.expect(BINARY_EVENT);
		webSocket.expectBinary("0102");
		typed.expect(BINARY_EVENT);
		typed.expectBinary("040102");
		text.expect(BINARY_EVENT);
		text.expect("b4AQI=");
		fourth.expect(BINARY_EVENT + SEPARATOR + "bAQI=");
		binary.expectBinary("000309ff" + Protocol3Polling.hex(BINARY_EVENT) + "0103ff040102");
		base64.expect("39:" + BINARY_EVENT + "6:b4AQI=");
		assertThat(script.get().text())
			.isEqualTo("___eio[0](\"39:" + BINARY_EVENT.replace("\"", "\\\"") + "6:b4AQI=\");");
	}

}
