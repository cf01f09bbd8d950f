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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO client: connects to the namespace {@code /} over a WebSocket, answers
 * heartbeats, and shows each packet in the bytes that were read, without making anything
 * of it. What it writes is flushed once for what was read at once.
 */
abstract class WebSocketClient extends BytesHandler {

	private static final ByteBuf REQUEST = Frames.ascii("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
			+ "Host: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
			+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

	private static final ByteBuf CONNECT = Frames.text("40");

	private static final ByteBuf PONG = Frames.text("3");

	private static final ByteBuf CLOSE = Frames.frame(Frames.CLOSE, new byte[] { 3, (byte) 0xe8 });

	private State state = State.UPGRADING;

	private @Nullable ChannelHandlerContext context;

	private boolean written;

	/**
	 * The client is connected to the namespace.
	 */
	abstract void onConnected();

	/**
	 * A packet has come, or an attachment.
	 * @param in holds it
	 * @param index where it begins, in a text after Engine.IO's letter
	 * @param length its length
	 * @param opcode whether it is text or binary
	 */
	abstract void onPacket(ByteBuf in, int index, int length, int opcode);

	/**
	 * All that was read has been shown.
	 */
	void onReadComplete() {
	}

	/**
	 * The connection is gone.
	 * @param error what was wrong, or null if it was closed by {@link #close()}
	 */
	abstract void onClosed(@Nullable Exception error);

	/**
	 * Write, to be flushed when all that was read has been shown.
	 */
	final void write(ByteBuf frames) {
		ChannelHandlerContext context = context();
		context.write(frames, context.voidPromise());
		this.written = true;
	}

	final void flush() {
		if (this.written) {
			this.written = false;
			context().flush();
		}
	}

	/**
	 * Close the WebSocket, and let the server close the connection, so that no port of
	 * this side is left waiting.
	 */
	final void close() {
		this.state = State.CLOSING;
		write(CLOSE.duplicate());
		flush();
	}

	/**
	 * Close the connection without a word.
	 */
	final void drop() {
		this.state = State.CLOSING;
		if (this.context != null) {
			this.context.close();
		}
	}

	/**
	 * Read no more.
	 */
	final void pause() {
		context().channel().config().setAutoRead(false);
	}

	private ChannelHandlerContext context() {
		if (this.context == null) {
			throw new IllegalStateException("Not connected");
		}
		return this.context;
	}

	@Override
	public final void channelActive(ChannelHandlerContext context) {
		this.context = context;
		write(REQUEST.duplicate());
		flush();
	}

	@Override
	final void read(ByteBuf in) {
		if (this.state == State.UPGRADING && !readResponse(in)) {
			return;
		}
		int index = in.readerIndex();
		int end = in.writerIndex();
		while (end - index >= 2) {
			int header = 2;
			long length = in.getByte(index + 1) & 0x7f;
			if (length == 126) {
				header = 4;
				length = (end - index >= header) ? in.getUnsignedShort(index + 2) : Integer.MAX_VALUE;
			}
			else if (length == 127) {
				header = 10;
				length = (end - index >= header) ? in.getLong(index + 2) : Integer.MAX_VALUE;
			}
			if (end - index - header < length) {
				break;
			}
			onFrame(in, index + header, (int) length, in.getByte(index) & 0x0f);
			index += header + (int) length;
		}
		in.readerIndex(index);
	}

	private boolean readResponse(ByteBuf in) {
		String text = in.toString(StandardCharsets.US_ASCII);
		int end = text.indexOf("\r\n\r\n");
		if (end == -1) {
			return false;
		}
		if (!text.startsWith("HTTP/1.1 101")) {
			throw new IllegalStateException("The server answers " + text);
		}
		in.skipBytes(end + 4);
		this.state = State.OPENING;
		return true;
	}

	private void onFrame(ByteBuf in, int index, int length, int opcode) {
		if (opcode == Frames.TEXT && in.getByte(index) == '2') {
			write(PONG.duplicate());
			return;
		}
		switch (this.state) {
			case CONNECTED -> {
				if (opcode == Frames.TEXT) {
					onPacket(in, index + 1, length - 1, opcode);
				}
				else if (opcode == Frames.BINARY) {
					onPacket(in, index, length, opcode);
				}
			}
			case OPENING -> {
				this.state = State.CONNECTING;
				write(CONNECT.duplicate());
			}
			case CONNECTING -> {
				// Some servers say that the namespace is connected unasked
				if (in.getByte(index + 1) != '0') {
					throw new IllegalStateException(
							"The server refuses with " + in.toString(index, length, StandardCharsets.UTF_8));
				}
				this.state = State.CONNECTED;
				onConnected();
			}
			default -> {
				// Closing
			}
		}
	}

	@Override
	public final void channelReadComplete(ChannelHandlerContext context) {
		onReadComplete();
		flush();
	}

	@Override
	public final void channelInactive(ChannelHandlerContext context) {
		super.channelInactive(context);
		if (this.state != State.CLOSED) {
			Exception error = (this.state != State.CLOSING) ? new IllegalStateException("The server closes") : null;
			this.state = State.CLOSED;
			onClosed(error);
		}
	}

	@Override
	public final void exceptionCaught(ChannelHandlerContext context, Throwable error) {
		if (this.state != State.CLOSED) {
			Exception reported = (this.state != State.CLOSING) ? new IllegalStateException(error) : null;
			this.state = State.CLOSED;
			onClosed(reported);
		}
		context.close();
	}

	private enum State {

		UPGRADING, OPENING, CONNECTING, CONNECTED, CLOSING, CLOSED

	}

}
