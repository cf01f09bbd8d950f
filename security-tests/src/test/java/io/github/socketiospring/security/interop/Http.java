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

package io.github.socketiospring.security.interop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Plain requests to a server.
 */
final class Http {

	static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

	private final HttpClient client = HttpClient.newHttpClient();

	private final SecureServer server;

	Http(SecureServer server) {
		this.server = server;
	}

	/**
	 * Send a request.
	 * @param credentials name and password with a colon, or null
	 * @param headers names and values in turn
	 */
	HttpResponse<String> send(String method, String uri, String body, String credentials, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.server.url() + uri))
			.version(HttpClient.Version.HTTP_1_1)
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		if (credentials != null) {
			request.header("Authorization", Clients.authorization(credentials));
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
			.orTimeout(20, TimeUnit.SECONDS)
			.join();
	}

	/**
	 * Open a session.
	 * @return its URI for polling
	 */
	String open(String credentials, String... headers) {
		HttpResponse<String> response = send("GET", HANDSHAKE, null, credentials, headers);
		String sid = response.body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
		return HANDSHAKE + "&sid=" + sid;
	}

	/**
	 * Open a WebSocket.
	 * @return the status of the answer: 101 if the WebSocket was opened
	 */
	int upgrade(String uri, String credentials, String... headers) {
		WebSocket.Builder builder = this.client.newWebSocketBuilder();
		if (credentials != null) {
			builder.header("Authorization", Clients.authorization(credentials));
		}
		for (int i = 0; i < headers.length; i += 2) {
			builder.header(headers[i], headers[i + 1]);
		}
		try {
			builder.buildAsync(URI.create(
					"ws://127.0.0.1:" + this.server.port() + uri.replace("transport=polling", "transport=websocket")),
					new WebSocket.Listener() {
					})
				.orTimeout(20, TimeUnit.SECONDS)
				.join()
				.abort();
			return 101;
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof WebSocketHandshakeException refusal) {
				return refusal.getResponse().statusCode();
			}
			throw ex;
		}
	}

}
