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
import java.util.zip.DataFormatException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.socketiospring.test.AllocationLimit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Two compressed messages of a client, of which the second may refer to the first. The
 * first byte says whether it may, and the next how long the first message is.
 */
class MessageInflaterFuzzTests {

	private static final int LIMIT = 10_000;

	/** On the heap there are views only. */
	private static final AllocationLimit limit = new AllocationLimit(1024 * 1024, 16);

	@FuzzTest(maxDuration = "20m")
	void inflatesWhatAClientSends(byte[] input) {
		if (input.length < 2) {
			return;
		}
		boolean contextTakeover = input[0] == 't';
		int middle = Math.min(2 + (input[1] & 0xff), input.length);
		byte[] first = Arrays.copyOfRange(input, 2, middle);
		byte[] second = Arrays.copyOfRange(input, middle, input.length);
		limit.check(input.length, () -> {
			try (MessageInflater inflater = new MessageInflater(contextTakeover, LIMIT)) {
				if (inflate(inflater, first)) {
					inflate(inflater, second);
				}
			}
		});
		assertComesBack(contextTakeover, first, second);
	}

	/**
	 * Inflate a message.
	 * @return false if the connection has to be closed
	 */
	private static boolean inflate(MessageInflater inflater, byte[] message) {
		ByteBuf content = null;
		try {
			content = inflater.inflate(Unpooled.wrappedBuffer(message));
		}
		catch (DataFormatException ex) {
			// As it should
		}
		if (content == null) {
			return false;
		}
		if (content.readableBytes() > LIMIT || content.capacity() > LIMIT + 1) {
			throw new AssertionError("Memory for " + content.capacity() + " bytes, over " + LIMIT);
		}
		if (!content.release()) {
			throw new AssertionError("The caller has the only reference");
		}
		return true;
	}

	private static void assertComesBack(boolean contextTakeover, byte[]... messages) {
		try (MessageDeflater deflater = new MessageDeflater(contextTakeover, 1);
				MessageInflater inflater = new MessageInflater(contextTakeover, LIMIT)) {
			for (byte[] message : messages) {
				EncodedPacket packet = EncodedPacket.binary(Unpooled.wrappedBuffer(message));
				ByteBuf frame = deflater.frames(packet);
				boolean compressed = (frame.readByte() & WebSocketFrames.COMPRESSED) != 0;
				frame.skipBytes(((frame.readByte() & 0x7f) < 126) ? 0 : 2);
				ByteBuf content = compressed ? inflater.inflate(frame) : frame.retain();
				if (content == null || !Arrays.equals(message, ByteBufUtil.getBytes(content))) {
					throw new AssertionError("Another message came back");
				}
				content.release();
				frame.release();
				packet.release();
			}
		}
		catch (DataFormatException ex) {
			throw new AssertionError("What was deflated cannot be inflated", ex);
		}
	}

}
