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

import java.util.Base64;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The payloads of protocol 4: packets with separators between them.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/engine-io-protocol/#http-long-polling-1">Engine.IO protocol:
 * packet encoding</a>
 */
public final class Protocol4Payload implements PayloadFormat {

	/** The one instance. */
	public static final Protocol4Payload INSTANCE = new Protocol4Payload();

	static final byte SEPARATOR = 0x1e;

	private Protocol4Payload() {
	}

	@Override
	public Payload encode(List<EncodedPacket> packets) {
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
		return Payload.of(payload, Payload.TEXT, packets);
	}

	/**
	 * Encode a packet with binary messages: they are base64.
	 */
	static byte[] encode(EncodedPacket packet) {
		ByteBuf text = packet.text();
		int size = (text != null) ? text.readableBytes() : -1;
		for (ByteBuf binary : packet.binaries()) {
			size += 2 + (binary.readableBytes() + 2) / 3 * 4;
		}
		ByteBuf target = Unpooled.wrappedBuffer(new byte[size]).clear();
		if (text != null) {
			target.writeBytes(text, text.readerIndex(), text.readableBytes());
		}
		for (ByteBuf binary : packet.binaries()) {
			if (target.writerIndex() > 0) {
				target.writeByte(SEPARATOR);
			}
			target.writeByte(EnginePacket.BASE64);
			byte[] content = new byte[binary.readableBytes()];
			binary.getBytes(binary.readerIndex(), content);
			target.writeBytes(Base64.getEncoder().encode(content));
		}
		return target.array();
	}

	@Override
	public boolean acceptsBinary() {
		return false;
	}

	@Override
	public IncomingPayload decode(ByteBuf payload, boolean binary) {
		return Utf8.isValid(payload) ? new Packets(payload) : IncomingPayload.MALFORMED;
	}

	private static final class Packets implements IncomingPayload {

		private final ByteBuf payload;

		/** Where the next packet begins; behind the end once there is none. */
		private int from;

		Packets(ByteBuf payload) {
			this.payload = payload;
			this.from = payload.readerIndex();
		}

		@Override
		public boolean forEach(PacketConsumer consumer) {
			int end = this.payload.writerIndex();
			boolean more = true;
			while (more && !isAtEnd()) {
				int from = this.from;
				int separator = this.payload.indexOf(from, end, SEPARATOR);
				int to = (separator < 0) ? end : separator;
				this.from = to + 1;
				more = consumer.onText(this.payload.slice(from, to - from));
			}
			return true;
		}

		@Override
		public boolean isAtEnd() {
			return this.from > this.payload.writerIndex();
		}

	}

}
