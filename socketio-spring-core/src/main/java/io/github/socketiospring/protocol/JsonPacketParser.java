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

package io.github.socketiospring.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parser of the protocol itself: JSON with binary attachments.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class JsonPacketParser implements PacketParser {

	private final JsonMapper mapper;

	private final ObjectReader reader;

	private final JsonPacketEncoder encoder;

	private final int maxStringLength;

	JsonPacketParser(JsonMapper mapper) {
		this.mapper = mapper;
		this.reader = mapper.reader();
		this.encoder = new JsonPacketEncoder(mapper);
		this.maxStringLength = mapper.tokenStreamFactory().streamReadConstraints().getMaxStringLength();
	}

	@Override
	public EncodedPacket encode(PacketType type, String namespace, long id, @Nullable String event,
			@Nullable Object[] args) {
		return this.encoder.encode(type, namespace, id, event, args);
	}

	@Override
	public boolean takesBuffers() {
		return true;
	}

	@Override
	public EncodedPacket encodeObject(PacketType type, String namespace, @Nullable Object data) {
		return this.encoder.encodeObject(type, namespace, data);
	}

	@Override
	public EncodedPacket append(EncodedPacket packet, String argument) {
		ByteBuf text = packet.text();
		if (text == null) {
			throw new IllegalArgumentException("Not written by this parser");
		}
		byte[] added = this.mapper.writeValueAsBytes(argument);
		int length = text.readableBytes();
		byte[] bytes = new byte[length + 1 + added.length];
		// The closing bracket goes to the end
		text.getBytes(text.readerIndex(), bytes, 0, length - 1);
		bytes[length - 1] = ',';
		System.arraycopy(added, 0, bytes, length, added.length);
		bytes[bytes.length - 1] = ']';
		return withAttachments(bytes, packet);
	}

	@Override
	public EncodedPacket address(Packet packet, String namespace, long id) {
		ByteBuf text = packet.encoded().text();
		if (text == null) {
			throw new IllegalArgumentException("Not written by this parser");
		}
		byte[] header = JsonPacketEncoder.header(packet.type(), packet.encoded().binaries().length, namespace, id);
		int skipped = JsonPacketEncoder.header(packet.type(), packet.encoded().binaries().length, packet.namespace(),
				packet.id()).length;
		int length = text.readableBytes() - skipped;
		byte[] bytes = Arrays.copyOf(header, header.length + length);
		text.getBytes(text.readerIndex() + skipped, bytes, header.length, length);
		return withAttachments(bytes, packet.encoded());
	}

	private static EncodedPacket withAttachments(byte[] text, EncodedPacket packet) {
		List<ByteBuf> attachments = new ArrayList<>();
		for (ByteBuf binary : packet.binaries()) {
			attachments.add(binary.retainedSlice());
		}
		return EncodedPacket.encode(ByteBufAllocator.DEFAULT, text, 0, text.length, attachments);
	}

	@Override
	public boolean endsWithText(EncodedPacket packet) {
		ByteBuf text = packet.text();
		// Before the closing bracket
		return text != null && text.getByte(text.writerIndex() - 2) == '"';
	}

	@Override
	public Decoder decoder(int maxAttachments) {
		return new JsonPacketDecoder(maxAttachments);
	}

	@Override
	public JsonParser parse(byte[] payload, int offset, int length, List<byte[]> attachments) {
		if (isOtherEncoding(payload, offset, length)) {
			throw new InvalidPacketException("invalid payload");
		}
		if (JsonNumbers.mayOverflow(payload, offset, length)) {
			try (JsonParser parser = this.reader.createParser(payload, offset, length)) {
				JsonNumbers.rejectInfinite(parser);
			}
		}
		if (length > this.maxStringLength) {
			try (JsonParser parser = this.reader.createParser(payload, offset, length)) {
				rejectLongTexts(parser);
			}
		}
		JsonParser parser = this.reader.createParser(payload, offset, length);
		return attachments.isEmpty() ? parser : new PlaceholderParser(parser, payload, offset, attachments);
	}

	/**
	 * Parse to the end, and measure the texts: Jackson does not where it passes one over.
	 */
	private void rejectLongTexts(JsonParser parser) {
		for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
			if (token == JsonToken.VALUE_STRING && parser.getStringLength() > this.maxStringLength) {
				throw new InvalidPacketException("text too long");
			}
		}
	}

	/**
	 * Whether Jackson would take the bytes for UTF-16 or UTF-32, or skip a byte order
	 * mark. No JSON in UTF-8 begins like that.
	 */
	private static boolean isOtherEncoding(byte[] bytes, int offset, int length) {
		return length > 1 && (bytes[offset] <= 0 || bytes[offset + 1] == 0);
	}

}
