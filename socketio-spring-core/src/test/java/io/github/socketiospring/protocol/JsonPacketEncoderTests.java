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

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.annotation.JsonValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.util.TokenBuffer;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Packets as {@link PacketCodec} writes them. Cases of PROTOCOL.md are given in brackets.
 */
class JsonPacketEncoderTests {

	private static final long NO_ID = IncomingPacket.NO_ID;

	private static final int LARGE = 5000;

	private static final byte[] BYTES = { 1, 2, 3 };

	private final PacketCodec codec = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	// Headers

	@ParameterizedTest
	@CsvSource(delimiter = '!',
			value = { "/ ! -1 ! 42[\"a\",1]", "/ ! 0 ! 420[\"a\",1]", "/ ! 12 ! 4212[\"a\",1]",
					"/admin ! -1 ! 42/admin,[\"a\",1]", "/admin ! 7 ! 42/admin,7[\"a\",1]",
					"/ ! 9223372036854775807 ! 429223372036854775807[\"a\",1]", "/é😀?b ! 1 ! 42/é😀?b,1[\"a\",1]" })
	void writesEvents(String namespace, long id, String expected) { // [122]
		Packet packet = this.codec.event(namespace, id, "a", new Object[] { 1 });
		assertThat(packet.type()).isEqualTo(PacketType.EVENT);
		assertThat(packet.namespace()).isEqualTo(namespace);
		assertThat(packet.id()).isEqualTo(id);
		assertPacket(packet, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!',
			value = { "/ ! 0 ! 430[1,null]", "/ ! 437 ! 43437[1,null]", "/admin ! 5 ! 43/admin,5[1,null]" })
	void writesAcknowledgements(String namespace, long id, String expected) {
		Packet packet = this.codec.ack(namespace, id, new Object[] { 1, null });
		assertThat(packet.type()).isEqualTo(PacketType.ACK);
		assertThat(packet.id()).isEqualTo(id);
		assertPacket(packet, expected);
	}

	@Test
	void writesPacketsWithoutArguments() { // [127]
		assertPacket(this.codec.event("/", NO_ID, "u", new Object[0]), "42[\"u\"]");
		assertPacket(this.codec.event("/", NO_ID, "u", new Object[] { null, null }), "42[\"u\",null,null]");
		assertPacket(this.codec.event("/", NO_ID, "", new Object[0]), "42[\"\"]");
		assertPacket(this.codec.ack("/", 1, new Object[0]), "431[]");
	}

	@Test
	void writesConnects() { // [122]
		Packet packet = this.codec.connect("/", "id");
		assertThat(packet.type()).isEqualTo(PacketType.CONNECT);
		assertPacket(packet, "40{\"sid\":\"id\"}");
		assertPacket(this.codec.connect("/admin", "id"), "40/admin,{\"sid\":\"id\"}");
	}

	@Test
	void writesConnectErrors() { // [90, 131]
		Packet packet = this.codec.connectError("/nope", "Invalid namespace", null);
		assertThat(packet.type()).isEqualTo(PacketType.CONNECT_ERROR);
		assertPacket(packet, "44/nope,{\"message\":\"Invalid namespace\"}");
		assertPacket(this.codec.connectError("/", "not \"authorized\"", Map.of("code", 1)),
				"44{\"message\":\"not \\\"authorized\\\"\",\"data\":{\"code\":1}}");
	}

	@Test
	void writesDisconnects() {
		Packet packet = this.codec.disconnect("/");
		assertThat(packet.type()).isEqualTo(PacketType.DISCONNECT);
		assertPacket(packet, "41");
		assertPacket(this.codec.disconnect("/admin"), "41/admin,");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 30, 1000, 1024, 2000, 100_000 })
	void hasRoomForLongNamespaces(int length) {
		String namespace = "/" + "é".repeat(length);
		assertPacket(this.codec.event("/", 1, "a", new Object[0]), "421[\"a\"]");
		assertPacket(this.codec.event(namespace, Long.MAX_VALUE, "a", new Object[] { BYTES }),
				"451-" + namespace + ",9223372036854775807[\"a\",{\"_placeholder\":true,\"num\":0}]", BYTES);
		assertPacket(this.codec.disconnect(namespace), "41" + namespace + ",");
		assertPacket(this.codec.event("/", 1, "a", new Object[0]), "421[\"a\"]");
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 900, 1024, 60_000, 70_000, 1_000_000 })
	void writesTextOfAnyLength(int length) {
		String text = "x".repeat(length);
		for (int i = 0; i < 3; i++) {
			assertPacket(this.codec.event("/", NO_ID, "a", new Object[] { text }), "42[\"a\",\"" + text + "\"]");
			assertPacket(this.codec.event("/", NO_ID, "b", new Object[0]), "42[\"b\"]");
		}
	}

	// JSON

	@Test
	void writesPlainValues() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("b", List.of(1, "x"));
		map.put("a", null);
		assertPacket(
				event("s", true, 1, 3_000_000_000L, 0.5, map, new Point(1, 2), Optional.of("o"), Optional.empty(),
						new int[] { 1, 2 }, JsonNodeFactory.instance.objectNode().put("n", 1)),
				"42[\"a\",\"s\",true,1,3000000000,0.5,{\"b\":[1,\"x\"],\"a\":null},"
						+ "{\"x\":1,\"y\":2},\"o\",null,[1,2],{\"n\":1}]");
	}

	@Test
	void writesNumbersThatJsonDoesNotKnowAsNull() {
		double[] doubles = { 1.5, Double.NaN, Double.POSITIVE_INFINITY };
		float[] floats = { 1.5f, Float.NEGATIVE_INFINITY };
		assertPacket(
				event(Double.NaN, Float.POSITIVE_INFINITY, doubles, floats, List.of(Double.NEGATIVE_INFINITY),
						new Double[] { Double.NaN }, Map.of("x", Float.NaN), new Measure(Double.NaN),
						JsonNodeFactory.instance.arrayNode().add(Double.NaN)),
				"42[\"a\",null,null,[1.5,null,null],[1.5,null],[null],[null],{\"x\":null},{\"value\":null},[null]]");
	}

	@Test
	void writesTextAsItIs() { // [120, 128]
		assertPacket(event("é€😀\u2028\u2029", Map.of("😀", "😀")), "42[\"a\",\"é€😀\u2028\u2029\",{\"😀\":\"😀\"}]");
		assertPacket(event("\u0000\n\"\\/\u007f"), "42[\"a\",\"\\u0000\\n\\\"\\\\/\u007f\"]");
	}

	@Test
	void writesLoneSurrogatesAsEscapes() { // [120]
		String text = "😀".repeat(1000) + "x\ud800y";
		assertPacket(event("\ud800", "\udc00x", text, Map.of("\ud800", "\ud83dx")),
				"42[\"a\",\"\\uD800\",\"\\uDC00x\",\"" + "😀".repeat(1000) + "x\\uD800y\",{\"\\uD800\":\"\\uD83Dx\"}]");
	}

	@Test
	void usesTheMapperOfTheApplication() {
		SimpleModule module = new SimpleModule().addSerializer(Point.class, new ValueSerializer<>() {

			@Override
			public void serialize(Point value, JsonGenerator generator, SerializationContext context) {
				generator.writeString(value.x() + "/" + value.y());
			}

		});
		PacketCodec custom = new PacketCodec(JsonMapper.builder().addModule(module).build(),
				PacketParserFactory.json());
		assertPacket(custom.event("/", NO_ID, "a", new Object[] { new Point(1, 2) }), "42[\"a\",\"1/2\"]");
	}

	@Test
	void reservedNamesAreKnown() { // [103]
		assertThat(List.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"))
			.allMatch(ReservedEvents::contains);
		assertThat(List.of("error", "connection", "Connect", "", "message")).noneMatch(ReservedEvents::contains);
	}

	// Binary

	@Test
	void findsBinaryAtAnyDepth() { // [125]
		byte[][] parts = new byte[9][];
		for (int i = 0; i < parts.length; i++) {
			parts[i] = new byte[] { (byte) i, 9 };
		}
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("bytes", parts[2]);
		map.put("deep", Map.of("list", List.of(parts[3], List.of(parts[4]))));
		Packet packet = event(parts[0], new Upload("n", parts[1]), map, Optional.of(parts[5]),
				new byte[][] { parts[6] }, new Object[] { parts[7] },
				JsonNodeFactory.instance.objectNode().put("x", parts[8]));
		String json = "[\"a\",%s,{\"name\":\"n\",\"data\":%s},{\"bytes\":%s,\"deep\":{\"list\":[%s,[%s]]}},%s,[%s],[%s],"
				+ "{\"x\":%s}]";
		assertPacket(packet, "459-" + withPlaceholders(json, parts.length), parts);
	}

	@Test
	void findsBinaryOfEachType() { // [125]
		byte[] padded = { 9, 9, 1, 2, 3, 9 };
		ByteBuffer heap = ByteBuffer.wrap(padded, 2, 3);
		ByteBuffer slice = ByteBuffer.wrap(padded, 1, 5).slice().position(1).limit(4);
		ByteBuffer direct = ByteBuffer.allocateDirect(6).put(padded).position(2).limit(5);
		ByteBuf netty = ByteBufAllocator.DEFAULT.directBuffer().writeBytes(padded).skipBytes(2).writerIndex(5);
		Packet packet = event(BYTES, heap, slice, direct, heap.asReadOnlyBuffer(), direct.asReadOnlyBuffer(),
				this.buffers.wrap(netty), DefaultDataBufferFactory.sharedInstance.wrap(heap.duplicate()),
				JsonNodeFactory.instance.binaryNode(BYTES), new Streamed(), tokens());
		byte[][] attachments = new byte[11][];
		Arrays.fill(attachments, BYTES);
		String json = "[\"a\"" + ",%s".repeat(11) + "]";
		assertPacket(packet, "4511-" + withPlaceholders(json, 11), attachments);
		assertThat(netty.refCnt()).isZero();
		assertThat(heap.remaining()).isEqualTo(3);
		assertThat(direct.remaining()).isEqualTo(3);
	}

	@Test
	void findsDataBuffersAtAnyDepth() {
		NettyDataBuffer first = buffer(BYTES);
		NettyDataBuffer second = buffer(new byte[LARGE]);
		Packet packet = event(Map.of("x", List.of(first)), Optional.of(second));
		assertPacket(packet, "452-" + withPlaceholders("[\"a\",{\"x\":[%s]},%s]", 2), BYTES, new byte[LARGE]);
		assertReleased(first, second);
	}

	@Test
	void emptyBinaryIsAnAttachment() { // [124]
		NettyDataBuffer buffer = buffer(new byte[0]);
		Packet packet = event(new byte[0], ByteBuffer.allocate(0), buffer);
		assertPacket(packet, "453-" + withPlaceholders("[\"a\",%s,%s,%s]", 3), new byte[0], new byte[0], new byte[0]);
		assertReleased(buffer);
		assertPacket(event(new byte[0], new byte[LARGE]), "452-" + withPlaceholders("[\"a\",%s,%s]", 2), new byte[0],
				new byte[LARGE]);
	}

	@Test
	void writesBinaryAcknowledgements() { // [123]
		Packet packet = this.codec.ack("/admin", 12, new Object[] { BYTES });
		assertThat(packet.type()).isEqualTo(PacketType.ACK);
		assertPacket(packet, "461-/admin,12[{\"_placeholder\":true,\"num\":0}]", BYTES);
		assertPacket(this.codec.event("/admin", 7, "a", new Object[] { BYTES }),
				"451-/admin,7[\"a\",{\"_placeholder\":true,\"num\":0}]", BYTES);
	}

	@Test
	void writesManyAttachmentsBehindTheLongestHeader() {
		Object[] args = new Object[1000];
		byte[][] attachments = new byte[1000][];
		for (int i = 0; i < args.length; i++) {
			attachments[i] = new byte[] { (byte) i, (byte) (i >> 8) };
			args[i] = attachments[i];
		}
		assertPacket(this.codec.event("/", Long.MAX_VALUE, "a", args),
				"451000-9223372036854775807" + withPlaceholders("[\"a\"" + ",%s".repeat(1000) + "]", 1000),
				attachments);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, LARGE })
	void writesTheSameBinaryAsOftenAsItOccurs(int length) {
		byte[] bytes = new byte[length];
		ByteBuffer byteBuffer = ByteBuffer.wrap(bytes);
		NettyDataBuffer dataBuffer = buffer(bytes);
		Packet packet = event(bytes, bytes, byteBuffer, byteBuffer, dataBuffer, List.of(dataBuffer, dataBuffer));
		assertPacket(packet, "457-" + withPlaceholders("[\"a\",%s,%s,%s,%s,%s,[%s,%s]]", 7), bytes, bytes, bytes, bytes,
				bytes, bytes, bytes);
		assertReleased(dataBuffer);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, LARGE })
	void aBufferThatIsRetainedCanBeSentAgain(int length) {
		NettyDataBuffer buffer = buffer(new byte[length]);
		buffer.retain();
		for (int i = 0; i < 2; i++) {
			assertPacket(event(buffer), "451-" + withPlaceholders("[\"a\",%s]", 1), new byte[length]);
		}
		assertReleased(buffer);
	}

	@Test
	void onlyEventsAndAcknowledgementsHaveAttachments() {
		NettyDataBuffer buffer = buffer(BYTES);
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.connectError("/", "x", Map.of("data", BYTES)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.connectError("/", "x", buffer));
		assertReleased(buffer);
	}

	// What the application does with its arguments afterwards

	@Test
	void smallArraysMayBeChangedAfterwards() {
		byte[] bytes = BYTES.clone();
		ByteBuffer byteBuffer = ByteBuffer.allocateDirect(3).put(BYTES).flip();
		Packet packet = event(bytes, byteBuffer, ByteBuffer.wrap(bytes));
		Arrays.fill(bytes, (byte) 99);
		byteBuffer.put(0, (byte) 99);
		assertPacket(packet, "453-" + withPlaceholders("[\"a\",%s,%s,%s]", 3), BYTES, BYTES, BYTES);
	}

	@Test
	void smallArraysMayBeChangedBesideALargeOne() {
		byte[] bytes = new byte[4095];
		byte[] large = new byte[4096];
		NettyDataBuffer buffer = buffer(BYTES);
		Packet packet = event(bytes, large, buffer, bytes);
		Arrays.fill(bytes, (byte) 99);
		assertPacket(packet, "454-" + withPlaceholders("[\"a\",%s,%s,%s,%s]", 4), new byte[4095], large, BYTES,
				new byte[4095]);
		assertReleased(buffer);
	}

	@Test
	void smallArraysMayBeChangedThoughTogetherTheyAreLarge() {
		byte[] bytes = new byte[3000];
		Packet packet = event(bytes, bytes);
		Arrays.fill(bytes, (byte) 99);
		assertPacket(packet, "452-" + withPlaceholders("[\"a\",%s,%s]", 2), new byte[3000], new byte[3000]);
	}

	@Test
	void laterPacketsDoNotChangeEarlierOnes() {
		List<Packet> packets = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			packets.add(event(i, "x".repeat(i)));
		}
		for (int i = 0; i < 10; i++) {
			assertPacket(packets.get(i), "42[\"a\"," + i + ",\"" + "x".repeat(i) + "\"]");
		}
	}

	// What cannot be written

	@Test
	void refusesWhatCannotBeWritten() {
		Map<String, Object> cyclic = new HashMap<>();
		cyclic.put("self", cyclic);
		List<Object> list = new ArrayList<>();
		list.add(list);
		for (Object bad : List.of(new Cyclic(), new Failing(), new FailingValue(), new Unwritable(),
				Collections.singletonMap("x", cyclic), Collections.singletonList(list))) {
			assertThatIllegalArgumentException().isThrownBy(() -> event(bad));
			assertThatIllegalArgumentException().isThrownBy(() -> event(1, List.of(bad)));
			assertThatIllegalArgumentException().isThrownBy(() -> this.codec.ack("/", 1, new Object[] { bad }));
			assertThatIllegalArgumentException().isThrownBy(() -> this.codec.connectError("/", "x", bad));
			assertPacket(event(1), "42[\"a\",1]");
		}
	}

	@Test
	void releasesBuffersOfAPacketThatCannotBeWritten() {
		NettyDataBuffer before = buffer(BYTES);
		NettyDataBuffer large = buffer(new byte[LARGE]);
		NettyDataBuffer twice = buffer(BYTES);
		NettyDataBuffer behind = buffer(BYTES);
		NettyDataBuffer shared = buffer(BYTES);
		shared.retain();
		assertThatIllegalArgumentException().isThrownBy(() -> event(before, large, Map.of("x", twice), twice, shared,
				new Failing(), behind, behind, before, shared, null));
		assertReleased(before, large, twice, behind);
		assertThat(shared.getNativeBuffer().refCnt()).isEqualTo(1);
		shared.release();
	}

	@Test
	void refusesBuffersThatWereReleased() {
		NettyDataBuffer released = buffer(BYTES);
		released.release();
		NettyDataBuffer before = buffer(BYTES);
		NettyDataBuffer behind = buffer(BYTES);
		assertThatIllegalArgumentException().isThrownBy(() -> event(before, released, behind));
		assertReleased(before, behind);
	}

	@Test
	void errorsOfSerializersReleaseBuffersToo() {
		NettyDataBuffer before = buffer(BYTES);
		NettyDataBuffer behind = buffer(BYTES);
		PacketCodec failing = new PacketCodec(
				JsonMapper.builder().addModule(new SimpleModule().addSerializer(Point.class, new ValueSerializer<>() {

					@Override
					public void serialize(Point value, JsonGenerator generator, SerializationContext context) {
						throw new AssertionError("as expected");
					}

				})).build(), PacketParserFactory.json());
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> failing.event("/", NO_ID, "a", new Object[] { before, new Point(1, 2), behind }))
			.withMessage("as expected");
		assertReleased(before, behind);
		assertPacket(failing.event("/", NO_ID, "a", new Object[] { 1 }), "42[\"a\",1]");
	}

	// Packets inside of packets, and beside them

	@Test
	void aSerializerMayEmit() {
		List<Packet> inner = new ArrayList<>();
		Object emitting = new Object() {

			@JsonValue
			public Map<String, Object> value() {
				inner.add(JsonPacketEncoderTests.this.codec.event("/inner", 1, "b",
						new Object[] { "y".repeat(2000), BYTES }));
				return Map.of("x", BYTES);
			}

		};
		// From the second packet on the thread has an array to use again
		assertPacket(event(1), "42[\"a\",1]");
		Packet outer = event("before", emitting, "behind", emitting);
		assertPacket(outer, "452-" + withPlaceholders("[\"a\",\"before\",{\"x\":%s},\"behind\",{\"x\":%s}]", 2), BYTES,
				BYTES);
		assertThat(inner).hasSize(2)
			.allSatisfy((packet) -> assertPacket(packet,
					"451-/inner,1" + withPlaceholders("[\"b\",\"" + "y".repeat(2000) + "\",%s]", 1), BYTES));
		assertPacket(event(1), "42[\"a\",1]");
	}

	@Test
	void manyThreadsWriteAtOnce() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			List<Callable<Packet>> tasks = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				int number = i;
				tasks.add(() -> event(number, "x".repeat(number * 10), BYTES));
			}
			List<Future<Packet>> packets = executor.invokeAll(tasks);
			for (int i = 0; i < packets.size(); i++) {
				assertPacket(packets.get(i).get(),
						"451-" + withPlaceholders("[\"a\"," + i + ",\"" + "x".repeat(i * 10) + "\",%s]", 1), BYTES);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private Packet event(@Nullable Object... args) {
		return this.codec.event("/", NO_ID, "a", args);
	}

	private NettyDataBuffer buffer(byte[] content) {
		return this.buffers.wrap(ByteBufAllocator.DEFAULT.directBuffer().writeBytes(content));
	}

	private static TokenBuffer tokens() {
		TokenBuffer tokens = TokenBuffer.forGeneration();
		tokens.writeBinary(BYTES);
		return tokens;
	}

	private static String withPlaceholders(String json, int number) {
		String result = json;
		for (int i = 0; i < number; i++) {
			result = result.replaceFirst("%s", "{\"_placeholder\":true,\"num\":" + i + "}");
		}
		return result;
	}

	/**
	 * Check what is in a packet, and release it.
	 */
	private static void assertPacket(Packet packet, String text, byte[]... attachments) {
		ByteBuf actual = Objects.requireNonNull(packet.encoded().text());
		assertThat(actual.toString(StandardCharsets.UTF_8)).isEqualTo(text);
		assertThat(packet.encoded().binaries()).hasSameSizeAs(attachments);
		for (int i = 0; i < attachments.length; i++) {
			assertThat(ByteBufUtil.getBytes(packet.encoded().binaries()[i])).isEqualTo(attachments[i]);
		}
		packet.release();
		assertThat(packet.encoded().refCnt()).isZero();
	}

	private static void assertReleased(NettyDataBuffer... buffers) {
		for (NettyDataBuffer buffer : buffers) {
			assertThat(buffer.getNativeBuffer().refCnt()).isZero();
		}
	}

	record Point(int x, int y) {

	}

	record Measure(double value) {

	}

	record Upload(String name, byte[] data) {

	}

	static class Streamed implements JacksonSerializable {

		@Override
		public void serialize(JsonGenerator generator, SerializationContext context) {
			generator.writeBinary(new ByteArrayInputStream(BYTES), BYTES.length);
		}

		@Override
		public void serializeWithType(JsonGenerator generator, SerializationContext context,
				TypeSerializer typeSerializer) {
			serialize(generator, context);
		}

	}

	static class Cyclic {

		public Cyclic getSelf() {
			return this;
		}

	}

	static class Failing {

		public int getValue() {
			throw new IllegalStateException("as expected");
		}

	}

	static class FailingValue {

		@JsonValue
		public int value() {
			throw new IllegalStateException("as expected");
		}

	}

	static class Unwritable {

		public Thread.State getState() {
			throw new UnsupportedOperationException();
		}

	}

}
