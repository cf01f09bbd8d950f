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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section H, cases 140 to 145: rooms, broadcasts and acknowledgements. Every socket ends
 * with an event of its own, which would come after any broadcast it should not get.
 */
class RoomTests extends ConformanceTests {

	private static final Pattern QUESTION = Pattern.compile("42(\\d+)\\[\"question\"]");

	private RawWebSocket member(String... rooms) {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		join(webSocket, rooms);
		return webSocket;
	}

	private static void join(RawWebSocket webSocket, String... rooms) {
		for (String room : rooms) {
			webSocket.send("420[\"join\",\"" + room + "\"]");
			webSocket.expect("430[]");
		}
	}

	private static void broadcast(RawWebSocket webSocket, String spec, String text) {
		webSocket.send("42[\"broadcast\"," + spec + ",\"news\",\"" + text + "\"]");
	}

	private static String question(RawWebSocket webSocket) {
		Matcher matcher = QUESTION.matcher(webSocket.text());
		assertThat(matcher.matches()).isTrue();
		return matcher.group(1);
	}

	@Test
	@Case(140)
	void deliversOneCopyToMemberOfSeveralRooms() {
		RawWebSocket both = member("!both 1", "!both 2");
		RawWebSocket one = member("!both 1");
		RawWebSocket none = member();
		broadcast(none, "{\"to\":[\"!both 1\",\"!both 2\"]}", "x");
		none.expectAlive();
		both.expect("42[\"news\",\"x\"]");
		both.expectAlive();
		one.expect("42[\"news\",\"x\"]");
		one.expectAlive();
	}

	@Test
	@Case(140)
	void excludesRooms() {
		RawWebSocket muted = member("!public", "!muted");
		RawWebSocket reader = member("!public");
		broadcast(reader, "{\"to\":[\"!public\"],\"except\":[\"!muted\"]}", "x");
		reader.expect("42[\"news\",\"x\"]");
		reader.expectAlive();
		muted.expectAlive();
		broadcast(reader, "{\"to\":[\"!public\",\"!muted\"],\"except\":[\"!muted\"]}", "y");
		reader.expect("42[\"news\",\"y\"]");
		muted.expectAlive();
	}

	@Test
	@Case(140)
	void excludesSender() {
		RawWebSocket sender = member("!sender");
		RawWebSocket other = member("!sender");
		broadcast(sender, "{\"from\":\"socket\",\"to\":[\"!sender\"]}", "x");
		sender.expectAlive();
		other.expect("42[\"news\",\"x\"]");
		broadcast(sender, "{\"to\":[\"!sender\"]}", "y");
		sender.expect("42[\"news\",\"y\"]");
		other.expect("42[\"news\",\"y\"]");
		other.expectAlive();
	}

	@Test
	@Case(140)
	void excludesSenderFromItsOwnRoom() {
		RawWebSocket sender = webSocket(socketIO());
		String id = sender.connect("40");
		RawWebSocket other = member("!own");
		broadcast(sender, "{\"from\":\"socket\",\"to\":[\"" + id + "\",\"!own\"]}", "x");
		sender.expectAlive();
		other.expect("42[\"news\",\"x\"]");
		broadcast(other, "{\"from\":\"socket\",\"to\":[\"" + id + "\"]}", "y");
		sender.expect("42[\"news\",\"y\"]");
		other.expectAlive();
	}

	@Test
	@Case(140)
	void leavesRoom() {
		RawWebSocket left = member("!left");
		left.send("420[\"leave\",\"!left\"]");
		left.expect("430[]");
		RawWebSocket stayed = member("!left");
		broadcast(stayed, "{\"to\":[\"!left\"]}", "x");
		stayed.expect("42[\"news\",\"x\"]");
		left.expectAlive();
	}

	@Test
	@Case(140)
	void broadcastsBinary() {
		RawWebSocket first = member("!binary");
		Polling second = polling(socketIO());
		second.connect("40");
		second.post("420[\"join\",\"!binary\"]");
		second.expect("430[]");
		String placeholder = "{\"_placeholder\":true,\"num\":0}";
		first.send("451-[\"broadcast\",{\"to\":[\"!binary\"]},\"news\"," + placeholder + "]");
		first.sendBinary("0102");
		first.expect("451-[\"news\"," + placeholder + "]");
		first.expectBinary("0102");
		second.expect("451-[\"news\"," + placeholder + "]" + SEPARATOR + "bAQI=");
	}

	@Test
	@Case(140)
	void keepsOperatorsUnchanged() {
		RawWebSocket first = member("!derive 1");
		RawWebSocket second = member("!derive 2");
		RawWebSocket excluded = member("!derive 1", "!derive 3");
		second.send("420[\"derive\",\"!derive 1\",\"!derive 2\",\"!derive 3\"]");
		second.expect("430[]");
		first.expect("42[\"derived\"]");
		excluded.expect("42[\"derived\"]");
		second.expectAlive();
	}

	@Test
	@Case(143)
	void completesBroadcastToNobodyAtOnce() {
		RawWebSocket webSocket = member();
		webSocket.send("420[\"broadcast-ack\",\"!nobody\",60000]");
		webSocket.expect("430[false,[]]");
	}

	@Test
	@Case(143)
	void collectsAnswersOfBroadcast() {
		RawWebSocket first = member("!answering");
		RawWebSocket second = member("!answering");
		RawWebSocket asking = member();
		asking.send("420[\"broadcast-ack\",\"!answering\",60000]");
		first.send("43" + question(first) + "[1]");
		second.send("43" + question(second) + "[1]");
		asking.expect("430[false,[1,1]]");
	}

	@Test
	@Case(143)
	void reportsMissingAnswersOfBroadcast() {
		RawWebSocket first = member("!silent");
		RawWebSocket second = member("!silent");
		RawWebSocket asking = member();
		asking.send("420[\"broadcast-ack\",\"!silent\",500]");
		first.send("43" + question(first) + "[1]");
		String id = question(second);
		asking.expect("430[true,[1]]");
		second.send("43" + id + "[2]");
		second.expectAlive();
		asking.expectAlive();
	}

	@Test
	@Case(143)
	void completesBroadcastEarlyWhenClientLeaves() {
		RawWebSocket first = member("!leaving early");
		RawWebSocket second = member("!leaving early");
		RawWebSocket asking = member();
		asking.send("420[\"broadcast-ack\",\"!leaving early\",60000]");
		first.send("43" + question(first) + "[1]");
		question(second);
		second.abort();
		assertThat(asking.text()).isIn("430[true,[1]]", "430[false,[1]]");
	}

	@Test
	@Case(144)
	void acknowledgesOnce() {
		RawWebSocket webSocket = member();
		webSocket.send("427[\"ack-twice\"]");
		webSocket.expect("437[1]");
		webSocket.expectAlive();
	}

	@Test
	@Case(144)
	void sendsNoAcknowledgementAfterDisconnect() {
		RawWebSocket webSocket = member();
		webSocket.connect("40/admin,");
		webSocket.send("42/admin,7[\"ack-after-disconnect\"]");
		webSocket.expect("41/admin,");
		webSocket.expectAlive();
	}

	@Test
	@Case(145)
	void ignoresAnswerAfterTimeout() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("42[\"ask-timeout\",50]");
		String question = question(webSocket);
		webSocket.expect("42[\"asked\",\"timeout\"]");
		webSocket.send("43" + question + "[1]");
		webSocket.expectAlive();
		assertThat(records(server, id)).containsExactly("completion timeout");
	}

	@Test
	@Case(145)
	void takesAnswerBeforeTimeoutOnce() {
		ServerUnderTest server = socketIO();
		RawWebSocket webSocket = webSocket(server);
		String id = webSocket.connect("40");
		webSocket.send("42[\"ask-timeout\",60000]");
		String question = question(webSocket);
		webSocket.send("43" + question + "[1]");
		webSocket.expect("42[\"asked\",\"answer\"]");
		webSocket.send("43" + question + "[1]");
		webSocket.expectAlive();
		assertThat(records(server, id)).containsExactly("completion answer");
	}

}
