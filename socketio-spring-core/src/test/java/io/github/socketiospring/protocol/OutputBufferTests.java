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

import io.github.socketiospring.protocol.msgpack.MessagePackParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.RecyclerPool;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The memory that packets are written into comes from the mapper's pool, so that threads
 * that live for one event need none of their own.
 */
class OutputBufferTests {

	private final RecyclerPool<BufferRecycler> pool = JsonRecyclerPools.newConcurrentDequePool();

	private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder().recyclerPool(this.pool).build()).build();

	static PacketParserFactory[] parsers() {
		return new PacketParserFactory[] { PacketParserFactory.json(), MessagePackParser::new };
	}

	@ParameterizedTest
	@MethodSource("parsers")
	void threadsThatComeAndGoShareIt(PacketParserFactory parser) throws InterruptedException {
		PacketCodec codec = new PacketCodec(this.mapper, parser);
		byte[] first = null;
		for (int i = 0; i < 10; i++) {
			Thread thread = new Thread(() -> codec.event("/", 1, "a", new Object[] { "plain" }).release());
			thread.start();
			thread.join();
			assertThat(this.pool.pooledCount()).isOne();
			byte[] buffer = buffer();
			assertThat((first != null) ? first : buffer).isSameAs(buffer);
			first = buffer;
		}
	}

	private byte[] buffer() {
		BufferRecycler recycler = this.pool.acquireAndLinkPooled();
		byte[] buffer = recycler.allocByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER);
		recycler.releaseByteBuffer(BufferRecycler.BYTE_WRITE_CONCAT_BUFFER, buffer);
		recycler.releaseToPool();
		return buffer;
	}

	@ParameterizedTest
	@MethodSource("parsers")
	void largeOnesAreNotKept(PacketParserFactory parser) {
		PacketCodec codec = new PacketCodec(this.mapper, parser);
		codec.event("/", 1, "a", new Object[] { "x".repeat(100_000) }).release();
		assertThat(buffer()).hasSizeLessThan(65_537);
	}

	@Test
	void isGivenBackWhenAnArgumentCannotBeWritten() {
		PacketCodec codec = new PacketCodec(this.mapper, MessagePackParser::new);
		assertThat(catchThrowable(() -> codec.event("/", 1, "a", new Object[] { new Object() {
			@SuppressWarnings("unused")
			public int getBroken() {
				throw new IllegalStateException("of the test");
			}
		} }))).isNotNull();
		assertThat(this.pool.pooledCount()).isOne();
	}

}
