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

import java.util.Map;

import io.socket.client.Socket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that authenticate sockets in their own way.
 */
class ApiKeyTests extends ClientTests {

	private static final Map<String, Object> FAILED = Map.of("message", "Authentication failed", "data",
			Map.of("code", "authentication_failed"));

	@Override
	SecureServer start(Binding binding) {
		return new SecureServer(binding, ApiKeyApplication.class);
	}

	@Test
	void keyTellsWhoTheSocketIs() {
		run((clients) -> {
			assertThat(Clients.ask(clients.connect("/", null, "key", "key of ann"), "who"))
				.isEqualTo("ann [ROLE_MACHINE]");
			assertThat(Clients.ask(clients.connect("/", null), "who")).isEqualTo("nobody");
			assertThat(clients.refusal("/", null, "key", "key of bob")).containsExactly(FAILED);
		});
	}

	@Test
	void rulesAndAuthenticatorsApplyBesideAGuardOfTheApplication() {
		run((clients) -> {
			assertThat(Clients.ask(clients.connect("/machines", null, "key", "key of ann"), "who")).isEqualTo("ann");
			assertThat(clients.refusal("/machines", null)).first().asString().contains("Access Denied");
			assertThat(clients.refusal("/", null, "key", "key of zoe")).first().asString().contains("Blocked");
		});
	}

	@Test
	void handlersMayAuthenticate() {
		run((clients) -> {
			assertThat(clients.refusal("/login", null, "password", "wrong")).containsExactly(FAILED);
			Socket alice = clients.connect("/login", null, "password", "a");
			assertThat(Clients.ask(alice, "again", "a")).isEqualTo("alice");
			assertThat(Clients.ask(alice, "again", "wrong")).isEqualTo(
					Map.of("error", Map.of("code", "authentication_failed", "message", "Authentication failed")));
		});
	}

}
