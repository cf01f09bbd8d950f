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
import java.util.Map;

import io.github.socketiospring.engineio.protocol.Payload;

/**
 * The response to an HTTP request, for the binding to write.
 *
 * @param status the status code
 * @param headers the headers; {@code Content-Length} is left to the binding
 * @param body the body, which may be empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record EngineIOResponse(int status, Map<String, String> headers, byte[] body) {

	private static final Map<String, String> HTML = Map.of("Content-Type", "text/html", "Cache-Control", "no-store");

	private static final Map<String, String> OLD_BROWSER_HTML = Map.of("Content-Type", "text/html", "Cache-Control",
			"no-store", "X-XSS-Protection", "0");

	private static final byte[] EMPTY = new byte[0];

	private static final EngineIOResponse RESET = new EngineIOResponse(400, Map.of(), EMPTY);

	private static final byte[] OK = { 'o', 'k' };

	/**
	 * Whether the connection should be closed without a response, where the binding can
	 * do that.
	 * @return true if the client broke the protocol with this request and another one
	 */
	public boolean isReset() {
		return this == RESET;
	}

	static EngineIOResponse reset() {
		return RESET;
	}

	static EngineIOResponse payload(Payload payload, boolean oldBrowser) {
		Map<String, String> headers = oldBrowser
				? Map.of("Content-Type", payload.contentType(), "Cache-Control", "no-store", "X-XSS-Protection", "0")
				: Map.of("Content-Type", payload.contentType(), "Cache-Control", "no-store");
		return new EngineIOResponse(200, headers, payload.bytes());
	}

	static EngineIOResponse ok(boolean oldBrowser) {
		return new EngineIOResponse(200, oldBrowser ? OLD_BROWSER_HTML : HTML, OK);
	}

	static EngineIOResponse empty(int status) {
		return new EngineIOResponse(status, Map.of(), EMPTY);
	}

	static EngineIOResponse html(int status, String text) {
		return new EngineIOResponse(status, HTML, text.getBytes(StandardCharsets.UTF_8));
	}

	static EngineIOResponse json(int status, String json) {
		return new EngineIOResponse(status, Map.of("Content-Type", "application/json"),
				json.getBytes(StandardCharsets.UTF_8));
	}

}
