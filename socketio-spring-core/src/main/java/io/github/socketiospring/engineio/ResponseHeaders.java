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

import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * What the application adds to the headers of responses.
 */
final class ResponseHeaders {

	private static final Log logger = LogFactory.getLog(EngineIOServer.class);

	private final @Nullable ResponseCookie cookie;

	private final List<EngineIOHeadersCustomizer> customizers;

	private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

	ResponseHeaders(@Nullable ResponseCookie cookie, List<EngineIOHeadersCustomizer> customizers) {
		this.cookie = cookie;
		this.customizers = customizers;
	}

	/**
	 * The headers of the response that opens a session over polling.
	 */
	HttpHeaders polling(Opening opening) {
		ResponseCookie cookie = this.cookie;
		if (cookie == null) {
			return webSocket(opening);
		}
		HttpHeaders headers = new HttpHeaders();
		headers.add(HttpHeaders.SET_COOKIE, cookie.mutate().value(opening.id()).build().toString());
		return initial(headers, opening);
	}

	/**
	 * The headers of the response that opens a session over WebSocket.
	 */
	HttpHeaders webSocket(Opening opening) {
		return isEmpty() ? HttpHeaders.EMPTY : initial(new HttpHeaders(), opening);
	}

	private HttpHeaders initial(HttpHeaders headers, Opening opening) {
		this.customizers.forEach((customizer) -> call(() -> customizer.initialHeaders(headers, opening.handshake())));
		return headers;
	}

	/**
	 * Whether there is nothing that each response gets.
	 */
	boolean isEmpty() {
		return this.customizers.isEmpty();
	}

	/**
	 * Add what each response gets.
	 */
	EngineIOResponse add(EngineIOResponse response, EngineIORequest request) {
		return (isEmpty() || response.isReset()) ? response : response.with(add(response.added(), request));
	}

	HttpHeaders add(HttpHeaders initial, EngineIORequest request) {
		if (isEmpty()) {
			return initial;
		}
		HttpHeaders headers = new HttpHeaders();
		headers.putAll(initial);
		this.customizers.forEach((customizer) -> call(() -> customizer.headers(headers, request)));
		return headers;
	}

	private void call(Runnable customizer) {
		try {
			customizer.run();
		}
		catch (RuntimeException ex) {
			this.failures.error(logger, "A customizer of response headers failed", ex);
		}
	}

}
