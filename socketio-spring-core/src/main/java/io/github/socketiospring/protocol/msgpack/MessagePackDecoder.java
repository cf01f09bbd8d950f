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
import java.util.List;

import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.PacketParser;
import io.github.socketiospring.protocol.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Decodes packets, each of which is one binary message with a map: {@code type},
 * {@code data}, {@code nsp}, and {@code id}. Other keys are ignored.
 */
final class MessagePackDecoder implements PacketParser.Decoder {

	static final byte[] TYPE = key("type");

	static final byte[] DATA = key("data");

	static final byte[] NAMESPACE = key("nsp");

	static final byte[] ID = key("id");

	private static final PacketType[] TYPES = PacketType.values();

	private final int maxDepth;

	MessagePackDecoder(int maxDepth) {
		this.maxDepth = maxDepth;
	}

	private static byte[] key(String key) {
		return key.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public IncomingPacket decode(ByteBuf text) {
		throw new InvalidPacketException("got plaintext data where packets are MessagePack");
	}

	@Override
	public IncomingPacket decodeBinary(ByteBuf content) {
		byte[] bytes = ByteBufUtil.getBytes(content);
		MessagePackInput input = new MessagePackInput(bytes, 0, bytes.length, false);
		ValueChecker checker = new ValueChecker(input, Unpooled.wrappedBuffer(bytes), this.maxDepth);
		if (input.next() != Kind.MAP) {
			throw new InvalidPacketException("no packet");
		}
		long type = -1;
		String namespace = null;
		long id = IncomingPacket.NO_ID;
		Kind data = Kind.UNDEFINED;
		ByteBuf payload = Unpooled.EMPTY_BUFFER;
		for (int missing = input.length(); missing > 0; missing--) {
			if (input.next() != Kind.STRING) {
				throw new InvalidPacketException("the key of a packet is no string");
			}
			if (input.is(TYPE)) {
				type = (checker.check() == Kind.INTEGER) ? input.number() : -1;
			}
			else if (input.is(DATA)) {
				int from = input.position();
				data = checker.check();
				payload = (data == Kind.UNDEFINED) ? Unpooled.EMPTY_BUFFER
						: Unpooled.wrappedBuffer(bytes, from, input.position() - from);
			}
			else if (input.is(NAMESPACE)) {
				namespace = (checker.check() == Kind.STRING) ? input.string() : null;
			}
			else if (input.is(ID)) {
				id = readId(input, checker.check());
			}
			else {
				checker.check();
			}
		}
		if (!input.isAtEnd()) {
			throw new InvalidPacketException("trailing bytes");
		}
		return packet(type, namespace, id, data, payload);
	}

	private static long readId(MessagePackInput input, Kind kind) {
		if (kind == Kind.UNDEFINED) {
			return IncomingPacket.NO_ID;
		}
		if (kind != Kind.INTEGER || input.number() < 0) {
			throw new InvalidPacketException("invalid packet id");
		}
		return input.number();
	}

	private static IncomingPacket packet(long number, @Nullable String namespace, long id, Kind data, ByteBuf payload) {
		if (number < 0 || number > PacketType.CONNECT_ERROR.ordinal()) {
			throw new InvalidPacketException("invalid packet type");
		}
		if (namespace == null) {
			throw new InvalidPacketException("invalid namespace");
		}
		PacketType type = TYPES[(int) number];
		boolean valid = switch (type) {
			case CONNECT -> data == Kind.UNDEFINED || data == Kind.MAP;
			case DISCONNECT -> data == Kind.UNDEFINED;
			case CONNECT_ERROR -> data == Kind.STRING || data == Kind.MAP;
			default -> data == Kind.ARRAY;
		};
		if (!valid) {
			throw new InvalidPacketException("invalid payload");
		}
		return new IncomingPacket(type, namespace, id, payload, List.of());
	}

}
