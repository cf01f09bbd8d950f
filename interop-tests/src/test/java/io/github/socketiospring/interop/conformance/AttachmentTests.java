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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Section F, cases 95, 96 and 108 to 117: binary packets from the client.
 */
class AttachmentTests extends ConformanceTests {

	private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

	private static final String SECOND_PLACEHOLDER = "{\"_placeholder\":true,\"num\":1}";

	private RawWebSocket webSocket;

	private String id;

	@BeforeEach
	void connect() {
		this.webSocket = webSocket(socketIO());
		this.id = this.webSocket.connect("40");
	}

	private void expectForcedClose() {
		this.webSocket.expectClosed();
		awaitDisconnect(socketIO(), this.id, "forced close");
	}

	@ParameterizedTest
	@ValueSource(strings = { "42[\"sink\",\"a\"]", "41", "40/admin,", "451-[\"echo\"," + PLACEHOLDER + "]" })
	@Case(95)
	void closesOnTextInsteadOfAttachment(String packet) {
		this.webSocket.send("451-[\"echo\"," + PLACEHOLDER + "]");
		this.webSocket.send(packet);
		expectForcedClose();
	}

	@Test
	@Case(96)
	void closesOnAttachmentWithoutHeader() {
		this.webSocket.sendBinary("010203");
		expectForcedClose();
	}

	@Test
	@Case(96)
	void closesOnAttachmentTooMany() {
		this.webSocket.send("451-[\"echo\"," + PLACEHOLDER + "]");
		this.webSocket.sendBinary("01");
		this.webSocket.expect("451-[\"echo\"," + PLACEHOLDER + "]");
		this.webSocket.expectBinary("01");
		this.webSocket.sendBinary("02");
		expectForcedClose();
	}

	@ParameterizedTest
	@ValueSource(strings = { "45", "451", "45a-[\"echo\"]", "45-[\"echo\"]", "45-1-[\"echo\"]", "451.23-[\"echo\"]",
			"451.0-[\"echo\"]", "451e0-[\"echo\"]", "45+1-[\"echo\"]", "450x1-[\"echo\"]", "45 1-[\"echo\"]",
			"451 -[\"echo\"]", "4599999999999999999999-[\"echo\"]", "46", "46-1[]", "46a-1[]" })
	@Case(108)
	void closesOnIllegalNumberOfAttachments(String packet) {
		this.webSocket.send(packet);
		expectForcedClose();
	}

	@ParameterizedTest
	@ValueSource(strings = { "450-[\"echo\"]", "460-0[]" })
	@Case(109)
	void closesOnBinaryPacketWithoutAttachments(String packet) {
		this.webSocket.send(packet);
		expectForcedClose();
	}

	@Test
	@Case(110)
	void acceptsTenAttachments() {
		StringBuilder packet = new StringBuilder("4510-[\"echo\"");
		for (int i = 0; i < 10; i++) {
			packet.append(",{\"_placeholder\":true,\"num\":").append(i).append('}');
		}
		packet.append(']');
		this.webSocket.send(packet.toString());
		for (int i = 0; i < 10; i++) {
			this.webSocket.sendBinary("0" + i);
		}
		this.webSocket.expect(packet.toString());
		for (int i = 0; i < 10; i++) {
			this.webSocket.expectBinary("0" + i);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "4511-[\"echo\"]", "4599999-[\"echo\"]", "4611-0[]" })
	@Case(110)
	void closesOnTooManyAttachments(String packet) {
		this.webSocket.send(packet);
		expectForcedClose();
	}

	@Test
	@Case(110)
	void limitsAttachmentsAsConfigured() {
		ServerUnderTest server = server(ServerOptions.socketIO().withMaxAttachments(2));
		RawWebSocket limited = webSocket(server);
		String socketId = limited.connect("40");
		limited.send("452-[\"echo\"," + PLACEHOLDER + "," + SECOND_PLACEHOLDER + "]");
		limited.sendBinary("01");
		limited.sendBinary("02");
		limited.expect("452-[\"echo\"," + PLACEHOLDER + "," + SECOND_PLACEHOLDER + "]");
		limited.expectBinary("01");
		limited.expectBinary("02");
		limited.send("453-[\"echo\"]");
		limited.expectClosed();
		awaitDisconnect(server, socketId, "forced close");
	}

	@Test
	@Case(111)
	void findsPlaceholdersWhateverTheirOrderAndDepth() {
		this.webSocket.send("452-[\"echo\",{\"num\":1,\"_placeholder\":true},{\"a\":[{\"b\":" + PLACEHOLDER + "}]}]");
		this.webSocket.sendBinary("aa");
		this.webSocket.sendBinary("bb");
		this.webSocket.expect("452-[\"echo\"," + PLACEHOLDER + ",{\"a\":[{\"b\":" + SECOND_PLACEHOLDER + "}]}]");
		this.webSocket.expectBinary("bb");
		this.webSocket.expectBinary("aa");
	}

	@Test
	@Case(111)
	void acceptsAttachmentThatIsNotReferredTo() {
		this.webSocket.send("452-[\"echo\"," + PLACEHOLDER + "]");
		this.webSocket.sendBinary("aa");
		this.webSocket.sendBinary("bb");
		this.webSocket.expect("451-[\"echo\"," + PLACEHOLDER + "]");
		this.webSocket.expectBinary("aa");
		this.webSocket.send("451-[\"echo\",\"none\"]");
		this.webSocket.sendBinary("aa");
		this.webSocket.expect("42[\"echo\",\"none\"]");
	}

	@Test
	@Case(111)
	void acceptsAttachmentThatIsReferredToTwice() {
		this.webSocket.send("451-[\"echo\"," + PLACEHOLDER + "," + PLACEHOLDER + "]");
		this.webSocket.sendBinary("aa");
		this.webSocket.expect("452-[\"echo\"," + PLACEHOLDER + "," + SECOND_PLACEHOLDER + "]");
		this.webSocket.expectBinary("aa");
		this.webSocket.expectBinary("aa");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "-1", "\"0\"", "0.5", "99999999999999999999" })
	@Case(112)
	void closesOnIllegalPlaceholderAfterLastAttachment(String number) {
		this.webSocket.send("452-[\"sink\",{\"_placeholder\":true,\"num\":" + number + "}]");
		this.webSocket.sendBinary("01");
		this.webSocket.pingPong();
		this.webSocket.sendBinary("02");
		expectForcedClose();
	}

	@Test
	@Case(113)
	void leavesPlaceholderInPlainEventAlone() {
		this.webSocket.send("42[\"echo\"," + PLACEHOLDER + "]");
		this.webSocket.expect("42[\"echo\"," + PLACEHOLDER + "]");
	}

	@Test
	@Case(114)
	void closesOnPlaceholderForName() {
		this.webSocket.send("451-[" + PLACEHOLDER + "]");
		this.webSocket.sendBinary("01");
		expectForcedClose();
	}

	@Test
	@Case({ 115, 117, 122, 123 })
	void readsAllPartsOfHeader() {
		this.webSocket.connect("40/admin,");
		this.webSocket.send("451-/admin,7[\"ack\"," + PLACEHOLDER + "]");
		this.webSocket.sendBinary("0a0b");
		this.webSocket.expect("461-/admin,7[" + PLACEHOLDER + "]");
		this.webSocket.expectBinary("0a0b");
		this.webSocket.expectAlive();
	}

	@Test
	@Case(117)
	void closesOnBinaryEventForNamespaceNotJoined() {
		this.webSocket.send("451-/admin,[\"echo\"," + PLACEHOLDER + "]");
		this.webSocket.sendBinary("01");
		expectForcedClose();
	}

}
