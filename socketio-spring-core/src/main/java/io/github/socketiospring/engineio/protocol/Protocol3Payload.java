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

import java.io.ByteArrayOutputStream;
import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * The payloads of protocol 3: each packet comes behind its length. Text payloads count
 * UTF-16 code units, and carry binary messages as base64; binary payloads count bytes.
 *
 * @see <a href=
 * "https://github.com/socketio/engine.io-protocol/tree/v3#payload">Engine.IO protocol 3:
 * payload</a>
 */
public final class Protocol3Payload implements PayloadFormat {

	/** For clients that can handle binary: a response with a binary message is binary. */
	public static final Protocol3Payload BINARY = new Protocol3Payload(true);

	/** For clients that cannot: all responses are text. */
	public static final Protocol3Payload BASE64 = new Protocol3Payload(false);

	/** The type of a binary payload. */
	static final String OCTET_STREAM = "application/octet-stream";

	/** More digits are no length of what fits into a payload. */
	private static final int MAX_LENGTH_DIGITS = 10;

	private final boolean binary;

	private Protocol3Payload(boolean binary) {
		this.binary = binary;
	}

	@Override
	public Payload encode(List<EncodedPacket> packets) {
		boolean octets = this.binary && hasBinary(packets);
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		for (EncodedPacket packet : packets) {
			Protocol3Forms forms = packet.protocol3();
			payload.writeBytes(octets ? forms.binaryPayload() : forms.textPayload());
		}
		return Payload.of(payload.toByteArray(), octets ? OCTET_STREAM : Payload.TEXT, packets);
	}

	private static boolean hasBinary(List<EncodedPacket> packets) {
		for (EncodedPacket packet : packets) {
			if (packet.binaries().length > 0) {
				return true;
			}
		}
		return false;
	}

	@Override
	public boolean acceptsBinary() {
		return true;
	}

	@Override
	public IncomingPayload decode(ByteBuf payload, boolean binary) {
		if (!binary) {
			return decodeText(payload);
		}
		return payload.isReadable() ? new BinaryPackets(payload) : IncomingPayload.MALFORMED;
	}

	static IncomingPayload decodeText(ByteBuf payload) {
		return (payload.isReadable() && Utf8.isValid(payload)) ? new TextPackets(payload) : IncomingPayload.MALFORMED;
	}

	/**
	 * Read a number.
	 * @return the number, or -1 if there is none
	 */
	private static long number(ByteBuf payload, int from, int to, int zero) {
		long number = (from < to) ? 0 : -1;
		for (int i = from; i < to; i++) {
			int digit = payload.getByte(i) - zero;
			if (digit < 0 || digit > 9) {
				return -1;
			}
			number = number * 10 + digit;
		}
		return number;
	}

	/**
	 * Packets with their lengths before them.
	 */
	private abstract static class Packets implements IncomingPayload {

		final ByteBuf payload;

		/** Where the next packet begins. */
		int index;

		/** Where its content begins, behind the length. */
		int content;

		Packets(ByteBuf payload) {
			this.payload = payload;
			this.index = payload.readerIndex();
		}

		/**
		 * Read the length of the next packet.
		 * @return the length, or -1 if there is none of what fits into a payload
		 */
		long readLength(int from, byte mark, int zero) {
			int limit = Math.min(this.payload.writerIndex(), from + MAX_LENGTH_DIGITS + 1);
			int end = this.payload.indexOf(from, limit, mark);
			this.content = end + 1;
			return (end >= 0) ? number(this.payload, from, end, zero) : -1;
		}

		@Override
		public boolean isAtEnd() {
			return this.index >= this.payload.writerIndex();
		}

	}

	private static final class TextPackets extends Packets {

		TextPackets(ByteBuf payload) {
			super(payload);
		}

		@Override
		public boolean forEach(PacketConsumer consumer) {
			boolean more = true;
			while (more && !isAtEnd()) {
				long length = readLength(this.index, (byte) ':', '0');
				int end = (length >= 0) ? CharCount.end(this.payload, this.content, length) : -1;
				if (end < 0) {
					return false;
				}
				this.index = end;
				// An empty packet is no packet to the reference server
				more = length == 0 || consumer.onText(this.payload.slice(this.content, end - this.content));
			}
			return true;
		}

	}

	private static final class BinaryPackets extends Packets {

		BinaryPackets(ByteBuf payload) {
			super(payload);
		}

		@Override
		public boolean forEach(PacketConsumer consumer) {
			boolean more = true;
			while (more && !isAtEnd()) {
				int kind = this.payload.getByte(this.index);
				long length = readLength(this.index + 1, Protocol3Forms.LENGTH_END, 0);
				if (length < 0 || length > this.payload.writerIndex() - this.content) {
					return false;
				}
				ByteBuf packet = this.payload.slice(this.content, (int) length);
				this.index = this.content + (int) length;
				if (kind == Protocol3Forms.TEXT && Utf8.isValid(packet)) {
					more = consumer.onText(packet);
				}
				else if (kind == Protocol3Forms.BINARY) {
					more = consumer.onBinary(packet);
				}
				else {
					return false;
				}
			}
			return true;
		}

	}

}
