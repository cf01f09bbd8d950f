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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketParser;
import io.github.socketiospring.protocol.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parser as an application might write it: each packet is JSON in one binary message.
 */
final class JsonFrameParser implements PacketParser {

	private final JsonMapper mapper;

	JsonFrameParser(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public EncodedPacket encode(PacketType type, String namespace, long id, @Nullable String event,
			@Nullable Object[] args) {
		List<@Nullable Object> data = new ArrayList<>(Arrays.asList(args));
		if (event != null) {
			data.add(0, event);
		}
		return write(type, namespace, id, data);
	}

	@Override
	public EncodedPacket encodeObject(PacketType type, String namespace, @Nullable Object data) {
		return write(type, namespace, IncomingPacket.NO_ID, data);
	}

	private EncodedPacket write(PacketType type, String namespace, long id, @Nullable Object data) {
		Map<String, Object> packet = new LinkedHashMap<>();
		packet.put("type", type.ordinal());
		packet.put("nsp", namespace);
		if (id != IncomingPacket.NO_ID) {
			packet.put("id", id);
		}
		if (data != null) {
			packet.put("data", data);
		}
		try {
			return EncodedPacket.binary(Unpooled.wrappedBuffer(this.mapper.writeValueAsBytes(packet)));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	@Override
	public EncodedPacket append(EncodedPacket packet, String argument) {
		JsonNode json = this.mapper.readTree(ByteBufUtil.getBytes(packet.binaries()[0]));
		json.get("data").asArray().add(argument);
		return EncodedPacket.binary(Unpooled.wrappedBuffer(this.mapper.writeValueAsBytes(json)));
	}

	@Override
	public EncodedPacket address(Packet packet, String namespace, long id) {
		JsonNode json = this.mapper.readTree(ByteBufUtil.getBytes(packet.encoded().binaries()[0]));
		return write(packet.type(), namespace, id, json.get("data"));
	}

	@Override
	public Decoder decoder(int maxAttachments) {
		return new JsonFrameDecoder();
	}

	@Override
	public JsonParser parse(byte[] payload, int offset, int length, List<byte[]> attachments) {
		return this.mapper.reader().createParser(payload, offset, length);
	}

	private final class JsonFrameDecoder implements Decoder {

		@Override
		public IncomingPacket decode(ByteBuf text) {
			throw new InvalidPacketException("text");
		}

		@Override
		public IncomingPacket decodeBinary(ByteBuf content) {
			try {
				JsonNode packet = JsonFrameParser.this.mapper.readTree(ByteBufUtil.getBytes(content));
				JsonNode data = packet.get("data");
				return new IncomingPacket(PacketType.values()[packet.get("type").asInt()], packet.get("nsp").asString(),
						packet.path("id").asLong(IncomingPacket.NO_ID),
						(data != null) ? Unpooled.wrappedBuffer(JsonFrameParser.this.mapper.writeValueAsBytes(data))
								: Unpooled.EMPTY_BUFFER,
						List.of());
			}
			catch (JacksonException | NullPointerException | IndexOutOfBoundsException ex) {
				throw new InvalidPacketException("no packet");
			}
		}

	}

}
