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
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A WebSocket over a plain socket, which sends any frame it is told to.
 */
final class RawWebSocket implements Closeable {

	static final int CONTINUATION = 0;

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int CLOSE = 8;

	static final int PING = 9;

	static final int PONG = 10;

	private static final byte[] MASK = { 1, 2, 3, 4 };

	private static final Pattern OPEN = Pattern.compile("0\\{\"sid\":\"([^\"]+)\",\"upgrades\":\\[],.*}");

	private final RawHttp http;

	private final ServerUnderTest server;

	/** What has come while something else was awaited. */
	private final Queue<Frame> early = new ArrayDeque<>();

	private String sid;

	private RawWebSocket(ServerUnderTest server, RawHttp http) {
		this.server = server;
		this.http = http;
	}

	/**
	 * Opens a session of its own, and reads the handshake.
	 */
	static RawWebSocket handshake(ServerUnderTest server) {
		RawWebSocket webSocket = open(server, server.target("websocket", ""));
		String packet = webSocket.text();
		Matcher matcher = OPEN.matcher(packet);
		assertThat(matcher.matches()).as("open packet " + packet).isTrue();
		webSocket.sid = matcher.group(1);
		webSocket.awaitSent();
		return webSocket;
	}

	/**
	 * Opens a candidate for the upgrade of that session.
	 */
	static RawWebSocket candidate(ServerUnderTest server, String sid) {
		return open(server, server.target("websocket", "&sid=" + sid));
	}

	static RawWebSocket open(ServerUnderTest server, String target, String... headers) {
		RawHttp http = new RawHttp(server.port());
		request(http, target, headers);
		RawResponse response = http.response();
		assertThat(response.status()).as(response.summary()).isEqualTo(101);
		return over(server, http);
	}

	/**
	 * A WebSocket over a connection on which 101 has been received.
	 */
	static RawWebSocket over(ServerUnderTest server, RawHttp http) {
		return new RawWebSocket(server, http);
	}

	/**
	 * Writes an upgrade request; a {@code Connection} header may be among the given ones.
	 */
	static void request(RawHttp http, String target, String... headers) {
		List<String> all = new ArrayList<>(List.of("Upgrade: websocket", "Sec-WebSocket-Version: 13",
				"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
		if (Arrays.stream(headers).noneMatch((header) -> header.startsWith("Connection:"))) {
			all.add("Connection: Upgrade");
		}
		all.addAll(List.of(headers));
		http.get(target, all.toArray(String[]::new));
	}

	String sid() {
		return this.sid;
	}

	void send(String text) {
		frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	void sendBinary(String hexadecimal) {
		frame(true, BINARY, HexFormat.of().parseHex(hexadecimal));
	}

	void frame(boolean fin, int opcode, byte[] payload) {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		frame.write((fin ? 0x80 : 0) | opcode);
		if (payload.length < 126) {
			frame.write(0x80 | payload.length);
		}
		else if (payload.length < 65536) {
			frame.write(0x80 | 126);
			frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
		}
		else {
			frame.write(0x80 | 127);
			frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
		}
		frame.writeBytes(MASK);
		byte[] masked = payload.clone();
		for (int i = 0; i < masked.length; i++) {
			masked[i] ^= MASK[i % 4];
		}
		frame.writeBytes(masked);
		this.http.write(frame.toByteArray());
	}

	void write(byte[] bytes) {
		this.http.write(bytes);
	}

	/**
	 * The next message, in one piece or several; pings are answered.
	 */
	Frame message() {
		Frame first = next();
		if (first.opcode == PING) {
			frame(true, PONG, first.payload);
			return message();
		}
		if (first.fin || first.opcode == CLOSE) {
			return first;
		}
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		payload.writeBytes(first.payload);
		for (boolean fin = false; !fin;) {
			Frame next = next();
			assertThat(next.opcode).as("opcode of continuation").isEqualTo(CONTINUATION);
			payload.writeBytes(next.payload);
			fin = next.fin;
		}
		return new Frame(true, first.opcode, payload.toByteArray());
	}

	private Frame next() {
		Frame early = this.early.poll();
		return (early != null) ? early : frame();
	}

	private Frame frame() {
		try {
			int first = this.http.read();
			int second = this.http.read();
			assertThat(second & 0x80).as("mask bit of the server's frame").isZero();
			long length = second & 0x7f;
			if (length == 126) {
				length = Short.toUnsignedInt(ByteBuffer.wrap(this.http.bytes(2)).getShort());
			}
			else if (length == 127) {
				length = ByteBuffer.wrap(this.http.bytes(8)).getLong();
			}
			return new Frame((first & 0x80) != 0, first & 0x7f, this.http.bytes((int) length));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String text() {
		Frame frame = message();
		assertThat(frame.opcode).as("opcode of " + frame).isEqualTo(TEXT);
		return frame.text();
	}

	void expect(String text) {
		Frame frame = message();
		assertThat(frame).hasToString(new Frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8)).toString());
	}

	void expectBinary(String hexadecimal) {
		Frame frame = message();
		assertThat(frame).hasToString(new Frame(true, BINARY, HexFormat.of().parseHex(hexadecimal)).toString());
	}

	/**
	 * Pings on the level of WebSocket, and expects the pong before anything else: the
	 * server has read all that was sent before and is still there.
	 */
	void pingPong() {
		frame(true, PING, new byte[] { 1, 2, 3 });
		Frame frame = next();
		assertThat(frame).hasToString(new Frame(true, PONG, new byte[] { 1, 2, 3 }).toString());
	}

	/**
	 * Expects that the server closes because of a protocol error, and sends nothing
	 * before.
	 */
	void expectClosed() {
		expectClosed(this.server.protocolErrorStatus());
	}

	/**
	 * Expects that the server closes with one of these status codes, 1005 meaning none
	 * and 1006 the end of the connection, and sends nothing before.
	 */
	void expectClosed(Integer... statuses) {
		assertThat(nextOrStatus()).isIn(Arrays.stream(statuses).map((status) -> "closed " + status).toList());
	}

	/**
	 * The next message's text, or {@code closed} with the status.
	 */
	String nextOrStatus() {
		Frame frame;
		try {
			frame = message();
		}
		catch (UncheckedIOException ex) {
			if (ex.getCause() instanceof java.io.EOFException || ex.getCause() instanceof SocketException) {
				return "closed 1006";
			}
			throw ex;
		}
		if (frame.opcode != CLOSE) {
			return frame.toString();
		}
		answerClose(frame);
		int status = (frame.payload.length == 0) ? 1005
				: Short.toUnsignedInt(ByteBuffer.wrap(frame.payload).getShort());
		return "closed " + status;
	}

	private void answerClose(Frame close) {
		try {
			frame(true, CLOSE, close.payload);
		}
		catch (UncheckedIOException ex) {
			// the server did not wait for it
		}
	}

	/**
	 * Expects that the connection lives and nothing else comes: sends an event, and reads
	 * its echo.
	 */
	void expectAlive() {
		String packet = this.server.options().raw() ? "4alive" : "42[\"echo\",\"alive\"]";
		send(packet);
		expect(packet);
	}

	/**
	 * Sends a CONNECT packet ({@code 40…}) and returns the id of the socket.
	 */
	String connect(String packet) {
		send(packet);
		String id = Packets.socketId(packet, text());
		awaitSent();
		return id;
	}

	/**
	 * Returns when the server knows that it has sent what came. When Tomcat finds a frame
	 * that is not valid, it gives up what it is sending, and writes the close into the
	 * same buffer: that may lose its head.
	 */
	private void awaitSent() {
		if (this.server.isServletContainer()) {
			frame(true, PING, new byte[0]);
			for (Frame frame = frame(); frame.opcode != PONG; frame = frame()) {
				this.early.add(frame);
			}
		}
	}

	/**
	 * Probes and switches over.
	 */
	void upgrade() {
		send("2probe");
		expect("3probe");
		send("5");
	}

	void expectSilence(Duration duration) {
		this.http.expectSilence(duration);
	}

	/**
	 * Closes as a well-behaved client does, and waits until the server has done so too.
	 */
	void closeOrderly() {
		frame(true, CLOSE, new byte[] { 3, (byte) 0xe8 });
		while (message().opcode != CLOSE) {
			// what was under way
		}
		this.http.expectEnd();
		close();
	}

	void abort() {
		this.http.abort();
	}

	@Override
	public void close() {
		this.http.close();
	}

	record Frame(boolean fin, int opcode, byte[] payload) {

		String text() {
			return new String(this.payload, StandardCharsets.UTF_8);
		}

		@Override
		public String toString() {
			return switch (this.opcode) {
				case TEXT -> "text " + text();
				case BINARY -> "binary " + HexFormat.of().formatHex(this.payload);
				default -> "opcode " + this.opcode + " " + HexFormat.of().formatHex(this.payload);
			};
		}

	}

}
