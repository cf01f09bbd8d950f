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

package io.github.socketiospring.interop.conformance;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session of protocol 3 over HTTP long-polling. Every request has a connection of its
 * own.
 */
final class Protocol3Polling {

	private static final Pattern SID = Pattern.compile("\\\\?\"sid\\\\?\":\\\\?\"([\\w-]{20})\\\\?\"");

	private final ServerUnderTest server;

	private final RawResponse open;

	private final String target;

	private final String sid;

	/**
	 * Opens a session.
	 * @param query further parameters of each request
	 */
	Protocol3Polling(ServerUnderTest server, String query) {
		this.server = server;
		String target = server.path() + "/?EIO=3&transport=polling" + query;
		this.open = exchange((http) -> http.get(target));
		Matcher matcher = SID.matcher(this.open.text());
		assertThat(matcher.find()).as("open packet in " + this.open.text()).isTrue();
		this.sid = matcher.group(1);
		this.target = target + "&sid=" + this.sid;
	}

	RawResponse open() {
		return this.open;
	}

	String sid() {
		return this.sid;
	}

	String target() {
		return this.target;
	}

	RawResponse get() {
		return exchange((http) -> http.get(this.target));
	}

	void expect(String payload) {
		RawResponse response = get();
		assertThat(response.summary()).isEqualTo("200 " + payload);
		assertThat(response.header("content-type")).matches("(?i)text/plain; ?charset=utf-8");
	}

	void expectBinary(String hexadecimal) {
		RawResponse response = get();
		assertThat(HexFormat.of().formatHex(response.body())).isEqualTo(hexadecimal);
		assertThat(response.header("content-type")).isEqualTo("application/octet-stream");
	}

	void post(String payload) {
		assertThat(tryPost(payload).summary()).isEqualTo("200 ok");
	}

	RawResponse tryPost(String payload) {
		return exchange((http) -> http.post(this.target, payload, "Content-Type: text/plain;charset=UTF-8"));
	}

	RawResponse postBinary(String hexadecimal) {
		return exchange((http) -> http.post(this.target, HexFormat.of().parseHex(hexadecimal),
				"Content-Type: application/octet-stream"));
	}

	RawResponse postForm(String form) {
		return exchange((http) -> http.post(this.target, form, "Content-Type: application/x-www-form-urlencoded"));
	}

	static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

	private RawResponse exchange(Consumer<RawHttp> request) {
		try (RawHttp http = new RawHttp(this.server.port())) {
			request.accept(http);
			return http.response();
		}
	}

}
