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

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The limits of the application's mapper for what is read (case 118), over sockets.
 */
class PayloadLimitTests extends ConformanceTests {

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(20)
				.maxNumberLength(50)
				.maxStringLength(60)
				.maxNameLength(60)
				.build())
			.build())
		.build();

	/** More than any of the limits. */
	private static final int MORE = 70;

	private static final String CONNECT = "82a47479706500a36e7370a12f";

	private static String excess(String kind) {
		return switch (kind) {
			case "depth" -> "[".repeat(MORE) + "]".repeat(MORE);
			case "number" -> "1".repeat(MORE);
			case "text" -> "\"" + "t".repeat(MORE) + "\"";
			default -> "{\"" + "n".repeat(MORE) + "\":1}";
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "depth", "number", "text", "name" })
	void closesOnJsonBeyondALimit(String kind) {
		ServerUnderTest server = socketIO((builder) -> builder.jsonMapper(MAPPER));
		for (String packet : List.of("42[\"sink\",%]", "42[\"nobody\",%]", "42[\"sink\",\"a\",%]", "4399[%]",
				"40/custom,{\"tag\":%}")) {
			String sent = packet.replace("%", excess(kind));
			RawWebSocket webSocket = webSocket(server);
			webSocket.connect("40");
			webSocket.send(sent);
			webSocket.expectClosed();
			Polling polling = polling(server);
			polling.connect("40");
			polling.post(sent);
			polling.expect("6" + SEPARATOR + "1");
		}
		RawWebSocket other = webSocket(server);
		other.connect("40");
		other.expectAlive();
	}

	/**
	 * The argument as MessagePack.
	 */
	private static String messagePackExcess(String kind) {
		String length = HexFormat.of().toHexDigits((byte) MORE);
		return switch (kind) {
			case "depth" -> "91".repeat(MORE) + "90";
			case "text" -> "d9" + length + "74".repeat(MORE);
			default -> "81d9" + length + "6e".repeat(MORE) + "01";
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "depth", "text", "name" })
	void closesOnMessagePackBeyondALimit(String kind) {
		ServerUnderTest server = socketIO((builder) -> builder.jsonMapper(MAPPER).parser(MessagePackParser::new));
		for (String event : List.of("a473696e6b", "a66e6f626f6479")) {
			String sent = "83a47479706502a36e7370a12fa46461746192" + event + messagePackExcess(kind);
			RawWebSocket webSocket = webSocket(server);
			webSocket.sendBinary(CONNECT);
			webSocket.message();
			webSocket.sendBinary(sent);
			webSocket.expectClosed();
			Polling polling = polling(server);
			polling.post(base64(CONNECT));
			polling.poll();
			polling.post(base64(sent));
			polling.expect("6" + SEPARATOR + "1");
		}
	}

	private static String base64(String hexadecimal) {
		return "b" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hexadecimal));
	}

}
