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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * One HTTP/1.1 connection over a plain socket. Requests are written as they are given and
 * responses read in order, so that anything can be sent in any pieces.
 */
final class RawHttp implements Closeable {

	static final Duration DEADLINE = Duration.ofSeconds(10);

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private final Queue<String> methods = new ArrayDeque<>();

	RawHttp(int port) {
		try {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout((int) DEADLINE.toMillis());
			this.in = new BufferedInputStream(this.socket.getInputStream());
			this.out = this.socket.getOutputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void write(byte[] bytes) {
		try {
			this.out.write(bytes);
			this.out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void write(String text) {
		write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Writes the head of a request; a body has to follow as its headers say.
	 */
	void head(String method, String target, String... headers) {
		this.methods.add(method);
		StringBuilder head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
		if (!String.join("\n", headers).contains("Host:")) {
			head.append("Host: localhost:").append(this.socket.getPort()).append("\r\n");
		}
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
	}

	void get(String target, String... headers) {
		head("GET", target, headers);
	}

	void post(String target, byte[] body, String... headers) {
		List<String> all = new ArrayList<>(List.of(headers));
		all.add("Content-Length: " + body.length);
		head("POST", target, all.toArray(String[]::new));
		write(body);
	}

	void post(String target, String body, String... headers) {
		post(target, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	void chunk(byte[] data) {
		ByteArrayOutputStream chunk = new ByteArrayOutputStream();
		chunk.writeBytes((Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
		chunk.writeBytes(data);
		chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
		write(chunk.toByteArray());
	}

	void lastChunk() {
		write("0\r\n\r\n");
	}

	/**
	 * Reads the response to the oldest request that has none yet.
	 */
	RawResponse response() {
		try {
			String method = this.methods.poll();
			String[] status = line().split(" ", 3);
			Map<String, List<String>> headers = new TreeMap<>();
			for (String line = line(); !line.isEmpty(); line = line()) {
				int colon = line.indexOf(':');
				headers.computeIfAbsent(line.substring(0, colon).toLowerCase(), (name) -> new ArrayList<>())
					.add(line.substring(colon + 1).strip());
			}
			int code = Integer.parseInt(status[1]);
			boolean bodiless = "HEAD".equals(method) || code == 101 || code == 204 || code == 304;
			return new RawResponse(code, headers, bodiless ? new byte[0] : body(headers));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private byte[] body(Map<String, List<String>> headers) throws IOException {
		if (headers.containsKey("transfer-encoding")) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			for (int size = chunkSize(); size > 0; size = chunkSize()) {
				body.writeBytes(bytes(size));
				line();
			}
			line();
			return body.toByteArray();
		}
		List<String> length = headers.get("content-length");
		return (length != null) ? bytes(Integer.parseInt(length.get(0))) : this.in.readAllBytes();
	}

	private int chunkSize() throws IOException {
		return Integer.parseInt(line().split(";")[0].strip(), 16);
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = read(); b != '\n'; b = read()) {
			line.write(b);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

	int read() throws IOException {
		int b = this.in.read();
		if (b < 0) {
			throw new EOFException("The server closed the connection");
		}
		return b;
	}

	byte[] bytes(int count) throws IOException {
		byte[] bytes = this.in.readNBytes(count);
		if (bytes.length < count) {
			throw new EOFException("The server closed the connection");
		}
		return bytes;
	}

	/**
	 * Whether the server ends the connection, orderly or not, before it has sent a whole
	 * response.
	 */
	boolean endsWithoutResponse() {
		try {
			response();
			return false;
		}
		catch (UncheckedIOException ex) {
			return !(ex.getCause() instanceof SocketTimeoutException);
		}
	}

	/**
	 * Reads what comes until the server ends the connection, orderly or not.
	 */
	void expectEnd() {
		try {
			this.in.readAllBytes();
		}
		catch (SocketException ex) {
			// reset
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads for that long, and expects that nothing comes.
	 */
	void expectSilence(Duration duration) {
		try {
			this.socket.setSoTimeout((int) duration.toMillis());
			this.in.mark(1);
			int b = this.in.read();
			throw new AssertionError("Expected nothing for " + duration + ", got byte " + b);
		}
		catch (SocketTimeoutException ex) {
			// as it should be
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			deadline(DEADLINE);
		}
	}

	void deadline(Duration deadline) {
		try {
			this.socket.setSoTimeout((int) deadline.toMillis());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Resets the connection, as a client does that goes away.
	 */
	void abort() {
		try {
			this.socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		close();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
