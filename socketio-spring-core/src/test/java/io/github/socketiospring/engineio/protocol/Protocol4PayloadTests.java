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

import static org.assertj.core.api.Assertions.assertThat;

class Protocol4PayloadTests {

	@Test
	void joinsPackets() {
		List<EncodedPacket> packets = List.of(EncodedPacket.control("6"), EncodedPacket.message("€"),
				EncodedPacket.binary(Unpooled.EMPTY_BUFFER),
				EncodedPacket.binary(Unpooled.wrappedBuffer(new byte[] { 1, 2, 3, 4 })), EncodedPacket.control("1"));
		assertThat(new String(Protocol4Payload.INSTANCE.encode(packets).bytes(), StandardCharsets.UTF_8))
			.isEqualTo("6\u001e4€\u001eb\u001ebAQIDBA==\u001e1");
		assertThat(packets).allSatisfy((packet) -> assertThat(packet.refCnt()).isEqualTo(1));
		packets.forEach(EncodedPacket::release);
	}

	@Test
	void putsNoSeparatorAroundOnePacket() {
		EncodedPacket packet = EncodedPacket.message("a");
		assertThat(Protocol4Payload.INSTANCE.encode(List.of(packet)).bytes()).asString().isEqualTo("4a");
		packet.release();
	}

	// PROTOCOL.md 26, 30, 31
	@ParameterizedTest
	@CsvSource(delimiter = ':', value = { "4a : 4a", "4a|4b|4c : 4a,4b,4c", "'' : <>", "4a| : 4a,<>", "|4a : <>,4a",
			"4a||4b : 4a,<>,4b", "| : <>,<>", "4hello|bAQIDBA== : 4hello,bAQIDBA==", "4€😀|4\u2028 : 4€😀,4\u2028" })
	void splitsAtSeparators(String payload, String packets) {
		List<String> expected = List.of(packets.replace("<>", "").split(",", -1));
		assertThat(split(payload.replace('|', '\u001e'), Integer.MAX_VALUE)).isEqualTo(expected);
	}

	@Test
	void stopsWhenTheConsumerHasHadEnough() {
		assertThat(split("4a\u001eX\u001e4b", 2)).containsExactly("4a", "X");
	}

	@Test
	void goesOnBehindTheLastPacket() {
		ByteBuf payload = Unpooled.copiedBuffer("4a\u001e\u001e4b\u001e", StandardCharsets.UTF_8);
		IncomingPayload packets = Protocol4Payload.INSTANCE.decode(payload, false);
		for (String packet : List.of("4a", "", "4b", "")) {
			assertThat(packets.isAtEnd()).isFalse();
			PacketRecorder recorder = new PacketRecorder(1);
			assertThat(packets.forEach(recorder)).isTrue();
			assertThat(recorder.packets()).containsExactly(packet);
		}
		assertThat(packets.isAtEnd()).isTrue();
		assertThat(packets.forEach(new PacketRecorder())).isTrue();
	}

	@Test
	void splitsTheReadablePartAndLeavesTheIndices() {
		ByteBuf payload = Unpooled.copiedBuffer("..4a\u001e4b\u001e..", StandardCharsets.UTF_8);
		payload.setIndex(2, 7);
		PacketRecorder packets = new PacketRecorder();
		assertThat(Protocol4Payload.INSTANCE.decode(payload, false).forEach(packets)).isTrue();
		assertThat(packets.packets()).containsExactly("4a", "4b");
		assertThat(payload.readerIndex()).isEqualTo(2);
		assertThat(payload.writerIndex()).isEqualTo(7);
		assertThat(payload.refCnt()).isEqualTo(1);
	}

	@Test
	void refusesWhatIsNotUtf8() {
		ByteBuf payload = Unpooled.wrappedBuffer(new byte[] { '4', (byte) 0xc3 });
		assertThat(Protocol4Payload.INSTANCE.decode(payload, false).forEach(new PacketRecorder())).isFalse();
	}

	private static List<String> split(String payload, int limit) {
		PacketRecorder packets = new PacketRecorder(limit);
		ByteBuf bytes = Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8);
		assertThat(Protocol4Payload.INSTANCE.decode(bytes, false).forEach(packets)).isTrue();
		return packets.packets();
	}

}
