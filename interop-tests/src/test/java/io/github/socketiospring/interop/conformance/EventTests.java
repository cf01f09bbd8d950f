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
 * Section F, cases 99 to 107 and 118 to 121: events and acknowledgements without
 * attachments.
 */
class EventTests extends ConformanceTests {

	@ParameterizedTest
	@ValueSource(strings = { "42{}", "42[]", "42[null]", "42[true]", "42[{}]", "42[[]]", "42\"x\"", "42null", "421{}",
			"42[\"echo\"]x", "42[\"echo\"][]", "42[\"echo\"", "42[\"echo\",]", "42[echo]", "42['echo']",
			"42[\"sink\",01]", "42[\"sink\",NaN]", "42[\"sink\",\"\u0001\"]" })
	@Case({ 99, 121, 136 })
	void closesOnInvalidPayload(String packet) {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		String admin = webSocket.connect("40/admin,");
		webSocket.send(packet);
		webSocket.send("42[\"sink\",\"late\"]");
		webSocket.expectClosed();
		awaitDisconnect(server, id, "forced close");
		awaitDisconnect(server, admin, "forced close");
		assertThat(records(server, id)).containsExactly("rooms 0", "disconnect forced close");
	}

	@Test
	@Case(121)
	void closesPollingSessionOnInvalidPayload() {
		ServerUnderTest server = socketIO();
		Polling polling = polling(server);
		String id = polling.connect("40");
		polling.post("42{}");
		assertThat(polling.poll()).isEqualTo("6" + SEPARATOR + "1");
		polling.expectUnknown();
		awaitDisconnect(server, id, "forced close");
	}

	@Test
	@Case(121)
	void tellsSocketsAboutInvalidTransportPacket() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("abc");
		webSocket.expectClosed();
		awaitDisconnect(server, id, "parse error");
	}

	@Test
	@Case(100)
	void acceptsEventWithoutPayload() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("42");
		webSocket.expectAlive();
	}

	@Test
	@Case(100)
	void deliversEventWithoutPayload() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("42");
		webSocket.send("4212");
		webSocket.expect("4312[\"empty\"]");
		webSocket.expectAlive();
		assertThat(records(server, id)).containsExactly("empty", "empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "\"1\"" })
	@Case(101)
	void acceptsNumericName(String name) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("42[" + name + ",\"x\"]");
		webSocket.expect("42[\"named\",\"1\",\"x\"]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "error", "connection" })
	@Case({ 101, 102 })
	void acceptsUnusualName(String name) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("42[\"" + name + "\",\"x\"]");
		webSocket.expect("42[\"named\",\"" + name + "\",\"x\"]");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener" })
	@Case(102)
	void closesOnReservedName(String name) {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("42[\"" + name + "\",\"x\"]");
		webSocket.expectClosed();
		awaitDisconnect(server, id, "forced close");
		webSocket = webSocket(server);
		id = webSocket.connect("40");
		webSocket.send("451-[\"" + name + "\",{\"_placeholder\":true,\"num\":0}]");
		webSocket.sendBinary("01");
		webSocket.expectClosed();
		awaitDisconnect(server, id, "forced close");
	}

	@Test
	@Case(103)
	void refusesToEmitReservedNames() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("420[\"reserved\"]");
		webSocket.expect("430[[\"connect\",\"connect_error\",\"disconnect\",\"disconnecting\",\"newListener\","
				+ "\"removeListener\"]]");
	}

	@Test
	@Case(104)
	void acknowledges() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("420[\"ack\",\"x\"]");
		webSocket.expect("430[\"x\"]");
		webSocket.send("42007[\"ack\",1,null,{\"a\":[]}]");
		webSocket.expect("437[1,null,{\"a\":[]}]");
		webSocket.send("42456[\"ack\"]");
		webSocket.expect("43456[]");
		webSocket.send("429007199254740991[\"ack\"]");
		webSocket.expect("439007199254740991[]");
	}

	@Test
	@Case(104)
	void keepsDigitsOfHugeAcknowledgementIdOrCloses() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("421234567890123456789012[\"ack\",\"x\"]");
		assertThat(webSocket.nextOrStatus()).isIn("text 431234567890123456789012[\"x\"]",
				"closed " + socketIO().protocolErrorStatus());
	}

	@ParameterizedTest
	@ValueSource(strings = { "42-1[\"ack\"]", "42abc[\"ack\"]", "421.5[\"ack\"]", "42+1[\"ack\"]" })
	@Case(105)
	void closesOnInvalidAcknowledgementId(String packet) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send(packet);
		webSocket.expectClosed();
	}

	@Test
	@Case(105)
	void rejectsOrIgnoresWhitespaceBeforePayload() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("42 [\"ack\",\"x\"]");
		webSocket.send("42[\"echo\",\"next\"]");
		assertThat(webSocket.nextOrStatus()).isIn("text 42[\"echo\",\"next\"]",
				"closed " + socketIO().protocolErrorStatus());
	}

	@ParameterizedTest
	@ValueSource(strings = { "4399[\"x\"]", "43[\"x\"]", "430[]" })
	@Case(106)
	void ignoresAcknowledgementNobodyWaitsFor(String packet) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send(packet);
		webSocket.expectAlive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "431{}", "431\"x\"", "431null", "431[", "44", "44{\"message\":\"x\"}", "44\"x\"", "47",
			"49", "4abc", "4", "4[", "4-1", "48[\"echo\"]" })
	@Case({ 106, 107 })
	void closesOnInvalidPacket(String packet) {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send(packet);
		webSocket.expectClosed();
		awaitDisconnect(server, id, "forced close");
	}

	@Test
	@Case({ 118, 176 })
	void keepsTextOfJson() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		String packet = "42[\"echo\",1,-1,0,2.5,2147483648,-9007199254740991,true,false,null,\"\",\"a\\\"b\\\\\\n/\","
				+ "[],{},[[1],[{}]],{\"z\":1,\"a\":{\"y\":[2],\"b\":null}}]";
		webSocket.send(packet);
		webSocket.expect(packet);
		webSocket.send("42[ \"echo\" , { \"a\" : 1 } ] ");
		webSocket.expect("42[\"echo\",{\"a\":1}]");
	}

	@Test
	@Case(118)
	void takesLastOfDuplicateKeysAndPrototypeForData() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		webSocket.send("42[\"echo\",{\"a\":1,\"a\":2}]");
		webSocket.expect("42[\"echo\",{\"a\":2}]");
		webSocket.send("42[\"echo\",{\"__proto__\":{\"a\":1},\"constructor\":2}]");
		webSocket.expect("42[\"echo\",{\"__proto__\":{\"a\":1},\"constructor\":2}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "{\"a\":" })
	@Case(118)
	void survivesDeepNesting(String open) {
		ServerUnderTest server = socketIO();
		RawWebSocket other = webSocket(server);
		other.connect("40");
		RawWebSocket webSocket = webSocket(server);
		webSocket.connect("40");
		String close = open.equals("[") ? "]" : "}";
		webSocket.send("42[\"sink\"," + open.repeat(90_000) + "1" + close.repeat(90_000) + "]");
		webSocket.send("42[\"echo\",\"next\"]");
		assertThat(webSocket.nextOrStatus()).isIn("text 42[\"echo\",\"next\"]",
				"closed " + server.protocolErrorStatus());
		other.expectAlive();
	}

	@Test
	@Case(119)
	void keepsDigitsOfLargeIntegers() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		String packet = "42[\"echo\",9007199254740993,123456789012345678901234567890]";
		webSocket.send(packet);
		webSocket.expect(packet);
	}

	@Test
	@Case({ 119, 121 })
	void closesOnNumberThatIsNotFinite() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("42[\"echo\",1e400]");
		webSocket.expectClosed();
		awaitDisconnect(server, id, "forced close");
	}

	@Test
	@Case(120)
	void survivesLoneSurrogates() {
		ServerUnderTest server = socketIO();
		RawWebSocket other = webSocket(server);
		other.connect("40");
		other.send("420[\"join\",\"!surrogates\"]");
		other.expect("430[]");
		RawWebSocket webSocket = webSocket(server);
		webSocket.connect("40");
		webSocket.send("42[\"broadcast\",{\"to\":[\"!surrogates\"]},\"text\",\"a\\ud800b\",\"\\udc00\"]");
		webSocket.expectAlive();
		String text = other.text();
		assertThat(text).matches("(?i)42\\[\"text\",\"a(\\\\ud800|\ufffd|\\?)b\",\"(\\\\udc00|\ufffd|\\?)\"]");
		other.expectAlive();
	}

}
