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

package io.github.socketiospring.adapter;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.adapter.ClusterMessage.Type;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class ClusterMessageCodecTests {

	private final PacketCodec packets = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	private final ClusterMessageCodec codec = new ClusterMessageCodec(this.packets);

	private static byte[] broadcast(PacketCodec packets, Object... args) {
		Packet event = packets.event("/chat", IncomingPacket.NO_ID, "e", args);
		try {
			return new ClusterMessageCodec(packets)
				.write(new ClusterMessages("a", "/chat", packets).broadcast(event, BroadcastOptions.ALL));
		}
		finally {
			event.release();
		}
	}

	private static List<?> values(ClusterMessage message) {
		return MessageData.of(message).child("packet").list("data");
	}

	@Test
	void writesJsonAsTheReferenceDoes() {
		assertThat(new String(broadcast(this.packets, 1, Map.of("a", "ü")), StandardCharsets.UTF_8))
			.startsWith("{\"uid\":\"a\",\"nsp\":\"/chat\",\"type\":3,\"data\":{\"opts\":{")
			.contains("\"packet\":{\"type\":2,\"data\":[\"e\",1,{\"a\":\"ü\"}],\"nsp\":\"/chat\"}");
	}

	@Test
	void readsWhatItHasWritten() {
		ClusterMessage message = this.codec.read(broadcast(this.packets, 1, "x", List.of(true)));
		assertThat(message.uid()).isEqualTo("a");
		assertThat(message.namespace()).isEqualTo("/chat");
		assertThat(message.type()).isEqualTo(Type.BROADCAST);
		assertThat(values(message)).isEqualTo(List.of("e", 1, "x", List.of(true)));
	}

	@Test
	void writesMessagePackWhereThereIsBinaryData() {
		byte[] bytes = broadcast(this.packets, Map.of("image", new byte[] { 1, 2 }));
		assertThat(bytes[0]).isEqualTo((byte) 0x84);
		Map<?, ?> argument = (Map<?, ?>) values(this.codec.read(bytes)).get(1);
		assertThat((byte[]) argument.get("image")).containsExactly(1, 2);
	}

	@Test
	void parserOfTheServerDoesNotMatter() {
		PacketCodec messagePack = new PacketCodec(JsonMapper.shared(), MessagePackParser::new);
		assertThat(values(this.codec.read(broadcast(messagePack, 1, "x")))).isEqualTo(List.of("e", 1, "x"));
		assertThat(broadcast(messagePack, 1)[0]).isEqualTo((byte) '{');
		assertThat(broadcast(messagePack, new byte[1])[0]).isEqualTo((byte) 0x84);
	}

	@Test
	void leavesTheDataOfPacketsAlone() {
		ClusterMessage message = this.codec.read("""
				{"uid":"a","nsp":"/","type":3,"data":{"packet":{"data":[1e999]},"opts":{}}}"""
			.getBytes(StandardCharsets.UTF_8));
		assertThat(MessageData.of(message).child("packet").get("data")).isInstanceOf(PacketData.class);
	}

	@ParameterizedTest
	@CsvSource({ "d6ff00000000, 1970-01-01T00:00:00.000Z", "d7ffa1a5d60065937d25, 2024-01-02T03:04:05.678Z",
			"c70cff1dcd6500fffffffffffffffe, 1969-12-31T23:59:58.500Z",
			"c70cff000f42400000000400000000, 2514-05-30T01:53:04.001Z" })
	void readsTimestampsAsDatesOfJavaScript(String bytes, String date) {
		assertThat(this.codec.read(HexFormat.of().parseHex("91" + bytes), false)).isEqualTo(List.of(date));
	}

	@ParameterizedTest
	@ValueSource(strings = { "d6fe00000000", "c70bff00000000000000000000ff", "c70cff000000007fffffffffffffff",
			"c70cff000000008000000000000000", "c70cff00000000" })
	void refusesWhatIsNoTimestamp(String bytes) {
		assertThatException().isThrownBy(() -> this.codec.read(HexFormat.of().parseHex("91" + bytes), false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "[]", "null", "{\"uid\":\"a\",\"nsp\":\"/\"}",
			"{\"uid\":1,\"nsp\":\"/\",\"type\":3}", "{\"uid\":\"a\",\"nsp\":\"/\",\"type\":\"3\"}",
			"{\"uid\":\"a\",\"nsp\":\"/\",\"type\":77}", "{\"uid\":\"a\",\"nsp\":\"/\",\"type\":2}{}",
			"{\"uid\":\"a\",\"nsp\":\"/\",\"type\":3,\"data\":{\"packet\":{\"data\":[" })
	void refusesWhatIsNoMessage(String text) {
		assertThatException().isThrownBy(() -> this.codec.read(text.getBytes(StandardCharsets.UTF_8)));
	}

}
