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

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.socketiospring.protocol.BindingException;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.RawArguments;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static io.github.socketiospring.protocol.IncomingPacket.NO_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Objects as MessagePack, and back.
 */
class MessagePackBindingTests {

	private static final byte[] BYTES = { 1, 2, 3 };

	private final MessagePackTester tester = new MessagePackTester();

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

	@Test
	void bindsRecordsAndGenerics() {
		Order order = new Order("x", 3, List.of(new Line(1.5, BYTES), new Line(2, new byte[0])),
				Map.of("a", DayOfWeek.FRIDAY), Optional.of(7L), null);
		Order read = this.tester.read(this.tester.write(order), Order.class);
		assertThat(read).usingRecursiveComparison().isEqualTo(order);
		Type listOfMaps = new ParameterizedTypeReference<List<Map<String, List<Integer>>>>() {
		}.getType();
		Object value = List.of(Map.of("a", List.of(1, 2), "b", List.of()));
		assertThat(this.tester.<Object>read(this.tester.write(value), listOfMaps)).isEqualTo(value);
	}

	@Test
	void bindsWhatJsonHasAsStrings() {
		assertBound(UUID.fromString("5d1f1d3b-4ca9-4b5b-a77a-a1b4a5b1c6a0"), UUID.class, "d92435643166");
		assertBound(Instant.parse("2026-11-26T08:00:00.123Z"), Instant.class, "b8323032362d");
		assertBound(LocalDate.of(2026, 11, 26), LocalDate.class, "aa323032362d");
		assertBound(Duration.ofSeconds(90), Duration.class, "a75054314d333053");
		assertBound(URI.create("https://example.org"), URI.class, "b368747470");
		assertBound(DayOfWeek.MONDAY, DayOfWeek.class, "a64d4f4e444159");
	}

	private void assertBound(Object value, Class<?> type, String beginning) {
		String hex = this.tester.write(value);
		assertThat(hex).startsWith(beginning);
		assertThat(this.tester.<Object>read(hex, type)).isEqualTo(value);
	}

	@Test
	void bindsBinaryDataAtAnyDepth() {
		String hex = this.tester.write(Map.of("a", List.of(Map.of("b", BYTES))));
		Type bytes = new ParameterizedTypeReference<Map<String, List<Map<String, byte[]>>>>() {
		}.getType();
		assertThat(this.tester.<Map<String, List<Map<String, byte[]>>>>read(hex, bytes).get("a").get(0).get("b"))
			.isEqualTo(BYTES);
		Type buffer = new ParameterizedTypeReference<Map<String, List<Map<String, ByteBuffer>>>>() {
		}.getType();
		assertThat(this.tester.<Map<String, List<Map<String, ByteBuffer>>>>read(hex, buffer).get("a").get(0).get("b"))
			.isEqualTo(ByteBuffer.wrap(BYTES));
		JsonNode tree = this.tester.read(hex, JsonNode.class);
		assertThat(tree.at("/a/0/b").binaryValue()).isEqualTo(BYTES);
		DataBuffer dataBuffer = this.tester.read("c403010203", DataBuffer.class);
		assertThat(dataBuffer.readableByteCount()).isEqualTo(3);
		assertThat(dataBuffer.getByte(2)).isEqualTo((byte) 3);
	}

	@Test
	void writesBinaryDataOfAnyType() {
		assertThat(this.tester.write(ByteBuffer.wrap(BYTES))).isEqualTo("c403010203");
		assertThat(this.tester.write(new DefaultDataBufferFactory().wrap(BYTES))).isEqualTo("c403010203");
		NettyDataBuffer argument = buffer();
		assertThat(this.tester.write(argument)).isEqualTo("c403010203");
		assertThat(argument.getNativeBuffer().refCnt()).isZero();
		NettyDataBuffer nested = buffer();
		assertThat(this.tester.write(List.of(nested))).isEqualTo("91c403010203");
		assertThat(nested.getNativeBuffer().refCnt()).isZero();
	}

	@Test
	void takesABufferOverOnceThatIsSentTwice() {
		NettyDataBuffer buffer = buffer();
		assertThat(
				MessagePackTester.hex(this.tester.codec().event("/", NO_ID, "a", new Object[] { buffer, 1, buffer })))
			.endsWith("94a161c40301020301c403010203");
		assertThat(buffer.getNativeBuffer().refCnt()).isZero();
	}

	@Test
	void takesBuffersOverThatCannotBeSent() {
		NettyDataBuffer first = buffer();
		NettyDataBuffer second = buffer();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.tester.codec().event("/", NO_ID, "a", new Object[] { first, new Raw("1"), second }));
		assertThat(first.getNativeBuffer().refCnt()).isZero();
		assertThat(second.getNativeBuffer().refCnt()).isZero();
		NettyDataBuffer third = buffer();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.tester.codec().event("/", NO_ID, "a", new Object[] { first, third }))
			.withMessage("The buffer was released before");
		assertThat(third.getNativeBuffer().refCnt()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> this.tester.write(List.of(first)));
	}

	private NettyDataBuffer buffer() {
		NettyDataBuffer buffer = this.buffers.allocateBuffer(3);
		buffer.write(BYTES);
		return buffer;
	}

	@Test
	void refusesWhatCannotBeWritten() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.tester.write(new Raw("{}")))
			.withMessageStartingWith("Cannot be written as MessagePack");
		Object deep = 1;
		for (int i = 0; i < 501; i++) {
			deep = List.of(deep);
		}
		Object tooDeep = deep;
		assertThatIllegalArgumentException().isThrownBy(() -> this.tester.write(tooDeep));
		// Nothing is left behind
		assertThat(this.tester.write(1)).isEqualTo("01");
	}

	@Test
	void usesTheMapperOfTheApplication() {
		MessagePackTester custom = new MessagePackTester(
				JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
		String hex = custom.write(new Named("x"));
		assertThat(hex).isEqualTo("81a966756c6c5f6e616d65a178");
		assertThat(custom.<Named>read(hex, Named.class)).isEqualTo(new Named("x"));
	}

	@Test
	void refusesDuplicateKeysIfTheMapperDoes() {
		MessagePackTester strict = new MessagePackTester(
				JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
		String hex = "82a16101a16102";
		assertThat(this.tester.<Object>read(hex, Object.class)).isEqualTo(Map.of("a", 2));
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> strict.read(hex, Object.class));
	}

	@Test
	void servesSerializersAndDeserializersOfTheApplication() {
		String hex = this.tester.write(new Custom(Map.of("a", List.of(1))));
		assertThat(hex).isEqualTo("92a47472656581a1619101");
		assertThat(this.tester.<Custom>read(hex, Custom.class)).isEqualTo(new Custom(Map.of("a", List.of(1))));
	}

	@ParameterizedTest
	@CsvSource({ "cf0000000100000000, 4294967296", "cb4070000000000000, 256", "ca43800000, 256", "a3323536, 256",
			"d07f, 127", "cfffffffffffffffff, 18446744073709551615" })
	void readsNumbersAsOtherNumbers(String hex, String number) {
		assertThat(this.tester.<BigInteger>read(hex, BigInteger.class)).isEqualTo(number);
		assertThat(this.tester.<BigDecimal>read(hex, BigDecimal.class)).isEqualByComparingTo(number);
		assertThat(this.tester.<Double>read(hex, Double.class)).isEqualTo(Double.parseDouble(number));
		assertThat(this.tester.<Float>read(hex, float.class)).isEqualTo(Float.parseFloat(number));
	}

	@Test
	void readsNumbersAsStrings() {
		assertThat(this.tester.<String>read("cd0100", String.class)).isEqualTo("256");
		assertThat(this.tester.<String>read("cb3fe0000000000000", String.class)).isEqualTo("0.5");
	}

	@Test
	void readsBase64AsBinaryData() {
		assertThat(this.tester.<byte[]>read("a441514944", byte[].class)).isEqualTo(BYTES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cf0000000100000000", "cfffffffffffffffff", "cb7ff8000000000000", "cb7ff0000000000000",
			"cb7e37e43c8800759c", "a178", "90", "80", "c400", "d7000000000000000000" })
	void refusesToReadAsInt(String hex) {
		assertThatExceptionOfType(BindingException.class).isThrownBy(() -> this.tester.read(hex, int.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cb7ff8000000000000", "cb7ff0000000000000" })
	void refusesToReadWhatIsNotFiniteAsDecimal(String hex) {
		assertThatExceptionOfType(BindingException.class).isThrownBy(() -> this.tester.read(hex, BigDecimal.class));
		assertThatExceptionOfType(BindingException.class).isThrownBy(() -> this.tester.read(hex, BigInteger.class));
		assertThatExceptionOfType(BindingException.class).isThrownBy(() -> this.tester.read(hex, long.class));
	}

	@Test
	void keepsArgumentsAndReadsThemLater() {
		IncomingPacket packet = this.tester
			.decode("83a47479706502a36e7370a12fa46461746194a16181a17801c403010203cb3fe0" + "000000000000");
		RawArguments arguments = (RawArguments) this.tester.read(packet, RawArguments.class)[0];
		assertThat(arguments).isNotNull();
		assertThat(arguments.values()).hasSize(3);
		assertThat(arguments.read(0, Map.class)).isEqualTo(Map.of("x", 1));
		assertThat(arguments.read(1, byte[].class)).isEqualTo(BYTES);
		assertThat(arguments.read(2, double.class)).isEqualTo(0.5);
		assertThat(arguments.read(3, String.class)).isNull();
	}

	record Order(String name, int count, List<Line> lines, Map<String, DayOfWeek> days, Optional<Long> number,
			@Nullable String note) {
	}

	record Line(double price, byte[] picture) {
	}

	record Named(String fullName) {
	}

	record Raw(@JsonRawValue String json) {
	}

	@JsonSerialize(using = CustomSerializer.class)
	@JsonDeserialize(using = CustomDeserializer.class)
	record Custom(Object value) {
	}

	static final class CustomSerializer extends StdSerializer<Custom> {

		CustomSerializer() {
			super(Custom.class);
		}

		@Override
		public void serialize(Custom value, JsonGenerator generator, SerializationContext context) {
			generator.writeStartArray();
			generator.writeString("tree");
			generator.writePOJO(value.value());
			generator.writeEndArray();
		}

	}

	static final class CustomDeserializer extends StdDeserializer<Custom> {

		CustomDeserializer() {
			super(Custom.class);
		}

		@Override
		public Custom deserialize(JsonParser parser, DeserializationContext context) {
			JsonNode tree = parser.readValueAsTree();
			return new Custom(context.readTreeAsValue(tree.get(1), Object.class));
		}

	}

}
