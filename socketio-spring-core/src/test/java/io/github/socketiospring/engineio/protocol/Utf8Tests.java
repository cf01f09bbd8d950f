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

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Utf8Tests {

	private static final int ALIGNMENTS = 2 * Long.BYTES;

	private final CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder()
		.onMalformedInput(CodingErrorAction.REPORT)
		.onUnmappableCharacter(CodingErrorAction.REPORT);

	private final CharBuffer decoded = CharBuffer.allocate(256);

	@Test
	void acceptsNothing() {
		assertThat(Utf8.isValid(Unpooled.EMPTY_BUFFER)).isTrue();
	}

	@Test
	void agreesWithJavaOnEverySequenceOfOneAndTwoBytes() {
		for (int first = 0; first < 256; first++) {
			assertAgrees(bytes(first));
			for (int second = 0; second < 256; second++) {
				assertAgrees(bytes(first, second));
			}
		}
	}

	@Test
	void agreesWithJavaAtTheBordersOfThreeAndFourBytes() {
		int[] borders = { 0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff };
		for (int first = 0xe0; first < 256; first++) {
			for (int second : borders) {
				for (int third : borders) {
					assertAgrees(bytes(first, second, third));
					for (int fourth : borders) {
						assertAgrees(bytes(first, second, third, fourth));
					}
				}
			}
		}
	}

	@Test
	void acceptsEveryCodePointAlone() {
		for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
			if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
				byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
				if (!Utf8.isValid(Unpooled.wrappedBuffer(bytes))) {
					assertThat(bytes).as("U+%x", codePoint).isEmpty();
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "c080", "c1bf", "e08080", "e09fbf", "f0808080", "f08fbfbf", // overlong
			"eda080", "edafbf", "edb080", "edbfbf", "eda0bdedb880", // surrogates
			"f4908080", "f5808080", "f7bfbfbf", "f888808080", "fc8480808080", "fe", "ff", // too
																							// large
			"80", "bf", "c2", "c3", "df", "e0a0", "e1", "e282", "ed9f", "f0", "f090", "f09f98", "f48fbf", // cut
			"c241", "e28241", "e241ac", "f09f9841", "f09f4180", "f0419880", "c2c2a0", "e2e282ac" }) // interrupted
	void refusesAtEachAlignment(String hex) {
		byte[] sequence = ByteBufUtil.decodeHexDump(hex);
		for (int before = 0; before < ALIGNMENTS; before++) {
			for (int after = 0; after < ALIGNMENTS; after++) {
				assertThat(isValid(sequence, before, after)).as("%d before, %d behind", before, after).isFalse();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u007f", "\u0080", "\u07ff", "\u0800", "€", "\ud7ff", "\ue000", "\uffff", "😀", "\0",
			"\udbff\udfff", "é€😀", "a€b😀c" })
	void acceptsAtEachAlignmentAndRefusesWhenCut(String text) {
		byte[] sequence = text.getBytes(StandardCharsets.UTF_8);
		for (int before = 0; before < ALIGNMENTS; before++) {
			for (int after = 0; after < ALIGNMENTS; after++) {
				assertThat(isValid(sequence, before, after)).as("%d before, %d behind", before, after).isTrue();
			}
			for (int length = 0; length < sequence.length; length++) {
				byte[] cut = Arrays.copyOf(sequence, length);
				assertThat(isValid(cut, before, 0)).as("%d before, %d bytes", before, length)
					.isEqualTo(isValidToJava(cut));
			}
		}
	}

	@Test
	void looksAtReadableBytesOnly() {
		ByteBuf buffer = Unpooled.wrappedBuffer(bytes(0xff, 'a', 0xe2, 0x82, 0xac, 0xff));
		buffer.setIndex(1, 5);
		assertThat(Utf8.isValid(buffer)).isTrue();
		assertThat(buffer.readerIndex()).isEqualTo(1);
		assertThat(Utf8.isValid(buffer.setIndex(1, 4))).isFalse();
		assertThat(Utf8.isValid(buffer.setIndex(3, 5))).isFalse();
	}

	@Test
	void seesSequencesAcrossTheComponentsOfABuffer() {
		ByteBuf valid = Unpooled.wrappedBuffer(bytes('a', 0xf0, 0x9f), bytes(0x98),
				bytes(0x80, 'b', 'c', 'd', 'e', 'f'));
		ByteBuf invalid = Unpooled.wrappedBuffer(bytes('a', 0xf0, 0x9f), bytes(0x98), bytes('b', 'c', 'd', 'e', 'f'));
		assertThat(Utf8.isValid(valid)).isTrue();
		assertThat(Utf8.isValid(invalid)).isFalse();
	}

	@Test
	void agreesWithJavaOnRandomBytes() {
		Random random = new Random(20260101);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = randomText(random);
			int changes = random.nextInt(3);
			for (int j = 0; j < changes && bytes.length > 0; j++) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
			}
			assertAgrees((random.nextInt(4) > 0) ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
		}
	}

	private static byte[] randomText(Random random) {
		StringBuilder text = new StringBuilder();
		int length = random.nextInt(24);
		for (int i = 0; i < length; i++) {
			int codePoint = random.nextInt(1 << (7 + 7 * random.nextInt(3)));
			boolean valid = codePoint <= Character.MAX_CODE_POINT
					&& (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
			text.appendCodePoint(valid ? codePoint : 'x');
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isValid(byte[] sequence, int before, int after) {
		byte[] bytes = new byte[before + sequence.length + after];
		Arrays.fill(bytes, (byte) 'a');
		System.arraycopy(sequence, 0, bytes, before, sequence.length);
		return Utf8.isValid(Unpooled.wrappedBuffer(bytes));
	}

	private void assertAgrees(byte[] bytes) {
		boolean expected = isValidToJava(bytes);
		if (Utf8.isValid(Unpooled.wrappedBuffer(bytes)) != expected) {
			assertThat(!expected).as(ByteBufUtil.hexDump(bytes)).isEqualTo(expected);
		}
	}

	private boolean isValidToJava(byte[] bytes) {
		return !this.strict.reset().decode(ByteBuffer.wrap(bytes), this.decoded.clear(), true).isError();
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

}
