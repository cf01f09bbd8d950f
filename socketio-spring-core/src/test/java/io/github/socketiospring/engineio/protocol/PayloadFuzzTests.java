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

import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.socketiospring.engineio.FakeBuffers;
import io.github.socketiospring.engineio.protocol.ClientPayload.ClientPacket;
import io.github.socketiospring.engineio.protocol.ClientPayload.Collector;
import io.github.socketiospring.test.AllocationLimit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Payloads of a client behind one byte that says of which kind they are: {@code 4} for
 * those of protocol 4, {@code 3} for text, {@code b} for binary and {@code j} for forms
 * of protocol 3.
 */
class PayloadFuzzTests {

	/** A view of each packet is all that a decoder makes, but for the text of a form. */
	private static final AllocationLimit limit = new AllocationLimit(64 * 1024, 128);

	private static final PacketConsumer ignoring = new PacketConsumer() {

		@Override
		public boolean onText(ByteBuf packet) {
			return true;
		}

		@Override
		public boolean onBinary(ByteBuf packet) {
			return true;
		}

	};

	@FuzzTest(maxDuration = "20m")
	void splitsWhatAClientPosts(byte[] input) {
		if (input.length == 0) {
			return;
		}
		byte kind = input[0];
		PayloadFormat format = switch (kind) {
			case '4' -> Protocol4Payload.INSTANCE;
			case 'j' -> new JsonpPayload("0");
			default -> Protocol3Payload.BINARY;
		};
		ByteBuf payload = FakeBuffers.unwatched(input).skipBytes(1);
		try {
			limit.check(input.length, () -> format.decode(payload, kind == 'b').forEach(ignoring));
			decode(format, payload, kind);
		}
		finally {
			if (payload.readerIndex() != 1 || !ByteBufUtil.equals(payload.readerIndex(0), Unpooled.wrappedBuffer(input))
					|| !payload.release()) {
				throw new AssertionError("The payload is only borrowed");
			}
		}
	}

	private static void decode(PayloadFormat format, ByteBuf payload, byte kind) {
		ProtocolVersion version = (kind == '4') ? ProtocolVersion.V4 : ProtocolVersion.V3;
		Collector collector = new Collector(version);
		boolean wellFormed = format.decode(payload, kind == 'b').forEach(collector);
		if (collector.bytes() > payload.readableBytes()) {
			throw new AssertionError("More came out than went in");
		}
		if (wellFormed && collector.list().stream().allMatch((packet) -> packet.binary() || packet.type() != 0)) {
			assertCanBeSent(collector.list(), version);
		}
	}

	/**
	 * Only a server sends packets together, and none that is empty.
	 */
	private static void assertCanBeSent(List<ClientPacket> packets, ProtocolVersion version) {
		if (packets.isEmpty()) {
			return;
		}
		List<EncodedPacket> encoded = packets.stream().map(ClientPacket::encode).toList();
		List<PayloadFormat> formats = (version == ProtocolVersion.V4) ? List.of(Protocol4Payload.INSTANCE)
				: List.of(Protocol3Payload.BINARY, Protocol3Payload.BASE64, new JsonpPayload("12"));
		for (PayloadFormat format : formats) {
			Payload payload = format.encode(encoded);
			assertSame(packets, ClientPayload.read(payload.bytes(), payload.contentType(), version));
		}
		if (version == ProtocolVersion.V3) {
			assertCanBePosted(packets, Protocol3Payload.BASE64.encode(encoded).bytes());
		}
		encoded.forEach(EncodedPacket::release);
	}

	/**
	 * A backslash before a newline is ambiguous in the forms of the reference client.
	 */
	private static void assertCanBePosted(List<ClientPacket> packets, byte[] text) {
		for (int i = 1; i < text.length; i++) {
			if (text[i] == '\n' && text[i - 1] == '\\') {
				return;
			}
		}
		Collector collector = new Collector(ProtocolVersion.V3);
		if (!new JsonpPayload("0").decode(Unpooled.wrappedBuffer(ClientPayload.form(text)), false).forEach(collector)) {
			throw new AssertionError("Malformed as a form");
		}
		assertSame(packets, collector.list());
	}

	private static void assertSame(List<ClientPacket> expected, List<ClientPacket> actual) {
		if (!expected.equals(actual)) {
			throw new AssertionError("Read " + expected + " at first, and then " + actual);
		}
	}

}
