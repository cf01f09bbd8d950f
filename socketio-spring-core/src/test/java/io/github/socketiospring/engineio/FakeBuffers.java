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

package io.github.socketiospring.engineio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Pooled buffers, so that one which is not released is found out.
 */
public final class FakeBuffers {

	private static final ByteBufAllocator unwatched = new UnpooledByteBufAllocator(true, true);

	private FakeBuffers() {
	}

	/**
	 * A buffer outside of the heap that is not watched, for what measures memory: the
	 * records of where a buffer was used take a lot.
	 */
	public static ByteBuf unwatched(byte[] content) {
		return unwatched.buffer(content.length).writeBytes(content);
	}

	public static ByteBuf of(int... content) {
		ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(content.length);
		for (int value : content) {
			buffer.writeByte(value);
		}
		return buffer;
	}

}
