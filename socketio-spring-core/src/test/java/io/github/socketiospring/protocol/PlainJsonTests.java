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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.core.io.buffer.DataBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is written and read without Jackson is what Jackson would write and read.
 */
class PlainJsonTests {

	private static final List<String> PIECES = List.of("\"a\"", "\"\"", "\"a b,]\"", "\"\\n\"", "\"é\"", "\"\t\"", "0",
			"7", "-3", "-0", "01", "-", "123456789", "-999999999", "2147483647", "2147483648", "1.5", "1e3", "true",
			"null", "{\"x\":1}", "[\"b\"]", ",", ",", ",", "]", " ", "x", "{", "\"");

	private static final Type[] TYPES = { String.class, Object.class, int.class, Integer.class, long.class };

	private static final List<@Nullable Object> VALUES = Arrays.asList("", "a", "x".repeat(200), "\"", "\\", "\n",
			"\u007f", "é", "😀", "</script>", "a question?", 0, -1, 7, 10, 99, 100, -2_000_000_000, Integer.MIN_VALUE,
			Integer.MAX_VALUE, null, true, 5L, 1.5, List.of("a", 1));

	private final PacketCodec codec = codec(JsonMapper.shared());

	private static PacketCodec codec(JsonMapper mapper) {
		return new PacketCodec(mapper, PacketParserFactory.json());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void readsWhatAParserReads(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 4000; i++) {
			StringBuilder json = new StringBuilder("[\"name\"");
			boolean wellFormed = random.nextInt(3) > 0;
			for (int j = random.nextInt(4); j > 0; j--) {
				json.append(wellFormed ? "," : "").append(PIECES.get(random.nextInt(wellFormed ? 22 : PIECES.size())));
			}
			json.append(random.nextInt(20) > 0 ? "]" : "");
			Type[] types = new Type[random.nextInt(4)];
			Arrays.setAll(types, (index) -> TYPES[random.nextInt(TYPES.length)]);
			assertThat(read(json.toString(), Unpooled.directBuffer(), types)).as(json + " as " + Arrays.toString(types))
				.isEqualTo(read(json.toString(), Unpooled.buffer(), types));
		}
	}

	/**
	 * Read an event twice, as two handlers would.
	 * @param buffer an array is left to the parser
	 */
	private String read(String json, ByteBuf buffer, Type... types) {
		buffer.writeBytes(json.getBytes(StandardCharsets.UTF_8));
		IncomingPacket packet = new IncomingPacket(PacketType.EVENT, "/", IncomingPacket.NO_ID, buffer, List.of());
		ValueReader[] readers = Arrays.stream(types).map(this.codec::valueReader).toArray(ValueReader[]::new);
		try (PayloadReader payload = this.codec.openEvent(packet)) {
			String first = read(payload, readers);
			String second = read(payload, readers);
			payload.finish();
			return payload.name() + first + second;
		}
		catch (InvalidPacketException ex) {
			return ex.getMessage();
		}
		finally {
			buffer.release();
		}
	}

	private static String read(PayloadReader payload, ValueReader... readers) {
		try {
			return Arrays.deepToString(payload.read(readers));
		}
		catch (BindingException ex) {
			return "not of its type: " + ex.index();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void writesWhatAGeneratorWrites(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 2000; i++) {
			List<@Nullable Object> args = new ArrayList<>();
			for (int j = random.nextInt(4); j > 0; j--) {
				args.add(VALUES.get(random.nextInt(VALUES.size())));
			}
			List<@Nullable Object> event = new ArrayList<>(args);
			event.add(0, "e");
			assertThat(write(this.codec, args.toArray()))
				.isEqualTo("42" + JsonMapper.shared().writeValueAsString(event));
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\"", "\\", "\u0000", "\n", "\u001f", " ", "~", "\u007f", "\u0080", "é", "ÿ", "Ł", "€", "😀" })
	void findsWhatIsNotPlainAnywhereInAText(String special) {
		for (int length = 0; length <= 20; length++) {
			for (int position = 0; position <= length; position++) {
				String text = "x".repeat(position) + special + "x".repeat(length - position);
				String json = JsonMapper.shared().writeValueAsString(List.of("e", text));
				assertThat(write(this.codec, text)).isEqualTo("42" + json);
				for (String sent : List.of(json, "[\"e\",\"" + text + "\"]")) {
					assertThat(read(sent, Unpooled.directBuffer(), String.class)).as(sent)
						.isEqualTo(read(sent, Unpooled.buffer(), String.class));
				}
			}
		}
	}

	@Test
	void writesHalfOfASurrogatePairAsEscape() { // [120]
		assertThat(write(this.codec, "\ud800")).isEqualTo("42[\"e\",\"\\uD800\"]");
		assertThat(write(this.codec, "what? \udc00, and more")).isEqualTo("42[\"e\",\"what? \\uDC00, and more\"]");
	}

	@Test
	void writesLongTexts() {
		for (int length : new int[] { 1000, 16 * 1024 - 10, 16 * 1024, 70_000 }) {
			assertThat(write(this.codec, "x".repeat(length), "y"))
				.isEqualTo("42[\"e\",\"" + "x".repeat(length) + "\",\"y\"]");
		}
	}

	@Test
	void writesAsTheMapperIsTold() {
		JsonMapper slashes = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();
		assertThat(write(codec(slashes), "a/b")).isEqualTo("42[\"e\",\"a\\/b\"]");
		JsonMapper numbers = JsonMapper.builder().enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS).build();
		assertThat(write(codec(numbers), 7)).isEqualTo("42[\"e\",\"7\"]");
		JsonMapper indented = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
		assertThat(write(codec(indented), 7)).isNotEqualTo("42[\"e\",7]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "%s,1", "1,%s", "%s,%s", "%s,{\"a\":%s}", "%s ,1", " %s", "%s]", "%s1", "%s,", "" })
	void readsPlaceholdersAsAParserDoes(String pattern) { // [111]
		PacketCodec parsing = codec(JsonMapper
			.builder(JsonFactory.builder()
				.streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(1000).build())
				.build())
			.build());
		for (String number : List.of("0", "1", "2", "-0", "-1", "00", "", "1.0", "999999999", "9999999999", "\"0\"",
				"0,\"more\":1")) {
			String arguments = pattern.replace("%s", "{\"_placeholder\":true,\"num\":" + number + "}");
			for (Type[] types : new Type[][] { { byte[].class, byte[].class }, { ByteBuffer.class },
					{ int.class, DataBuffer.class }, { String.class }, { Object.class, JsonNode.class } }) {
				for (String json : List.of("[\"e\"," + arguments + "]", "[\"e\"," + arguments)) {
					assertThat(readBinary(this.codec, json, types)).as(json + " as " + Arrays.toString(types))
						.isEqualTo(readBinary(parsing, json, types));
				}
			}
		}
	}

	private static String readBinary(PacketCodec codec, String json, Type... types) {
		IncomingPacket packet = new IncomingPacket(PacketType.BINARY_EVENT, "/", IncomingPacket.NO_ID,
				Unpooled.copiedBuffer(json, StandardCharsets.UTF_8), List.of(new byte[] { 1, 2 }, new byte[] { 3 }));
		ValueReader[] readers = Arrays.stream(types).map(codec::valueReader).toArray(ValueReader[]::new);
		try (PayloadReader payload = codec.openEvent(packet)) {
			return read(payload, readers) + read(payload, readers);
		}
		catch (InvalidPacketException ex) {
			return ex.getMessage();
		}
	}

	@Test
	void writesBinaryAsAGeneratorDoes() { // [125]
		byte[] large = new byte[5000];
		for (Object[] args : new Object[][] { { new byte[] { 1 } }, { new byte[0], "x", new byte[] { 2, 3 } },
				{ 1, large, null, new byte[] { 4 } } }) {
			List<Object> generated = new ArrayList<>(Arrays.asList(args));
			generated.add(1.5);
			Packet plain = this.codec.event("/", 12, "e", args);
			Packet packet = this.codec.event("/", 12, "e", generated.toArray());
			assertThat(plain.encoded().text().toString(StandardCharsets.UTF_8))
				.isEqualTo(packet.encoded().text().toString(StandardCharsets.UTF_8).replace(",1.5]", "]"));
			assertThat(plain.encoded().binaries()).isEqualTo(packet.encoded().binaries());
			plain.release();
			packet.release();
		}
	}

	@Test
	void readsAndWritesBinaryAsTheMapperIsTold() {
		SimpleModule module = new SimpleModule().addSerializer(byte[].class, new StdSerializer<>(byte[].class) {

			@Override
			public void serialize(byte[] value, JsonGenerator generator, SerializationContext context) {
				generator.writeString("bytes");
			}

		}).addDeserializer(byte[].class, new StdScalarDeserializer<>(byte[].class) {

			@Override
			public byte[] deserialize(JsonParser parser, DeserializationContext context) {
				return new byte[] { 7 };
			}

		});
		PacketCodec codec = codec(JsonMapper.builder().addModule(module).build());
		assertThat(write(codec, new byte[] { 1 })).isEqualTo("42[\"e\",\"bytes\"]");
		assertThat(readBinary(codec, "[\"e\",{\"_placeholder\":true,\"num\":0}]", byte[].class))
			.isEqualTo("[[7]][[7]]");
	}

	private static String write(PacketCodec codec, @Nullable Object... args) {
		Packet packet = codec.event("/", IncomingPacket.NO_ID, "e", args);
		String text = packet.encoded().text().toString(StandardCharsets.UTF_8);
		packet.release();
		return text;
	}

	@Test
	void readsAsTheMapperIsTold() {
		SimpleModule trimming = new SimpleModule().addDeserializer(String.class,
				new StdScalarDeserializer<>(String.class) {

					@Override
					public String deserialize(JsonParser parser, DeserializationContext context) {
						return parser.getString().trim();
					}

				});
		CodecTester tester = new CodecTester(JsonMapper.builder().addModule(trimming).build());
		assertThat(tester.<String>argument("\" x \"", String.class)).isEqualTo("x");
	}

	@Test
	void keepsToTheLimitsOfTheMapper() {
		assertRefused(StreamReadConstraints.builder().maxStringLength(4).build(), "[\"a\",\"12345\"]");
		assertRefused(StreamReadConstraints.builder().maxTokenCount(4).build(), "[\"a\",\"1\",\"2\",\"3\",\"4\"]");
		assertRefused(StreamReadConstraints.builder().maxDocumentLength(4).build(), "[\"a\",\"12345\"]");
	}

	private static void assertRefused(StreamReadConstraints constraints, String json) {
		CodecTester tester = new CodecTester(
				new JsonMapper(JsonFactory.builder().streamReadConstraints(constraints).build()));
		assertThatThrownBy(() -> tester.read(json, List.of(), String.class, String.class, String.class))
			.isInstanceOfAny(InvalidPacketException.class, BindingException.class);
	}

}
