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

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;

/**
 * The unmasked, final WebSocket frames that a server sends.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section
 * 5.2</a>
 */
final class WebSocketFrames {

	static final int TEXT = 0x81;

	static final int BINARY = 0x82;

	/** Added to the first byte of a message that is compressed. */
	static final int COMPRESSED = 0x40;

	private WebSocketFrames() {
	}

	static int headerLength(int payloadLength) {
		if (payloadLength < 126) {
			return 2;
		}
		return (payloadLength <= 0xffff) ? 4 : 10;
	}

	static void writeHeader(ByteBuf target, int firstByte, int payloadLength) {
		target.writeByte(firstByte);
		if (payloadLength < 126) {
			target.writeByte(payloadLength);
		}
		else if (payloadLength <= 0xffff) {
			target.writeByte(126).writeShort(payloadLength);
		}
		else {
			target.writeByte(127).writeLong(payloadLength);
		}
	}

	/**
	 * Copy binary messages behind what a buffer has.
	 * @param attachments the messages, which are taken over
	 * @param binaries filled with views of them
	 */
	static ByteBuf append(ByteBuf buffer, List<ByteBuf> attachments, ByteBuf[] binaries) {
		for (int i = 0; i < binaries.length; i++) {
			ByteBuf attachment = attachments.get(i);
			int length = attachment.readableBytes();
			writeHeader(buffer, BINARY, length);
			binaries[i] = buffer.slice(buffer.writerIndex(), length);
			buffer.writeBytes(attachment, attachment.readerIndex(), length);
			attachment.release();
		}
		return buffer;
	}

	/**
	 * Put binary messages behind what a buffer has, from where they are.
	 * @param buffer takes their headers, too
	 * @param attachments the messages, which are taken over
	 * @param binaries filled with views of them
	 */
	static ByteBuf compose(ByteBuf buffer, List<ByteBuf> attachments, ByteBuf[] binaries) {
		CompositeByteBuf frames = buffer.alloc().compositeBuffer(2 * binaries.length + 1);
		int from = 0;
		for (int i = 0; i < binaries.length; i++) {
			ByteBuf attachment = attachments.get(i);
			writeHeader(buffer, BINARY, attachment.readableBytes());
			frames.addComponent(true, buffer.retainedSlice(from, buffer.writerIndex() - from));
			from = buffer.writerIndex();
			binaries[i] = attachment.slice();
			frames.addComponent(true, attachment);
		}
		buffer.release();
		return frames;
	}

}
