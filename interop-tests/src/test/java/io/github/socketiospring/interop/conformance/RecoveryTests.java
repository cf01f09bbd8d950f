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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section I, cases 150 to 157: connection state recovery.
 */
class RecoveryTests extends ConformanceTests {

	private static final Pattern CONNECT = Pattern.compile("40\\{\"sid\":\"([^\"]{20})\",\"pid\":\"([^\"]{20})\"}");

	private static final Pattern OFFSET = Pattern.compile("\"([^\"]+)\"]$");

	private ServerUnderTest server;

	/** Says to the server what it is to emit. */
	private RawWebSocket speaker;

	private String room;

	@BeforeEach
	void connectSpeaker() {
		this.server = server(ServerOptions.socketIO().withRecovery());
		this.speaker = webSocket(this.server);
		this.speaker.send("40");
		assertThat(this.speaker.text()).matches(CONNECT);
		this.room = "room-" + this.speaker.sid();
	}

	/**
	 * Has the server emit to the room of this test, and waits until it has done so.
	 */
	private void emit(String event) {
		emit("{\"to\":[\"" + this.room + "\"]}", event);
	}

	private void emit(String spec, String event) {
		this.speaker.send("42[\"broadcast\"," + spec + "," + event + "]");
		this.speaker.send("420[\"ack\"]");
		for (String packet = this.speaker.text(); !packet.equals("430[]"); packet = this.speaker.text()) {
			assertThat(packet).as("an event to all").startsWith("42");
		}
	}

	private record Session(String sid, String pid, String offset) {

		String connect() {
			return "40{\"pid\":\"" + this.pid + "\""
					+ ((this.offset != null) ? ",\"offset\":\"" + this.offset + "\"" : "") + "}";
		}

		Session at(String offset) {
			return new Session(this.sid, this.pid, offset);
		}

	}

	private static Session session(String reply) {
		Matcher matcher = CONNECT.matcher(reply);
		assertThat(matcher.matches()).as(reply).isTrue();
		return new Session(matcher.group(1), matcher.group(2), null);
	}

	private static String offset(String packet) {
		Matcher matcher = OFFSET.matcher(packet);
		assertThat(matcher.find()).as(packet).isTrue();
		return matcher.group(1);
	}

	/**
	 * A new socket in the room that has seen one event.
	 */
	private Session begin(RawWebSocket webSocket) {
		webSocket.send("40");
		Session session = session(webSocket.text());
		webSocket.send("420[\"join\",\"" + this.room + "\"]");
		webSocket.expect("430[]");
		emit("\"first\"");
		String packet = webSocket.text();
		assertThat(packet).matches("42\\[\"first\",\"[^\"]+\"]");
		return session.at(offset(packet));
	}

	/**
	 * The connection is lost, and the server knows it.
	 */
	private void drop(RawWebSocket webSocket, Session session) {
		int before = records(this.server, session.sid()).size();
		webSocket.abort();
		await().until(() -> {
			List<String> records = records(this.server, session.sid());
			return records.subList(before, records.size())
				.stream()
				.anyMatch((record) -> record.startsWith("disconnect "));
		});
	}

	private Session lost() {
		RawWebSocket webSocket = webSocket(this.server);
		Session session = begin(webSocket);
		drop(webSocket, session);
		return session;
	}

	/**
	 * What comes up to the CONNECT packet.
	 */
	private List<String> reconnect(RawWebSocket webSocket, Session session) {
		webSocket.send(session.connect());
		List<String> packets = new ArrayList<>();
		do {
			packets.add(webSocket.text());
		}
		while (!packets.get(packets.size() - 1).startsWith("40"));
		return packets;
	}

	private void expectRecovered(String reply, Session session) {
		assertThat(reply).isEqualTo("40{\"sid\":\"" + session.sid() + "\",\"pid\":\"" + session.pid() + "\"}");
	}

	private void expectNew(String reply, Session session) {
		Session other = session(reply);
		assertThat(other.sid()).isNotEqualTo(session.sid());
		assertThat(other.pid()).isNotEqualTo(session.pid());
	}

	@Test
	@Case(150)
	void beginsAnewForUnknownSession() {
		Session session = lost();
		for (String connect : new String[] { "40{\"pid\":\"abcdefghijabcdefghij\",\"offset\":\"x\"}",
				"40{\"pid\":1,\"offset\":\"x\"}", "40{\"pid\":\"" + session.pid() + "\",\"offset\":7}",
				"40{\"pid\":\"" + session.pid() + "\",\"offset\":\"text\"}", "40{\"offset\":\"x\"}" }) {
			RawWebSocket webSocket = webSocket(this.server);
			webSocket.send(connect);
			expectNew(webSocket.text(), session);
			webSocket.close();
		}
	}

	@Test
	@Case({ 151, 155 })
	void sendsWhatWasMissedBeforeConnect() {
		Session session = lost();
		emit("\"missed\",1");
		emit("\"binary\",\"<binary>\"");
		RawWebSocket webSocket = webSocket(this.server);
		webSocket.send(session.connect());
		assertThat(webSocket.text()).startsWith("42[\"missed\",1,\"");
		String binary = webSocket.text();
		assertThat(binary).startsWith("451-[\"binary\",{\"_placeholder\":true,\"num\":0},\"");
		webSocket.expectBinary("01");
		expectRecovered(webSocket.text(), session);
		webSocket.send("420[\"rooms\"]");
		assertThat(webSocket.text()).contains("\"" + this.room + "\"", "\"" + session.sid() + "\"");
		// Nothing to replay, and once more
		for (int i = 0; i < 2; i++) {
			drop(webSocket, session);
			webSocket = webSocket(this.server);
			assertThat(reconnect(webSocket, session.at(offset(binary)))).hasSize(1);
		}
		drop(webSocket, session);
		emit("\"later\"");
		List<String> packets = reconnect(webSocket(this.server), session.at(offset(binary)));
		assertThat(packets).hasSize(2);
		assertThat(packets.get(0)).startsWith("42[\"later\",");
	}

	@Test
	@Case(151)
	void sendsWhatWasMissedInOnePayload() {
		Session session = lost();
		emit("\"binary\",\"<binary>\"");
		emit("\"missed\",\"x\"");
		Polling polling = polling(this.server);
		polling.post(session.connect());
		String[] packets = polling.poll().split(SEPARATOR);
		assertThat(packets).hasSize(4);
		assertThat(packets[0]).startsWith("451-[\"binary\",{\"_placeholder\":true,\"num\":0},\"");
		assertThat(packets[1]).isEqualTo("bAQ==");
		assertThat(packets[2]).startsWith("42[\"missed\",\"x\",\"");
		expectRecovered(packets[3], session);
	}

	@Test
	@Case(151)
	void recoversPollingClientThatWasClosedByServer() {
		Polling polling = polling(this.server);
		polling.post("40");
		Session session = session(polling.poll());
		polling.post("40");
		awaitDisconnect(this.server, session.sid(), "forced server close");
		Polling again = polling(this.server);
		again.post(session.connect());
		expectRecovered(again.poll(), session);
	}

	@Test
	@Case(152)
	void leavesOutWhatConcernedOthers() {
		Session session = lost();
		emit("{\"to\":[\"elsewhere\"]}", "\"other room\"");
		emit("{\"except\":[\"" + this.room + "\"]}", "\"others\"");
		emit("{\"to\":[\"" + this.room + "\"],\"volatile\":true}", "\"volatile\",1");
		this.speaker.send("421[\"broadcast-ack\",\"" + this.room + "\",50]");
		this.speaker.expect("431[false,[]]");
		emit("{\"to\":[\"elsewhere\",\"" + this.room + "\"]}", "\"missed\"");
		List<String> packets = reconnect(webSocket(this.server), session);
		assertThat(packets).hasSize(2);
		assertThat(packets.get(0)).startsWith("42[\"missed\",");
	}

	@Test
	@Case(153)
	void recoversSessionOnce() {
		Session session = lost();
		RawWebSocket first = webSocket(this.server);
		RawWebSocket second = webSocket(this.server);
		first.send(session.connect());
		expectRecovered(first.text(), session);
		second.send(session.connect());
		first.expect("2");
		first.send("3");
		expectNew(second.text(), session);
	}

	@Test
	@Case(154)
	void volatileEventDoesNotPoisonTheOffset() {
		RawWebSocket webSocket = webSocket(this.server);
		Session session = begin(webSocket);
		assertThat(volatileEvent(webSocket, "\"volatile\",\"text\""))
			.isEqualTo("42[\"volatile\",\"text\",\"" + session.offset() + "\"]");
		assertThat(volatileEvent(webSocket, "\"volatile\",1")).isEqualTo("42[\"volatile\",1]");
	}

	/**
	 * A volatile event is dropped while the server has not heard that what went before it
	 * was written, which the client may know earlier.
	 */
	private String volatileEvent(RawWebSocket webSocket, String event) {
		return await().until(() -> {
			emit("{\"to\":[\"" + this.room + "\"],\"volatile\":true}", event);
			webSocket.send("420[\"ack\"]");
			String packet = webSocket.text();
			if (packet.equals("430[]")) {
				return null;
			}
			webSocket.expect("430[]");
			return packet;
		}, Objects::nonNull);
	}

	@Test
	@Case(156)
	void recoversClientThatIsBackBeforeItsLossIsNoticed() {
		RawWebSocket webSocket = webSocket(this.server);
		Session session = begin(webSocket);
		emit("\"on its way\"");
		// Does not answer the ping
		List<String> packets = reconnect(webSocket(this.server), session);
		assertThat(packets).hasSize(2);
		assertThat(packets.get(0)).startsWith("42[\"on its way\",");
		expectRecovered(packets.get(1), session);
		awaitRecord(this.server, session.sid(), "disconnect ping timeout");
	}

	@Test
	@Case(156)
	void waitsForConnectionThatIsAboutToEnd() {
		RawWebSocket webSocket = webSocket(this.server);
		Session session = begin(webSocket);
		RawWebSocket again = webSocket(this.server);
		again.send(session.connect());
		webSocket.expect("2");
		webSocket.abort();
		expectRecovered(again.text(), session);
	}

	@Test
	@Case(157)
	void keepsSecretFromApplication() {
		Session session = lost();
		RawWebSocket webSocket = webSocket(this.server);
		webSocket.send("40{\"pid\":\"" + session.pid() + "\",\"offset\":\"" + session.offset() + "\",\"token\":1}");
		expectRecovered(webSocket.text(), session);
		webSocket.send("420[\"auth\"]");
		webSocket.expect("430[{\"token\":1}]");
		assertThat(this.server.records()).noneMatch((record) -> record.contains(session.pid()));
	}

	@Test
	@Case(150)
	void recoversClientThatHasSeenNoEvent() {
		RawWebSocket webSocket = webSocket(this.server);
		webSocket.send("40");
		Session session = session(webSocket.text());
		drop(webSocket, session);
		emit("{\"to\":[\"" + session.sid() + "\"]}", "\"missed\"");
		List<String> packets = reconnect(webSocket(this.server), session);
		assertThat(packets).hasSize(2);
		assertThat(packets.get(0)).startsWith("42[\"missed\",");
	}

	@Test
	@Case(150)
	void beginsAnewAfterNamespaceWasLeft() {
		RawWebSocket webSocket = webSocket(this.server);
		Session session = begin(webSocket);
		webSocket.send("41");
		webSocket.send(session.connect());
		expectNew(webSocket.text(), session);
		webSocket.expectSilence(Duration.ofMillis(50));
	}

}
