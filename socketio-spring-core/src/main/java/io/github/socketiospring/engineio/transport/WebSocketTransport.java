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

import java.util.Queue;

import io.github.socketiospring.engineio.protocol.EncodedPacket;

/**
 * A WebSocket: packets are written while it is not congested, and flushed once a batch.
 */
public final class WebSocketTransport implements Transport {

	private final WebSocketConnection connection;

	/**
	 * Create the transport.
	 * @param connection the connection
	 */
	public WebSocketTransport(WebSocketConnection connection) {
		this.connection = connection;
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
	public void send(Queue<EncodedPacket> packets) {
		EncodedPacket packet = packets.poll();
		if (packet == null) {
			return;
		}
		while (packet != null) {
			this.connection.write(packet);
			packet = this.connection.isWritable() ? packets.poll() : null;
		}
		this.connection.flush();
	}

	@Override
	public boolean close(Queue<EncodedPacket> packets) {
		for (EncodedPacket packet = packets.poll(); packet != null; packet = packets.poll()) {
			this.connection.write(packet);
		}
		close(WebSocketConnection.NO_STATUS);
		return true;
	}

	/**
	 * Close at once.
	 * @param status the status of the close
	 */
	public void close(int status) {
		this.connection.close(status);
	}

}
