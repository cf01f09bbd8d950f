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

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Section G.
 */
class EncodingTests extends ConformanceTests {

	private static final Pattern QUESTION = Pattern.compile("42(\\d+)\\[\"question\"]");

	private static final Pattern STORM = Pattern.compile("452-\\[\"storm\",(\\d+),(\\d+),"
			+ "\\{\"_placeholder\":true,\"num\":0},\\{\"_placeholder\":true,\"num\":1}]");

	private static String placeholder(int number) {
		return "{\"_placeholder\":true,\"num\":" + number + "}";
	}

	private RawWebSocket connected() {
		RawWebSocket webSocket = webSocket(socketIO());
		webSocket.connect("40");
		return webSocket;
	}

	@Test
	@Case(122)
	void namesOtherNamespacesOnly() {
		RawWebSocket webSocket = connected();
		webSocket.connect("40/admin,");
		webSocket.send("42/admin,5[\"ack\",1]");
		webSocket.expect("43/admin,5[1]");
		webSocket.send("425[\"ack\",1]");
		webSocket.expect("435[1]");
		webSocket.send("42/admin,[\"disconnect-me\"]");
		webSocket.expect("41/admin,");
	}

	@Test
	@Case(123)
	void acknowledgesWithBinary() {
		RawWebSocket webSocket = connected();
		webSocket.send("451-12[\"ack\"," + placeholder(0) + "]");
		webSocket.sendBinary("0102");
		webSocket.expect("461-12[" + placeholder(0) + "]");
		webSocket.expectBinary("0102");
	}

	@Test
	@Case(124)
	void sendsEmptyBinary() {
		RawWebSocket webSocket = connected();
		webSocket.send("42[\"empty-binary\"]");
		webSocket.expect("451-[\"empty-binary\"," + placeholder(0) + "]");
		webSocket.expectBinary("");
	}

	@Test
	@Case(124)
	void sendsEmptyBinaryOverPolling() {
		Polling polling = polling(socketIO());
		polling.connect("40");
		polling.post("42[\"empty-binary\"]");
		polling.expect("451-[\"empty-binary\"," + placeholder(0) + "]" + SEPARATOR + "b");
	}

	@Test
	@Case({ 125, 126 })
	void numbersAttachmentsInOrder() {
		RawWebSocket webSocket = connected();
		webSocket.send("42[\"binary\"]");
		webSocket.expect("454-[\"binary\"," + placeholder(0) + ",{\"a\":[" + placeholder(1) + ",{\"b\":"
				+ placeholder(2) + "}],\"c\":\"x\"}," + placeholder(3) + "]");
		webSocket.expectBinary("010203");
		webSocket.expectBinary("04");
		webSocket.expectBinary("0506");
		webSocket.expectBinary("07");
	}

	@Test
	@Case(125)
	void findsBinaryInAllKindsOfObjects() {
		RawWebSocket webSocket = connected();
		webSocket.send("42[\"kinds\"]");
		webSocket.expect("455-[\"kinds\",{\"name\":\"n\",\"data\":" + placeholder(0) + "},{\"map\":" + placeholder(1)
				+ "},[" + placeholder(2) + "]," + placeholder(3) + "," + placeholder(4) + "]");
		for (int i = 1; i <= 5; i++) {
			webSocket.expectBinary("0" + i);
		}
	}

	@Test
	@Case(127)
	void writesMissingValues() {
		RawWebSocket webSocket = connected();
		webSocket.send("42[\"nulls\"]");
		webSocket.expect("42[\"nulls\",null,null]");
		webSocket.send("42[\"no-args\"]");
		webSocket.expect("42[\"no-args\"]");
	}

	@Test
	@Case(128)
	void keepsLineSeparators() {
		RawWebSocket webSocket = connected();
		webSocket.send("42[\"echo\",\"\u2028\u2029\"]");
		assertThat(webSocket.text().replace("\\u2028", "\u2028").replace("\\u2029", "\u2029"))
			.isEqualTo("42[\"echo\",\"\u2028\u2029\"]");
	}

	@Test
	@Case(129)
	void givesEachQuestionAnIdOfItsOwn() {
		RawWebSocket webSocket = connected();
		Set<String> ids = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			webSocket.send("42[\"ask\",\"question\"]");
			Matcher matcher = QUESTION.matcher(webSocket.text());
			assertThat(matcher.matches()).isTrue();
			ids.add(matcher.group(1));
		}
		assertThat(ids).hasSize(3);
		for (String id : ids) {
			webSocket.send("43" + id + "[" + id + ",null]");
			webSocket.expect("42[\"answered\"," + id + ",null]");
		}
	}

	@Test
	@Case(130)
	void keepsHeaderAndAttachmentsOfOnePacketTogether() {
		RawWebSocket webSocket = connected();
		int count = 100;
		webSocket.send("42[\"storm\"," + count + "]");
		int[] next = new int[2];
		for (int i = 0; i < 2 * count; i++) {
			Matcher matcher = STORM.matcher(webSocket.text());
			assertThat(matcher.matches()).isTrue();
			int thread = Integer.parseInt(matcher.group(1));
			int number = Integer.parseInt(matcher.group(2));
			assertThat(number).isEqualTo(next[thread]++);
			webSocket.expectBinary("%02x%02x".formatted(thread, number));
			webSocket.expectBinary("%02x%02x%02x".formatted(thread, number, number));
		}
		webSocket.expectAlive();
	}

}
