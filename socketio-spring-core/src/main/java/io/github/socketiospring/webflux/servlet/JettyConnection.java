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

package io.github.socketiospring.webflux.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of Jetty, which reads a frame when it is asked to. Public, since Jetty
 * calls it by method handles.
 */
public final class JettyConnection extends ServletConnection implements Session.Listener {

	/** Jetty must not be asked again before it has answered. */
	private final AtomicBoolean asked = new AtomicBoolean();

	private @Nullable Session session;

	JettyConnection(EngineIOServer engine, WebSocketUpgrade upgrade) {
		super(engine, upgrade);
	}

	private Session session() {
		Session session = this.session;
		if (session == null) {
			throw new IllegalStateException("Not open");
		}
		return session;
	}

	@Override
	public void onWebSocketOpen(Session session) {
		this.session = session;
		// Heartbeats are the engine's
		session.setIdleTimeout(Duration.ZERO);
		open();
		next();
	}

	@Override
	public void onWebSocketPartialText(String payload, boolean last) {
		this.asked.set(false);
		if (!onText(payload, last)) {
			next();
		}
	}

	@Override
	public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
		this.asked.set(false);
		boolean handed = onBinary(payload, last);
		callback.succeed();
		if (!handed) {
			next();
		}
	}

	@Override
	public void onWebSocketClose(int statusCode, String reason, Callback callback) {
		onDisconnected(isError(statusCode)
				? new IOException("The WebSocket was closed with the status " + statusCode + ": " + reason) : null);
		callback.succeed();
	}

	/**
	 * The close follows. Without this, Jetty would log each client that vanishes.
	 */
	@Override
	public void onWebSocketError(Throwable error) {
		// Nothing to do
	}

	private static boolean isError(int statusCode) {
		return statusCode == StatusCode.PROTOCOL || statusCode == StatusCode.BAD_PAYLOAD
				|| statusCode == StatusCode.MESSAGE_TOO_LARGE;
	}

	@Override
	public void next() {
		if (this.asked.compareAndSet(false, true)) {
			run(session()::demand);
		}
	}

	@Override
	void send(Message message) {
		Callback callback = Callback.from(() -> onSent(message), (error) -> onFailed());
		if (message.isText()) {
			session().sendText(message.text(), callback);
		}
		else {
			session().sendBinary(message.binary(), callback);
		}
	}

	@Override
	void sendClose(int status) {
		session().close(status, null, Callback.from(() -> onEnd(null), (error) -> onFailed()));
	}

	@Override
	void disconnect() {
		session().disconnect();
	}

}
