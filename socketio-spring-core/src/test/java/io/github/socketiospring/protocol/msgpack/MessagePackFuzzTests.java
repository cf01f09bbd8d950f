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

package io.github.socketiospring.protocol.msgpack;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.socketiospring.engineio.FakeBuffers;
import io.github.socketiospring.protocol.IncomingPacket;
import io.github.socketiospring.protocol.InvalidPacketException;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketFuzzer;
import io.github.socketiospring.test.AllocationLimit;
import io.netty.buffer.ByteBuf;
import tools.jackson.databind.json.JsonMapper;

/**
 * A binary message of a client.
 */
class MessagePackFuzzTests {

	private static final AllocationLimit limit = new AllocationLimit(1024 * 1024, 4096);

	private final PacketCodec codec = new PacketCodec(JsonMapper.shared(), MessagePackParser::new);

	private final PacketFuzzer fuzzer = new PacketFuzzer(this.codec);

	@FuzzTest(maxDuration = "20m")
	void decodesWhatAClientSends(byte[] input) {
		limit.check(input.length, () -> decode(input));
	}

	/**
	 * The decoder has looked at all of the data: what it lets through is well formed, but
	 * for what only an event can be asked.
	 */
	private void decode(byte[] input) {
		ByteBuf message = FakeBuffers.unwatched(input);
		try {
			IncomingPacket packet = this.codec.decoder(10).decodeBinary(message);
			if (packet == null) {
				throw new AssertionError("A packet is one message");
			}
			this.fuzzer.accept(packet);
		}
		catch (InvalidPacketException ex) {
			// The connection is closed
		}
		finally {
			if (!message.release()) {
				throw new AssertionError("The message is only borrowed");
			}
		}
	}

}
