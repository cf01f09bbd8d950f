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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, one after another, on one connection; on one for each if it finds that
 * the server closes them. Responses have to tell their length.
 */
final class HttpClient {

	private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)",
			Pattern.CASE_INSENSITIVE);

	private final Generator generator;

	private final int port;

	private final Deque<Request> requests = new ArrayDeque<>();

	private @Nullable Connection connection;

	/** Whether the first of the requests was sent. */
	private boolean busy;

	private boolean reuse = true;

	private boolean closing;

	HttpClient(Generator generator, int port) {
		this.generator = generator;
		this.port = port;
	}

	static ByteBuf get(String query) {
		return Frames.ascii("GET /socket.io/?EIO=4&transport=polling" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
	}

	static ByteBuf post(String query, String body) {
		return Frames.ascii("POST /socket.io/?EIO=4&transport=polling" + query
				+ " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: "
				+ body.length() + "\r\n\r\n" + body);
	}

	/**
	 * Send a request.
	 * @param onResponse gets the body of the response
	 */
	void send(ByteBuf request, Consumer<String> onResponse) {
		this.requests.add(new Request(request, onResponse));
		next();
	}

	void close() {
		this.closing = true;
		if (this.connection != null) {
			this.connection.close();
		}
	}

	private void next() {
		if (this.busy || this.requests.isEmpty()) {
			return;
		}
		this.busy = true;
		if (this.connection != null && this.reuse) {
			this.connection.write();
		}
		else {
			this.connection = new Connection();
			this.generator.open(this.port, this.connection);
		}
	}

	private void onResponse(String body) {
		this.busy = false;
		this.requests.remove().onResponse.accept(body);
		next();
	}

	private void onClosed(Connection closed) {
		if (closed == this.connection && !this.closing) {
			this.connection = null;
			if (this.busy) {
				this.reuse = false;
				this.busy = false;
				next();
			}
		}
	}

	private record Request(ByteBuf bytes, Consumer<String> onResponse) {
	}

	private final class Connection extends BytesHandler {

		private @Nullable ChannelHandlerContext context;

		private void write() {
			if (this.context != null) {
				this.context.writeAndFlush(HttpClient.this.requests.element().bytes.duplicate(),
						this.context.voidPromise());
			}
		}

		private void close() {
			if (this.context != null) {
				this.context.close();
			}
		}

		@Override
		public void channelActive(ChannelHandlerContext context) {
			this.context = context;
			write();
		}

		@Override
		void read(ByteBuf in) {
			String response = in.toString(StandardCharsets.US_ASCII);
			int body = response.indexOf("\r\n\r\n") + 4;
			if (body >= 4 && response.length() >= body + contentLength(response)) {
				in.skipBytes(in.readableBytes());
				onResponse(response.substring(body));
			}
		}

		private static int contentLength(String response) {
			Matcher length = CONTENT_LENGTH.matcher(response);
			if (!response.startsWith("HTTP/1.1 200") || !length.find()) {
				throw new IllegalStateException("The server answers " + response);
			}
			return Integer.parseInt(length.group(1));
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			super.channelInactive(context);
			onClosed(this);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
			// A server that closes connections may reset them
			if (!(error instanceof IOException)) {
				HttpClient.this.generator.fail(new IllegalStateException(error));
			}
			context.close();
		}

	}

}
