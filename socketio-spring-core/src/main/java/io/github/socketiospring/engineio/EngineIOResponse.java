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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.engineio.protocol.Payload;

import org.springframework.http.HttpHeaders;

/**
 * The response to an HTTP request, for the binding to write.
 *
 * @param status the status code
 * @param headers the headers; {@code Content-Length} is left to the binding
 * @param added what the application adds to them: replaces them by name, but for
 * {@code Set-Cookie} and {@code Vary}
 * @param body the body, which may be empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record EngineIOResponse(int status, Map<String, String> headers, HttpHeaders added, byte[] body) {

	private static final Map<String, String> HTML = Map.of("Content-Type", "text/html", "Cache-Control", "no-store");

	private static final Map<String, String> OLD_BROWSER_HTML = Map.of("Content-Type", "text/html", "Cache-Control",
			"no-store", "X-XSS-Protection", "0");

	private static final byte[] EMPTY = new byte[0];

	private static final EngineIOResponse RESET = of(400, Map.of(), EMPTY);

	private static final byte[] OK = { 'o', 'k' };

	/**
	 * Whether the connection should be closed without a response, where the binding can
	 * do that.
	 * @return true if the client broke the protocol with this request and another one
	 */
	public boolean isReset() {
		return this == RESET;
	}

	private static EngineIOResponse of(int status, Map<String, String> headers, byte[] body) {
		return new EngineIOResponse(status, headers, HttpHeaders.EMPTY, body);
	}

	EngineIOResponse with(HttpHeaders added) {
		return added.isEmpty() ? this : new EngineIOResponse(this.status, this.headers, added, this.body);
	}

	EngineIOResponse encoded(byte[] body, String encoding) {
		Map<String, String> headers = new LinkedHashMap<>(this.headers);
		headers.put("Content-Encoding", encoding);
		return new EngineIOResponse(this.status, headers, this.added, body);
	}

	static EngineIOResponse reset() {
		return RESET;
	}

	static EngineIOResponse payload(Payload payload, boolean oldBrowser) {
		Map<String, String> headers = oldBrowser
				? Map.of("Content-Type", payload.contentType(), "Cache-Control", "no-store", "X-XSS-Protection", "0")
				: Map.of("Content-Type", payload.contentType(), "Cache-Control", "no-store");
		return of(200, headers, payload.bytes());
	}

	static EngineIOResponse ok(boolean oldBrowser) {
		return of(200, oldBrowser ? OLD_BROWSER_HTML : HTML, OK);
	}

	static EngineIOResponse empty(int status) {
		return of(status, Map.of(), EMPTY);
	}

	/**
	 * The server shuts down.
	 * @param retryAfter when it, or another one, may be asked again
	 */
	static EngineIOResponse unavailable(Duration retryAfter) {
		Map<String, String> headers = retryAfter.isZero() ? Map.of()
				: Map.of("Retry-After", String.valueOf(retryAfter.toSeconds()));
		return of(503, headers, EMPTY);
	}

	static EngineIOResponse html(int status, String text) {
		return of(status, HTML, text.getBytes(StandardCharsets.UTF_8));
	}

	static EngineIOResponse json(int status, String json) {
		return of(status, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
	}

}
