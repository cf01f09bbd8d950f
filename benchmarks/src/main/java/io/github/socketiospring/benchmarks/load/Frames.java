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

package io.github.socketiospring.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What clients send, written once: masked WebSocket frames, direct and never released.
 */
final class Frames {

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int CLOSE = 8;

	/** Any would do, but real clients have one that is not zero. */
	private static final byte[] MASK = { 0x37, (byte) 0xfa, 0x21, 0x3d };

	private Frames() {
	}

	static ByteBuf text(String text) {
		return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	static ByteBuf frame(int opcode, byte[] payload) {
		ByteBuf frame = Unpooled.buffer().writeByte(0x80 | opcode);
		if (payload.length < 126) {
			frame.writeByte(0x80 | payload.length);
		}
		else if (payload.length < 65_536) {
			frame.writeByte(0x80 | 126).writeShort(payload.length);
		}
		else {
			frame.writeByte(0x80 | 127).writeLong(payload.length);
		}
		frame.writeBytes(MASK);
		for (int i = 0; i < payload.length; i++) {
			frame.writeByte(payload[i] ^ MASK[i % MASK.length]);
		}
		return direct(frame);
	}

	/**
	 * The same bytes several times, to be written as one.
	 */
	static ByteBuf repeat(int times, ByteBuf... frames) {
		ByteBuf all = Unpooled.buffer();
		for (int i = 0; i < times; i++) {
			for (ByteBuf frame : frames) {
				all.writeBytes(frame.duplicate());
			}
		}
		return direct(all);
	}

	static ByteBuf ascii(String text) {
		return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)));
	}

	private static ByteBuf direct(ByteBuf bytes) {
		// Not of Netty's making, or else it would be thought lost
		ByteBuffer copy = ByteBuffer.allocateDirect(bytes.readableBytes());
		bytes.readBytes(copy);
		return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(copy.flip()));
	}

}
