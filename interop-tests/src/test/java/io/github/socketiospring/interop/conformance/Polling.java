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

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session over HTTP long-polling. Every request has a connection of its own.
 */
final class Polling implements Closeable {

	static final String SEPARATOR = "\u001e";

	static final String UNKNOWN_SESSION = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";

	private static final Pattern OPEN = Pattern.compile("0\\{\"sid\":\"([^\"]+)\",.*}");

	private final ServerUnderTest server;

	private final List<RawHttp> connections = new ArrayList<>();

	private final String sid;

	private Polling(ServerUnderTest server, String query) {
		this.server = server;
		String body = exchange((http) -> http.get(server.target("polling", query))).text();
		Matcher matcher = OPEN.matcher(body);
		assertThat(matcher.matches()).as("open packet in " + body).isTrue();
		this.sid = matcher.group(1);
	}

	static Polling handshake(ServerUnderTest server) {
		return new Polling(server, "");
	}

	static Polling handshake(ServerUnderTest server, String query) {
		return new Polling(server, query);
	}

	String sid() {
		return this.sid;
	}

	String target() {
		return this.server.target("polling", "&sid=" + this.sid);
	}

	RawHttp connection() {
		RawHttp http = new RawHttp(this.server.port());
		this.connections.add(http);
		return http;
	}

	/**
	 * Sends a poll, and leaves its response to be read from the connection returned.
	 */
	RawHttp startPoll() {
		RawHttp http = connection();
		http.get(target());
		return http;
	}

	RawResponse get() {
		return exchange((http) -> http.get(target()));
	}

	/**
	 * Polls and returns the payload.
	 */
	String poll() {
		RawResponse response = get();
		assertThat(response.status()).as("poll: " + response.summary()).isEqualTo(200);
		return response.text();
	}

	void expect(String payload) {
		assertThat(poll()).isEqualTo(payload);
	}

	/**
	 * Posts a payload, which the server must accept.
	 */
	void post(String payload) {
		assertThat(tryPost(payload).summary()).isEqualTo("200 ok");
	}

	RawResponse tryPost(String payload, String... headers) {
		return exchange((http) -> http.post(target(), payload, headers));
	}

	RawResponse tryPost(byte[] payload, String... headers) {
		return exchange((http) -> http.post(target(), payload, headers));
	}

	/**
	 * Sends a CONNECT packet ({@code 40…}) and returns the id of the socket.
	 */
	String connect(String packet) {
		post(packet);
		return Packets.socketId(packet, poll());
	}

	/**
	 * Expects that the server does not know the session any more.
	 */
	void expectUnknown() {
		assertThat(get().summary()).isEqualTo(UNKNOWN_SESSION);
	}

	/**
	 * Expects that the session is there and nothing waits in it: posts an event, and
	 * polls its echo.
	 */
	void expectAlive() {
		String packet = this.server.options().raw() ? "4alive" : "42[\"echo\",\"alive\"]";
		post(packet);
		expect(packet);
	}

	private RawResponse exchange(java.util.function.Consumer<RawHttp> request) {
		try (RawHttp http = new RawHttp(this.server.port())) {
			request.accept(http);
			return http.response();
		}
	}

	@Override
	public void close() {
		this.connections.forEach(RawHttp::close);
	}

}
