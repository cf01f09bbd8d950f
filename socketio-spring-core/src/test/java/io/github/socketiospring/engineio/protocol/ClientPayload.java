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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads as a client reads and writes them.
 */
public final class ClientPayload {

	private ClientPayload() {
	}

	/**
	 * Read the packets that a server sent.
	 */
	public static List<ClientPacket> read(byte[] payload, String contentType, ProtocolVersion version) {
		if (contentType.startsWith("text/javascript")) {
			String script = new String(payload, StandardCharsets.UTF_8);
			String json = script.substring(script.indexOf('"'), script.lastIndexOf('"') + 1);
			return read(JsonMapper.shared().readValue(json, String.class).getBytes(StandardCharsets.UTF_8),
					Payload.TEXT, version);
		}
		PayloadFormat format = (version == ProtocolVersion.V3) ? Protocol3Payload.BINARY : Protocol4Payload.INSTANCE;
		Collector packets = new Collector(version);
		if (!format.decode(Unpooled.wrappedBuffer(payload), contentType.equals(Protocol3Payload.OCTET_STREAM))
			.forEach(packets)) {
			throw new AssertionError("Malformed: " + ByteBufUtil.hexDump(payload));
		}
		return packets.list;
	}

	/**
	 * Write text as a form with a field, as clients that use JSONP do.
	 */
	static byte[] form(byte[] text) {
		String escaped = new String(text, StandardCharsets.ISO_8859_1).replace("\\n", "\\\\n").replace("\n", "\\n");
		StringBuilder form = new StringBuilder("d=");
		for (char c : escaped.toCharArray()) {
			boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
			form.append(plain ? String.valueOf(c) : (c == ' ') ? "+" : "%%%02x".formatted((int) c));
		}
		return form.toString().getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * A packet: text with its type, or the content of a binary message.
	 */
	public record ClientPacket(boolean binary, ByteBuffer content) {

		static ClientPacket of(boolean binary, ByteBuf content) {
			return new ClientPacket(binary, ByteBuffer.wrap(ByteBufUtil.getBytes(content)));
		}

		/**
		 * Text, its type included.
		 */
		public static ClientPacket text(String packet) {
			return new ClientPacket(false, ByteBuffer.wrap(packet.getBytes(StandardCharsets.UTF_8)));
		}

		public static ClientPacket binary(ByteBuf content) {
			return of(true, content);
		}

		/**
		 * The type of a text packet, or 0.
		 */
		public byte type() {
			return (this.binary || !this.content.hasRemaining()) ? 0 : this.content.get(0);
		}

		EncodedPacket encode() {
			byte[] bytes = this.content.array();
			return this.binary ? EncodedPacket.binary(Unpooled.wrappedBuffer(bytes))
					: EncodedPacket.text(Unpooled.EMPTY_BUFFER.alloc(), bytes, 0, bytes.length);
		}

		@Override
		public String toString() {
			return ByteBufUtil.hexDump(this.content.array());
		}

	}

	/**
	 * Keeps packets, those in base64 as binary ones.
	 */
	static final class Collector implements PacketConsumer {

		private final ProtocolVersion version;

		private final List<ClientPacket> list = new ArrayList<>();

		private int bytes;

		Collector(ProtocolVersion version) {
			this.version = version;
		}

		List<ClientPacket> list() {
			return this.list;
		}

		/**
		 * How many bytes the packets had.
		 */
		int bytes() {
			return this.bytes;
		}

		@Override
		public boolean onText(ByteBuf packet) {
			this.bytes += packet.readableBytes();
			boolean base64 = packet.isReadable() && packet.getByte(packet.readerIndex()) == EnginePacket.BASE64;
			ByteBuf content = base64 ? Base64Content.decode(packet, this.version) : null;
			this.list.add(ClientPacket.of(content != null, (content != null) ? content : packet));
			return true;
		}

		@Override
		public boolean onBinary(ByteBuf packet) {
			this.bytes += packet.readableBytes();
			if (packet.isReadable() && packet.getByte(packet.readerIndex()) == EnginePacket.BINARY_MESSAGE) {
				this.list.add(ClientPacket.binary(packet.slice(packet.readerIndex() + 1, packet.readableBytes() - 1)));
			}
			return true;
		}

	}

}
