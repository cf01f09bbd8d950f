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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Payloads without attachments. Cases of PROTOCOL.md are given in brackets.
 */
class PayloadReaderTests {

	private static final String MANY_DIGITS = "9".repeat(400);

	static final List<String> INFINITE = List.of("1e400", "-1e400", "1.5E+309", "1e0000400", MANY_DIGITS,
			"-" + MANY_DIGITS, MANY_DIGITS + ".5", "9".repeat(309), "1" + "0".repeat(299) + "e99",
			"1" + "0".repeat(211) + "E+98");

	static final List<String> MALFORMED = List.of("[\"a\",1}", "[\"a\",}", "[\"a\",1", "[\"a\"", "[\"a\",", "[\"a\",]",
			"[\"a\",1]]", "[\"a\",1]x", "[\"a\",1] []", "[\"a\",1],", "[\"a\",01]", "[\"a\",+1]", "[\"a\",.5]",
			"[\"a\",1.]", "[\"a\",NaN]", "[\"a\",Infinity]", "[\"a\",undefined]", "[\"a\",'x']", "[\"a\",\"\\x\"]",
			"[\"a\",\"\\u12\"]", "[\"a\",\"\n\"]", "[\"a\",\"x]", "[\"a\",{\"x\"}]", "[\"a\",{\"x\":}]",
			"[\"a\",{x:1}]", "[\"a\",{\"x\":1,}]", "[\"a\",1 2]", "[\"a\",/**/1]", "[\"a\",tru]", "[\"a\",1]\0");

	private final CodecTester tester = new CodecTester();

	// Events and their names

	@ParameterizedTest
	@CsvSource(delimiter = '!',
			value = { "[\"a\"] ! a", "[\"\"] ! ''", "[1,\"x\"] ! 1", "[\"\\u0061\\n\"] ! 'a\n'", "[\"*\"] ! *",
					"[\"error\"] ! error", "[\"connection\"] ! connection", " [ \"a\" , 1 ] ! a", "[\"€😀\"] ! €😀",
					"[\"constructor\"] ! constructor", "[\"__proto__\"] ! __proto__" },
			ignoreLeadingAndTrailingWhitespace = true)
	void readsTheNameOfAnEvent(String json, String name) { // [101, 102]
		this.tester.event(json, (payload) -> assertThat(payload.name()).isEqualTo(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "[null]", "[true]", "[false]", "[{}]", "[[]]", "[[\"a\"]]", "\"x\"", "1",
			"null", "-1[\"a\"]", "abc[\"a\"]", "[\"a\"]x", " ", "]", "x" })
	void refusesWhatIsNoEvent(String json) { // [99, 105, 114]
		assertInvalid(json);
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener",
			"\\u0063onnect" })
	void refusesReservedNames(String name) { // [102]
		assertThatExceptionOfType(InvalidPacketException.class)
			.isThrownBy(() -> this.tester.read("[\"" + name + "\"]", List.of()))
			.withMessage("reserved event name");
	}

	@Test
	void anEventWithoutPayloadHasNeitherNameNorArguments() { // [100]
		this.tester.event("", (payload) -> {
			assertThat(payload.name()).isNull();
			assertThat(payload.read(this.tester.readers(String.class, int.class))).containsExactly(null, null);
			payload.finish();
		});
	}

	// Acknowledgements

	@ParameterizedTest
	@ValueSource(strings = { "{}", "\"x\"", "1", "null", "[1]x", "[", "[1,]", " " })
	void refusesWhatIsNoListOfArguments(String json) { // [106]
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> this.tester.readAck(json, List.of()));
	}

	@Test
	void readsTheArgumentsOfAnAcknowledgementFromTheFirstOn() {
		assertThat(this.tester.readAck("[\"connect\",2]", List.of(), String.class, Integer.class))
			.containsExactly("connect", 2);
		assertThat(this.tester.readAck("[]", List.of(), String.class)).containsExactly((Object) null);
		assertThat(this.tester.readAck("", List.of(), String.class)).containsExactly((Object) null);
	}

	// Arguments

	@Test
	void readsEachArgumentAsItsType() {
		assertThat(this.tester.read("[\"a\",\"x\",2,true,null,[1],{\"name\":\"n\",\"age\":3},1.5]", List.of(),
				String.class, int.class, Boolean.class, String.class, int[].class, Person.class, double.class))
			.containsExactly("x", 2, true, null, new int[] { 1 }, new Person("n", 3), 1.5);
	}

	@Test
	void readsGenericTypes() {
		assertThat(this.<List<Person>>argument("[{\"name\":\"n\",\"age\":3}]",
				new ParameterizedTypeReference<List<Person>>() {
				}))
			.containsExactly(new Person("n", 3));
		assertThat(this.<Optional<Person>>argument("{\"age\":3}", new ParameterizedTypeReference<Optional<Person>>() {
		})).contains(new Person(null, 3));
		assertThat(this.<Optional<Person>>argument("null", new ParameterizedTypeReference<Optional<Person>>() {
		})).isEmpty();
	}

	@Test
	void readsPlainValues() {
		assertThat(this.tester.read(
				"[\"a\",\"s\",true,false,null,1,3000000000,123456789012345678901,0.5,[1,[]],{\"k\":{\"__proto__\":1}}]",
				List.of(), repeat(Object.class, 10)))
			.containsExactly("s", true, false, null, 1, 3_000_000_000L, new BigInteger("123456789012345678901"), 0.5,
					List.of(1, List.of()), Map.of("k", Map.of("__proto__", 1)));
	}

	@Test
	void readsTrees() {
		assertThat(this.<JsonNode>argument("1", JsonNode.class)).isEqualTo(IntNode.valueOf(1));
		assertThat(this.<JsonNode>argument("{\"a\":[null]}", JsonNode.class)).hasToString("{\"a\":[null]}");
	}

	@Test
	void ofDuplicateKeysTheLastWins() { // [118]
		assertThat(this.<Map<String, Object>>argument("{\"a\":1,\"b\":2,\"a\":3}", Map.class))
			.isEqualTo(Map.of("a", 3, "b", 2));
		assertThat(this.<Person>argument("{\"name\":\"x\",\"name\":\"y\",\"age\":1}", Person.class))
			.isEqualTo(new Person("y", 1));
	}

	@Test
	void missingArgumentsAreNullAndFurtherOnesAreIgnored() {
		assertThat(this.tester.read("[\"a\",1]", List.of(), Integer.class, int.class, Person.class)).containsExactly(1,
				null, null);
		assertThat(this.tester.read("[\"a\",1,{\"x\":[{}]},\"z\"]", List.of(), Integer.class)).containsExactly(1);
		assertThat(this.tester.read("[\"a\",1,2]", List.of())).isEmpty();
		assertThat(this.tester.read("[\"a\"]", List.of(), Object.class)).containsExactly((Object) null);
	}

	@Test
	void skipsArgumentsThatNobodyWants() {
		ValueReader[] readers = { ValueReader.SKIPPING, this.tester.codec().valueReader(String.class),
				ValueReader.SKIPPING };
		assertThat(this.tester.read(PacketType.EVENT, "[\"a\",{\"x\":[1,{}]},\"y\",2]", List.of(), readers))
			.containsExactly(null, "y", null);
	}

	@Test
	void severalReadersReadTheSamePayload() {
		this.tester.event("[\"a\",1,\"x\"]", (payload) -> {
			assertThat(payload.read(this.tester.readers(Integer.class))).containsExactly(1);
			assertThat(payload.read(this.tester.readers(long.class, String.class))).containsExactly(1L, "x");
			assertThat(payload.read(this.tester.readers())).isEmpty();
			payload.finish();
			assertThat(payload.read(this.tester.readers(JsonNode.class))).containsExactly(IntNode.valueOf(1));
			assertThat(payload.name()).isEqualTo("a");
		});
	}

	@Test
	void readsThePartOfAnArrayThatIsThePayload() {
		IncomingPacket packet = new IncomingPacket(PacketType.EVENT, "/", IncomingPacket.NO_ID,
				Unpooled.wrappedBuffer("xx[\"a\",1]]]".getBytes(StandardCharsets.UTF_8)).slice(2, 7), List.of());
		try (PayloadReader payload = this.tester.codec().openEvent(packet)) {
			assertThat(payload.read(this.tester.readers(int.class, int.class))).containsExactly(1, null);
		}
	}

	@Test
	void payloadsOfAnyLengthAreReadOneInsideTheOther() {
		String large = "x".repeat(100_000);
		this.tester.event("[\"a\",\"" + large + "\"]", (outer) -> {
			this.tester.event("[\"b\",\"y\"]", (inner) -> {
				assertThat(this.<String>argument("\"z\"", String.class)).isEqualTo("z");
				assertThat(inner.read(this.tester.readers(String.class))).containsExactly("y");
			});
			assertThat(outer.read(this.tester.readers(String.class))).containsExactly(large);
		});
	}

	@Test
	void closingTwiceDoesNotShareTheArrayOfTheThread() {
		IncomingPacket packet = new IncomingPacket(PacketType.EVENT, "/", IncomingPacket.NO_ID,
				Unpooled.directBuffer().writeBytes("[\"a\"]".getBytes(StandardCharsets.UTF_8)), List.of());
		PayloadReader closed = this.tester.codec().openEvent(packet);
		closed.close();
		this.tester.event("[\"b\",\"x\"]", (outer) -> {
			closed.close();
			assertThat(this.<String>argument("\"other\"", String.class)).isEqualTo("other");
			assertThat(outer.read(this.tester.readers(String.class))).containsExactly("x");
		});
		packet.payload().release();
	}

	// Arguments of another type

	@Test
	void anArgumentOfAnotherTypeIsNamedByItsIndex() {
		assertThatExceptionOfType(BindingException.class)
			.isThrownBy(() -> this.tester.read("[\"a\",1,\"x\",3]", List.of(), int.class, int.class, int.class))
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(1));
		assertThatExceptionOfType(BindingException.class)
			.isThrownBy(() -> this.tester.read("[\"a\",{\"age\":[]}]", List.of(), Person.class))
			.satisfies((ex) -> assertThat(ex.index()).isZero());
		assertThatExceptionOfType(BindingException.class)
			.isThrownBy(() -> this.tester.read("[\"a\",null]", List.of(), int.class))
			.satisfies((ex) -> assertThat(ex.index()).isZero());
	}

	@Test
	void anExceptionOfTheTypeItselfIsABindingError() {
		assertThatExceptionOfType(BindingException.class)
			.isThrownBy(() -> this.argument("{\"value\":-1}", Positive.class))
			.satisfies((ex) -> assertThat(ex.index()).isZero());
	}

	@Test
	void furtherReadersAreNotAffectedByABindingError() {
		this.tester.event("[\"a\",\"x\",{\"b\":[1]},2]", (payload) -> {
			assertThatExceptionOfType(BindingException.class)
				.isThrownBy(() -> payload.read(this.tester.readers(String.class, Person[].class)))
				.satisfies((ex) -> assertThat(ex.index()).isEqualTo(1));
			assertThat(payload.read(this.tester.readers(String.class, Object.class, int.class))).containsExactly("x",
					Map.of("b", List.of(1)), 2);
		});
	}

	@ParameterizedTest
	@FieldSource("MALFORMED")
	void refusesMalformedJsonThoughItsFirstArgumentIsOfAnotherType(String json) {
		assertInvalid(json.replaceFirst("\\[\"a\"", "[\"a\",\"x\""), int.class);
		assertInvalid(json.replaceFirst("\\[\"a\"", "[\"a\",{\"x\":[{}]}"), String.class, Object.class);
	}

	// Malformed JSON

	@ParameterizedTest
	@FieldSource("MALFORMED")
	void refusesMalformedJsonWhoeverReadsIt(String json) { // [99]
		assertInvalid(json);
		assertInvalid(json, Object.class);
		assertInvalid(json, int.class);
		assertInvalid(json, Object.class, Object.class, Object.class);
		assertInvalid(json, RawArguments.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE" })
	void refusesOtherEncodings(String charset) {
		for (String json : List.of("[\"a\",1]", "[\"a\",{\"_placeholder\":true,\"num\":0}]", "[1e400]")) {
			byte[] bytes = json.getBytes(Charset.forName(charset));
			IncomingPacket packet = new IncomingPacket(PacketType.EVENT, "/", IncomingPacket.NO_ID,
					Unpooled.wrappedBuffer(bytes), List.of(new byte[1]));
			assertThatExceptionOfType(InvalidPacketException.class)
				.isThrownBy(() -> this.tester.codec().openEvent(packet));
			assertThatExceptionOfType(InvalidPacketException.class)
				.isThrownBy(() -> this.tester.codec().openAck(packet));
			byte[] auth = "{\"a\":1}".getBytes(Charset.forName(charset));
			assertThatExceptionOfType(InvalidPacketException.class)
				.isThrownBy(() -> this.tester.codec().readAuth(Unpooled.wrappedBuffer(auth)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ufeff[\"a\"]", "\0[\"a\"]", "[\0\"a\"]", "[\"a\"\0]" })
	void refusesByteOrderMarksAndZeros(String json) {
		assertInvalid(json);
	}

	@Test
	void refusesDeepNesting() { // [118]
		for (String open : List.of("[", "{\"x\":", "{\"num\":")) {
			String deep = "[\"a\"," + open.repeat(100_000);
			assertInvalid(deep);
			assertInvalid(deep, Object.class);
			assertInvalid(deep, JsonNode.class);
			assertInvalid(deep, String.class);
			assertThatExceptionOfType(InvalidPacketException.class)
				.isThrownBy(() -> this.tester.read(deep, List.of(new byte[1]), Object.class));
		}
		String closed = "[\"a\"," + "[".repeat(1000) + "]".repeat(1000) + "]";
		assertInvalid(closed);
		assertInvalid(closed, Object.class);
	}

	@Test
	void readsReasonableNesting() {
		String json = "[\"a\"," + "[".repeat(400) + "1" + "]".repeat(400) + "]";
		assertThat(this.tester.read(json, List.of(), Object.class)[0]).asString().contains("[[1]]");
		assertThat(this.tester.read(json, List.of(), JsonNode.class)[0]).asString().contains("[[1]]");
	}

	// Numbers

	@ParameterizedTest
	@FieldSource("INFINITE")
	void refusesNumbersThatAreNotFiniteWhoeverReadsThem(String number) { // [119]
		for (String json : List.of(number, "{\"value\":" + number + "}", "[[{\"x\":[1," + number + "]}]]",
				"{\"num\":" + number + "}")) {
			String first = "[\"a\"," + json + ",1]";
			assertInvalid(first);
			assertInvalid(first, Object.class);
			assertInvalid(first, Measure.class);
			assertInvalid(first, BigDecimal.class);
			assertInvalid(first, String.class);
			assertInvalid(first, RawArguments.class);
			assertInvalid("[\"a\",1," + json + "]", int.class);
			assertThatExceptionOfType(InvalidPacketException.class)
				.isThrownBy(() -> this.tester.read(first, List.of(new byte[1]), Object.class));
			assertThatExceptionOfType(InvalidPacketException.class)
				.isThrownBy(() -> this.tester.readAck(first, List.of()));
		}
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> this.tester.codec()
			.readAuth(Unpooled.copiedBuffer("{\"a\":" + number + "}", StandardCharsets.UTF_8)));
	}

	@ParameterizedTest
	@FieldSource("INFINITE")
	void readsTextThatLooksLikeANumberOutOfRange(String number) {
		assertThat(this.<String>argument("\"" + number + "\"", String.class)).isEqualTo(number);
		assertThat(this.<Object>argument("{\"" + number + "\":\"" + number + "\"}", Object.class))
			.isEqualTo(Map.of(number, number));
		assertThat(this.tester.read("[\"" + number + "\",\"x" + number + "\"]", List.of(), Object.class))
			.containsExactly("x" + number);
	}

	@Test
	void readsLargeNumbersThatAreFinite() { // [119]
		assertThat(this.<Object>argument("9007199254740993", Object.class)).isEqualTo(9007199254740993L);
		assertThat(this.<Object>argument("9007199254740993", long.class)).isEqualTo(9007199254740993L);
		assertThat(this.<Object>argument("1.7976931348623157e308", Object.class)).isEqualTo(Double.MAX_VALUE);
		assertThat(this.<Object>argument("1e-400", Object.class)).isEqualTo(0.0);
		String digits = "9".repeat(300);
		assertThat(this.<Object>argument(digits, Object.class)).isEqualTo(new BigInteger(digits));
		assertThat(this.<Object>argument("0." + digits, double.class)).isEqualTo(1.0);
		assertThat(this.<Object>argument("[" + digits + ",1e300]", BigDecimal[].class))
			.isEqualTo(new BigDecimal[] { new BigDecimal(digits), new BigDecimal("1e300") });
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e-999999999", "-1e-999999999", "0e999999999", "1e-99999", "0e-99999" })
	void numbersOfExtremeScaleCostNothing(String number) {
		assertThat(this.<Number>argument(number, Object.class).doubleValue() + 0.0).isZero();
		assertThat(this.<Double>argument(number, double.class) + 0.0).isZero();
		assertThatExceptionOfType(BindingException.class).isThrownBy(() -> this.argument(number, BigInteger.class));
	}

	@Test
	void readsWholeNumbersWrittenWithAnExponent() {
		assertThat(this.<BigInteger>argument("12.0e3", BigInteger.class)).isEqualTo(BigInteger.valueOf(12_000));
		assertThat(this.<BigInteger[]>argument("[1e300,1e-300]", BigInteger[].class))
			.containsExactly(BigInteger.TEN.pow(300), BigInteger.ZERO);
	}

	// Text

	@Test
	void readsText() { // [41, 120, 128]
		assertThat(this.<String>argument("\"é€😀\u2028\u2029\u007f\\u0000\"", String.class))
			.isEqualTo("é€😀\u2028\u2029\u007f\0");
		assertThat(this.<String>argument("\"\\ud83d\\ude00\"", String.class)).isEqualTo("😀");
		assertThat(this.<Object>argument("\"x\\ud800y\"", Object.class)).isEqualTo("x\ud800y");
		assertThat(this.<Object>argument("[\"\\udc00\",{\"\\ud83d\\ude00\":1}]", Object.class))
			.isEqualTo(List.of("\udc00", Map.of("😀", 1)));
	}

	@Test
	void refusesLoneSurrogatesInPropertyNames() {
		// Legal in JavaScript; Jackson knows no such names
		assertInvalid("[\"a\",{\"\\ud800\":1}]", Object.class);
		assertInvalid("[\"a\",{\"\\udc00\":1}]");
	}

	// Auth

	@Test
	void readsAuth() { // [89]
		assertThat(auth("")).isEmpty();
		assertThat(auth("{}")).isEmpty();
		Map<String, Object> auth = auth("{\"token\":\"x\",\"deep\":{\"n\":[1,null]}}");
		assertThat(auth).containsEntry("token", "x").containsEntry("deep", Map.of("n", Arrays.asList(1, null)));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> auth.put("a", 1));
		assertThat(auth("{\"_placeholder\":true,\"num\":0}")).isEqualTo(Map.of("_placeholder", true, "num", 0));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "[]", "\"x\"", "null", "1", "{", "{}x", "{} {}", "{\"a\"}", "admin,", "{\"a\":1e400}", " " })
	void refusesAuthThatIsNoObject(String json) { // [89, 92]
		assertThatExceptionOfType(InvalidPacketException.class).isThrownBy(() -> auth(json));
	}

	private Map<String, Object> auth(String json) {
		return this.tester.codec().readAuth(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
	}

	// Conversion

	@Test
	void convertsPlainValues() {
		assertThat(this.tester.codec().<Person>convert(Map.of("name", "n", "age", 1), Person.class))
			.isEqualTo(new Person("n", 1));
		assertThat(this.tester.codec()
			.<List<Integer>>convert(List.of("1"), new ParameterizedTypeReference<List<Integer>>() {
			}.getType())).containsExactly(1);
		assertThatExceptionOfType(BindingException.class)
			.isThrownBy(() -> this.tester.codec().convert(Map.of("age", List.of()), Person.class))
			.satisfies((ex) -> assertThat(ex.index()).isZero());
	}

	// Text where binary is wanted

	@Test
	void readsBase64WhereBinaryIsWanted() {
		assertThat(this.<byte[]>argument("\"AQI=\"", byte[].class)).containsExactly(1, 2);
		assertThat(this.<ByteBuffer>argument("\"AQI=\"", ByteBuffer.class))
			.isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2 }));
		assertThat(this.<DataBuffer>argument("\"AQI=\"", DataBuffer.class).readableByteCount()).isEqualTo(2);
		for (Class<?> type : List.of(byte[].class, ByteBuffer.class, DataBuffer.class)) {
			assertThatExceptionOfType(BindingException.class).isThrownBy(() -> this.argument("\"!!\"", type));
			assertThatExceptionOfType(BindingException.class)
				.isThrownBy(() -> this.argument("{\"_placeholder\":true,\"num\":0}", type));
		}
	}

	@Test
	void aPlaceholderWithoutAttachmentsIsOrdinaryData() { // [113]
		assertThat(this.<Object>argument("{\"_placeholder\":true,\"num\":0}", Object.class))
			.isEqualTo(Map.of("_placeholder", true, "num", 0));
		assertThat(this.<Object>argument("{\"num\":-1,\"_placeholder\":true}", Object.class))
			.isEqualTo(Map.of("_placeholder", true, "num", -1));
	}

	@Test
	void readsThroughBufferedTokens() {
		Shape square = this.argument("{\"side\":2,\"@type\":\"Square\"}", Shape.class);
		assertThat(square).isEqualTo(new Shape.Square(2));
	}

	private <T> T argument(String json, Class<?> type) {
		return this.tester.argument(json, type);
	}

	private <T> T argument(String json, ParameterizedTypeReference<T> type) {
		return this.tester.argument(json, type.getType());
	}

	private void assertInvalid(String json, Class<?>... types) {
		assertThatExceptionOfType(InvalidPacketException.class).as(json)
			.isThrownBy(() -> this.tester.read(json, List.of(), types));
	}

	private static Class<?>[] repeat(Class<?> type, int times) {
		Class<?>[] types = new Class<?>[times];
		Arrays.fill(types, type);
		return types;
	}

	record Person(String name, int age) {

	}

	record Measure(double value) {

	}

	record Positive(int value) {

		Positive {
			if (value < 0) {
				throw new IllegalStateException("negative");
			}
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	@JsonSubTypes(@JsonSubTypes.Type(Shape.Square.class))
	interface Shape {

		record Square(int side) implements Shape {

		}

	}

}
