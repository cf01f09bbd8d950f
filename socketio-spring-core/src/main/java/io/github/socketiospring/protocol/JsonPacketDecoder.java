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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the packets of one connection: reads the header off the bytes and collects the
 * attachments that follow a binary packet. Not for use by several threads.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/#packet-encoding">Socket.IO
 * protocol: packet encoding</a>
 */
final class JsonPacketDecoder implements PacketParser.Decoder {

	private static final String ROOT = "/";

	/** More digits than these may not fit into a long. */
	private static final int MAX_ID_DIGITS = 18;

	private static final int USUAL_ATTACHMENTS = 10;

	private final int maxAttachments;

	private @Nullable IncomingPacket pending;

	private int missing;

	JsonPacketDecoder(int maxAttachments) {
		this.maxAttachments = maxAttachments;
	}

	@Override
	public @Nullable IncomingPacket decode(ByteBuf text) {
		if (this.pending != null) {
			throw new InvalidPacketException("got plaintext data when reconstructing a packet");
		}
		int index = text.readerIndex();
		int end = text.writerIndex();
		if (index == end) {
			throw new InvalidPacketException("empty packet");
		}
		PacketType type = PacketType.of(text.getByte(index++));
		long attachments = 0;
		if (type.isBinary()) {
			int from = index;
			while (index < end && isDigit(text.getByte(index))) {
				attachments = attachments * 10 + text.getByte(index++) - '0';
				if (attachments > this.maxAttachments) {
					throw new InvalidPacketException("too many attachments");
				}
			}
			if (index == from || index == end || text.getByte(index++) != '-' || attachments == 0) {
				throw new InvalidPacketException("Illegal attachments");
			}
		}
		String namespace = ROOT;
		if (index < end && text.getByte(index) == '/') {
			int comma = text.indexOf(index, end, (byte) ',');
			int to = (comma < 0) ? end : comma;
			if (to - index > 1) {
				namespace = text.toString(index, to - index, StandardCharsets.UTF_8);
			}
			index = (comma < 0) ? end : comma + 1;
		}
		long id = IncomingPacket.NO_ID;
		int from = index;
		while (index < end && isDigit(text.getByte(index))) {
			id = ((id < 0) ? 0 : id * 10) + text.getByte(index) - '0';
			if (++index - from > MAX_ID_DIGITS) {
				throw new InvalidPacketException("acknowledgement id too large");
			}
		}
		ByteBuf payload = text.slice(index, end - index);
		if (!type.isBinary()) {
			return new IncomingPacket(type, namespace, id, payload, List.of());
		}
		this.missing = (int) attachments;
		// Memory for no more than what is there, whatever number the client wrote
		this.pending = new IncomingPacket(type, namespace, id, Unpooled.wrappedBuffer(ByteBufUtil.getBytes(payload)),
				new ArrayList<>(Math.min(this.missing, USUAL_ATTACHMENTS)));
		return null;
	}

	/**
	 * Keeps a copy of an attachment.
	 */
	@Override
	public @Nullable IncomingPacket decodeBinary(ByteBuf content) {
		IncomingPacket packet = this.pending;
		if (packet == null) {
			throw new InvalidPacketException("got binary data when not reconstructing a packet");
		}
		packet.attachments().add(ByteBufUtil.getBytes(content));
		if (--this.missing > 0) {
			return null;
		}
		this.pending = null;
		return packet;
	}

	private static boolean isDigit(byte b) {
		return b >= '0' && b <= '9';
	}

}
