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

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Security and the endpoint let in, request by request.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestTests {

	private static final String CONNECT = "40";

	private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";

	private static final String FILTER = "io.github.socketiospring.boot.autoconfigure.security.EndpointWebFilter";

	@Parameter
	Binding binding;

	/** Spring Boot's default chain. */
	private SecureServer closed;

	/** A chain that lets everybody in. */
	private SecureServer open;

	@BeforeParameterizedClassInvocation
	void startServers() {
		this.closed = new SecureServer(this.binding, PrincipalApplication.class);
		this.open = new SecureServer(this.binding, MethodSecurityApplication.Reactive.class);
	}

	@AfterParameterizedClassInvocation
	void closeServers() {
		this.closed.close();
		this.open.close();
	}

	@Test
	void postNeedsNoTokenAgainstForgery() {
		Http http = new Http(this.closed);
		HttpResponse<String> response = http.send("POST", http.open(Users.ALICE), CONNECT, Users.ALICE);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("ok");
	}

	@Test
	void postElsewhereNeedsTheToken() {
		for (String path : new String[] { "/", "/socket.io/x", "/socket.iox", "/api/socket.io/" }) {
			assertThat(new Http(this.closed).send("POST", path, "x", Users.ALICE).statusCode()).isEqualTo(403);
		}
	}

	@Test
	void postNeedsTheTokenIfTheApplicationSaysSo() {
		try (SecureServer server = new SecureServer(this.binding, PrincipalApplication.class,
				"socketio.security.skip-csrf=false")) {
			Http http = new Http(server);
			HttpResponse<String> response = http.send("POST", http.open(Users.ALICE), CONNECT, Users.ALICE);
			assertThat(response.statusCode()).isEqualTo(403);
		}
	}

	@Test
	void pathBelowABasePathNeedsNoToken() {
		try (SecureServer server = new SecureServer(this.binding, PrincipalApplication.class,
				"spring.webflux.base-path=/base", "socketio.path=/live")) {
			Http http = new Http(server);
			String uri = "/base/live?EIO=4&transport=polling";
			String sid = http.send("GET", uri, null, Users.ALICE).body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
			assertThat(http.send("POST", uri + "&sid=" + sid, CONNECT, Users.ALICE).statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { Users.BOB, "nobody" })
	void sessionIsUnknownToOthers(String other) {
		Http http = new Http(this.open);
		String credentials = other.equals("nobody") ? null : other;
		String session = http.open(Users.ALICE);
		long before = otherPrincipals();
		HttpResponse<String> post = http.send("POST", session, CONNECT, credentials);
		assertThat(post.statusCode()).isEqualTo(400);
		assertThat(post.body()).isEqualTo(UNKNOWN);
		HttpResponse<String> poll = http.send("GET", session, null, credentials);
		assertThat(poll.statusCode()).isEqualTo(400);
		assertThat(poll.body()).isEqualTo(UNKNOWN);
		assertThat(http.upgrade(session, credentials)).isEqualTo(400);
		assertThat(otherPrincipals()).isEqualTo(before + 3);
		// And is none the worse for it
		assertThat(http.send("POST", session, CONNECT, Users.ALICE).statusCode()).isEqualTo(200);
		assertThat(http.send("GET", session, null, Users.ALICE).body()).startsWith("40{\"sid\"");
		assertThat(http.upgrade(session, Users.ALICE)).isEqualTo(101);
	}

	private long otherPrincipals() {
		return this.open.bean(SocketIOServer.class).engine().count(EngineIOCounter.OTHER_PRINCIPAL);
	}

	@Test
	void sessionOfNobodyIsNotThatOfAUser() {
		Http http = new Http(this.open);
		String session = http.open(null);
		assertThat(http.send("POST", session, CONNECT, Users.ALICE).body()).isEqualTo(UNKNOWN);
		assertThat(http.send("POST", session, CONNECT, null).body()).isEqualTo("ok");
	}

	@Test
	void letsNoOtherOriginIn() {
		Http http = new Http(this.closed);
		String session = http.open(Users.ALICE);
		String[] origin = { "Origin", "https://elsewhere.example" };
		assertThat(http.send("GET", Http.HANDSHAKE, null, Users.ALICE, origin).statusCode()).isEqualTo(403);
		assertThat(http.send("POST", session, CONNECT, Users.ALICE, origin).statusCode()).isEqualTo(403);
		assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE, origin)).isEqualTo(403);
		assertThat(http.upgrade(session, Users.ALICE, origin)).isEqualTo(403);
		assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE, "Origin", this.closed.url().toString())).isEqualTo(101);
	}

	@Test
	void saysOnceHowToLetClientsInWithoutCredentials() {
		try (SecureServer server = new SecureServer(this.binding, PrincipalApplication.class);
				LogRecorder log = LogRecorder.of(FILTER)) {
			Http http = new Http(server);
			assertThat(http.send("GET", "/elsewhere", null, null).statusCode()).isEqualTo(401);
			assertThat(log.messages("WARN")).isEmpty();
			assertThat(http.send("GET", Http.HANDSHAKE, null, null).statusCode()).isEqualTo(401);
			assertThat(http.upgrade(Http.HANDSHAKE, null)).isEqualTo(401);
			assertThat(log.messages("WARN")).singleElement()
				.asString()
				.contains("401", "SecurityWebFilterChain", "pathMatchers(\"/socket.io/**\").permitAll()");
		}
	}

}
