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

package io.github.socketiospring.webflux.netty;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Joins small packets that are written to a connection one after the other: one buffer
 * costs the channel and the system less than many. One for each event loop, which writes
 * to one connection at a time, and used on it alone.
 */
final class WriteBatch {

	/** Larger packets are written from where they are. */
	private static final int MAX_PACKET = 512;

	private static final int INITIAL_SIZE = 1024;

	private static final int MAX_SIZE = 8 * 1024;

	/** Whose packets these are. */
	private @Nullable ChannelHandlerContext context;

	/** A packet that may be the only one, and is not copied then. */
	private @Nullable EncodedPacket single;

	private @Nullable ByteBuf joined;

	/**
	 * Write a packet.
	 * @param packet the packet, of which one reference is taken over
	 */
	void write(ChannelHandlerContext context, EncodedPacket packet) {
		if (this.context != context) {
			// Nothing is left of another connection, unless an error kept it from its end
			end(this.context);
			this.context = context;
		}
		int length = packet.frames().readableBytes();
		if (length > MAX_PACKET) {
			write();
			context.write(packet.takeFrames(), context.voidPromise());
			return;
		}
		if (this.joined != null && this.joined.readableBytes() + length > MAX_SIZE) {
			write();
		}
		if (this.joined == null && this.single == null) {
			this.single = packet;
			return;
		}
		ByteBuf joined = this.joined;
		if (joined == null) {
			joined = context.alloc().directBuffer(INITIAL_SIZE, MAX_SIZE);
			this.joined = joined;
			append(joined, this.single);
			this.single = null;
		}
		append(joined, packet);
	}

	private static void append(ByteBuf joined, @Nullable EncodedPacket packet) {
		if (packet != null) {
			ByteBuf frames = packet.frames();
			joined.writeBytes(frames, frames.readerIndex(), frames.readableBytes());
			packet.release();
		}
	}

	/**
	 * Hand what is left to the channel, if it is of this connection.
	 */
	void end(@Nullable ChannelHandlerContext context) {
		if (this.context == context) {
			write();
			this.context = null;
		}
	}

	private void write() {
		ByteBuf rest = (this.single != null) ? this.single.takeFrames() : this.joined;
		this.joined = null;
		this.single = null;
		if (rest != null && this.context != null) {
			this.context.write(rest, this.context.voidPromise());
		}
	}

}
