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

package io.github.socketiospring.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketClient}.
 */
class WebSocketClientTests {

	private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

	private final List<String> seen = new ArrayList<>();

	private final EmbeddedChannel channel = new EmbeddedChannel(new RecordingClient());

	@AfterEach
	void close() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void asksForAnUpgradeAndConnects() {
		assertThat(sent()).startsWith("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n").endsWith("\r\n\r\n");
		read(UPGRADED);
		read("\u0081\u00030{}");
		assertThat(unmasked(sent())).isEqualTo("40");
		read("\u0081\u000440{}");
		assertThat(this.seen).containsExactly("connected");
	}

	@Test
	void showsPacketsThatAreSplitAtAnyByte() {
		String all = UPGRADED
				+ "\u0081\u00030{}\u0081\u000440{}\u0081\u000542[1]\u0082\u0002ab\u0081\u007e\u0000\u00814"
				+ "x".repeat(128);
		for (int i = 1; i < all.length(); i++) {
			this.seen.clear();
			EmbeddedChannel channel = new EmbeddedChannel(new RecordingClient());
			channel.writeInbound(bytes(all.substring(0, i)), bytes(all.substring(i)));
			channel.finishAndReleaseAll();
			assertThat(this.seen).as("split at %d", i)
				.containsExactly("connected", "1 2[1]", "2 ab", "1 " + "x".repeat(128), "closed by the server");
		}
	}

	@Test
	void answersHeartbeats() {
		connect();
		read("\u0081\u00012");
		assertThat(unmasked(sent())).isEqualTo("3");
		assertThat(this.seen).containsExactly("connected");
	}

	@Test
	void reportsAnUpgradeThatIsRefused() {
		read("HTTP/1.1 400 Bad Request\r\n\r\n");
		assertThat(this.seen).containsExactly("closed by the server");
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void closesWithoutAnError() {
		connect();
		this.channel.pipeline().get(RecordingClient.class).close();
		assertThat(unmasked(sent())).isEqualTo("\u0003\u00e8");
		this.channel.close();
		assertThat(this.seen).containsExactly("connected", "closed");
	}

	private void connect() {
		read(UPGRADED);
		read("\u0081\u00030{}\u0081\u000440{}");
		sent();
	}

	private void read(String text) {
		this.channel.writeInbound(bytes(text));
	}

	private static ByteBuf bytes(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
	}

	private String sent() {
		String sent = "";
		for (ByteBuf bytes = this.channel.readOutbound(); bytes != null; bytes = this.channel.readOutbound()) {
			sent = bytes.toString(StandardCharsets.ISO_8859_1);
		}
		return sent;
	}

	private static String unmasked(String frame) {
		assertThat(frame.charAt(1)).isEqualTo((char) (0x80 | frame.length() - 6));
		StringBuilder text = new StringBuilder();
		for (int i = 6; i < frame.length(); i++) {
			text.append((char) (frame.charAt(i) ^ frame.charAt(2 + (i - 6) % 4)));
		}
		return text.toString();
	}

	private final class RecordingClient extends WebSocketClient {

		@Override
		void onConnected() {
			WebSocketClientTests.this.seen.add("connected");
		}

		@Override
		void onPacket(ByteBuf in, int index, int length, int opcode) {
			WebSocketClientTests.this.seen.add(opcode + " " + in.toString(index, length, StandardCharsets.ISO_8859_1));
		}

		@Override
		void onClosed(Exception error) {
			WebSocketClientTests.this.seen.add((error != null) ? "closed by the server" : "closed");
		}

	}

}
