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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PacketCodec#withOffset}.
 */
class PacketOffsetTests {

	private final PacketCodec json = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	@Test
	void appendsTheOffsetToAnEvent() {
		Packet packet = this.json.event("/admin", 7, "hello", new Object[] { 1, "ü" });
		Packet appended = this.json.withOffset(packet, "a\"1-0");
		assertThat(packet.encoded()).hasToString("42/admin,7[\"hello\",1,\"ü\"]");
		packet.release();
		assertThat(appended.encoded()).hasToString("42/admin,7[\"hello\",1,\"ü\",\"a\\\"1-0\"]");
		assertThat(appended.type()).isEqualTo(PacketType.EVENT);
		assertThat(appended.namespace()).isEqualTo("/admin");
		assertThat(appended.id()).isEqualTo(7);
		appended.release();
	}

	@Test
	void keepsTheAttachments() {
		for (int size : new int[] { 3, 10_000 }) {
			byte[] bytes = new byte[size];
			Packet packet = this.json.event("/", IncomingPacket.NO_ID, "a", new Object[] { bytes });
			Packet appended = this.json.withOffset(packet, "x");
			packet.release();
			assertThat(appended.encoded()).hasToString("451-[\"a\",{\"_placeholder\":true,\"num\":0},\"x\"]");
			assertThat(ByteBufUtil.getBytes(appended.encoded().binaries()[0])).isEqualTo(bytes);
			appended.release();
		}
	}

	@Test
	void tellsWhetherAnEventEndsWithText() {
		for (PacketCodec codec : List.of(this.json, new PacketCodec(JsonMapper.shared(), MessagePackParser::new))) {
			assertThat(endsWithText(codec)).isTrue();
			assertThat(endsWithText(codec, 1, "")).isTrue();
			assertThat(endsWithText(codec, "\"]")).isTrue();
			assertThat(endsWithText(codec, "a", 1)).isFalse();
			assertThat(endsWithText(codec, List.of("a"))).isFalse();
			assertThat(endsWithText(codec, Map.of("a", "b"))).isFalse();
			assertThat(endsWithText(codec, "a", new byte[] { 1 })).isFalse();
			assertThat(endsWithText(codec, new byte[] { 1 }, "a")).isTrue();
			assertThat(endsWithText(codec, (Object) null)).isFalse();
		}
	}

	private static boolean endsWithText(PacketCodec codec, Object... args) {
		Packet packet = codec.event("/", IncomingPacket.NO_ID, "event", args);
		try {
			return codec.endsWithText(packet);
		}
		finally {
			packet.release();
		}
	}

	@Test
	void sharesBytesWithPacketOfItsOwnLife() {
		List<String> released = new ArrayList<>();
		Packet packet = this.json.event("/", IncomingPacket.NO_ID, "a", new Object[] { new byte[] { 1 } });
		assertThat(packet.encoded().isWatched()).isFalse();
		packet.encoded().onRelease(() -> released.add("released"));
		assertThat(packet.encoded().isWatched()).isTrue();
		EncodedPacket shared = packet.encoded().compress(false).share();
		packet.release();
		assertThat(released).hasSize(1);
		assertThat(shared).hasToString("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
		assertThat(shared.isCompress()).isFalse();
		assertThat(ByteBufUtil.getBytes(shared.binaries()[0])).containsExactly(1);
		shared.release();
		assertThat(released).hasSize(1);
	}

	@Test
	void keepsTheFlags() {
		Packet packet = this.json.event("/", IncomingPacket.NO_ID, "a", new Object[0]);
		Packet plain = this.json.withOffset(packet, "x");
		assertThat(plain.encoded().isVolatile()).isFalse();
		assertThat(plain.encoded().isCompress()).isTrue();
		packet.encoded().asVolatile().compress(false);
		Packet flagged = this.json.withOffset(packet, "x");
		assertThat(flagged.encoded().isVolatile()).isTrue();
		assertThat(flagged.encoded().isCompress()).isFalse();
		packet.release();
		plain.release();
		flagged.release();
	}

}
