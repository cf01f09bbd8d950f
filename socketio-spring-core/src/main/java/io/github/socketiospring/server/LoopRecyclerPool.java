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

package io.github.socketiospring.server;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * Lends each event loop buffers of its own, for what it parses and generates: they are
 * there as long as the loop is. Other threads, of which there may be very many, take
 * theirs from the pool that would be used without this one. Safe for use by several
 * threads.
 */
final class LoopRecyclerPool implements RecyclerPool<BufferRecycler> {

	private static final FastThreadLocal<BufferRecycler> RECYCLERS = new FastThreadLocal<>() {

		@Override
		protected BufferRecycler initialValue() {
			return new LoopRecycler();
		}

	};

	private final RecyclerPool<BufferRecycler> others;

	LoopRecyclerPool(RecyclerPool<BufferRecycler> others) {
		this.others = others;
	}

	/**
	 * Those of a loop are lent to any number at once, as Jackson's thread-local ones:
	 * each buffer is taken out while it is in use. Without a link to a pool they are not
	 * given back.
	 */
	@Override
	public BufferRecycler acquireAndLinkPooled() {
		return isLoop() ? RECYCLERS.get() : this.others.acquireAndLinkPooled();
	}

	@Override
	public BufferRecycler acquirePooled() {
		return isLoop() ? RECYCLERS.get() : this.others.acquirePooled();
	}

	@Override
	public void releasePooled(BufferRecycler pooled) {
		if (!isLoop()) {
			this.others.releasePooled(pooled);
		}
	}

	private static boolean isLoop() {
		return Thread.currentThread() instanceof FastThreadLocalThread;
	}

	/**
	 * Takes no atomic operations for its buffers, of which there are several a message:
	 * another thread, to which a parser may be passed, gets and leaves none.
	 */
	private static final class LoopRecycler extends BufferRecycler {

		private final Thread loop = Thread.currentThread();

		private final byte[] @Nullable [] bytes = new byte[BYTE_BASE64_CODEC_BUFFER + 1][];

		private final char[] @Nullable [] chars = new char[CHAR_NAME_COPY_BUFFER + 1][];

		@Override
		public byte[] allocByteBuffer(int kind, int minSize) {
			int size = Math.max(minSize, byteBufferLength(kind));
			if (Thread.currentThread() == this.loop) {
				byte @Nullable [] buffer = this.bytes[kind];
				this.bytes[kind] = null;
				if (buffer != null && buffer.length >= size) {
					return buffer;
				}
			}
			return balloc(size);
		}

		@Override
		public void releaseByteBuffer(int kind, byte[] buffer) {
			if (Thread.currentThread() == this.loop) {
				byte @Nullable [] present = this.bytes[kind];
				if (present == null || buffer.length > present.length) {
					this.bytes[kind] = buffer;
				}
			}
		}

		@Override
		public char[] allocCharBuffer(int kind, int minSize) {
			int size = Math.max(minSize, charBufferLength(kind));
			if (Thread.currentThread() == this.loop) {
				char @Nullable [] buffer = this.chars[kind];
				this.chars[kind] = null;
				if (buffer != null && buffer.length >= size) {
					return buffer;
				}
			}
			return calloc(size);
		}

		@Override
		public void releaseCharBuffer(int kind, char[] buffer) {
			if (Thread.currentThread() == this.loop) {
				char @Nullable [] present = this.chars[kind];
				if (present == null || buffer.length > present.length) {
					this.chars[kind] = buffer;
				}
			}
		}

	}

}
