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

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

import io.github.socketiospring.engineio.EngineIOServer;
import io.github.socketiospring.engineio.WebSocketUpgrade;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of Tomcat, which reads until it is suspended. Tomcat hands over parts of
 * messages, so that it needs no buffer for a whole one.
 */
final class TomcatConnection extends ServletConnection {

	/** How long Tomcat waits for what is sent before a close. */
	private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

	private static final CloseReason ABNORMALLY = new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null);

	private final AtomicReference<Reading> reading = new AtomicReference<>(Reading.ON);

	private @Nullable WsSession session;

	TomcatConnection(EngineIOServer engine, WebSocketUpgrade upgrade) {
		super(engine, upgrade);
	}

	/**
	 * What Tomcat tells.
	 */
	Endpoint endpoint() {
		return new ConnectionEndpoint(this);
	}

	private WsSession session() {
		WsSession session = this.session;
		if (session == null) {
			throw new IllegalStateException("Not open");
		}
		return session;
	}

	private void onOpen(WsSession session) {
		this.session = session;
		// Heartbeats are the engine's
		session.setMaxIdleTimeout(0);
		session.getUserProperties().put(SEND_TIMEOUT, CLOSE_TIMEOUT.toMillis());
		session.addMessageHandler(String.class,
				(MessageHandler.Partial<String>) (part, last) -> onHandled(onTextPart(part, last)));
		session.addMessageHandler(ByteBuffer.class,
				(MessageHandler.Partial<ByteBuffer>) (part, last) -> onHandled(onBinaryPart(part, last)));
		open();
	}

	private boolean onTextPart(String part, boolean last) {
		this.reading.set(Reading.HANDLING);
		return onText(part, last);
	}

	private boolean onBinaryPart(ByteBuffer part, boolean last) {
		this.reading.set(Reading.HANDLING);
		return onBinary(part, last);
	}

	/**
	 * Unless the next message was asked for meanwhile, Tomcat stops reading.
	 */
	private void onHandled(boolean handed) {
		if (!handed) {
			this.reading.set(Reading.ON);
		}
		else if (this.reading.get() == Reading.HANDLING) {
			session().suspend();
			if (!this.reading.compareAndSet(Reading.HANDLING, Reading.SUSPENDED)) {
				session().resume();
			}
		}
	}

	@Override
	public void next() {
		if (this.reading.getAndSet(Reading.ON) == Reading.SUSPENDED) {
			run(session()::resume);
		}
	}

	private void onClose(CloseReason reason) {
		CloseCode code = reason.getCloseCode();
		boolean error = code == CloseCodes.PROTOCOL_ERROR || code == CloseCodes.NOT_CONSISTENT
				|| code == CloseCodes.TOO_BIG;
		onEnd(error
				? new IOException(
						"The WebSocket was closed with the status " + code.getCode() + ": " + reason.getReasonPhrase())
				: null);
	}

	@Override
	void send(Message message) {
		SendHandler handler = (result) -> {
			if (result.isOK()) {
				onSent(message);
			}
			// Else Tomcat is closing the WebSocket, and a second close would mix with its
			// own
			else if (!(result.getException() instanceof EOFException)) {
				onFailed();
			}
		};
		try {
			if (message.isText()) {
				session().getAsyncRemote().sendText(message.text(), handler);
			}
			else {
				session().getAsyncRemote().sendBinary(message.binary(), handler);
			}
		}
		catch (IllegalStateException ex) {
			// It is closed already
			onFailed();
		}
	}

	/**
	 * Tomcat takes the WebSocket for closed from now on, and keeps the connection until
	 * the client has answered.
	 */
	@Override
	void sendClose(int status) {
		CloseCode code = (status == NO_STATUS) ? CloseCodes.NORMAL_CLOSURE : CloseCodes.getCloseCode(status);
		try {
			session().close(new CloseReason(code, null));
		}
		catch (IOException ex) {
			onFailed();
		}
	}

	/**
	 * The first of the two closes a connection that is open, the second one that waits
	 * for the client.
	 */
	@Override
	void disconnect() {
		session().doClose(ABNORMALLY, ABNORMALLY, true);
		session().onClose(ABNORMALLY);
	}

	private enum Reading {

		/** Tomcat reads, and no message is being handled. */
		ON,

		/** A message is being handled. */
		HANDLING,

		/** The message took longer, and Tomcat does not read. */
		SUSPENDED

	}

	static final class ConnectionEndpoint extends Endpoint {

		private final TomcatConnection connection;

		ConnectionEndpoint(TomcatConnection connection) {
			this.connection = connection;
		}

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			this.connection.onOpen((WsSession) session);
		}

		@Override
		public void onClose(Session session, CloseReason reason) {
			this.connection.onClose(reason);
		}

		@Override
		public void onError(Session session, Throwable error) {
			// The close follows
		}

	}

}
