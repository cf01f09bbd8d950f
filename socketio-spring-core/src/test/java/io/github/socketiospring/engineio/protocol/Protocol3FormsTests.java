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
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Protocol3FormsTests {

	// PROTOCOL.md 126
	@Test
	void putsTheTypeBeforeBinaryMessages() {
		EncodedPacket packet = packet("451-[\"a\"]", new byte[] { 1, 2 }, new byte[0]);
		List<EncodedPacket> frames = packet.frames(FrameFormat.TYPED);
		assertThat(frames).hasSize(1);
		EncodedPacket typed = frames.get(0);
		assertThat(typed.text()).isEqualTo(packet.text());
		assertThat(typed.binaries()).extracting(ByteBufUtil::hexDump).containsExactly("040102", "04");
		assertThat(ByteBufUtil.hexDump(typed.frames()))
			.isEqualTo("8109" + "3435312d5b2261225d" + "8203040102" + "820104");
		packet.release();
		assertThat(typed.refCnt()).isZero();
	}

	@Test
	void typesBinaryMessagesWithoutText() {
		EncodedPacket packet = EncodedPacket.binary(Unpooled.wrappedBuffer(new byte[] { 7 }));
		EncodedPacket typed = packet.frames(FrameFormat.TYPED).get(0);
		assertThat(typed.text()).isNull();
		assertThat(ByteBufUtil.hexDump(typed.frames())).isEqualTo("82020407");
		packet.release();
	}

	@Test
	void sendsBase64AsTextFrames() {
		EncodedPacket packet = packet("451-[\"a\"]", new byte[] { 1, 2 }, new byte[0]);
		List<EncodedPacket> frames = packet.frames(FrameFormat.BASE64);
		assertThat(frames).extracting(EncodedPacket::toString).containsExactly("451-[\"a\"]", "b4AQI=", "b4");
		assertThat(frames).allSatisfy((frame) -> assertThat(frame.binaries()).isEmpty());
		packet.release();
		assertThat(frames).allSatisfy((frame) -> assertThat(frame.refCnt()).isZero());
	}

	@ParameterizedTest
	@ValueSource(ints = { EncodedPacket.COPY_LIMIT - 2, EncodedPacket.COPY_LIMIT, 100_000 })
	void typesLargeMessages(int size) {
		ByteBuf attachment = ByteBufAllocator.DEFAULT.buffer(size).writeZero(size);
		EncodedPacket packet = EncodedPacket.binary(attachment);
		EncodedPacket typed = packet.frames(FrameFormat.TYPED).get(0);
		ByteBuf binary = typed.binaries()[0];
		assertThat(binary.readableBytes()).isEqualTo(1 + size);
		assertThat(binary.getByte(binary.readerIndex())).isEqualTo((byte) 4);
		assertThat(typed.size()).isEqualTo(1 + size);
		typed.retain();
		packet.release();
		assertThat(typed.frames().refCnt()).isEqualTo(1);
		typed.release();
		assertThat(attachment.refCnt()).isZero();
	}

	// DESIGN.md 4: each form is made once
	@Test
	void makesEachFormOnce() {
		EncodedPacket packet = packet("42[\"a\"]", new byte[] { 1 });
		assertThat(packet.frames(FrameFormat.TYPED)).isSameAs(packet.frames(FrameFormat.TYPED));
		assertThat(packet.frames(FrameFormat.BASE64)).isSameAs(packet.frames(FrameFormat.BASE64));
		assertThat(packet.protocol3().textPayload()).isSameAs(packet.protocol3().textPayload());
		assertThat(packet.protocol3().binaryPayload()).isSameAs(packet.protocol3().binaryPayload());
		packet.release();
	}

	@Test
	void keepsWhetherItMayBeCompressed() {
		EncodedPacket packet = packet("42[\"a\"]", new byte[] { 1 }).compress(false);
		assertThat(packet.frames(FrameFormat.TYPED)).noneMatch(EncodedPacket::isCompress);
		assertThat(packet.frames(FrameFormat.BASE64)).noneMatch(EncodedPacket::isCompress);
		packet.release();
	}

	private static EncodedPacket packet(String text, byte[]... attachments) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return EncodedPacket.encode(ByteBufAllocator.DEFAULT, bytes, 0, bytes.length,
				List.of(attachments).stream().map(Unpooled::wrappedBuffer).toList());
	}

}
