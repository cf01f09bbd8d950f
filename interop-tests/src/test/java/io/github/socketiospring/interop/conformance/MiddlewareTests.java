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
 * Section H, cases 131 to 135: what happens before a socket is connected.
 */
class MiddlewareTests extends ConformanceTests {

	private RawWebSocket connected() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		return webSocket;
	}

	private int members(RawWebSocket webSocket, String room) {
		webSocket.send("420[\"members\",\"" + room + "\"]");
		String answer = webSocket.text();
		assertThat(answer).matches("430\\[\\d+]");
		return Integer.parseInt(answer.substring(4, answer.length() - 1));
	}

	private void awaitMembers(RawWebSocket webSocket, String room, int count) {
		await().untilAsserted(() -> assertThat(members(webSocket, room)).isEqualTo(count));
	}

	@Test
	@Case(131)
	void refusesWithMessageAndData() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40{\"refuse\":\"not authorized\",\"data\":{\"code\":1}}");
		webSocket.expect("44{\"message\":\"not authorized\",\"data\":{\"code\":1}}");
		webSocket.connect("40");
		webSocket.expectAlive();
	}

	@Test
	@Case(131)
	void refusesWithoutData() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40{\"refuse\":\"not authorized\"}");
		webSocket.expect("44{\"message\":\"not authorized\"}");
		webSocket.send("40{\"refuse\":\"again\"}");
		webSocket.expect("44{\"message\":\"again\"}");
		webSocket.connect("40/admin,");
		webSocket.connect("40");
	}

	@Test
	@Case(131)
	void doesNotConnectRefusedSocket() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40{\"refuse\":\"no\",\"tag\":\"refused\"}");
		webSocket.expect("44{\"message\":\"no\"}");
		webSocket.connect("40/admin,");
		assertThat(records(socketIO(), "refused")).containsExactly("middleware");
		webSocket.send("42[\"echo\"]");
		webSocket.expectClosed();
	}

	@Test
	@Case(132)
	void dropsClientThatLeavesBeforeItIsConnected() {
		ServerUnderTest server = socketIO();
		RawWebSocket other = connected();
		RawWebSocket webSocket = webSocket(server);
		webSocket.send("40{\"tag\":\"left\",\"gate\":\"leaving\",\"join\":\"!leaving\"}");
		awaitMembers(other, "!leaving", 1);
		webSocket.closeOrderly();
		settle(server);
		other.send("421[\"release\",\"leaving\"]");
		other.expect("431[]");
		awaitMembers(other, "!leaving", 0);
		assertThat(records(server, "left")).containsExactly("middleware");
	}

	@Test
	@Case(132)
	void leavesRoomsOfRefusedSocket() {
		RawWebSocket other = connected();
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40{\"gate\":\"refusing\",\"join\":\"!refused\",\"refuse\":\"no\"}");
		awaitMembers(other, "!refused", 1);
		other.send("421[\"release\",\"refusing\"]");
		other.expect("431[]");
		webSocket.expect("44{\"message\":\"no\"}");
		awaitMembers(other, "!refused", 0);
	}

	@Test
	@Case(132)
	void keepsRoomsJoinedBeforeConnect() {
		RawWebSocket webSocket = webSocket(socketIO());
		String id = webSocket.connect("40{\"join\":\"!joined\"}");
		webSocket.send("420[\"rooms\"]");
		webSocket.expect("430[[\"!joined\",\"" + id + "\"]]");
	}

	@Test
	@Case(133)
	void doesNotAskRootForOtherNamespaces() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40/admin,{\"tag\":\"elsewhere\",\"refuse\":\"no\"}");
		assertThat(records(socketIO(), "elsewhere")).containsExactly("connect /admin");
	}

	@ParameterizedTest
	@ValueSource(strings = { "42[\"sink\",\"early\"]", "40", "41", "40/," })
	@Case(134)
	void closesOnPacketBeforeReply(String packet) {
		ServerUnderTest server = socketIO();
		RawWebSocket other = connected();
		RawWebSocket webSocket = webSocket(server);
		String room = "!early " + packet.replace("\"", "");
		webSocket.send("40{\"gate\":\"early\",\"join\":\"" + room + "\"}");
		awaitMembers(other, room, 1);
		webSocket.send(packet);
		webSocket.expectClosed();
		other.send("421[\"release\",\"early\"]");
		other.expect("431[]");
		awaitMembers(other, room, 0);
	}

	@Test
	@Case(135)
	void repliesBeforeEventsOfConnectionListener() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40{\"greet\":true}");
		Packets.socketId("40", webSocket.text());
		webSocket.expect("42[\"auth\",{\"greet\":true}]");
		Polling polling = polling(socketIO());
		polling.post("40{\"greet\":true}");
		String payload = polling.poll();
		if (!payload.contains("auth")) {
			payload += SEPARATOR + polling.poll();
		}
		assertThat(payload).matches("40\\{\"sid\":\"[^\"]+\"}" + SEPARATOR + "42\\[\"auth\",\\{\"greet\":true}]");
	}

	@Test
	@Case(135)
	void holdsEventsOfMiddlewareBehindReply() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40{\"early\":true}");
		Packets.socketId("40", webSocket.text());
		webSocket.expect("42[\"early\"]");
		webSocket.expectAlive();
	}

	@Test
	@Case(135)
	void dropsEventsOfMiddlewareThatRefuses() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.send("40{\"early\":true,\"refuse\":\"no\"}");
		webSocket.expect("44{\"message\":\"no\"}");
		webSocket.connect("40");
		webSocket.expectAlive();
	}

}
