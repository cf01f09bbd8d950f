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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * PROTOCOL.md 158 to 160.
 */
class Protocol3PayloadTests {

	private static final String EVENT = "451-[\"b\",{\"_placeholder\":true,\"num\":0}]";

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "40 | 2:40", "42[\"x\",\"€\"] | 11:42[\"x\",\"€\"]",
			"42[\"x\",\"😀\"] | 12:42[\"x\",\"😀\"]", "4 | 1:4", "4é\u2028 | 3:4é\u2028" })
	void countsCodeUnits(String packet, String payload) {
		List<EncodedPacket> packets = List.of(EncodedPacket.message(packet.substring(1)));
		assertThat(encode(Protocol3Payload.BINARY, packets)).isEqualTo(payload);
		assertThat(decode(payload.getBytes(StandardCharsets.UTF_8), false)).containsExactly(packet);
	}

	@Test
	void joinsAndSplitsTextPackets() {
		List<EncodedPacket> packets = List.of(EncodedPacket.message("test1"), EncodedPacket.control("6"),
				EncodedPacket.message("test3"));
		assertThat(encode(Protocol3Payload.BINARY, packets)).isEqualTo("6:4test11:66:4test3");
		assertThat(decode("6:4test11:66:4test3".getBytes(StandardCharsets.UTF_8), false)).containsExactly("4test1", "6",
				"4test3");
	}

	@Test
	void encodesBinaryMessagesAsBase64() {
		List<EncodedPacket> packets = List.of(EncodedPacket.message("hello"), binary(1, 2, 3, 4), binary());
		assertThat(encode(Protocol3Payload.BASE64, packets)).isEqualTo("6:4hello10:b4AQIDBA==2:b4");
		assertThat(decode("6:4hello10:b4AQIDBA==2:b4".getBytes(StandardCharsets.UTF_8), false))
			.containsExactly("4hello", "b4AQIDBA==", "b4");
	}

	@Test
	void encodesBinaryPayloads() {
		ByteBuf text = Unpooled.copiedBuffer(EVENT, StandardCharsets.UTF_8);
		byte[] bytes = text.array();
		List<EncodedPacket> packets = List.of(EncodedPacket.encode(ByteBufAllocator.DEFAULT, bytes, 0,
				text.readableBytes(), List.of(Unpooled.wrappedBuffer(new byte[] { 1, 2 }))));
		Payload payload = Protocol3Payload.BINARY.encode(packets);
		String hex = "000309ff" + HexFormat.of().formatHex((EVENT).getBytes(StandardCharsets.UTF_8)) + "0103ff040102";
		assertThat(HexFormat.of().formatHex(payload.bytes())).isEqualTo(hex);
		assertThat(payload.contentType()).isEqualTo("application/octet-stream");
		assertThat(decode(payload.bytes(), true)).containsExactly(EVENT, "hex 040102");
		packets.forEach(EncodedPacket::release);
	}

	@Test
	void makesTextBinaryBesidesBinaryMessages() {
		List<EncodedPacket> packets = List.of(EncodedPacket.message("é"), binary(1, 2, 3, 4), binary());
		Payload payload = Protocol3Payload.BINARY.encode(packets);
		assertThat(HexFormat.of().formatHex(payload.bytes())).isEqualTo("0003ff34c3a90105ff04010203040101ff04");
		assertThat(decode(payload.bytes(), true)).containsExactly("4é", "hex 0401020304", "hex 04");
		packets.forEach(EncodedPacket::release);
	}

	@Test
	void sendsTextIfNothingIsBinary() {
		List<EncodedPacket> packets = List.of(EncodedPacket.message("hello"));
		assertThat(Protocol3Payload.BINARY.encode(packets).contentType()).isEqualTo("text/plain; charset=UTF-8");
		packets.forEach(EncodedPacket::release);
	}

	@Test
	void roundTripsManyPackets() {
		List<EncodedPacket> packets = new ArrayList<>();
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			String text = "a€😀".repeat(i * i);
			packets.add(EncodedPacket.message(text));
			packets.add(EncodedPacket.binary(Unpooled.wrappedBuffer(new byte[i * 100])));
			expected.add("4" + text);
			expected.add("hex 04" + "00".repeat(i * 100));
		}
		assertThat(decode(Protocol3Payload.BINARY.encode(packets).bytes(), true)).isEqualTo(expected);
		packets.forEach(EncodedPacket::release);
	}

	@Test
	void stopsWhenTheConsumerHasHadEnough() {
		PacketRecorder packets = new PacketRecorder(1);
		ByteBuf payload = Unpooled.copiedBuffer("1:21:2x", StandardCharsets.UTF_8);
		assertThat(Protocol3Payload.BINARY.decode(payload, false).forEach(packets)).isTrue();
		assertThat(packets.packets()).containsExactly("2");
	}

	@Test
	void goesOnBehindTheLastPacket() {
		ByteBuf payload = Unpooled.copiedBuffer("2:4a1:22:4b", StandardCharsets.UTF_8);
		ByteBuf binary = Unpooled.wrappedBuffer(new byte[] { 0, 2, -1, '4', 'a', 0, 1, -1, '2', 0, 2, -1, '4', 'b' });
		for (IncomingPayload packets : List.of(Protocol3Payload.BINARY.decode(payload, false),
				Protocol3Payload.BINARY.decode(binary, true))) {
			for (String packet : List.of("4a", "2", "4b")) {
				assertThat(packets.isAtEnd()).isFalse();
				PacketRecorder recorder = new PacketRecorder(1);
				assertThat(packets.forEach(recorder)).isTrue();
				assertThat(recorder.packets()).containsExactly(packet);
			}
			assertThat(packets.isAtEnd()).isTrue();
		}
	}

	@Test
	void splitsTheReadablePartAndLeavesTheIndices() {
		ByteBuf payload = Unpooled.copiedBuffer("..2:4a2:4b2:", StandardCharsets.UTF_8);
		payload.setIndex(2, 10);
		PacketRecorder packets = new PacketRecorder();
		assertThat(Protocol3Payload.BINARY.decode(payload, false).forEach(packets)).isTrue();
		assertThat(packets.packets()).containsExactly("4a", "4b");
		assertThat(payload.readerIndex()).isEqualTo(2);
		assertThat(payload.writerIndex()).isEqualTo(10);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "9:42[\"a\"]", "8:42[\"a\"]", "6:42[\"a\"]", "7:42[\"a\"]x", ":4a", "4a", "2",
			"2:", "-1:4a", "+2:4a", " 2:4a", "2 :4a", "0x2:4a", "1e0:4", "2.0:4a", "99999999999999999999:4a",
			"9999999999:4a", "2147483648:4", "1:4a", "2:4😀", "1:😀" })
	void refusesWrongLengths(String payload) {
		assertThat(Protocol3Payload.BINARY.decode(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8), false)
			.forEach(recorder())).isFalse();
	}

	@Test
	void passesEmptyPacketsOver() {
		assertThat(decode("0:1:20:".getBytes(StandardCharsets.UTF_8), false)).containsExactly("2");
	}

	@Test
	void refusesTextThatIsNotUtf8() {
		assertThat(decodes("323a34c3", false)).isFalse();
		assertThat(decodes("0002ff34c3", true)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00", "0001", "00ff", "0002ff34", "01ff04", "0201ff34", "ff01ff34", "000aff34",
			"0030ff34", "00010101010101010101010101ff34", "0009090909090909090909ff34", "0102040705ff34" })
	void refusesMalformedBinaryPayloads(String hex) {
		assertThat(decodes(hex, true)).isFalse();
	}

	@Test
	void copesWithRandomBytes() {
		Random random = new Random(3);
		byte[] alphabet = HexFormat.of().parseHex("000102030405060708090a30313233343a62ff");
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(24)];
			random.nextBytes(bytes);
			if (i % 2 == 0) {
				for (int j = 0; j < bytes.length; j++) {
					bytes[j] = alphabet[(bytes[j] & 0xff) % alphabet.length];
				}
			}
			for (PayloadFormat format : List.of(Protocol3Payload.BINARY, new JsonpPayload("0"))) {
				format.decode(Unpooled.wrappedBuffer(bytes), false).forEach(recorder());
			}
			Protocol3Payload.BINARY.decode(Unpooled.wrappedBuffer(bytes), true).forEach(recorder());
		}
	}

	private static PacketRecorder recorder() {
		return new PacketRecorder();
	}

	private static boolean decodes(String hex, boolean binary) {
		ByteBuf payload = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
		return Protocol3Payload.BINARY.decode(payload, binary).forEach(recorder());
	}

	private static List<String> decode(byte[] payload, boolean binary) {
		PacketRecorder packets = recorder();
		assertThat(Protocol3Payload.BINARY.decode(Unpooled.wrappedBuffer(payload), binary).forEach(packets)).isTrue();
		return packets.packets();
	}

	private static String encode(PayloadFormat format, List<EncodedPacket> packets) {
		Payload payload = format.encode(packets);
		packets.forEach(EncodedPacket::release);
		assertThat(payload.contentType()).isEqualTo("text/plain; charset=UTF-8");
		return new String(payload.bytes(), StandardCharsets.UTF_8);
	}

	private static EncodedPacket binary(int... content) {
		ByteBuf buffer = Unpooled.buffer(content.length);
		for (int b : content) {
			buffer.writeByte(b);
		}
		return EncodedPacket.binary(buffer);
	}

}
