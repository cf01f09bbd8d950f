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

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of clients of Socket.IO 2, which have no auth objects.
 */
class Protocol3Tests {

	private static final String HANDSHAKE = "/socket.io/?EIO=3&transport=polling";

	private static final String JOINED = "2:40";

	private static SecureServer server;

	@BeforeAll
	static void start() {
		server = new SecureServer(Binding.FAST, TokenApplication.class, "socketio.allow-eio3=true");
	}

	@AfterAll
	static void close() {
		server.close();
	}

	private static String token() {
		return server.bean(Tokens.class).token("alice", Duration.ofHours(1));
	}

	/**
	 * Opens a session, and waits until it is in the default namespace or was refused.
	 * @return its URI
	 */
	private static String open(Http http, String query, String end) {
		String handshake = http.send("GET", HANDSHAKE + query, null, null).body();
		String session = HANDSHAKE + "&sid=" + handshake.replaceFirst("(?s).*\"sid\":\"([^\"]+)\".*", "$1");
		if (!handshake.contains(end)) {
			poll(http, session, end);
		}
		return session;
	}

	/**
	 * Polls until something came.
	 * @return all that came
	 */
	private static String poll(Http http, String session, String end) {
		StringBuilder received = new StringBuilder();
		while (received.indexOf(end) == -1) {
			HttpResponse<String> response = http.send("GET", session, null, null);
			assertThat(response.statusCode()).isEqualTo(200);
			received.append(response.body());
		}
		return received.toString();
	}

	private static String ask(Http http, String session, String packet, String answer) {
		assertThat(http.send("POST", session, packet.length() + ":" + packet, null).statusCode()).isEqualTo(200);
		return poll(http, session, answer);
	}

	@Test
	void tokenIsInTheQueryOfTheHandshake() {
		Http http = new Http(server);
		String alice = open(http, "&token=" + token(), JOINED);
		assertThat(ask(http, alice, "420[\"who\"]", "430[")).contains("430[\"alice\"]");
		assertThat(ask(http, open(http, "", JOINED), "420[\"who\"]", "430[")).contains("430[\"nobody\"]");
	}

	@Test
	void refusesTokenThatIsNotValid() {
		Http http = new Http(server);
		String session = open(http, "&token=nonsense", "44{\"code\":\"authentication_failed\"}");
		assertThat(ask(http, session, "40/nowhere,", "44/nowhere,")).contains("Invalid namespace");
	}

	@Test
	void tokenOfAnotherNamespaceIsInItsQuery() {
		Http http = new Http(server);
		String session = open(http, "", JOINED);
		ask(http, session, "40/private?token=" + token() + ",", "40/private,");
		assertThat(ask(http, session, "42/private,0[\"read\"]", "43/private,0[")).contains("[\"secret\"]");
	}

}
