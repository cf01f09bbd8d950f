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

package io.github.socketiospring.engineio.transport;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.protocol.FrameFormat;
import reactor.core.publisher.Mono;

/**
 * A WebSocket: packets are written while it is not congested, and flushed once a batch.
 */
public final class WebSocketTransport implements Transport {

	private final WebSocketConnection connection;

	private final FrameFormat format;

	/**
	 * Create the transport.
	 * @param connection the connection
	 * @param format how the client wants its binary messages
	 */
	public WebSocketTransport(WebSocketConnection connection, FrameFormat format) {
		this.connection = connection;
		this.format = format;
	}

	@Override
	public String name() {
		return WEBSOCKET;
	}

	@Override
	public boolean isWritable() {
		return this.connection.isWritable();
	}

	@Override
	public boolean isIdle() {
		return this.connection.isIdle();
	}

	@Override
	public long held() {
		return this.connection.pendingBytes();
	}

	@Override
	public void send(PacketSource packets) {
		EncodedPacket packet = packets.poll();
		if (packet == null) {
			return;
		}
		while (packet != null) {
			write(packet);
			packet = this.connection.isWritable() ? packets.poll() : null;
		}
		this.connection.flush();
	}

	private void write(EncodedPacket packet) {
		if (this.format == FrameFormat.CONTENT || packet.binaries().length == 0) {
			this.connection.write(packet);
			return;
		}
		for (EncodedPacket part : packet.frames(this.format)) {
			this.connection.write(part.retain());
		}
		packet.release();
	}

	@Override
	public boolean close(PacketSource packets) {
		for (EncodedPacket packet = packets.poll(); packet != null; packet = packets.poll()) {
			write(packet);
		}
		close(WebSocketConnection.NO_STATUS);
		return true;
	}

	@Override
	public Mono<Void> closed() {
		return this.connection.closed();
	}

	/**
	 * Close without sending what remains.
	 * @param status the status of the close
	 */
	public void close(int status) {
		this.connection.close(status);
	}

}
