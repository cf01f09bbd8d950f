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

import org.springframework.http.HttpHeaders;

/**
 * The decision on a WebSocket upgrade, with what the engine needs to know of it once the
 * request is gone.
 */
public final class WebSocketUpgrade {

	private final @Nullable EngineIOResponse refusal;

	private final @Nullable String sid;

	private final boolean webSocket;

	private final FrameFormat frames;

	private final @Nullable Opening opening;

	private final HttpHeaders headers;

	private WebSocketUpgrade(EngineIORequest request, @Nullable Opening opening, HttpHeaders headers,
			@Nullable EngineIOResponse refusal) {
		this.refusal = refusal;
		this.sid = HandshakeVerifier.sid(request);
		this.webSocket = refusal == null && Transport.WEBSOCKET.equals(HandshakeVerifier.last(request, "transport"));
		this.frames = WireFormat.of(request).frames();
		this.opening = opening;
		this.headers = headers;
	}

	static WebSocketUpgrade toOpen(EngineIORequest request, Opening opening, HttpHeaders headers) {
		return new WebSocketUpgrade(request, opening, headers, null);
	}

	static WebSocketUpgrade toJoin(EngineIORequest request, HttpHeaders headers) {
		return new WebSocketUpgrade(request, null, headers, null);
	}

	static WebSocketUpgrade refused(EngineIORequest request, EngineIOResponse refusal) {
		return new WebSocketUpgrade(request, null, HttpHeaders.EMPTY, refusal);
	}

	/**
	 * The response to refuse the upgrade with.
	 * @return null to let it through and then {@linkplain EngineIOServer#open open} it
	 */
	public @Nullable EngineIOResponse refusal() {
		return this.refusal;
	}

	/**
	 * What the application adds to the headers of the response that lets the upgrade
	 * through: replaces them by name, but for {@code Set-Cookie} and {@code Vary}.
	 * @return the headers, which may be empty
	 */
	public HttpHeaders headers() {
		return this.headers;
	}

	@Nullable String sid() {
		return this.sid;
	}

	/**
	 * Whether it may become the transport of a session.
	 */
	boolean isWebSocket() {
		return this.webSocket;
	}

	FrameFormat frames() {
		return this.frames;
	}

	/**
	 * The session to open.
	 * @return null if the request named a session
	 */
	@Nullable Opening opening() {
		return this.opening;
	}

}
