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
import java.util.Arrays;
import java.util.HexFormat;

import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.Packet;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PayloadReader;
import io.github.socketiospring.protocol.ValueReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends packets as bytes through a codec, and gets them.
 */
final class MessagePackTester {

	private static final HexFormat HEX = HexFormat.of();

	/** An event "a" of the default namespace, whose arguments follow. */
	private static final String EVENT = "83a47479706502a36e7370a12fa464617461";

	private final PacketCodec codec;

	MessagePackTester() {
		this(JsonMapper.shared());
	}

	MessagePackTester(JsonMapper mapper) {
		this.codec = new PacketCodec(mapper, MessagePackParser::new);
	}

	PacketCodec codec() {
		return this.codec;
	}

	/**
	 * The bytes of a packet, which is released.
	 */
	static byte[] bytes(Packet packet) {
		try {
			return ByteBufUtil.getBytes(packet.encoded().binaries()[0]);
		}
		finally {
			packet.release();
		}
	}

	static String hex(Packet packet) {
		return HEX.formatHex(bytes(packet));
	}

	/**
	 * How a value is written.
	 */
	String write(@Nullable Object value) {
		String hex = hex(this.codec.event("/", IncomingPacket.NO_ID, "a", new Object[] { value }));
		String prefix = EVENT + "92a161";
		if (!hex.startsWith(prefix)) {
			throw new AssertionError(hex);
		}
		return hex.substring(prefix.length());
	}

	IncomingPacket decode(byte[] bytes) {
		ByteBuf message = Unpooled.directBuffer().writeBytes(bytes);
		try {
			IncomingPacket packet = this.codec.decoder(10).decodeBinary(message);
			if (packet == null) {
				throw new AssertionError("More to come");
			}
			return packet;
		}
		finally {
			message.release();
		}
	}

	IncomingPacket decode(String hex) {
		return decode(HEX.parseHex(hex));
	}

	/**
	 * Read an argument.
	 */
	@SuppressWarnings("unchecked")
	<T> T read(String value, Type type) {
		return (T) read(decode(EVENT + "92a161" + value), type)[0];
	}

	@Nullable Object[] read(IncomingPacket packet, Type... types) {
		ValueReader[] readers = Arrays.stream(types).map(this.codec::valueReader).toArray(ValueReader[]::new);
		try (PayloadReader payload = this.codec.openEvent(packet)) {
			@Nullable Object[] values = payload.read(readers);
			payload.finish();
			return values;
		}
	}

	/**
	 * Read a packet to its end.
	 */
	void accept(byte[] bytes) {
		IncomingPacket packet = decode(bytes);
		switch (packet.type()) {
			case CONNECT -> this.codec.readAuth(packet.payload());
			case EVENT -> read(packet, Object.class, String.class);
			case ACK -> {
				try (PayloadReader payload = this.codec.openAck(packet)) {
					payload.finish();
				}
			}
			default -> {
			}
		}
	}

}
