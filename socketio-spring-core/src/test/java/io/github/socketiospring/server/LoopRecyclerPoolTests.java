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

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import io.netty.util.concurrent.FastThreadLocalThread;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;

import static org.assertj.core.api.Assertions.assertThat;

class LoopRecyclerPoolTests {

	private final RecyclerPool<BufferRecycler> others = JsonRecyclerPools.newConcurrentDequePool();

	private final LoopRecyclerPool pool = new LoopRecyclerPool(this.others);

	@Test
	void aLoopKeepsItsBuffers() throws Exception {
		onLoop(() -> {
			BufferRecycler recycler = this.pool.acquireAndLinkPooled();
			byte[] bytes = recycler.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER);
			char[] chars = recycler.allocCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER);
			assertThat(recycler.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER)).isNotSameAs(bytes);
			assertThat(recycler.allocCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER)).isNotSameAs(chars);
			recycler.releaseByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER, bytes);
			recycler.releaseCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER, chars);
			recycler.releaseToPool();
			BufferRecycler again = this.pool.acquireAndLinkPooled();
			assertThat(again).isSameAs(recycler);
			assertThat(again.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER)).isSameAs(bytes);
			assertThat(again.allocCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER)).isSameAs(chars);
			return null;
		});
		assertThat(this.others.pooledCount()).isZero();
	}

	@Test
	void aBufferIsAsLongAsItIsWanted() throws Exception {
		onLoop(() -> {
			BufferRecycler recycler = this.pool.acquirePooled();
			recycler.releaseByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER, new byte[10]);
			recycler.releaseCharBuffer(BufferRecycler.CHAR_CONCAT_BUFFER, new char[10]);
			assertThat(recycler.allocByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER, 100_000))
				.hasSizeGreaterThanOrEqualTo(100_000);
			assertThat(recycler.allocCharBuffer(BufferRecycler.CHAR_CONCAT_BUFFER, 100_000))
				.hasSizeGreaterThanOrEqualTo(100_000);
			return null;
		});
	}

	@Test
	void anotherThreadGetsNoBufferOfALoop() throws Exception {
		BufferRecycler recycler = onLoop(this.pool::acquireAndLinkPooled);
		byte[] left = recycler.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER);
		char[] leftChars = recycler.allocCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER);
		recycler.releaseByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER, left);
		recycler.releaseCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER, leftChars);
		assertThat(recycler.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER)).isNotSameAs(left);
		assertThat(recycler.allocCharBuffer(BufferRecycler.CHAR_TEXT_BUFFER)).isNotSameAs(leftChars);
	}

	@Test
	void otherThreadsUseTheOtherPool() {
		BufferRecycler recycler = this.pool.acquireAndLinkPooled();
		recycler.releaseToPool();
		assertThat(this.others.pooledCount()).isOne();
		assertThat(this.pool.acquirePooled()).isSameAs(recycler);
		this.pool.releasePooled(recycler);
		assertThat(this.others.pooledCount()).isOne();
	}

	private static <T> T onLoop(Callable<T> task) throws Exception {
		FutureTask<T> future = new FutureTask<>(task);
		new FastThreadLocalThread(future).start();
		return future.get();
	}

}
