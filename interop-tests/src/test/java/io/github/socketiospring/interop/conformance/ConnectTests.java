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
 * Section F, cases 88 to 98 and 116: joining and leaving namespaces.
 */
class ConnectTests extends ConformanceTests {

	@Test
	@Case({ 88, 122, 172 })
	void joinsRootNamespace() {
		RawWebSocket webSocket = webSocket(socketIO());
		String id = webSocket.connect("40");
		assertThat(id).isNotEqualTo(webSocket.sid());
		webSocket.expectAlive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "40/admin,", "40/admin", "40/admin,{}" })
	@Case({ 88, 122 })
	void joinsNamespace(String packet) {
		RawWebSocket webSocket = webSocket(socketIO());
		assertThat(webSocket.connect(packet)).isNotEqualTo(webSocket.sid());
		webSocket.send("42/admin,[\"echo\",1]");
		webSocket.expect("42/admin,[\"echo\",1]");
	}

	@Test
	@Case(89)
	void passesAuthOn() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40{\"token\":\"x\",\"greet\":true}");
		webSocket.expect("42[\"auth\",{\"token\":\"x\",\"greet\":true}]");
		webSocket.connect("40/custom,{\"token\":\"y\"}");
		webSocket.expect("42/custom,[\"auth\",{\"token\":\"y\"}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "40[]", "40\"x\"", "40null", "40{", "40{}x", "40true", "40/admin,[]", "40/admin,null" })
	@Case(89)
	void closesWhenAuthIsNoObject(String packet) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send(packet);
		webSocket.expectClosed();
	}

	@Test
	@Case(89)
	void acceptsConnectWithAcknowledgementId() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("405");
		Packets.socketId("40", webSocket.text());
		webSocket.expectAlive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "40/nope,", "40/nope", "40/nope,{\"token\":1}" })
	@Case(90)
	void refusesUnknownNamespaceAndKeepsConnection(String packet) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send(packet);
		webSocket.expect("44/nope,{\"message\":\"Invalid namespace\"}");
		webSocket.connect("40");
		webSocket.expectAlive();
	}

	@Test
	@Case(91)
	void keepsQueryInNameOfNamespace() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40/admin?token=1,");
		webSocket.expect("44/admin?token=1,{\"message\":\"Invalid namespace\"}");
		webSocket.connect("40");
	}

	@ParameterizedTest
	@ValueSource(strings = { "40admin,", "40admin", "40 /admin," })
	@Case(92)
	void closesWhenNamespaceLacksSlash(String packet) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send(packet);
		webSocket.expectClosed();
	}

	@Test
	@Case({ 92, 122 })
	void takesSlashForRootNamespace() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40/,");
		webSocket.send("42/,[\"echo\",\"a\"]");
		webSocket.expect("42[\"echo\",\"a\"]");
		webSocket.send("42/,7[\"ack\",\"a\"]");
		webSocket.expect("437[\"a\"]");
		webSocket.expectAlive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "40", "40/admin,", "40/,", "40{}" })
	@Case(93)
	void closesOnSecondConnect(String packet) {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String root = webSocket.connect("40");
		String admin = webSocket.connect("40/admin,");
		webSocket.send(packet);
		webSocket.expectClosed();
		awaitDisconnect(server, root, "forced close");
		awaitDisconnect(server, admin, "forced close");
	}

	@Test
	@Case({ 93, 45 })
	void closesPollingSessionOnSecondConnect() {
		Polling polling = polling(socketIO());
		polling.post("40");
		polling.post("40");
		String payload = polling.poll();
		if (!payload.endsWith("1")) {
			payload += SEPARATOR + polling.poll();
		}
		assertThat(payload).matches("40\\{\"sid\":\"[^\"]+\"}" + SEPARATOR + "(6" + SEPARATOR + ")?1");
		polling.expectUnknown();
	}

	@ParameterizedTest
	@ValueSource(strings = { "42[\"echo\"]", "420[\"ack\"]", "41", "430[]", "42/admin,[\"echo\"]", "41/admin,",
			"43/admin,0[]", "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]" })
	@Case(94)
	void closesOnPacketBeforeConnect(String packet) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send(packet);
		if (packet.startsWith("45")) {
			webSocket.sendBinary("01");
		}
		webSocket.expectClosed();
	}

	@ParameterizedTest
	@ValueSource(strings = { "42/admin,[\"echo\"]", "41/admin,", "42/nope,[\"echo\"]", "43/admin,0[]" })
	@Case({ 94, 121, 136 })
	void closesOnPacketForNamespaceNotJoined(String packet) {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String root = webSocket.connect("40");
		String custom = webSocket.connect("40/custom,");
		webSocket.expect("42/custom,[\"auth\",{}]");
		webSocket.send(packet);
		webSocket.expectClosed();
		awaitDisconnect(server, root, "forced close");
		awaitDisconnect(server, custom, "forced close");
	}

	@Test
	@Case({ 97, 136 })
	void leavesNamespaceAndKeepsConnection() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String first = webSocket.connect("40");
		webSocket.send("41");
		awaitDisconnect(server, first, "client namespace disconnect");
		String second = webSocket.connect("40");
		assertThat(second).isNotEqualTo(first);
		webSocket.expectAlive();
	}

	@Test
	@Case(97)
	void leavesOneNamespaceOnly() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String root = webSocket.connect("40");
		String admin = webSocket.connect("40/admin,");
		webSocket.send("41/admin,");
		awaitDisconnect(server, admin, "client namespace disconnect");
		webSocket.expectAlive();
		assertThat(records(server, root)).isEmpty();
	}

	@Test
	@Case(97)
	void closesOnEventAfterLeaving() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("41");
		awaitDisconnect(server, id, "client namespace disconnect");
		webSocket.send("42[\"echo\"]");
		webSocket.expectClosed();
	}

	@ParameterizedTest
	@ValueSource(strings = { "41{}", "41[]", "41\"x\"" })
	@Case(98)
	void closesOnDisconnectWithPayload(String packet) {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send(packet);
		webSocket.expectClosed();
		awaitDisconnect(server, id, "forced close");
	}

	@Test
	@Case(116)
	void takesNameOfNamespaceUpToFirstComma() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40/admin,");
		webSocket.send("42/admin[\"echo\"]");
		webSocket.expectClosed();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a?b", "/ünï" })
	@Case(116)
	void allowsAnyCharacterInNameOfNamespace(String name) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40" + name + ",");
		webSocket.send("42" + name + ",[\"echo\",\"a,b\"]");
		webSocket.expect("42" + name + ",[\"echo\",\"a,b\"]");
	}

}
