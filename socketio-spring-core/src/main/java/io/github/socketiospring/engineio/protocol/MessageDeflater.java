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
import java.util.zip.Deflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Compresses messages of a server for WebSockets that have agreed on
 * {@code permessage-deflate}. Not safe for use by several threads; to be closed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.2.1">RFC 7692,
 * section 7.2.1</a>
 */
public final class MessageDeflater implements AutoCloseable {

	/** What a message that was flushed ends with, and is not sent. */
	private static final int TAIL = 4;

	private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

	private final boolean contextTakeover;

	private final int threshold;

	/**
	 * Create a deflater.
	 * @param contextTakeover whether a message may refer to those before it, all of which
	 * must have gone to the same receiver
	 * @param threshold the bytes from which on a message is compressed
	 */
	public MessageDeflater(boolean contextTakeover, int threshold) {
		this.contextTakeover = contextTakeover;
		this.threshold = Math.max(threshold, 1);
	}

	/**
	 * Lay a packet out as WebSocket frames, those compressed that are long enough.
	 * @param packet the packet, which keeps its reference
	 * @return a new buffer
	 */
	public ByteBuf frames(EncodedPacket packet) {
		ByteBuf target = ByteBufAllocator.DEFAULT.directBuffer(packet.size() / 2 + 32);
		write(packet.text(), WebSocketFrames.TEXT, target);
		for (ByteBuf binary : packet.binaries()) {
			write(binary, WebSocketFrames.BINARY, target);
		}
		return target;
	}

	private void write(@Nullable ByteBuf message, int type, ByteBuf target) {
		if (message == null) {
			return;
		}
		int length = message.readableBytes();
		if (length < this.threshold) {
			writePlain(message, type, target);
			return;
		}
		ByteBuf compressed = ByteBufAllocator.DEFAULT.directBuffer(length / 2 + 64);
		try {
			deflate(message, compressed);
			if (this.contextTakeover || compressed.readableBytes() < length) {
				WebSocketFrames.writeHeader(target, type | WebSocketFrames.COMPRESSED, compressed.readableBytes());
				target.writeBytes(compressed);
			}
			else {
				writePlain(message, type, target);
			}
		}
		finally {
			compressed.release();
		}
	}

	private static void writePlain(ByteBuf message, int type, ByteBuf target) {
		WebSocketFrames.writeHeader(target, type, message.readableBytes());
		target.writeBytes(message, message.readerIndex(), message.readableBytes());
	}

	private void deflate(ByteBuf message, ByteBuf target) {
		if (!this.contextTakeover) {
			this.deflater.reset();
		}
		this.deflater.setInput(message.nioBuffer());
		boolean full = true;
		while (full) {
			target.ensureWritable(64);
			ByteBuffer room = target.nioBuffer(target.writerIndex(), target.writableBytes());
			target.writerIndex(target.writerIndex() + this.deflater.deflate(room, Deflater.SYNC_FLUSH));
			full = !room.hasRemaining();
		}
		target.writerIndex(target.writerIndex() - TAIL);
	}

	@Override
	public void close() {
		this.deflater.end();
	}

}
