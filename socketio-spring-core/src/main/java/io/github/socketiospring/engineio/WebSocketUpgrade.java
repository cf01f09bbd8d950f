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
import io.github.socketiospring.engineio.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What the engine needs to know of a WebSocket upgrade once the request is gone.
 */
public final class WebSocketUpgrade {

	private final @Nullable String sid;

	private final boolean webSocket;

	private final FrameFormat frames;

	private final @Nullable EngineIOHandshake handshake;

	/**
	 * Keep what is needed of a request.
	 * @param request the request
	 */
	public WebSocketUpgrade(EngineIORequest request) {
		this.sid = HandshakeVerifier.sid(request);
		this.webSocket = Transport.WEBSOCKET.equals(HandshakeVerifier.last(request, "transport"));
		this.frames = WireFormat.of(request).frames();
		this.handshake = (this.sid == null) ? new EngineIOHandshake(request) : null;
	}

	@Nullable String sid() {
		return this.sid;
	}

	boolean isWebSocket() {
		return this.webSocket;
	}

	FrameFormat frames() {
		return this.frames;
	}

	/**
	 * The handshake of a new session.
	 * @return null if the request named a session
	 */
	@Nullable EngineIOHandshake handshake() {
		return this.handshake;
	}

}
