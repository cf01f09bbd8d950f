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

import java.nio.charset.StandardCharsets;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import io.github.socketiospring.engineio.transport.PollingTransport;
import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * A WebSocket that wants to take over a session from polling. Until it has, packets go to
 * the polls, and a poll that waits is ended every 100 ms, so that the client can stop
 * polling. Used in the session's serial place alone.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#upgrade">Engine.IO
 * protocol: upgrade</a>
 */
final class Upgrade {

	private static final long NOOP_INTERVAL = 100;

	private static final ByteBuf PROBE = ascii("2probe");

	private static final ByteBuf UPGRADE = ascii("5");

	private final DefaultSession session;

	private final SessionWebSocket webSocket;

	private final PollingTransport polling;

	private final Disposable timeout;

	private @Nullable Disposable noopTimer;

	private boolean probed;

	private boolean over;

	Upgrade(DefaultSession session, SessionWebSocket webSocket, PollingTransport polling) {
		this.session = session;
		this.webSocket = webSocket;
		this.polling = polling;
		this.timeout = timers().schedule(session.server().options().upgradeTimeout(),
				() -> session.execute(() -> fail(EngineIOCounter.UPGRADE_TIMEOUT)));
	}

	boolean isOf(SessionWebSocket webSocket) {
		return this.webSocket == webSocket;
	}

	/**
	 * Whether the client knows that the WebSocket works, so that it stops polling.
	 */
	boolean isProbed() {
		return this.probed;
	}

	void onFrame(ByteBuf content, boolean text) {
		if (text && ByteBufUtil.equals(content, PROBE)) {
			this.webSocket.connection().write(EncodedPacket.control("3probe"));
			this.webSocket.connection().flush();
			this.probed = true;
			stopNoops();
			endPolls();
		}
		else if (text && ByteBufUtil.equals(content, UPGRADE)) {
			end();
			this.polling.noop();
			this.session.onUpgraded(this.webSocket);
		}
		else {
			fail(EngineIOCounter.UPGRADE_FAILED);
		}
	}

	private void endPolls() {
		if (!this.over) {
			this.polling.noop();
			this.noopTimer = timers().schedule(NOOP_INTERVAL, () -> this.session.execute(this::endPolls));
		}
	}

	void fail(EngineIOCounter counter) {
		if (!this.over) {
			cancel();
			this.session.onUpgradeFailed(counter);
		}
	}

	/**
	 * Close the WebSocket. The session goes on polling, if it goes on.
	 */
	void cancel() {
		end();
		this.webSocket.close(WebSocketConnection.NO_STATUS);
	}

	private void end() {
		this.over = true;
		this.timeout.dispose();
		stopNoops();
	}

	private void stopNoops() {
		if (this.noopTimer != null) {
			this.noopTimer.dispose();
			this.noopTimer = null;
		}
	}

	private Timers timers() {
		return this.session.server().timers();
	}

	private static ByteBuf ascii(String text) {
		return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII).asReadOnly());
	}

}
