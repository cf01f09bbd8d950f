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

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security and the port of its own that the endpoint has in a servlet application.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnPortTests {

	private static final String WARNING = "Clients without credentials may connect to the port of socketio.server.port";

	private SecureServer server;

	@AfterEach
	void close() {
		this.server.close();
	}

	private void start(Class<?> application) {
		this.server = SecureServer.ownPort(application);
	}

	private Clients clients(Transport transport) {
		return new Clients(this.server.url(), transport);
	}

	private void end(Clients clients) {
		clients.close();
		this.server.awaitNoClients();
		clients.shutDown();
	}

	@ParameterizedTest
	@EnumSource
	void saysThatTheServletFiltersDoNotGuardIt(Transport transport, CapturedOutput output) {
		start(OwnPortApplications.Plain.class);
		assertThat(output).containsOnlyOnce(WARNING);
		Clients clients = clients(transport);
		assertThat(Clients.ask(clients.connect("/", null), "who")).isEqualTo("nobody");
		end(clients);
	}

	@ParameterizedTest
	@EnumSource
	void isGuardedByAChainForItWithTheUsersOfTheApplication(Transport transport, CapturedOutput output) {
		start(OwnPortApplications.WithChain.class);
		assertThat(output).doesNotContain(WARNING);
		Http http = new Http(this.server);
		assertThat(http.send("GET", Http.HANDSHAKE, null, null).statusCode()).isEqualTo(401);
		assertThat(http.send("GET", Http.HANDSHAKE, null, "alice:wrong").statusCode()).isEqualTo(401);
		assertThat(http.upgrade(Http.HANDSHAKE, null)).isEqualTo(401);
		Clients clients = clients(transport);
		assertThat(Clients.ask(clients.connect("/", Users.ALICE), "who")).isEqualTo("alice");
		end(clients);
	}

	@ParameterizedTest
	@EnumSource
	void takesTokensInAuthObjects(Transport transport, CapturedOutput output) {
		start(OwnPortApplications.WithTokensAndRules.class);
		assertThat(output).doesNotContain(WARNING);
		Clients clients = clients(transport);
		String token = this.server.bean(Tokens.class).token("bob", Duration.ofHours(1));
		assertThat(Clients.ask(clients.connect("/", null, "token", token), "who")).isEqualTo("bob");
		assertThat(clients.refusal("/", null)).first().asString().contains("Access Denied");
		assertThat(clients.refusal("/", null, "token", "nonsense")).containsExactly(
				Map.of("message", "Authentication failed", "data", Map.of("code", "authentication_failed")));
		end(clients);
	}

	@Test
	void saysThatSocketsWithoutTokenAreLetIn(CapturedOutput output) {
		start(OwnPortApplications.WithTokens.class);
		assertThat(output).containsOnlyOnce(WARNING);
	}

}
