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

import java.util.List;
import java.util.Map;

import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOServer;
import io.socket.client.Socket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @PreAuthorize} on handler methods, whatever they return.
 */
abstract class MethodSecurityTests extends ClientTests {

	static final Map<String, Object> DENIED = Map.of("error",
			Map.of("code", "access_denied", "message", "Access Denied"));

	@Test
	void letsInWhoHasTheAuthority() {
		run((clients) -> {
			Socket admin = clients.connect("/", Users.ADMIN);
			assertThat(Clients.ask(admin, "delete", "it")).isEqualTo("deleted it");
			assertThat(Clients.ask(admin, "list")).isEqualTo(List.of("a", "b"));
		});
	}

	@Test
	void answersWhoHasNot() {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.ALICE);
			long denied = server().bean(SocketIOServer.class).count(SocketIOCounter.ACCESS_DENIED);
			assertThat(Clients.ask(alice, "delete", "it")).isEqualTo(DENIED);
			assertThat(Clients.ask(alice, "list")).isEqualTo(DENIED);
			assertThat(server().bean(SocketIOServer.class).count(SocketIOCounter.ACCESS_DENIED)).isEqualTo(denied + 2);
		});
	}

	@Test
	void answersWhoIsNobody() {
		run((clients) -> {
			Socket nobody = clients.connect("/", null);
			assertThat(Clients.ask(nobody, "delete", "it")).isEqualTo(DENIED);
			assertThat(Clients.ask(nobody, "list")).isEqualTo(DENIED);
		});
	}

	@Test
	void decidesByArguments() {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.ALICE);
			assertThat(Clients.ask(alice, "mine", "alice")).isEqualTo("yours, alice");
			assertThat(Clients.ask(alice, "mine", "bob")).isEqualTo(DENIED);
		});
	}

	@Test
	void refusesConnectionToWhoMayNotHaveIt() {
		run((clients) -> {
			assertThat(clients.refusal("/admin", Users.ALICE)).first().asString().contains("Access Denied");
			assertThat(clients.refusal("/admin", null)).first().asString().contains("Access Denied");
		});
	}

	@Test
	void exceptionHandlerGetsWhatIsDenied() {
		run((clients) -> assertThat(Clients.ask(clients.connect("/admin", Users.ADMIN), "delete"))
			.isEqualTo("handled: Access Denied"));
	}

}
