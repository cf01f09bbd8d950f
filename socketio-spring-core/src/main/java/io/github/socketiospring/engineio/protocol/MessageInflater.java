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
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses messages of clients on WebSockets that have agreed on
 * {@code permessage-deflate}. Never holds more than the limit, however small a message
 * came. Not safe for use by several threads; to be closed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692.html#section-7.2.2">RFC 7692,
 * section 7.2.2</a>
 */
public final class MessageInflater implements AutoCloseable {

	/** What a message ends with that was not sent. */
	private static final byte[] TAIL = { 0, 0, (byte) 0xff, (byte) 0xff };

	private static final int MIN_CAPACITY = 256;

	private final Inflater inflater = new Inflater(true);

	private final boolean contextTakeover;

	private final int limit;

	/**
	 * Create an inflater.
	 * @param contextTakeover whether a message may refer to those before it, all of which
	 * must have come from the same sender
	 * @param limit the most bytes of a message
	 */
	public MessageInflater(boolean contextTakeover, int limit) {
		this.contextTakeover = contextTakeover;
		this.limit = limit;
	}

	/**
	 * Decompress a message.
	 * @param message the message, which stays as it is
	 * @return a new buffer, or null if it would exceed the limit
	 * @throws DataFormatException if this is not compressed
	 */
	public @Nullable ByteBuf inflate(ByteBuf message) throws DataFormatException {
		if (!this.contextTakeover) {
			this.inflater.reset();
		}
		long guess = Math.max(message.readableBytes() * 4L, MIN_CAPACITY);
		ByteBuf target = ByteBufAllocator.DEFAULT.buffer((int) Math.min(guess, capacityLimit()));
		boolean complete = false;
		try {
			this.inflater.setInput(message.nioBuffer());
			complete = drain(target);
			if (complete && !this.inflater.finished()) {
				this.inflater.setInput(TAIL);
				complete = drain(target);
			}
			if (this.inflater.finished()) {
				// The client ended the stream, and begins another one
				this.inflater.reset();
			}
			return complete ? target : null;
		}
		catch (DataFormatException ex) {
			complete = false;
			throw ex;
		}
		finally {
			if (!complete) {
				target.release();
			}
		}
	}

	/**
	 * Take out all that there is.
	 * @return false if it exceeds the limit
	 */
	private boolean drain(ByteBuf target) throws DataFormatException {
		int count = 1;
		while (count > 0) {
			if (!target.isWritable()) {
				target.capacity((int) Math.min(target.capacity() * 2L, capacityLimit()));
			}
			ByteBuffer room = target.nioBuffer(target.writerIndex(), target.writableBytes());
			count = this.inflater.inflate(room);
			target.writerIndex(target.writerIndex() + count);
			if (target.readableBytes() > this.limit) {
				return false;
			}
		}
		return true;
	}

	/**
	 * One more than allowed, to see that it is too much.
	 */
	private long capacityLimit() {
		return Math.min(this.limit + 1L, Integer.MAX_VALUE);
	}

	@Override
	public void close() {
		this.inflater.end();
	}

}
