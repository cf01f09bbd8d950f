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

package io.github.socketiospring.engineio.protocol;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The body of a polling request or response: packets with separators between them.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/engine-io-protocol/#http-long-polling-1">Engine.IO protocol:
 * packet encoding</a>
 */
public final class Payload {

	static final byte SEPARATOR = 0x1e;

	private Payload() {
	}

	/**
	 * Join packets to a payload. The packets keep their references.
	 * @param packets the packets, at least one
	 * @return the payload
	 */
	public static byte[] encode(List<EncodedPacket> packets) {
		int size = packets.size() - 1;
		for (EncodedPacket packet : packets) {
			size += packet.pollingSize();
		}
		byte[] payload = new byte[size];
		int offset = 0;
		for (EncodedPacket packet : packets) {
			if (offset > 0) {
				payload[offset++] = SEPARATOR;
			}
			packet.writePolling(payload, offset);
			offset += packet.pollingSize();
		}
		return payload;
	}

	/**
	 * Split a payload into its packets.
	 * @param payload the payload, which stays as it is
	 * @param consumer gets a view of each packet, which may be empty, and tells whether
	 * to go on
	 */
	public static void split(ByteBuf payload, Predicate<ByteBuf> consumer) {
		int from = payload.readerIndex();
		int end = payload.writerIndex();
		while (true) {
			int to = payload.indexOf(from, end, SEPARATOR);
			boolean last = to < 0;
			if (!consumer.test(payload.slice(from, (last ? end : to) - from)) || last) {
				return;
			}
			from = to + 1;
		}
	}

	/**
	 * Decode a binary message that travels as text. Line breaks are skipped: the official
	 * Java client makes some after 76 characters and at the end.
	 * @param packet the packet, its first byte {@link EnginePacket#BASE64} included
	 * @return the content, or null if it is not base64
	 */
	public static @Nullable ByteBuf decodeBase64(ByteBuf packet) {
		byte[] base64 = new byte[packet.readableBytes() - 1];
		packet.getBytes(packet.readerIndex() + 1, base64);
		try {
			return Unpooled.wrappedBuffer(Base64.getDecoder().decode(withoutLineBreaks(base64)));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static byte[] withoutLineBreaks(byte[] base64) {
		int length = 0;
		for (byte next : base64) {
			if (next != '\n' && next != '\r') {
				base64[length++] = next;
			}
		}
		return (length != base64.length) ? Arrays.copyOf(base64, length) : base64;
	}

}
