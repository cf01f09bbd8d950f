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

package io.github.socketiospring.engineio;

import io.github.socketiospring.engineio.protocol.FrameFormat;
import io.github.socketiospring.engineio.protocol.Utf8;
import io.github.socketiospring.engineio.transport.MessageTooBigException;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.engineio.transport.WebSocketReceiver;
import io.github.socketiospring.engineio.transport.WebSocketTransport;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Brings what comes on a WebSocket into the serial place of its session: the session's
 * own WebSocket, or one that wants to become it.
 */
final class SessionWebSocket implements WebSocketReceiver {

	private final DefaultSession session;

	private final WebSocketConnection connection;

	private final WebSocketTransport transport;

	/** The connection waits to be told that it may hand over its next message. */
	private boolean waiting;

	SessionWebSocket(DefaultSession session, WebSocketConnection connection, FrameFormat format) {
		this.session = session;
		this.connection = connection;
		this.transport = new WebSocketTransport(connection, format);
	}

	WebSocketConnection connection() {
		return this.connection;
	}

	WebSocketTransport transport() {
		return this.transport;
	}

	void close(int status) {
		this.transport.close(status);
	}

	@Override
	public void onText(ByteBuf text) {
		receive(text, true);
	}

	@Override
	public void onBinary(ByteBuf content) {
		receive(content, false);
	}

	private void receive(ByteBuf content, boolean text) {
		SerialQueue serial = this.session.serial();
		if (serial.tryEnter()) {
			try {
				handle(content, text);
			}
			finally {
				serial.exit();
			}
		}
		else {
			content.retain();
			serial.execute(() -> {
				try {
					handle(content, text);
				}
				finally {
					content.release();
				}
			});
		}
	}

	private void handle(ByteBuf content, boolean text) {
		Upgrade upgrade = this.session.currentUpgrade();
		if (this.session.isCurrent(this)) {
			handleCurrent(content, text);
		}
		else if (upgrade != null && upgrade.isOf(this)) {
			upgrade.onFrame(content, text);
		}
		else {
			this.session.server().increment(EngineIOCounter.LATE_PACKET, this.session);
		}
		if (this.session.isCurrent(this) && this.session.isReadingPaused()) {
			this.waiting = true;
		}
		else {
			this.connection.next();
		}
	}

	/**
	 * Reading was paused, and goes on. Called in the serial place.
	 */
	void readOn() {
		if (this.waiting) {
			this.waiting = false;
			this.connection.next();
		}
	}

	private void handleCurrent(ByteBuf content, boolean text) {
		if (!text) {
			this.session.onBinaryPacket(content);
		}
		else if (Utf8.isValid(content)) {
			this.session.onPacket(content);
		}
		else {
			this.session.terminate(CloseReason.TRANSPORT_ERROR, "invalid UTF-8", WebSocketConnection.INVALID_PAYLOAD);
		}
	}

	@Override
	public void onWritable() {
		if (this.session.isCurrent(this)) {
			this.session.onFlush();
		}
	}

	@Override
	public void onFlush() {
		this.session.onFlush();
	}

	@Override
	public void onClose(@Nullable Throwable error) {
		if (error instanceof MessageTooBigException) {
			this.session.server().hints().tooBig("WebSocket message");
		}
		this.session.execute(() -> {
			Upgrade upgrade = this.session.currentUpgrade();
			if (upgrade != null && upgrade.isOf(this)) {
				upgrade.fail(EngineIOCounter.UPGRADE_FAILED);
			}
			else if (this.session.isCurrent(this)) {
				this.session.terminate((error != null) ? CloseReason.TRANSPORT_ERROR : CloseReason.TRANSPORT_CLOSE,
						(error != null) ? error.toString() : null);
			}
		});
	}

}
