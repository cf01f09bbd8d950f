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

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.node.BinaryNode;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Payloads with attachments. Cases of PROTOCOL.md are given in brackets.
 */
class PlaceholderTests {

	private static final byte[] FIRST = { 1, 2 };

	private static final byte[] SECOND = { 3 };

	private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

	private final CodecTester tester = new CodecTester();

	@ParameterizedTest
	@ValueSource(strings = { "{\"_placeholder\":true,\"num\":0}", "{\"num\":0,\"_placeholder\":true}",
			" { \"_placeholder\" : true , \"num\" : 0 } ", "{\n\t\"num\" :\r\n 0 ,\n\"_placeholder\"\n:\ttrue\n}",
			"{\"_placeholder\":true,\"more\":[{},{\"num\":1}],\"num\":0}",
			"{\"num\":0,\"_placeholder\":true,\"more\":1}", "{\"_placeholder\":true,\"num\":1,\"num\":0}" })
	void standsForItsAttachment(String json) { // [111]
		assertThat(this.<byte[]>argument(json, byte[].class)).isEqualTo(FIRST);
		assertThat(this.<Object>argument(json, Object.class)).isEqualTo(FIRST);
		assertThat(this.<ByteBuffer>argument(json, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(FIRST));
		assertThat(bytes(this.argument(json, DataBuffer.class))).isEqualTo(FIRST);
		assertThat(this.<JsonNode>argument(json, JsonNode.class)).isEqualTo(BinaryNode.valueOf(FIRST));
	}

	@Test
	void isFoundAtAnyDepth() { // [111]
		String json = "[{\"a\":[1,{\"b\":%s,\"c\":{\"num\":{\"_p\":%s}}},%s]},null]".replace("%s", PLACEHOLDER);
		assertThat(this.<Object>argument(json, Object.class)).usingRecursiveComparison()
			.isEqualTo(Arrays.asList(
					Map.of("a", List.of(1, Map.of("b", FIRST, "c", Map.of("num", Map.of("_p", FIRST))), FIRST)), null));
		JsonNode tree = this.argument(json, JsonNode.class);
		assertThat(tree.at("/0/a/1/c/num/_p")).isEqualTo(BinaryNode.valueOf(FIRST));
		assertThat(tree.at("/0/a/2")).isEqualTo(BinaryNode.valueOf(FIRST));
	}

	@Test
	void comesInAnyOrderOrTwiceOrNotAtAll() { // [111]
		String json = "[\"a\",{\"_placeholder\":true,\"num\":1},%s,%s,\"x\"]".replace("%s", PLACEHOLDER);
		assertThat(
				this.tester.read(json, List.of(FIRST, SECOND), byte[].class, byte[].class, byte[].class, String.class))
			.containsExactly(SECOND, FIRST, FIRST, "x");
		assertThat(this.tester.read("[\"a\",1]", List.of(FIRST), int.class)).containsExactly(1);
	}

	@Test
	void isReadBesideOtherArguments() {
		String json = "[\"a\",\"x\"," + PLACEHOLDER + ",{\"name\":\"n\"},1]";
		assertThat(this.tester.read(json, List.of(FIRST), String.class, Object.class, Map.class, int.class))
			.containsExactly("x", FIRST, Map.of("name", "n"), 1);
		assertThat(this.tester.read(json, List.of(FIRST), String.class)).containsExactly("x");
		assertThat(this.tester.read(json, List.of(FIRST), RawArguments.class, String.class, byte[].class))
			.hasAtLeastOneElementOfType(RawArguments.class)
			.contains("x", FIRST);
	}

	@Test
	void isReadInAcknowledgements() {
		assertThat(this.tester.readAck("[" + PLACEHOLDER + ",1]", List.of(FIRST), byte[].class, int.class))
			.containsExactly(FIRST, 1);
	}

	@Test
	void bindsToPropertiesInAnyOrder() {
		for (String json : List.of("{\"name\":\"n\",\"data\":%s,\"rest\":[%s]}",
				"{\"rest\":[%s],\"data\":%s,\"name\":\"n\"}",
				"{\"data\":%s,\"unknown\":[{\"x\":%s}],\"name\":\"n\",\"rest\":[%s]}")) {
			File file = this.argument(json.replace("%s", PLACEHOLDER), File.class);
			assertThat(file.name()).isEqualTo("n");
			assertThat(file.data()).isEqualTo(FIRST);
			assertThat(file.rest()).containsExactly(ByteBuffer.wrap(FIRST));
		}
	}

	@Test
	void bindsToSetters() {
		for (String json : List.of("{\"data\":%s,\"name\":\"n\"}", "{\"unknown\":%s,\"name\":\"n\",\"data\":%s}")) {
			Bean bean = this.argument(json.replace("%s", PLACEHOLDER), Bean.class);
			assertThat(bean.name).isEqualTo("n");
			assertThat(bean.data).isEqualTo(FIRST);
		}
	}

	@Test
	void bindsThroughBufferedTokens() {
		// Properties before the creator's own, and before the type, are buffered by
		// Jackson
		for (String json : List.of("{\"later\":%s,\"buffer\":%s,\"id\":1}", "{\"id\":1,\"buffer\":%s,\"later\":%s}",
				"{\"buffer\":%s,\"id\":1,\"later\":%s}")) {
			Mixed mixed = this.argument(json.replace("%s", PLACEHOLDER), Mixed.class);
			assertThat(mixed.id).isEqualTo(1);
			assertThat(mixed.later).isEqualTo(FIRST);
			assertThat(bytes(mixed.buffer)).isEqualTo(FIRST);
		}
		for (String json : List.of("{\"data\":%s,\"@type\":\"Picture\"}", "{\"@type\":\"Picture\",\"data\":%s}")) {
			assertThat(this.<Media>argument(json.replace("%s", PLACEHOLDER), Media.class))
				.isInstanceOfSatisfying(Media.Picture.class, (picture) -> assertThat(picture.data()).isEqualTo(FIRST));
		}
	}

	@Test
	void bindsInContainers() {
		String list = "[" + PLACEHOLDER + "," + PLACEHOLDER + "]";
		assertThat(this.<byte[][]>argument(list, byte[][].class)).isEqualTo(new byte[][] { FIRST, FIRST });
		assertThat(this.<List<byte[]>>argument(list, new ParameterizedTypeReference<List<byte[]>>() {
		}.getType())).containsExactly(FIRST, FIRST);
		assertThat(this.<Map<String, ByteBuffer>>argument("{\"a\":" + PLACEHOLDER + "}",
				new ParameterizedTypeReference<Map<String, ByteBuffer>>() {
				}.getType()))
			.isEqualTo(Map.of("a", ByteBuffer.wrap(FIRST)));
		Type optional = new ParameterizedTypeReference<Optional<byte[]>>() {
		}.getType();
		assertThat(this.<Optional<byte[]>>argument(PLACEHOLDER, optional))
			.hasValueSatisfying((value) -> assertThat(value).isEqualTo(FIRST));
		Type files = new ParameterizedTypeReference<Optional<List<File>>>() {
		}.getType();
		assertThat(this.<Optional<List<File>>>argument("[{\"data\":" + PLACEHOLDER + "}]", files))
			.hasValueSatisfying((value) -> assertThat(value.get(0).data()).isEqualTo(FIRST));
	}

	@Test
	void isSeenByDeserializersThatReadTrees() {
		Tree tree = this.argument("{\"x\":[" + PLACEHOLDER + "]}", Tree.class);
		assertThat(tree.node().at("/x/0")).isEqualTo(BinaryNode.valueOf(FIRST));
		File file = this.<Delegating>argument("{\"data\":" + PLACEHOLDER + "}", Delegating.class).file();
		assertThat(file.data()).isEqualTo(FIRST);
	}

	@Test
	void anEmptyAttachmentIsAnEmptyValue() { // [124]
		assertThat(this.tester.<byte[]>argument(PLACEHOLDER, byte[].class, new byte[0])).isEmpty();
		assertThat(this.tester.<DataBuffer>argument(PLACEHOLDER, DataBuffer.class, new byte[0]).readableByteCount())
			.isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "-1", "\"0\"", "\"a,b\"", "0.5", "0.0", "null", "true", "2147483648", "-2147483648",
			"4294967296", "18446744073709551616", "[0]", "{\"num\":0}", "{}" })
	void refusesNumbersWithoutAttachment(String number) { // [112]
		assertIllegal("{\"_placeholder\":true,\"num\":" + number + "}");
		if (!number.startsWith("[") && !number.startsWith("{") && !number.contains(",")) {
			assertIllegal("{\"num\":" + number + ",\"_placeholder\":true}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"_placeholder\":true}", "{\"_placeholder\":true,\"n\":0}",
			"{\"_placeholder\":true,\"x\":{\"num\":0}}", "{\"_placeholder\":true,\"num\":0,\"num\":\"x\"}" })
	void refusesPlaceholdersWithoutNumber(String json) { // [112]
		assertIllegal(json);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"_placeholder\":false,\"num\":7}", "{\"_placeholder\":\"true\",\"num\":7}",
			"{\"_placeholder\":1}", "{\"num\":7}", "{\"num\":7,\"x\":{}}", "{\"number\":1,\"_placeholder2\":true}",
			"{}", "{\"_\":1}", "{\"n\":[{\"num\":\"_placeholder\"}]}", "{\"name\":\"{\\\"_placeholder\\\":true}\"}",
			"{\"num\":[1,\"_placeholder\"],\"x\":true}", "{\"num\":{\"_placeholder\":false}}" })
	void leavesOtherObjectsAlone(String json) {
		Object expected = this.tester.argument(json, Object.class);
		assertThat(this.<Object>argument(json, Object.class)).isEqualTo(expected);
		assertThat(this.<JsonNode>argument(json, JsonNode.class)).hasToString(json);
	}

	@Test
	void isNoNameOfAnEvent() { // [114]
		assertThatExceptionOfType(InvalidPacketException.class)
			.isThrownBy(() -> this.tester.read("[" + PLACEHOLDER + "]", List.of(FIRST)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"", "{\"_placeholder\"", "{\"_placeholder\":", "{\"_placeholder\":true",
			"{\"_placeholder\":true,\"num\":0", "{\"_placeholder\":trueish,\"num\":0}",
			"{\"num\":0,\"_placeholder\":true", "{\"num\"", "{\"num\":", "{\"num\":0", "{\"num\":0,",
			"{\"num\":0,\"_placeholder\":true]", "{\"num\":zero,\"_placeholder\":true}",
			"{\"_placeholder\":true,\"num\":0,}", "{\"_placeholder\":true,\"x\":[}],\"num\":0}" })
	void refusesMalformedPlaceholders(String json) {
		for (Class<?> type : List.of(Object.class, byte[].class, int.class, RawArguments.class)) {
			for (String end : List.of("", "]", ",1]")) {
				assertThatExceptionOfType(InvalidPacketException.class).as(json + end)
					.isThrownBy(() -> this.tester.read("[\"a\"," + json + end, List.of(FIRST), type));
			}
		}
	}

	@Test
	void isABindingErrorWhereNoBinaryIsWanted() {
		String json = "[\"a\"," + PLACEHOLDER + "," + PLACEHOLDER + "]";
		assertThatExceptionOfType(BindingException.class)
			.isThrownBy(() -> this.tester.read(json, List.of(FIRST), Object.class, int.class))
			.satisfies((ex) -> assertThat(ex.index()).isEqualTo(1));
		assertThatExceptionOfType(InvalidPacketException.class)
			.isThrownBy(() -> this.tester.read(json.replaceAll("0}]$", "1}]"), List.of(FIRST), int.class));
	}

	@Test
	void objectsThatLookLikePlaceholdersAreReadInOnePass() {
		// Buffering each of them would copy the innermost part for each level
		int[] numbers = new int[20_000];
		String json = "{\"num\":1,\"n\":".repeat(400) + Arrays.toString(numbers) + "}".repeat(400);
		assertThat(this.<JsonNode>argument(json, JsonNode.class).at("/n/n/num").intValue()).isEqualTo(1);
	}

	private <T> T argument(String json, Type type) {
		return this.tester.argument(json, type, FIRST, SECOND);
	}

	private void assertIllegal(String json) {
		for (String payload : List.of("[\"a\"," + json + "]", "[\"a\",{\"data\":[1," + json + "]},2]",
				"[\"a\",{\"data\":" + json + "}]", "[\"a\",1," + json + "]")) {
			for (Class<?> type : List.of(Object.class, File.class, JsonNode.class, int.class, RawArguments.class)) {
				assertThatExceptionOfType(InvalidPacketException.class).as(payload)
					.isThrownBy(() -> this.tester.read(payload, List.of(FIRST, SECOND), type));
			}
			assertThatExceptionOfType(InvalidPacketException.class).as(payload)
				.isThrownBy(() -> this.tester.read(payload, List.of(FIRST, SECOND)));
		}
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		return bytes;
	}

	record File(@Nullable String name, byte[] data, @Nullable List<ByteBuffer> rest) {

	}

	static class Bean {

		@Nullable String name;

		byte @Nullable [] data;

		public void setName(String name) {
			this.name = name;
		}

		public void setData(byte[] data) {
			this.data = data;
		}

	}

	static class Mixed {

		final int id;

		final DataBuffer buffer;

		byte @Nullable [] later;

		@JsonCreator
		Mixed(@JsonProperty("id") int id, @JsonProperty("buffer") DataBuffer buffer) {
			this.id = id;
			this.buffer = buffer;
		}

		public void setLater(byte[] later) {
			this.later = later;
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
	@JsonSubTypes(@JsonSubTypes.Type(Media.Picture.class))
	interface Media {

		record Picture(byte[] data) implements Media {

		}

	}

	@JsonDeserialize(using = TreeDeserializer.class)
	record Tree(JsonNode node) {

	}

	static class TreeDeserializer extends ValueDeserializer<Tree> {

		@Override
		public Tree deserialize(JsonParser parser, DeserializationContext context) {
			return new Tree(parser.readValueAsTree());
		}

	}

	@JsonDeserialize(using = FileDeserializer.class)
	record Delegating(File file) {

	}

	static class FileDeserializer extends ValueDeserializer<Delegating> {

		@Override
		public Delegating deserialize(JsonParser parser, DeserializationContext context) {
			return new Delegating(parser.readValueAs(File.class));
		}

	}

}
