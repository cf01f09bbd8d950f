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

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A byte array to copy a payload into while it is parsed. Each thread has its own.
 */
final class Scratch {

	/** Longer payloads get an array of their own. */
	static final int LIMIT = 64 * 1024;

	private byte @Nullable [] array;

	/**
	 * Take the array, which then belongs to the caller.
	 */
	byte[] take(ByteBuf content) {
		int length = content.readableBytes();
		byte @Nullable [] array = this.array;
		this.array = null;
		if (array == null || array.length < length) {
			array = new byte[Math.max(length, 1024)];
		}
		content.getBytes(content.readerIndex(), array, 0, length);
		return array;
	}

	void giveBack(byte[] array) {
		if (array.length <= LIMIT) {
			this.array = array;
		}
	}

}
