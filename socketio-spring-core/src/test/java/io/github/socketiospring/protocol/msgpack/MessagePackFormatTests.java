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

package io.github.socketiospring.protocol.msgpack;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values against the bytes that notepack.io 2.2.0 writes.
 */
class MessagePackFormatTests {

	private final MessagePackTester tester = new MessagePackTester();

	static Stream<Arguments> values() {
		return Stream.of(Arguments.of(0, "00"), Arguments.of(1, "01"), Arguments.of(127, "7f"),
				Arguments.of(128, "cc80"), Arguments.of(255, "ccff"), Arguments.of(256, "cd0100"),
				Arguments.of(65535, "cdffff"), Arguments.of(65536, "ce00010000"),
				Arguments.of(4294967295L, "ceffffffff"), Arguments.of(4294967296L, "cf0000000100000000"),
				Arguments.of(9007199254740991L, "cf001fffffffffffff"), Arguments.of(-1, "ff"), Arguments.of(-32, "e0"),
				Arguments.of(-33, "d0df"), Arguments.of(-128, "d080"), Arguments.of(-129, "d1ff7f"),
				Arguments.of(-32768, "d18000"), Arguments.of(-32769, "d2ffff7fff"),
				Arguments.of(-2147483648, "d280000000"), Arguments.of(-2147483649L, "d3ffffffff7fffffff"),
				Arguments.of(-9007199254740991L, "d3ffe0000000000001"), Arguments.of(0.5, "cb3fe0000000000000"),
				Arguments.of(-1.25, "cbbff4000000000000"), Arguments.of(1e-7, "cb3e7ad7f29abcaf48"),
				Arguments.of(Math.PI, "cb400921fb54442d18"), Arguments.of(Double.NaN, "cb7ff8000000000000"),
				Arguments.of(Double.POSITIVE_INFINITY, "cb7ff0000000000000"),
				Arguments.of(Double.NEGATIVE_INFINITY, "cbfff0000000000000"), Arguments.of(true, "c3"),
				Arguments.of(false, "c2"), Arguments.of(null, "c0"), Arguments.of("", "a0"), Arguments.of("a", "a161"),
				Arguments.of("héllo €😀", "ae68c3a96c6c6f20e282acf09f9880"), Arguments.of(List.of(), "90"),
				Arguments.of(Map.of(), "80"),
				Arguments.of(List.of(1, List.of(2, Map.of("a", List.of()))), "9201920281a16190"),
				Arguments.of(new byte[] { 1, 2, 3 }, "c403010203"), Arguments.of(new byte[0], "c400"));
	}

	@ParameterizedTest
	@MethodSource("values")
	void writesAsJavaScriptDoes(@Nullable Object value, String hex) {
		assertThat(this.tester.write(value)).isEqualTo(hex);
	}

	@ParameterizedTest
	@MethodSource("values")
	void readsWhatJavaScriptWrites(@Nullable Object value, String hex) {
		Object read = this.tester.read(hex, Object.class);
		assertThat(read).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource({ "STRING, 31, bf7878787878, 681a5e0c7b67d5af2231fb8415683219c61c575dd27ce75d4210c7ead4bbc305",
			"STRING, 32, d92078787878, 4ca38e2d25f5112f858d3ae01b67b1cbea56bef6dadbe2fa5195fb7316caf79e",
			"STRING, 255, d9ff78787878, 359de2a1267b5042ac12d1ce4661cb1dfee3da46316341b41f61ecdcd35835a6",
			"STRING, 256, da0100787878, 812c21cd063664cf24bdb0c1de5c57e6b0d9a3576f54bc5891f2c52ef67b881a",
			"STRING, 65535, daffff787878, c09966194b0ff2c503279bb172bd56189e276f5473b75e841810cbe0291c0243",
			"STRING, 65536, db0001000078, b9e568708bf0ca2fe11ac7557eb959207098fd662c78913c4a1e7935ac1e5238",
			"BINARY, 255, c4ff07070707, c3b751d96cf3aa93baf073e35ba9e714468eef1e7828844a3481d13876a414ee",
			"BINARY, 256, c50100070707, c8f7e417457b94015b1afdcd8ada19daaa01b6aadfc5108aa7618f1aef9f0eab",
			"BINARY, 65535, c5ffff070707, dca090abf0ae37cc7cf809404c001cb410feea38e3bef50f42763cc5a4fe4323",
			"BINARY, 65536, c60001000007, 75e0ff80d63f639da3e69437b4b1518251bc0343086d5e62e4cce5c7d1e69868",
			"ARRAY, 15, 9f0101010101, d3a8409263dc7f2834884dc3e0b72af4238b484c9f0154b6cdf42bb2c7a7a505",
			"ARRAY, 16, dc0010010101, 03d6a55494d7386abe7d0c745ff96c492da028e26d6b5389cb2956a6a31b0f39",
			"ARRAY, 65535, dcffff010101, 932556b2758cebfae9e5d4fb55019df50417c8aab5b391b02e3eadd3f6f70424",
			"ARRAY, 65536, dd0001000001, 5737b3676a9f0eaf4a90a131e162236eb58de5c6c12e2821d6b3730c36f015b0",
			"MAP, 15, 8fa26b3000a2, 2a9242a2d5026340450ef7f5223e49d5f4462cd76b1f14427954b8a52be5497c",
			"MAP, 16, de0010a26b30, 899f8c4a622193409a492ec24ab31fdf40e6109cbb0b92c2b4f3df20255401be",
			"MAP, 65535, deffffa26b30, c3b94509455ab78827ffa3854190926a7f025188c1acf59e65636c80094188ce",
			"MAP, 65536, df00010000a2, 7b47e6141929074cb2dc832d23b64c6fffd8077f7204e179aee536fb0441af43" })
	void choosesTheHeaderByTheLength(Kind kind, int length, String beginning, String sha256) throws Exception {
		Object value = value(kind, length);
		String hex = this.tester.write(value);
		assertThat(hex).startsWith(beginning);
		byte[] bytes = HexFormat.of().parseHex(hex);
		assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))).isEqualTo(sha256);
		assertThat(this.tester.<Object>read(hex, Object.class)).isEqualTo(value);
	}

	private static Object value(Kind kind, int length) {
		return switch (kind) {
			case STRING -> "x".repeat(length);
			case BINARY -> {
				byte[] bytes = new byte[length];
				Arrays.fill(bytes, (byte) 7);
				yield bytes;
			}
			case ARRAY -> Collections.nCopies(length, 1);
			default -> {
				Map<String, Integer> map = new LinkedHashMap<>();
				for (int i = 0; i < length; i++) {
					map.put("k" + i, i);
				}
				yield map;
			}
		};
	}

	@Test
	void findsTheLengthOfNestedObjectsAfterwards() {
		Object value = value(Kind.MAP, 20);
		for (int i = 0; i < 5; i++) {
			Map<String, Object> outer = new LinkedHashMap<>();
			for (int j = 0; j < 17; j++) {
				outer.put("k" + j, (j % 8 == 3) ? value : j);
			}
			value = outer;
		}
		// A tree has no sizes to tell, so all headers are moved
		JsonNode tree = this.tester.codec().convert(value, JsonNode.class);
		String hex = this.tester.write(tree);
		assertThat(hex).isEqualTo(this.tester.write(value));
		assertThat(this.tester.<Object>read(hex, Object.class)).isEqualTo(value);
	}

	@Test
	void readsUndefinedAsNull() { // [166]
		assertThat(this.tester.<Object>read("d40000", Object.class)).isNull();
		assertThat(this.tester.<Object>read("91d40000", Object.class)).isEqualTo(Collections.singletonList(null));
		assertThat(this.tester.<Object>read("81a178d40000", Object.class))
			.isEqualTo(Collections.singletonMap("x", null));
	}

	@ParameterizedTest
	@CsvSource({ "c70300010203, 010203", "c7010009, 09", "c708000102030405060708, 0102030405060708", "c70000, ''",
			"c8000300010203, 010203", "c90000000300010203, 010203" })
	void readsArrayBuffersAsBinary(String hex, String expected) {
		assertThat(this.tester.<byte[]>read(hex, byte[].class)).isEqualTo(HexFormat.of().parseHex(expected));
		assertThat(this.tester.<Object>read(hex, Object.class)).isInstanceOf(byte[].class);
	}

	@ParameterizedTest
	@CsvSource({ "d700000001a216de587b, 2026-11-26T08:00:00.123Z", "d700ffffffffffffffff, 1969-12-31T23:59:59.999Z",
			"d7000000000000000000, 1970-01-01T00:00:00.000Z" })
	void readsDatesAsJsonWouldHaveThem(String hex, String expected) {
		assertThat(this.tester.<Object>read(hex, Object.class)).isEqualTo(expected);
		assertThat(this.tester.<String>read(hex, String.class)).isEqualTo(expected);
		assertThat(this.tester.<Instant>read(hex, Instant.class)).isEqualTo(Instant.parse(expected));
		assertThat(this.tester.<java.util.Date>read(hex, java.util.Date.class))
			.isEqualTo(java.util.Date.from(Instant.parse(expected)));
	}

	@Test
	void readsTheLastOfDates() {
		assertThat(this.tester.<Instant>read("d700001eb208c2dc0000", Instant.class))
			.isEqualTo(Instant.ofEpochMilli(8_640_000_000_000_000L));
		assertThat(this.tester.<String>read("d7007fffffffffffffff", String.class)).startsWith("+292278994");
	}

	@Test
	void writesNumbersThatJavaScriptDoesNotHave() {
		assertThat(this.tester.write(1.5f)).isEqualTo("ca3fc00000");
		assertThat(this.tester.write((short) -2)).isEqualTo("fe");
		assertThat(this.tester.write(BigInteger.TWO.pow(64).subtract(BigInteger.ONE))).isEqualTo("cfffffffffffffffff");
		assertThat(this.tester.write(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo("d38000000000000000");
		assertThat(this.tester.write(BigInteger.TWO.pow(64))).isEqualTo("cb43f0000000000000");
		assertThat(this.tester.write(BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE)))
			.isEqualTo("cbc3e0000000000000");
		assertThat(this.tester.write(new BigDecimal("0.5"))).isEqualTo("cb3fe0000000000000");
		assertThat(this.tester.write(new BigDecimal("300"))).isEqualTo("cd012c");
	}

	@Test
	void readsNumbersThatJavaScriptDoesNotWrite() {
		assertThat(this.tester.<Object>read("ca3fc00000", Object.class)).isEqualTo(1.5);
		assertThat(this.tester.<Object>read("cfffffffffffffffff", Object.class))
			.isEqualTo(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
		assertThat(this.tester.<Object>read("cf7fffffffffffffff", Object.class)).isEqualTo(Long.MAX_VALUE);
		assertThat(this.tester.<Object>read("cd0001", Object.class)).isEqualTo(1);
		assertThat(this.tester.<Object>read("d3ffffffffffffffff", Object.class)).isEqualTo(-1);
	}

	@Test
	void readsKeysThatAreIntegers() {
		assertThat(this.tester.<Object>read("8201a161fea162", Object.class)).isEqualTo(Map.of("1", "a", "-2", "b"));
	}

	@Test
	void writesHalfOfASurrogatePairAsQuestionMark() {
		assertThat(this.tester.write("x\ud800y")).isEqualTo("a3783f79");
	}

}
