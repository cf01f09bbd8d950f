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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;

import io.github.socketiospring.engineio.FakeBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * FEATURES.md: {@code perMessageDeflate}. The examples are those of RFC 7692, section
 * 7.2.3.
 */
class MessageCompressionTests {

	private static final int LIMIT = 100_000;

	private final MessageDeflater alone = new MessageDeflater(false, 1);

	private final MessageDeflater inContext = new MessageDeflater(true, 1);

	private final MessageInflater inflater = new MessageInflater(true, LIMIT);

	private final List<ByteBuf> buffers = new ArrayList<>();

	@AfterEach
	void close() {
		this.alone.close();
		this.inContext.close();
		this.inflater.close();
		this.buffers.forEach(ByteBuf::release);
	}

	private ByteBuf buffer(String hexadecimal) {
		return keep(FakeBuffers.of().writeBytes(ByteBufUtil.decodeHexDump(hexadecimal.replace(" ", ""))));
	}

	private ByteBuf keep(ByteBuf buffer) {
		this.buffers.add(buffer);
		return buffer;
	}

	private String frames(MessageDeflater deflater, EncodedPacket packet) {
		String frames = ByteBufUtil.hexDump(keep(deflater.frames(packet)));
		packet.release();
		return frames;
	}

	private String inflate(String hexadecimal) throws DataFormatException {
		return new String(ByteBufUtil.getBytes(keep(this.inflater.inflate(buffer(hexadecimal)))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "f2 48 cd c9 c9 07 00", "00 05 00 fa ff 48 65 6c 6c 6f 00", "f3 48 cd c9 c9 07 00 00",
			"f2 48 05 00 00 00 ff ff ca c9 c9 07 00" })
	void inflatesTheExamplesOfTheStandard(String example) throws DataFormatException {
		assertThat(inflate(example)).isEqualTo("Hello");
		assertThat(inflate(example)).isEqualTo("Hello");
	}

	@Test
	void inflatesWhatRefersToTheMessageBefore() throws DataFormatException {
		assertThat(inflate("f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
		assertThat(inflate("f2 00 11 00 00")).isEqualTo("Hello");
	}

	@Test
	void inflatesAnEmptyMessage() throws DataFormatException {
		assertThat(inflate("00")).isEmpty();
	}

	@Test
	void refusesWhatRefersToTheMessageBeforeWithoutAContext() throws DataFormatException {
		try (MessageInflater inflater = new MessageInflater(false, LIMIT)) {
			keep(inflater.inflate(buffer("f2 48 cd c9 c9 07 00")));
			assertThatExceptionOfType(DataFormatException.class)
				.isThrownBy(() -> inflater.inflate(buffer("f2 00 11 00 00")));
			assertThat(keep(inflater.inflate(buffer("f2 48 cd c9 c9 07 00"))).readableBytes()).isEqualTo(5);
		}
	}

	@Test
	void refusesWhatIsNotCompressed() {
		assertThatExceptionOfType(DataFormatException.class)
			.isThrownBy(() -> this.inflater.inflate(buffer("ff ff ff")));
	}

	@Test
	void neverHoldsMoreThanTheLimit() throws DataFormatException {
		try (MessageInflater inflater = new MessageInflater(false, LIMIT)) {
			assertThat(keep(inflater.inflate(zeros(LIMIT))).readableBytes()).isEqualTo(LIMIT);
			assertThat(inflater.inflate(zeros(LIMIT + 1))).isNull();
			assertThat(inflater.inflate(zeros(100 * LIMIT))).isNull();
			assertThat(keep(inflater.inflate(buffer("f2 48 cd c9 c9 07 00"))).readableBytes()).isEqualTo(5);
		}
	}

	private ByteBuf zeros(int length) {
		EncodedPacket packet = EncodedPacket.binary(Unpooled.wrappedBuffer(new byte[length]));
		ByteBuf frames = keep(this.alone.frames(packet));
		packet.release();
		int header = (frames.getByte(1) < 126) ? 2 : 4;
		return frames.slice(header, frames.readableBytes() - header);
	}

	@Test
	void deflatesEachMessageByItself() {
		String first = frames(this.alone, EncodedPacket.control("2".repeat(20)));
		assertThat(first).startsWith("c106");
		assertThat(frames(this.alone, EncodedPacket.control("2".repeat(20)))).isEqualTo(first);
	}

	@Test
	void deflatesWithReferenceToEarlierMessages() throws DataFormatException {
		String text = "4The quick brown fox jumps over the lazy dog";
		String first = frames(this.inContext, EncodedPacket.control(text));
		String second = frames(this.inContext, EncodedPacket.control(text));
		assertThat(second).hasSizeLessThan(first.length() / 2);
		assertThat(inflate(first.substring(4))).isEqualTo(text);
		assertThat(inflate(second.substring(4))).isEqualTo(text);
	}

	@Test
	void sendsWhatIsShortAsItIs() {
		try (MessageDeflater deflater = new MessageDeflater(true, 21)) {
			assertThat(frames(deflater, EncodedPacket.control("2".repeat(20)))).isEqualTo("8114" + "32".repeat(20));
			assertThat(frames(deflater, EncodedPacket.control("2".repeat(21)))).startsWith("c1");
		}
	}

	@Test
	void sendsWhatDoesNotGetSmallerAsItIs() {
		byte[] noise = new byte[200];
		new Random(1).nextBytes(noise);
		assertThat(frames(this.alone, EncodedPacket.binary(Unpooled.wrappedBuffer(noise))))
			.isEqualTo("827e00c8" + ByteBufUtil.hexDump(noise));
		assertThat(frames(this.inContext, EncodedPacket.binary(Unpooled.wrappedBuffer(noise)))).startsWith("c27e");
	}

	@Test
	void deflatesTextAndAttachmentsThatAreLong() throws DataFormatException {
		try (MessageDeflater deflater = new MessageDeflater(false, 10)) {
			byte[] text = "451-[\"a\",{}]".getBytes();
			String frames = frames(deflater, EncodedPacket.encode(ByteBufAllocator.DEFAULT, text, 0, text.length,
					List.of(Unpooled.wrappedBuffer(new byte[3]), Unpooled.wrappedBuffer(new byte[50]))));
			assertThat(frames).contains("8203000000").contains("c206").doesNotContain("00".repeat(20));
		}
	}

	@Test
	void bringsBackWhateverWasDeflated() throws DataFormatException {
		Random random = new Random(7);
		for (int length : new int[] { 1, 63, 64, 65, 1_000, 65_535, 65_536, LIMIT }) {
			byte[] content = new byte[length];
			for (int i = 0; i < length; i++) {
				content[i] = (byte) ((random.nextInt(4) == 0) ? random.nextInt() : i / 100);
			}
			EncodedPacket packet = EncodedPacket.binary(Unpooled.wrappedBuffer(content));
			ByteBuf frames = keep(this.inContext.frames(packet));
			packet.release();
			int length7 = frames.getByte(1) & 0x7f;
			int header = (length7 < 126) ? 2 : (length7 == 126) ? 4 : 10;
			ByteBuf inflated = keep(this.inflater.inflate(frames.slice(header, frames.readableBytes() - header)));
			assertThat(ByteBufUtil.getBytes(inflated)).isEqualTo(content);
		}
	}

	@Test
	void sharesTheCompressedFormAmongReceivers() {
		EncodedPacket packet = EncodedPacket.message("x".repeat(2_000));
		ByteBuf frames = packet.deflatedFrames(this.alone);
		try (MessageDeflater other = new MessageDeflater(false, 1)) {
			assertThat(packet.deflatedFrames(other)).isSameAs(frames);
		}
		assertThat(frames.readableBytes()).isLessThan(50);
		ByteBuf receiver = frames.retainedDuplicate();
		packet.release();
		assertThat(frames.refCnt()).isOne();
		receiver.release();
		assertThat(frames.refCnt()).isZero();
	}

}
