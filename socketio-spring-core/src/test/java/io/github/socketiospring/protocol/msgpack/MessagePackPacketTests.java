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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.socketiospring.protocol.BindingException;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketType;
import io.github.socketiospring.protocol.PayloadReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import static io.github.socketiospring.protocol.IncomingPacket.NO_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Packets against the bytes that socket.io-msgpack-parser 3 writes, and bad ones against
 * what it refuses (FEATURES.md: parser option).
 */
class MessagePackPacketTests {

	/** Packets with "options", which the client for JavaScript adds. */
	private static final String CLIENT_EVENT = "85a47479706502a46461746193a568656c6c6f01a178"
			+ "a76f7074696f6e7381a8636f6d7072657373c3a2696407a36e7370a12f";

	private static final String CLIENT_CONNECT = "83a47479706500a46461746181a5746f6b656ea178a36e7370a62f61646d696e";

	private final MessagePackTester tester = new MessagePackTester();

	// Out

	@Test
	void writesPacketsOfAllTypes() {
		assertThat(MessagePackTester.hex(this.tester.codec().connect("/", "abc")))
			.isEqualTo("83a47479706500a36e7370a12fa46461746181a3736964a3616263");
		assertThat(MessagePackTester.hex(this.tester.codec().disconnect("/admin")))
			.isEqualTo("82a47479706501a36e7370a62f61646d696e");
		assertThat(MessagePackTester.hex(this.tester.codec().event("/", NO_ID, "hello", new Object[] { 1, "x" })))
			.isEqualTo("83a47479706502a36e7370a12fa46461746193a568656c6c6f01a178");
		assertThat(MessagePackTester
			.hex(this.tester.codec().event("/admin", 300, "hello", new Object[] { Map.of("a", List.of(1)) })))
			.isEqualTo("84a47479706502a36e7370a62f61646d696ea26964cd012ca46461746192a568656c6c6f81a1619101");
		assertThat(MessagePackTester.hex(this.tester.codec().ack("/", 12, new Object[0])))
			.isEqualTo("84a47479706503a36e7370a12fa269640ca46461746190");
		assertThat(MessagePackTester.hex(this.tester.codec().ack("/", 12, new Object[] { new byte[] { 1, 2, 3 } })))
			.isEqualTo("84a47479706503a36e7370a12fa269640ca46461746191c403010203");
		assertThat(MessagePackTester.hex(this.tester.codec().connectError("/", "no", Map.of("code", 1))))
			.isEqualTo("83a47479706504a36e7370a12fa46461746182a76d657373616765a26e6fa46461746181a4636f646501");
	}

	@Test
	void appendsTheOffsetToAnEvent() {
		for (int args : new int[] { 0, 1, 13, 14, 15, 16, 65533, 65534, 65535 }) {
			Object[] before = new Object[args];
			Arrays.fill(before, "x");
			Object[] after = Arrays.copyOf(before, args + 1);
			after[args] = "1-0";
			for (long id : new long[] { NO_ID, 300 }) {
				Packet packet = this.tester.codec().event("/admin", id, "a", before);
				Packet appended = this.tester.codec().withOffset(packet, "1-0");
				packet.release();
				assertThat(MessagePackTester.bytes(appended))
					.isEqualTo(MessagePackTester.bytes(this.tester.codec().event("/admin", id, "a", after)));
			}
		}
	}

	@Test
	void addressesAnEventToAnotherNamespace() {
		for (Object[] args : new Object[][] { {}, { 1, "x", new byte[] { 1 } } }) {
			for (long id : new long[] { NO_ID, 300 }) {
				Packet packet = this.tester.codec().event("/admin", id, "a", args);
				Packet addressed = this.tester.codec().addressed(packet, "/other", 5);
				packet.release();
				assertThat(MessagePackTester.bytes(addressed))
					.isEqualTo(MessagePackTester.bytes(this.tester.codec().event("/other", 5, "a", args)));
			}
		}
	}

	// In

	@Test
	void readsAnEventOfTheClientForJavaScript() {
		IncomingPacket packet = this.tester.decode(CLIENT_EVENT);
		assertThat(packet.type()).isEqualTo(PacketType.EVENT);
		assertThat(packet.namespace()).isEqualTo("/");
		assertThat(packet.id()).isEqualTo(7);
		try (PayloadReader payload = this.tester.codec().openEvent(packet)) {
			assertThat(payload.name()).isEqualTo("hello");
		}
		assertThat(this.tester.read(packet, int.class, String.class)).containsExactly(1, "x");
	}

	@Test
	void readsConnectWithAndWithoutAuth() {
		IncomingPacket packet = this.tester.decode(CLIENT_CONNECT);
		assertThat(packet.type()).isEqualTo(PacketType.CONNECT);
		assertThat(packet.namespace()).isEqualTo("/admin");
		assertThat(this.tester.codec().readAuth(packet.payload())).isEqualTo(Map.of("token", "x"));
		IncomingPacket plain = this.tester.decode("82a47479706500a36e7370a12f");
		assertThat(this.tester.codec().readAuth(plain.payload())).isEmpty();
	}

	@Test
	void readsUndefinedAsAbsent() {
		IncomingPacket packet = this.tester
			.decode("84a47479706502a46461746194a161d4000091d4000081a178d40000a26964d40000a36e7370a12f");
		assertThat(packet.id()).isEqualTo(NO_ID);
		assertThat(this.tester.read(packet, String.class, List.class)[0]).isNull();
		assertThat(this.tester.decode("83a47479706501a464617461d40000a36e7370a12f").type())
			.isEqualTo(PacketType.DISCONNECT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			81a36e7370a12f                             | type missing
			82a47479706505a36e7370a12f                 | type 5
			83a47479706502a46461746191a161             | truncated
			82a4747970650181a161a36e7370a12f           | key is no string
			82a474797065ffa36e7370a12f                 | type -1
			82a474797065a130a36e7370a12f               | type is a string
			82a474797065c0a36e7370a12f                 | type is null
			81a47479706501                             | nsp missing
			82a47479706501a36e737001                   | nsp is a number
			82a47479706501a36e7370c0                   | nsp is null
			82a47479706501a36e7370a1ff                 | nsp is not UTF-8
			83a47479706501a36e7370a12fa46461746190     | DISCONNECT with an array
			83a47479706501a36e7370a12fa464617461c0     | DISCONNECT with null
			83a47479706500a36e7370a12fa464617461c0     | CONNECT with null
			83a47479706500a36e7370a12fa46461746190     | CONNECT with an array
			83a47479706500a36e7370a12fa464617461a161   | CONNECT with a string
			82a47479706502a36e7370a12f                 | EVENT without data
			83a47479706502a36e7370a12fa46461746180     | EVENT with a map
			83a47479706502a36e7370a12fa46461746190     | EVENT without a name
			83a47479706502a36e7370a12fa46461746191c0   | EVENT with null for a name
			83a47479706502a36e7370a12fa4646174619190   | EVENT with an array for a name
			83a47479706502a36e7370a12fa46461746191a7636f6e6e656374   | reserved name
			82a47479706503a36e7370a12f                 | ACK without data
			82a47479706504a36e7370a12f                 | CONNECT_ERROR without data
			84a47479706503a36e7370a12fa26964c0a46461746190           | id is null
			84a47479706503a36e7370a12fa26964ffa46461746190           | id is negative
			84a47479706503a36e7370a12fa26964cb3fe0000000000000a46461746190  | id is half
			84a47479706503a36e7370a12fa26964cfffffffffffffffffa46461746190  | id beyond a long
			82a47479706501a36e7370a12f00               | trailing byte
			00                                         | a number
			90                                         | an array
			a0                                         | a string
			c0                                         | null
			c1                                         | no format
			""")
	void refusesInvalidPackets(String hex, String why) {
		assertInvalid(HexFormat.of().parseHex(hex), why);
	}

	@ParameterizedTest
	@CsvSource({ "c1, no format", "d40100, another extension", "d5000000, two bytes of extension",
			"d600ffffffff, a timestamp", "d6ffffffffff, a timestamp", "d7ff0000000000000000, a timestamp",
			"d80000000000000000000000000000000000, sixteen bytes of extension", "c70501, a short extension",
			"c70c00, truncated", "a1ff, not UTF-8", "a2c0af, overlong", "a3eda080, surrogate", "81c0c0, null for a key",
			"8190c0, an array for a key", "81c400c0, binary for a key", "81cb3fe0000000000000c0, a double for a key",
			"81a1ffc0, a key that is not UTF-8", "9181a1ff01, a key that is not UTF-8" })
	void refusesInvalidArguments(String hex, String why) {
		assertInvalid(HexFormat.of().parseHex("83a47479706502a36e7370a12fa46461746192a161" + hex), why);
		// Where nobody looks as well
		assertInvalid(HexFormat.of().parseHex("83a47479706501a36e7370a12fa161" + hex), why);
	}

	@Test
	void refusesTextMessages() {
		ByteBuf text = Unpooled.copiedBuffer("0", StandardCharsets.UTF_8);
		assertThatExceptionOfType(InvalidPacketException.class)
			.isThrownBy(() -> this.tester.codec().decoder(10).decode(text));
		text.release();
	}

	@Test
	void takesTheLastOfTwoKeys() {
		assertThat(this.tester.decode("83a47479706502a36e7370a12fa47479706501").type())
			.isEqualTo(PacketType.DISCONNECT);
	}

	@ParameterizedTest
	@ValueSource(strings = { CLIENT_EVENT, CLIENT_CONNECT,
			"84a47479706503a36e7370a12fa269640ca46461746195c403010203c7020001ff"
					+ "cb3fe0000000000000d9026162de000101d700000001a216de587b" })
	void refusesPacketsThatEndEarly(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex);
		this.tester.accept(bytes);
		for (int length = 0; length < bytes.length; length++) {
			assertInvalid(Arrays.copyOf(bytes, length), length + " bytes");
		}
	}

	@Test
	void refusesRandomBytesInOneWay() {
		Random random = new Random(42);
		for (int i = 0; i < 50_000; i++) {
			byte[] bytes = new byte[random.nextInt(40)];
			random.nextBytes(bytes);
			tryToAccept(bytes);
		}
	}

	@Test
	void refusesDamagedPacketsInOneWay() {
		Random random = new Random(43);
		byte[] event = HexFormat.of()
			.parseHex("83a47479706502a36e7370a12fa46461746198a161c403010203c7020001ff"
					+ "cb3fe0000000000000d9026162de0001a17801d700000001a216de587b81a161920102");
		this.tester.accept(event);
		for (int i = 0; i < 50_000; i++) {
			byte[] bytes = event.clone();
			for (int j = random.nextInt(3); j >= 0; j--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			tryToAccept(bytes);
		}
	}

	private void tryToAccept(byte[] bytes) {
		try {
			this.tester.accept(bytes);
		}
		catch (InvalidPacketException | BindingException ex) {
			// The second is not to blame on the bytes
			return;
		}
		catch (RuntimeException | Error ex) {
			throw new AssertionError(HexFormat.of().formatHex(bytes), ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "91", "81a161" })
	void refusesWhatIsNestedTooDeeply(String opening) {
		String prefix = "83a47479706502a36e7370a12fa46461746192a161";
		this.tester.accept(HexFormat.of().parseHex(prefix + opening.repeat(499) + "c0"));
		assertInvalid(HexFormat.of().parseHex(prefix + opening.repeat(500) + "c0"), "one level too deep");
		assertInvalid(HexFormat.of().parseHex(prefix + opening.repeat(300_000)), "a bomb");
		assertInvalid(HexFormat.of().parseHex(prefix + opening.repeat(300_000) + "c0"), "a bomb that goes off");
	}

	@Test
	void keepsToTheLimitsOfTheMapper() {
		StreamReadConstraints limits = StreamReadConstraints.builder()
			.maxStringLength(4)
			.maxNameLength(3)
			.maxNestingDepth(2)
			.build();
		MessagePackTester limited = new MessagePackTester(
				JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build()).build());
		String prefix = "83a47479706502a36e7370a12fa46461746192a161";
		limited.accept(HexFormat.of().parseHex(prefix + "a461626364"));
		limited.accept(HexFormat.of().parseHex(prefix + "81a361626301"));
		for (String beyond : new String[] { "a56162636465", "81a46162636401", "9191c0" }) {
			assertThatExceptionOfType(InvalidPacketException.class)
				.isThrownBy(() -> limited.accept(HexFormat.of().parseHex(prefix + beyond)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "c6ffffffff", "c67fffffff", "c9ffffffff00", "dbffffffff", "db7fffffff", "ddffffffff",
			"dd7fffffff", "dfffffffff", "df7fffffff", "dcffff", "deffff", "df80000000" })
	void believesNoLengthThatIsNotThere(String bomb) {
		assertInvalid(HexFormat.of().parseHex(bomb), "whole packet");
		assertInvalid(HexFormat.of().parseHex("83a47479706502a36e7370a12fa46461746192a161" + bomb), "argument");
		assertInvalid(HexFormat.of().parseHex("83a47479706502a36e7370a12fa464617461" + bomb), "arguments");
	}

	private void assertInvalid(byte[] bytes, String why) {
		assertThatExceptionOfType(InvalidPacketException.class).as(why).isThrownBy(() -> this.tester.accept(bytes));
	}

}
