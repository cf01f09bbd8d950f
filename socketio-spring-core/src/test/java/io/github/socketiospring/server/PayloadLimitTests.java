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

package io.github.socketiospring.server;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.PacketParser;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.PacketType;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The limits of the application's mapper hold wherever a client sends data, in both
 * formats: what is beyond them is an invalid packet. Cases 110, 118 and 121 of the
 * protocol.
 */
class PayloadLimitTests {

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(20)
				.maxNumberLength(50)
				.maxStringLength(200)
				.maxNameLength(60)
				.build())
			.build())
		.build();

	/** What writes without limits. */
	private static final JsonMapper WRITER = JsonMapper.builder().build();

	private final TestHandler handler = new TestHandler();

	/**
	 * What is beyond a limit, as JSON. MessagePack has no such numbers.
	 */
	enum Excess {

		DEPTH("[".repeat(25) + "]".repeat(25)), OBJECT_DEPTH("{\"a\":".repeat(25) + "1" + "}".repeat(25)),

		NUMBER("1".repeat(60)), FRACTION("0." + "1".repeat(60)), NAME("{\"" + "n".repeat(70) + "\":1}"),

		TEXT("\"" + "t".repeat(300) + "\"");

		private final String json;

		Excess(String json) {
			this.json = json;
		}

		boolean isNumber() {
			return this == NUMBER || this == FRACTION;
		}

	}

	/**
	 * Where a client sends data. The argument stands for a percent sign.
	 */
	enum Place {

		AUTH(PacketType.CONNECT, "{\"token\":%}"), TYPED_ARGUMENT(PacketType.EVENT, "[\"typed\",%]"),

		ARGUMENT(PacketType.EVENT, "[\"any\",%]"), ADDITIONAL_ARGUMENT(PacketType.EVENT, "[\"any\",1,%]"),

		UNHANDLED_EVENT(PacketType.EVENT, "[\"nobody\",%]"), ACKNOWLEDGEMENT(PacketType.ACK, "[%]"),

		UNKNOWN_ACKNOWLEDGEMENT(PacketType.ACK, "[%]");

		private final PacketType type;

		private final String data;

		Place(PacketType type, String data) {
			this.type = type;
			this.data = data;
		}

	}

	static Stream<Arguments> json() {
		return Stream.of(Place.values())
			.flatMap((place) -> Stream.of(Excess.values()).map((excess) -> Arguments.of(place, excess)));
	}

	static Stream<Arguments> messagePack() {
		return Stream.of(Place.values())
			.flatMap((place) -> Stream.of(Excess.values())
				.filter((excess) -> !excess.isNumber())
				.map((excess) -> Arguments.of(place, excess)));
	}

	private TestServer server(PacketParserFactory parser) {
		TestServer server = new TestServer((builder) -> builder.jsonMapper(MAPPER).parser(parser));
		server.root()
			.addHandler(this.handler.on("any", (call) -> null)
				.on("typed", JsonNode.class, (call) -> null)
				.on("fine", (call) -> AckArgs.of("fine")));
		return server;
	}

	private static long id(Place place) {
		return switch (place) {
			case ACKNOWLEDGEMENT -> 0;
			case UNKNOWN_ACKNOWLEDGEMENT -> 99;
			default -> -1;
		};
	}

	private static String jsonPacket(Place place, String argument) {
		long id = id(place);
		return "4" + place.type.ordinal() + ((id >= 0) ? id : "") + place.data.replace("%", argument);
	}

	private static byte[] messagePackPacket(Place place, String argument) {
		PacketParser parser = new MessagePackParser(WRITER);
		Object data = WRITER.readValue(place.data.replace("%", argument), Object.class);
		EncodedPacket packet;
		if (data instanceof List<?> list) {
			packet = parser.encode(place.type, "/", id(place), null, list.toArray());
		}
		else {
			packet = parser.encodeObject(place.type, "/", data);
		}
		byte[] bytes = ByteBufUtil.getBytes(packet.binaries()[0]);
		packet.release();
		return bytes;
	}

	private static FakeWebSocket connect(TestServer server, Place place) {
		FakeWebSocket client = (place == Place.AUTH) ? server.open() : server.connect();
		ask(server, place);
		return client;
	}

	private static void ask(TestServer server, Place place) {
		if (place == Place.ACKNOWLEDGEMENT) {
			server.socket().emitWithAck("ask", Object.class).subscribe((answer) -> {
			}, (error) -> {
			});
		}
	}

	@ParameterizedTest
	@MethodSource("json")
	void closesWebSocketOnJsonBeyondTheLimits(Place place, Excess excess) {
		TestServer server = server(PacketParserFactory.json());
		FakeWebSocket client = connect(server, place);
		client.text(jsonPacket(place, excess.json));
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.handler.events()).allMatch((event) -> event.startsWith("left: forced close"));
	}

	@ParameterizedTest
	@MethodSource("json")
	void endsPollingOnJsonBeyondTheLimits(Place place, Excess excess) {
		TestServer server = server(PacketParserFactory.json());
		PollingClient client = new PollingClient(server.server().engine());
		if (place != Place.AUTH) {
			client.post("40");
			client.poll();
		}
		ask(server, place);
		client.poll();
		PollingClient.Exchange poll = client.poll();
		client.post(jsonPacket(place, excess.json));
		assertThat(server.server().engine().clientsCount()).isZero();
		assertThat(poll.isPending()).isFalse();
		assertThat(this.handler.events()).allMatch((event) -> event.startsWith("left: "));
	}

	@ParameterizedTest
	@MethodSource("messagePack")
	void closesOnMessagePackBeyondTheLimits(Place place, Excess excess) {
		TestServer server = server(MessagePackParser::new);
		FakeWebSocket client = server.open();
		if (place != Place.AUTH) {
			client.bytes(connect(), false);
		}
		ask(server, place);
		client.bytes(messagePackPacket(place, excess.json), false);
		assertThat(client.closedWith()).isEqualTo(1005);
		assertThat(this.handler.events()).allMatch((event) -> event.startsWith("left: forced close"));
	}

	@ParameterizedTest
	@MethodSource("messagePack")
	void endsPollingOnMessagePackBeyondTheLimits(Place place, Excess excess) {
		TestServer server = server(MessagePackParser::new);
		PollingClient client = new PollingClient(server.server().engine());
		if (place != Place.AUTH) {
			client.post(base64(connect()));
			client.poll();
		}
		ask(server, place);
		client.poll();
		PollingClient.Exchange poll = client.poll();
		client.post(base64(messagePackPacket(place, excess.json)));
		assertThat(server.server().engine().clientsCount()).isZero();
		assertThat(poll.isPending()).isFalse();
		assertThat(this.handler.events()).allMatch((event) -> event.startsWith("left: "));
	}

	private static String base64(byte[] message) {
		return "b" + Base64.getEncoder().encodeToString(message);
	}

	private static byte[] connect() {
		EncodedPacket packet = new MessagePackParser(WRITER).encodeObject(PacketType.CONNECT, "/", null);
		byte[] bytes = ByteBufUtil.getBytes(packet.binaries()[0]);
		packet.release();
		return bytes;
	}

	@ParameterizedTest
	@MethodSource("json")
	void takesWhatIsWithinTheLimits(Place place, Excess excess) {
		TestServer server = server(PacketParserFactory.json());
		FakeWebSocket client = connect(server, place);
		String smaller = switch (excess) {
			case DEPTH -> "[".repeat(18) + "]".repeat(18);
			case OBJECT_DEPTH -> "{\"a\":".repeat(18) + "1" + "}".repeat(18);
			case NUMBER -> "1".repeat(50);
			case FRACTION -> "0." + "1".repeat(48);
			case NAME -> "{\"" + "n".repeat(60) + "\":1}";
			// In characters: they are three bytes each
			case TEXT -> "\"" + "€".repeat(200) + "\"";
		};
		client.text(jsonPacket(place, smaller));
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		client.drop();
	}

	@ParameterizedTest
	@MethodSource("claims")
	void allocatesNothingForWhatMessagePackOnlyClaims(byte[] claim) {
		TestServer server = server(MessagePackParser::new);
		FakeWebSocket client = server.open();
		client.bytes(connect(), false);
		byte[] header = messagePackPacket(Place.ARGUMENT, "1");
		// In place of the last argument
		byte[] packet = Arrays.copyOf(header, header.length - 1 + claim.length);
		System.arraycopy(claim, 0, packet, header.length - 1, claim.length);
		client.bytes(packet, false);
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	static Stream<byte[]> claims() {
		byte max = (byte) 0xff;
		return Stream.of(new byte[] { (byte) 0xdd, 0x7f, max, max, max },
				new byte[] { (byte) 0xdf, 0x7f, max, max, max }, new byte[] { (byte) 0xdb, 0x7f, max, max, max },
				new byte[] { (byte) 0xc6, 0x7f, max, max, max }, new byte[] { (byte) 0xc9, 0x7f, max, max, max, 0 },
				new byte[] { (byte) 0xdd, max, max, max, max }, new byte[] { (byte) 0xdc, max, max });
	}

}
