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

package io.github.socketiospring.interop.client;

import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * Answers a close of the server. The Java client does not, so that OkHttp does not tell
 * it of the end either: it learns of it when no ping comes any more, with the reference
 * server as with this one.
 */
final class ClosingListener extends WebSocketListener {

	private static final int NORMAL_CLOSURE = 1000;

	private final WebSocketListener client;

	ClosingListener(WebSocketListener client) {
		this.client = client;
	}

	@Override
	public void onClosing(WebSocket webSocket, int code, String reason) {
		webSocket.close(NORMAL_CLOSURE, null);
		this.client.onClosing(webSocket, code, reason);
	}

	@Override
	public void onOpen(WebSocket webSocket, Response response) {
		this.client.onOpen(webSocket, response);
	}

	@Override
	public void onMessage(WebSocket webSocket, String text) {
		this.client.onMessage(webSocket, text);
	}

	@Override
	public void onMessage(WebSocket webSocket, ByteString bytes) {
		this.client.onMessage(webSocket, bytes);
	}

	@Override
	public void onClosed(WebSocket webSocket, int code, String reason) {
		this.client.onClosed(webSocket, code, reason);
	}

	@Override
	public void onFailure(WebSocket webSocket, Throwable ex, Response response) {
		this.client.onFailure(webSocket, ex, response);
	}

}
