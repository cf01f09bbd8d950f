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

import java.util.zip.DataFormatException;

import io.github.socketiospring.engineio.PerMessageDeflate;
import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.protocol.MessageDeflater;
import io.github.socketiospring.engineio.protocol.MessageInflater;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The compression of the messages of one connection. Where messages do not refer to
 * earlier ones, the connection shares what compresses with the others of its event loop,
 * and a packet is compressed once for all receivers. Used on the event loop alone.
 */
final class MessageCompression {

	private final int threshold;

	private final MessageDeflater deflater;

	private final MessageInflater inflater;

	private final boolean ownDeflater;

	private final boolean ownInflater;

	MessageCompression(DeflateAgreement agreement, Shared shared) {
		this.threshold = shared.options.threshold();
		this.ownDeflater = agreement.serverContextTakeover();
		this.deflater = this.ownDeflater ? new MessageDeflater(true, this.threshold) : shared.deflater;
		this.ownInflater = agreement.clientContextTakeover();
		this.inflater = this.ownInflater ? new MessageInflater(true, shared.limit) : shared.inflater;
	}

	/**
	 * Whether a packet is long enough, and may be compressed.
	 */
	boolean applies(EncodedPacket packet) {
		return packet.isCompress() && packet.size() >= this.threshold;
	}

	/**
	 * The frames of a packet that is compressed.
	 * @return a buffer with a reference for the caller
	 */
	ByteBuf frames(EncodedPacket packet) {
		return this.ownDeflater ? this.deflater.frames(packet)
				: packet.deflatedFrames(this.deflater).retainedDuplicate();
	}

	/**
	 * The content of a compressed message.
	 * @return a buffer with a reference for the caller, or null if it exceeds the limit
	 */
	@Nullable ByteBuf inflate(ByteBuf message) throws DataFormatException {
		return this.inflater.inflate(message);
	}

	void close() {
		if (this.ownDeflater) {
			this.deflater.close();
		}
		if (this.ownInflater) {
			this.inflater.close();
		}
	}

	/**
	 * What the connections of one event loop share.
	 */
	static final class Shared {

		private final PerMessageDeflate options;

		private final int limit;

		private final MessageDeflater deflater;

		private final MessageInflater inflater;

		Shared(PerMessageDeflate options, int limit) {
			this.options = options;
			this.limit = limit;
			this.deflater = new MessageDeflater(false, options.threshold());
			this.inflater = new MessageInflater(false, limit);
		}

	}

}
