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

package io.github.socketiospring.interop.conformance;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import io.github.socketiospring.engineio.PerMessageDeflate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Section C, messages that are compressed (FEATURES.md: perMessageDeflate).
 */
class CompressionTests extends ConformanceTests {

	private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

	private static final int COMPRESSED = 0x40;

	private ServerUnderTest server() {
		return socketIO((builder) -> builder.perMessageDeflate(PerMessageDeflate.DEFAULTS));
	}

	private boolean fast() {
		return ((SocketIOSpringSetup) this.binding).fastPath();
	}

	/**
	 * To be called for the fast binding only: the portable one does not compress.
	 */
	private RawWebSocket openCompressed(ServerUnderTest server) {
		RawHttp http = http(server);
		RawWebSocket.request(http, server.target("websocket", ""), OFFER);
		RawResponse response = http.response();
		assertThat(response.status()).isEqualTo(101);
		assertThat(response.header("sec-websocket-extensions"))
			.isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
		RawWebSocket webSocket = RawWebSocket.over(server, http);
		assertThat(webSocket.text()).startsWith("0{");
		webSocket.connect("40");
		return webSocket;
	}

	@Test
	@Case(64)
	void agreesOnCompressionWhenEnabledOnly() {
		RawResponse response = upgradeRequest(socketIO(), socketIO().target("websocket", ""), OFFER);
		assertThat(response.header("sec-websocket-extensions")).isNull();
		ServerUnderTest server = server();
		RawResponse agreed = upgradeRequest(server, server.target("websocket", ""), OFFER);
		assertThat(agreed.header("sec-websocket-extensions") != null).isEqualTo(fast());
		assertThat(upgradeRequest(server, server.target("websocket", "")).header("sec-websocket-extensions")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { ";", ",", "permessage-deflate; x", "permessage-deflate; server_max_window_bits=9" })
	@Case(64)
	void servesClientsWhoseOfferItCannotKeep(String offer) {
		ServerUnderTest server = server();
		assumeFalse(server.isServletContainer(), "Servlet containers parse offers, and Tomcat answers 500 to some");
		RawHttp http = http(server);
		RawWebSocket.request(http, server.target("websocket", ""), "Sec-WebSocket-Extensions: " + offer);
		RawResponse response = http.response();
		assertThat(response.status()).isEqualTo(101);
		assertThat(response.header("sec-websocket-extensions")).isNull();
	}

	@Test
	@Case(64)
	void compressesLargeMessagesBothWays() throws Exception {
		ServerUnderTest server = server();
		if (!fast()) {
			webSocket(server).connect("40");
			return;
		}
		RawWebSocket webSocket = openCompressed(server);
		String large = "42[\"echo\",\"" + "x".repeat(2_000) + "\"]";
		for (int i = 0; i < 3; i++) {
			byte[] message = deflate(large.getBytes());
			webSocket.frame(true, COMPRESSED | RawWebSocket.TEXT, message);
			RawWebSocket.Frame echo = webSocket.message();
			assertThat(echo.opcode()).isEqualTo(COMPRESSED | RawWebSocket.TEXT);
			assertThat(echo.payload()).hasSizeLessThan(100);
			assertThat(inflate(echo.payload())).isEqualTo(large);
		}
		webSocket.send("42[\"echo\",\"" + "x".repeat(900) + "\"]");
		webSocket.expect("42[\"echo\",\"" + "x".repeat(900) + "\"]");
	}

	@Test
	@Case(64)
	void closesOnMessageThatGrowsBeyondLimit() {
		ServerUnderTest server = server();
		if (fast()) {
			RawWebSocket webSocket = openCompressed(server);
			webSocket.frame(true, COMPRESSED | RawWebSocket.TEXT, deflate(new byte[100_000_000]));
			webSocket.expectClosed(1009);
			webSocket(server).connect("40");
		}
	}

	@Test
	@Case(64)
	void closesOnMessageThatIsNotCompressedAsItSays() {
		ServerUnderTest server = server();
		if (fast()) {
			RawWebSocket webSocket = openCompressed(server);
			webSocket.frame(true, COMPRESSED | RawWebSocket.TEXT, new byte[] { -1, -1, -1 });
			webSocket.expectClosed(1007);
		}
	}

	@Test
	void closesOnCompressedMessageThatWasNotAgreedOn() {
		if (fast()) {
			RawWebSocket webSocket = webSocket(socketIO());
			webSocket.frame(true, COMPRESSED | RawWebSocket.TEXT, deflate("40".getBytes()));
			webSocket.expectClosed(1002);
		}
	}

	private static byte[] deflate(byte[] message) {
		Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
		deflater.setInput(message);
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		for (int count = buffer.length; count == buffer.length;) {
			count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
			result.write(buffer, 0, count);
		}
		deflater.end();
		byte[] bytes = result.toByteArray();
		return Arrays.copyOf(bytes, bytes.length - 4);
	}

	private static String inflate(byte[] message) throws Exception {
		Inflater inflater = new Inflater(true);
		inflater.setInput(message);
		byte[] buffer = new byte[10_000];
		int count = inflater.inflate(buffer);
		inflater.end();
		return new String(buffer, 0, count);
	}

}
