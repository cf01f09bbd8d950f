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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EncodedPacketTests {

	@ParameterizedTest
	@CsvSource({ "0, 8100", "1, 8101", "125, 817d", "126, 817e007e", "65535, 817effff", "65536, 817f0000000000010000" })
	void laysTextOutAsOneFrame(int length, String header) {
		byte[] packet = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
		EncodedPacket encoded = EncodedPacket.text(ByteBufAllocator.DEFAULT, packet, 0, length);
		assertThat(hex(encoded.frames())).isEqualTo(header + ByteBufUtil.hexDump(packet));
		assertThat(encoded.text()).isEqualTo(Unpooled.wrappedBuffer(packet));
		assertThat(encoded.binaries()).isEmpty();
		assertThat(encoded.size()).isEqualTo(length);
		assertReleases(encoded);
	}

	@ParameterizedTest
	@CsvSource({ "0, 8200", "1, 8201", "125, 827d", "126, 827e007e", "65535, 827effff", "65536, 827f0000000000010000" })
	void laysBinaryOutAsOneFrame(int length, String header) {
		byte[] content = bytes(length);
		EncodedPacket encoded = EncodedPacket.binary(Unpooled.copiedBuffer(content));
		assertThat(hex(encoded.frames())).isEqualTo(header + ByteBufUtil.hexDump(content));
		assertThat(encoded.text()).isNull();
		assertThat(encoded.binaries()).containsExactly(Unpooled.wrappedBuffer(content));
		assertThat(encoded.size()).isEqualTo(length);
		assertThat(polling(encoded)).isEqualTo("b" + Base64.getEncoder().encodeToString(content));
		assertReleases(encoded);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125, 126, 4096, 4097, 65535, 65536 })
	void putsAttachmentsBehindTheirText(int length) {
		byte[] large = bytes(length);
		ByteBuf attachment = ByteBufAllocator.DEFAULT.directBuffer().writeBytes(large);
		EncodedPacket encoded = encode("452-[]", attachment, Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		ByteBuf header = Unpooled.buffer();
		WebSocketFrames.writeHeader(header, WebSocketFrames.BINARY, length);
		assertThat(hex(encoded.frames()))
			.isEqualTo("8106" + hex("452-[]") + hex(header) + ByteBufUtil.hexDump(large) + "82020102");
		assertThat(encoded.text()).isEqualTo(Unpooled.copiedBuffer("452-[]", StandardCharsets.UTF_8));
		assertThat(encoded.binaries()).containsExactly(Unpooled.wrappedBuffer(large),
				Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		assertThat(encoded.size()).isEqualTo(6 + length + 2);
		assertReleases(encoded);
		assertThat(attachment.refCnt()).isZero();
	}

	@Test
	void copiesAttachmentsThatAreSmallTogether() {
		byte[] first = bytes(EncodedPacket.COPY_LIMIT - 1);
		byte[] second = bytes(1);
		EncodedPacket encoded = encode("452-[]", Unpooled.wrappedBuffer(first), Unpooled.wrappedBuffer(second));
		String before = hex(encoded.frames());
		Arrays.fill(first, (byte) 99);
		Arrays.fill(second, (byte) 99);
		assertThat(encoded.frames()).isNotInstanceOf(CompositeByteBuf.class);
		assertThat(hex(encoded.frames())).isEqualTo(before);
		assertReleases(encoded);
	}

	@Test
	void sendsAttachmentsThatAreLargeTogetherFromWhereTheyAre() {
		ByteBuf first = ByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes(EncodedPacket.COPY_LIMIT));
		ByteBuf second = ByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes(1));
		EncodedPacket encoded = encode("452-[]", first, second);
		assertThat(encoded.frames()).isInstanceOf(CompositeByteBuf.class);
		assertThat(first.refCnt()).isEqualTo(1);
		first.setByte(0, 99);
		assertThat(encoded.binaries()[0].getByte(0)).isEqualTo((byte) 99);
		assertReleases(encoded);
		assertThat(first.refCnt()).isZero();
		assertThat(second.refCnt()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 10_000 })
	void leavesTheIndicesOfAnAttachmentAlone(int length) {
		ByteBuf attachment = Unpooled.wrappedBuffer(bytes(length + 1)).skipBytes(1);
		EncodedPacket first = encode("451-[]", attachment.retain());
		EncodedPacket second = encode("451-[]", attachment);
		assertThat(first.frames()).isEqualTo(second.frames());
		assertThat(first.binaries()[0]).isEqualTo(Unpooled.wrappedBuffer(bytes(length + 1)).skipBytes(1));
		first.release();
		assertReleases(second);
		assertThat(attachment.refCnt()).isZero();
	}

	@Test
	void takesAPartOfAnArray() {
		byte[] array = "..4[]..".getBytes(StandardCharsets.US_ASCII);
		EncodedPacket encoded = EncodedPacket.text(ByteBufAllocator.DEFAULT, array, 2, 3);
		Arrays.fill(array, (byte) 0);
		assertThat(hex(encoded.frames())).isEqualTo("8103" + hex("4[]"));
		assertThat(encoded).hasToString("4[]");
		assertReleases(encoded);
	}

	@Test
	void encodesControlPacketsAndMessages() {
		EncodedPacket ping = EncodedPacket.control("2");
		EncodedPacket message = EncodedPacket.message("€😀");
		assertThat(hex(ping.frames())).isEqualTo("810132");
		assertThat(hex(message.frames())).isEqualTo("810834e282acf09f9880");
		assertThat(polling(message)).isEqualTo("4€😀");
		assertReleases(ping);
		assertReleases(message);
	}

	@Test
	void writesAttachmentsForPollingAsBase64() {
		EncodedPacket encoded = encode("453-[]", Unpooled.wrappedBuffer(new byte[] { (byte) 0xff, (byte) 0xfe }),
				Unpooled.EMPTY_BUFFER, Unpooled.wrappedBuffer(new byte[] { 1, 2, 3 }));
		assertThat(polling(encoded)).isEqualTo("453-[]\u001eb//4=\u001eb\u001ebAQID");
		assertReleases(encoded);
	}

	@Test
	void writesLargeAttachmentsForPolling() {
		byte[] large = bytes(10_000);
		EncodedPacket encoded = encode("451-[]", Unpooled.copiedBuffer(large));
		assertThat(polling(encoded)).isEqualTo("451-[]\u001eb" + Base64.getEncoder().encodeToString(large));
		assertReleases(encoded);
	}

	@Test
	void writesBinariesWithoutText() {
		EncodedPacket encoded = EncodedPacket.encode(ByteBufAllocator.DEFAULT, null, 0, 0,
				List.of(Unpooled.wrappedBuffer(new byte[] { 1, 2 }), Unpooled.EMPTY_BUFFER,
						Unpooled.copiedBuffer(bytes(5000))));
		String base64 = Base64.getEncoder().encodeToString(bytes(5000));
		assertThat(polling(encoded)).isEqualTo("bAQI=\u001eb\u001eb" + base64);
		assertThat(hex(encoded.frames()))
			.isEqualTo("82020102" + "8200" + "827e1388" + ByteBufUtil.hexDump(bytes(5000)));
		assertThat(encoded).hasToString("EncodedPacket[3 binary]");
		assertReleases(encoded);
	}

	@Test
	void writesTheFormForPollingBehindAnOffset() {
		EncodedPacket text = EncodedPacket.message("a");
		EncodedPacket binary = encode("451-[]", Unpooled.wrappedBuffer(new byte[] { 1 }));
		byte[] target = new byte[2 + text.pollingSize() + binary.pollingSize()];
		text.writePolling(target, 1);
		binary.writePolling(target, 1 + text.pollingSize());
		assertThat(new String(target, StandardCharsets.UTF_8)).isEqualTo("\0" + "4a451-[]\u001ebAQ==\0");
		assertReleases(text);
		assertReleases(binary);
	}

	@Test
	void encodesForPollingOnce() {
		ByteBuf attachment = Unpooled.copiedBuffer(bytes(5000));
		EncodedPacket encoded = encode("451-[]", attachment);
		String first = polling(encoded);
		attachment.setByte(0, 99);
		assertThat(polling(encoded)).isEqualTo(first);
		assertReleases(encoded);
	}

	@Test
	void keepsItsMemoryUntilTheLastReferenceIsReleased() {
		EncodedPacket encoded = encode("451-[]", Unpooled.copiedBuffer(bytes(5000)));
		assertThat(encoded.retain()).isSameAs(encoded);
		ByteBuf duplicate = encoded.frames().retainedDuplicate();
		assertThat(encoded.release()).isFalse();
		assertThat(encoded.release()).isTrue();
		assertThat(duplicate.readableBytes()).isEqualTo(8 + 4 + 5000);
		assertThat(duplicate.release()).isTrue();
		assertThat(encoded).hasToString("EncodedPacket[1 binary]");
	}

	@Test
	void givesTheOneReceiverOfASmallPacketWhatThereIs() {
		EncodedPacket encoded = EncodedPacket.message("x".repeat(EncodedPacket.HEAP_LIMIT - 5));
		ByteBuf frames = encoded.frames();
		assertThat(frames.isDirect()).isFalse();
		assertThat(encoded.takeFrames()).isSameAs(frames);
		assertThat(encoded.refCnt()).isZero();
		assertThat(frames.release()).isTrue();
	}

	@Test
	void copiesASmallPacketOnceForSeveralReceivers() {
		EncodedPacket encoded = EncodedPacket.message("hello").retain().retain();
		ByteBuf first = encoded.takeFrames();
		ByteBuf second = encoded.takeFrames();
		assertThat(first.isDirect()).isTrue();
		assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
		first.skipBytes(3);
		ByteBuf last = encoded.takeFrames();
		assertThat(hex(second)).isEqualTo(hex(last)).isEqualTo("8106" + hex("4hello"));
		assertThat(encoded.refCnt()).isZero();
		first.release();
		assertThat(second.release()).isTrue();
		assertThat(last.release()).isTrue();
	}

	@Test
	void leavesALargePacketWhereItIs() {
		EncodedPacket encoded = EncodedPacket.message("x".repeat(EncodedPacket.HEAP_LIMIT)).retain();
		ByteBuf first = encoded.takeFrames();
		ByteBuf last = encoded.takeFrames();
		assertThat(first.isDirect()).isTrue();
		assertThat(last.memoryAddress()).isEqualTo(first.memoryAddress());
		first.release();
		assertThat(last.release()).isTrue();
	}

	private static EncodedPacket encode(String text, ByteBuf... attachments) {
		byte[] packet = text.getBytes(StandardCharsets.UTF_8);
		return EncodedPacket.encode(ByteBufAllocator.DEFAULT, packet, 0, packet.length,
				new ArrayList<>(List.of(attachments)));
	}

	private static void assertReleases(EncodedPacket encoded) {
		ByteBuf frames = encoded.frames();
		assertThat(frames.refCnt()).isEqualTo(1);
		assertThat(encoded.release()).isTrue();
		assertThat(frames.refCnt()).isZero();
	}

	private static byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = (byte) (i * 31 + 7);
		}
		return bytes;
	}

	private static String polling(EncodedPacket encoded) {
		byte[] target = new byte[encoded.pollingSize()];
		encoded.writePolling(target, 0);
		return new String(target, StandardCharsets.UTF_8);
	}

	private static String hex(String text) {
		return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String hex(ByteBuf buffer) {
		return ByteBufUtil.hexDump(ByteBufUtil.getBytes(buffer));
	}

}
