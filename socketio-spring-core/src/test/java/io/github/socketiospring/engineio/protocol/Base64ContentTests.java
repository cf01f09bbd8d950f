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

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Base64ContentTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "AQ==", "AQI=", "AQID", "//76", "+/+/" })
	void decodesBase64(String base64) {
		ByteBuf packet = Unpooled.copiedBuffer("..b" + base64, StandardCharsets.US_ASCII).skipBytes(2);
		assertThat(Base64Content.decode(packet, ProtocolVersion.V4))
			.isEqualTo(Unpooled.wrappedBuffer(Base64.getDecoder().decode(base64)));
		assertThat(packet.readableBytes()).isEqualTo(1 + base64.length());
	}

	@Test
	void skipsLineBreaksInBase64() {
		byte[] content = new byte[100];
		String base64 = Base64.getMimeEncoder().encodeToString(content) + "\n";
		ByteBuf packet = Unpooled.copiedBuffer("b" + base64, StandardCharsets.US_ASCII);
		assertThat(Base64Content.decode(packet, ProtocolVersion.V4)).isEqualTo(Unpooled.wrappedBuffer(content));
	}

	// PROTOCOL.md 42
	@ParameterizedTest
	@ValueSource(strings = { "!!%%", "A", "AQI=A", "AQ=", "__-_", "AQ I", "€" })
	void refusesWhatIsNotBase64(String base64) {
		assertThat(
				Base64Content.decode(Unpooled.copiedBuffer("b" + base64, StandardCharsets.UTF_8), ProtocolVersion.V4))
			.isNull();
	}

	// PROTOCOL.md 160
	@Test
	void readsTheTypeInProtocol3() {
		assertThat(decodeProtocol3("b4AQI=")).isEqualTo(Unpooled.wrappedBuffer(new byte[] { 1, 2 }));
		assertThat(decodeProtocol3("b4")).isEqualTo(Unpooled.EMPTY_BUFFER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "b", "bAQI=", "b2", "b5AQI=", "b4!!" })
	void refusesWhatIsNoMessageInProtocol3(String packet) {
		assertThat(decodeProtocol3(packet)).isNull();
	}

	private static @Nullable ByteBuf decodeProtocol3(String packet) {
		return Base64Content.decode(Unpooled.copiedBuffer(packet, StandardCharsets.UTF_8), ProtocolVersion.V3);
	}

}
