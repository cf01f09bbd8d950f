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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The content of a binary message that travels as text.
 */
public final class Base64Content {

	private Base64Content() {
	}

	/**
	 * Decode. Line breaks are skipped: the official Java client makes some after 76
	 * characters and at the end.
	 * @param packet the packet, which stays as it is
	 * @param version the version of the protocol, on which depends what comes before the
	 * base64
	 * @return the content, or null if it is no binary message
	 */
	public static @Nullable ByteBuf decode(ByteBuf packet, ProtocolVersion version) {
		int offset = 1;
		if (version == ProtocolVersion.V3) {
			offset++;
			if (packet.readableBytes() < offset || packet.getByte(packet.readerIndex() + 1) != EnginePacket.MESSAGE) {
				return null;
			}
		}
		byte[] base64 = new byte[packet.readableBytes() - offset];
		packet.getBytes(packet.readerIndex() + offset, base64);
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
