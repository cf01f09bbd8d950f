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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.socketiospring.engineio.FakeBuffers;
import io.github.socketiospring.engineio.protocol.Utf8;
import io.github.socketiospring.test.AllocationLimit;
import io.netty.buffer.ByteBuf;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages of a client without their Engine.IO type, with the separator of polling
 * between them. One that begins with {@code b} is a binary one, its content as it is.
 */
class JsonPacketFuzzTests {

	private static final int MAX_ATTACHMENTS = 10;

	private static final byte SEPARATOR = 0x1e;

	private static final AllocationLimit limit = new AllocationLimit(1024 * 1024, 4096);

	private final PacketCodec codec = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	private final PacketFuzzer fuzzer = new PacketFuzzer(this.codec);

	@FuzzTest(maxDuration = "20m")
	void decodesWhatAClientSends(byte[] input) {
		limit.check(input.length, () -> decode(input));
	}

	private void decode(byte[] input) {
		PacketParser.Decoder decoder = this.codec.decoder(MAX_ATTACHMENTS);
		int from = 0;
		for (int to = 0; to <= input.length; to++) {
			if (to == input.length || input[to] == SEPARATOR) {
				if (!decode(decoder, Arrays.copyOfRange(input, from, to))) {
					return;
				}
				from = to + 1;
			}
		}
	}

	private boolean decode(PacketParser.Decoder decoder, byte[] message) {
		boolean binary = message.length > 0 && message[0] == 'b';
		ByteBuf buffer = FakeBuffers.unwatched(message);
		try {
			if (!binary && !isText(buffer, message)) {
				return false;
			}
			IncomingPacket packet = binary ? decoder.decodeBinary(buffer.skipBytes(1)) : decoder.decode(buffer);
			return packet == null || this.fuzzer.accept(packet);
		}
		catch (InvalidPacketException ex) {
			return false;
		}
		finally {
			if (!buffer.release()) {
				throw new AssertionError("The message is only borrowed");
			}
		}
	}

	/**
	 * Text has been checked before it is decoded.
	 */
	private static boolean isText(ByteBuf buffer, byte[] message) {
		boolean text = true;
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
		}
		catch (CharacterCodingException ex) {
			text = false;
		}
		if (Utf8.isValid(buffer) != text) {
			throw new AssertionError("UTF-8: " + text);
		}
		return text;
	}

}
