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

package io.github.socketiospring.redis;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.ClusterMessage;
import io.github.socketiospring.adapter.ClusterMessage.Type;
import io.github.socketiospring.adapter.ClusterMessageCodec;
import io.github.socketiospring.adapter.ClusterMessages;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class RedisMessageCodecTests {

	private final PacketCodec packets = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	private final ClusterMessages messages = new ClusterMessages("abcdef", "/", this.packets);

	private final RedisMessageCodec codec = new RedisMessageCodec(new ClusterMessageCodec(this.packets), "/");

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	private static byte[] json(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void writesEventsAsTheReferenceDoes() {
		Packet event = this.packets.event("/", IncomingPacket.NO_ID, "e", new Object[] { 1, new byte[] { 7 } });
		byte[] message = this.codec
			.writeBroadcast(this.messages.broadcast(event, new BroadcastOptions(Set.of("r"), Set.of())));
		event.release();
		// ["abcdef", {type: 2, data: ["e", 1, <07>], nsp: "/"}, {rooms: ["r"], except:
		// [], flags: {}}], where the
		// order of properties does not matter
		assertThat(HexFormat.of().formatHex(message))
			.startsWith("93" + "a6616263646566" + "83" + "a474797065" + "02" + "a464617461" + "93a16501c40107"
					+ "a36e7370" + "a12f" + "83")
			.contains("a5726f6f6d7391a172")
			.contains("a665786365707490")
			.contains("a5666c61677380");
	}

	@Test
	void readsEventsOfTheReference() {
		// ["x", {type: 2, data: ["e", undefined]}, {rooms: [], except: [], flags: {}}]
		ClusterMessage message = this.codec.readBroadcast(bytes("93 a178 82 a474797065 02 a464617461 92 a165 d40000"
				+ "83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80"));
		assertThat(message.uid()).isEqualTo("x");
		assertThat(message.namespace()).isEqualTo("/");
		assertThat(message.type()).isEqualTo(Type.BROADCAST);
		assertThat(RedisMessageCodec.rooms(message)).isEmpty();
	}

	@Test
	void refusesWhatIsNoEvent() {
		for (String hex : List.of("", "90", "91a178", "92a17880", "93c080c0", "80", "93a178c0c0", "ff", "dfffffffff")) {
			assertThatException().as(hex).isThrownBy(() -> this.codec.readBroadcast(bytes(hex)));
		}
	}

	@Test
	void writesRequestsAsTheReferenceDoes() {
		assertThat(this.codec
			.writeRequest(this.messages.socketsJoin(new BroadcastOptions(Set.of("a"), Set.of()), List.of("b"))))
			.satisfies((bytes) -> assertThat(JsonMapper.shared().readValue(bytes, Object.class))
				.isEqualTo(Map.of("uid", "abcdef", "type", 2, "rooms", List.of("b"), "opts",
						Map.of("rooms", List.of("a"), "except", List.of(), "flags", Map.of()))));
		assertThat(this.codec.writeRequest(this.messages.serverSideEmit(List.of("e", 1))))
			.satisfies((bytes) -> assertThat(JsonMapper.shared().readValue(bytes, Object.class))
				.isEqualTo(Map.of("uid", "abcdef", "type", 6, "data", List.of("e", 1))));
	}

	@Test
	void readsRequestsOfOldServers() {
		ClusterMessage message = this.codec
			.request(this.codec.read(json("{\"requestId\":\"1\",\"type\":3,\"sid\":\"s\",\"room\":\"r\"}")));
		assertThat(message).isNotNull();
		assertThat(message.type()).isEqualTo(Type.SOCKETS_LEAVE);
		assertThat(message.data()).containsEntry("rooms", List.of("r"))
			.containsEntry("opts", Map.of("rooms", List.of("s"), "except", List.of()));
	}

	@Test
	void skipsRequestsOfUnknownTypes() {
		assertThat(this.codec.request(this.codec.read(json("{\"type\":55}")))).isNull();
		assertThatException().isThrownBy(() -> this.codec.request(this.codec.read(json("{\"type\":\"2\"}"))));
		assertThatException().isThrownBy(() -> this.codec.read(json("{\"type\":2}x")));
	}

	@Test
	void readsResponsesOfTheReference() {
		assertThat(this.codec.response(this.codec.read(json("{\"requestId\":\"1\",\"sockets\":[]}"))).type())
			.isEqualTo(Type.FETCH_SOCKETS_RESPONSE);
		ClusterMessage answer = this.codec
			.response(this.codec.read(json("{\"type\":6,\"requestId\":\"1\",\"data\":\"a\"}")));
		assertThat(answer.type()).isEqualTo(Type.SERVER_SIDE_EMIT_RESPONSE);
		assertThat(answer.data()).containsEntry("packet", "a");
		assertThat(
				this.codec.response(this.codec.read(json("{\"type\":8,\"requestId\":\"1\",\"clientCount\":2}"))).data())
			.containsEntry("clientCount", 2);
	}

}
