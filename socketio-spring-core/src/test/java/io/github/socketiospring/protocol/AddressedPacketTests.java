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

package io.github.socketiospring.protocol;

import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PacketCodec#addressed}.
 */
class AddressedPacketTests {

	private final PacketCodec json = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', textBlock = """
			/,		-1,	/other,	-1,	'42/other,["a",1]'
			/ünï,	-1,	/,		-1,	'42["a",1]'
			/ünï,	12,	/b,		3,	'42/b,3["a",1]'
			/x{1;3},12,	/b,		-1,	'42/b,["a",1]'
			/,		1,	/,		12,	'4212["a",1]'
			""")
	void replacesNamespaceAndId(String from, long fromId, String to, long toId, String expected) {
		// A name with a comma is that of no namespace, but may be that of a pattern
		Packet packet = this.json.event(from.replace(';', ','), fromId, "a", new Object[] { 1 });
		Packet addressed = this.json.addressed(packet, to, toId);
		packet.release();
		assertThat(addressed.encoded()).hasToString(expected);
		assertThat(addressed.namespace()).isEqualTo(to);
		assertThat(addressed.id()).isEqualTo(toId);
		assertThat(addressed.type()).isEqualTo(PacketType.EVENT);
		addressed.release();
	}

	@Test
	void keepsAttachmentsAndFlags() {
		for (int size : new int[] { 3, 10_000 }) {
			byte[] bytes = new byte[size];
			Packet packet = this.json.event("/a", IncomingPacket.NO_ID, "a", new Object[] { bytes });
			packet.encoded().asVolatile().compress(false);
			Packet addressed = this.json.addressed(packet, "/b", 3);
			packet.release();
			assertThat(addressed.encoded()).hasToString("451-/b,3[\"a\",{\"_placeholder\":true,\"num\":0}]");
			assertThat(ByteBufUtil.getBytes(addressed.encoded().binaries()[0])).isEqualTo(bytes);
			assertThat(addressed.encoded().isVolatile()).isTrue();
			assertThat(addressed.encoded().isCompress()).isFalse();
			addressed.release();
		}
	}

	@Test
	void keepsFlagsWithMessagePack() {
		PacketCodec codec = new PacketCodec(JsonMapper.shared(), MessagePackParser::new);
		Packet packet = codec.event("/a", IncomingPacket.NO_ID, "a", new Object[] { 1 });
		packet.encoded().asVolatile();
		Packet addressed = codec.addressed(packet, "/b", 3);
		packet.release();
		assertThat(addressed.encoded().isVolatile()).isTrue();
		addressed.release();
	}

}
