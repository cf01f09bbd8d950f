package io.github.socketiospring.engineio;

import io.github.socketiospring.engineio.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What the engine needs to know of a WebSocket upgrade once the request is gone.
 */
public final class WebSocketUpgrade {

	private final @Nullable String sid;

	private final boolean webSocket;

	private final @Nullable EngineIOHandshake handshake;

	/**
	 * Keep what is needed of a request.
	 * @param request the request
	 */
	public WebSocketUpgrade(EngineIORequest request) {
		this.sid = HandshakeVerifier.sid(request);
		this.webSocket = Transport.WEBSOCKET.equals(HandshakeVerifier.last(request, "transport"));
		this.handshake = (this.sid == null) ? new EngineIOHandshake(request) : null;
	}

	@Nullable String sid() {
		return this.sid;
	}

	boolean isWebSocket() {
		return this.webSocket;
	}

	/**
	 * The handshake of a new session.
	 * @return null if the request named a session
	 */
	@Nullable EngineIOHandshake handshake() {
		return this.handshake;
	}

}
