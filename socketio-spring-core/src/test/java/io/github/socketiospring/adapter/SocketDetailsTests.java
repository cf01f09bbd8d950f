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

package io.github.socketiospring.adapter;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.protocol.PacketCodec;
import io.github.socketiospring.protocol.PacketParserFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What other servers tell of their sockets.
 */
class SocketDetailsTests {

	private final PacketCodec codec = new PacketCodec(JsonMapper.shared(), PacketParserFactory.json());

	@ParameterizedTest
	@CsvSource({ "192.0.2.1,192.0.2.1", "::ffff:192.0.2.1,192.0.2.1", "2001:db8::1,2001:db8::1" })
	void readsAddressOfClient(String address, String expected) throws Exception {
		assertThat(handshake("address", address).address()).satisfies((read) -> {
			assertThat(read.isUnresolved()).isFalse();
			assertThat(read.getAddress()).isEqualTo(InetAddress.getByName(expected));
		});
	}

	@Test
	void looksUpNoName() {
		assertThat(handshake("address", "localhost").address()).satisfies((read) -> {
			assertThat(read.isUnresolved()).isTrue();
			assertThat(read.getHostString()).isEqualTo("localhost");
		});
	}

	@ParameterizedTest
	@CsvSource({ "/socket.io/?EIO=4&a=%7B,EIO=4&a={", "/socket.io/?EIO=4&a={|},EIO=4&a={|}",
			"/socket.io/?a=%zz,a=%zz" })
	void readsUrlAsTheClientHasSentIt(String url, String query) {
		URI read = handshake("url", url).url();
		assertThat(read.getPath()).isEqualTo("/socket.io/");
		assertThat(read.getQuery()).isEqualTo(query);
	}

	@Test
	void readsWhatIsNoUrl() {
		assertThat(handshake("url", "//").url()).isEqualTo(URI.create(""));
	}

	private Handshake handshake(String name, Object value) {
		return SocketDetails.of(Map.of("id", "1", "rooms", List.of(), "handshake", Map.of(name, value)), this.codec)
			.handshake();
	}

}
