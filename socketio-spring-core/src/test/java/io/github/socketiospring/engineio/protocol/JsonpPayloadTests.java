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

package io.github.socketiospring.engineio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * PROTOCOL.md 128 and 163.
 */
class JsonpPayloadTests {

	@ParameterizedTest
	@CsvSource({ "5, 5", "'', ''", "0');alert(1)//, 01", "1a2, 12", "٣, ''" })
	void callsTheFunctionOfTheClient(String index, String digits) {
		assertThat(encode(new JsonpPayload(index), "a")).isEqualTo("___eio[" + digits + "](\"2:4a\");");
	}

	@Test
	void escapesWhatEndsAStringOrALineOfAScript() {
		assertThat(encode(new JsonpPayload("0"), "\"\\\b\f\n\r\t\u0001\u001f\u2028\u2029\u2027é😀</script>"))
			.isEqualTo("___eio[0](\"25:4\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\\u2028\\u2029\u2027é😀</script>\");");
	}

	@Test
	void isAScript() {
		EncodedPacket packet = EncodedPacket.control("6");
		assertThat(new JsonpPayload("0").encode(List.of(packet)).contentType())
			.isEqualTo("text/javascript; charset=UTF-8");
		packet.release();
	}

	@Test
	void encodesBinaryMessagesAsBase64() {
		EncodedPacket packet = EncodedPacket.binary(Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		assertThat(new JsonpPayload("0").encode(List.of(packet)).bytes()).asString()
			.isEqualTo("___eio[0](\"6:b4AQI=\");");
		packet.release();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "d=6%3A4hello | 4hello", "d=5%3A4a+b%2B | 4a b+", "x=1&d=1%3A2&y | 2",
			"d=2%3A4%C3%A9 | 4é", "d=12%3A42%5B%22x%22%2C%22%F0%9F%98%80%22%5D | 42[\"x\",\"😀\"]", "d=1:2 | 2" })
	void readsTheFieldOfAForm(String form, String packet) {
		assertThat(decode(form)).containsExactly(packet);
	}

	@Test
	void unescapesNewlines() {
		// As the client escapes them: a newline, a backslash and n, two backslashes and n
		String escaped = "4a\\nb\\\\nc\\\\\\nd\\e".replace("\\e", "\\\\e");
		String packet = "4a\nb\\nc\\\\nd\\\\e";
		String payload = packet.length() + ":" + escaped;
		assertThat(decode("d=" + payload.replace("\n", "%0A").replace("\\", "%5C"))).containsExactly(packet);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "d", "d=", "x=1%3A2", "dd=1%3A2", "d=1%3", "d=1%", "d=1%zz2", "d=9%3A2", "d=2%3A4%C3",
			"1:2" })
	void refusesWhatIsNoSuchForm(String form) {
		assertThat(new JsonpPayload("0").decode(Unpooled.copiedBuffer(form, StandardCharsets.UTF_8), false)
			.forEach(new PacketRecorder())).isFalse();
	}

	@Test
	void takesNoBinaryPayloads() {
		assertThat(new JsonpPayload("0").acceptsBinary()).isFalse();
	}

	private static List<String> decode(String form) {
		ByteBuf payload = Unpooled.copiedBuffer(form, StandardCharsets.UTF_8);
		PacketRecorder packets = new PacketRecorder();
		assertThat(new JsonpPayload("0").decode(payload, false).forEach(packets)).isTrue();
		assertThat(payload.readerIndex()).isZero();
		return packets.packets();
	}

	private static String encode(JsonpPayload format, String message) {
		EncodedPacket packet = EncodedPacket.message(message);
		String script = new String(format.encode(List.of(packet)).bytes(), StandardCharsets.UTF_8);
		packet.release();
		return script;
	}

}
