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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.socket.client.Ack;
import io.socket.client.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who opened the connection is known to all handlers.
 */
class PrincipalTests extends ClientTests {

	@Override
	SecureServer start(Binding binding) {
		return new SecureServer(binding, PrincipalApplication.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "principal", "details", "expression", "reactive details", "socket", "mono", "worker",
			"loop", "nobody handles this" })
	void handlerKnowsThePrincipal(String event) {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.ALICE);
			Socket bob = clients.connect("/", Users.BOB);
			assertThat(Clients.ask(alice, event)).isEqualTo("alice");
			assertThat(Clients.ask(bob, event)).isEqualTo("bob");
		});
	}

	@Test
	void fluxHasTheContext() {
		run((clients) -> assertThat(Clients.ask(clients.connect("/", Users.ALICE), "flux"))
			.isEqualTo(List.of("alice", "alice")));
	}

	@Test
	void authenticationHasItsAuthorities() {
		run((clients) -> assertThat(Clients.ask(clients.connect("/", Users.ADMIN), "authentication"))
			.isEqualTo(List.of("ROLE_ADMIN", "ROLE_USER", "delete")));
	}

	@Test
	void exceptionHandlerKnowsThePrincipal() {
		run((clients) -> assertThat(Clients.ask(clients.connect("/", Users.ALICE), "fail")).isEqualTo("alice, alice"));
	}

	@Test
	void exceptionHandlerOfWhatAnotherBringsAboutKnowsThePrincipal() {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.ALICE);
			CompletableFuture<Object> answer = new CompletableFuture<>();
			alice.emit("wait", new Object[0], (Ack) (values) -> answer.complete(values[0]));
			assertThat(Clients.ask(alice, "loop")).isEqualTo("alice");
			assertThat(Clients.ask(clients.connect("/", Users.BOB), "fail the waiting")).isEqualTo("bob");
			assertThat(Clients.get(answer)).isEqualTo("alice, alice");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "become system", "become system on the loop", "become system later" })
	void handlerThatBecomesAnotherIsThatForItsCallAlone(String event) {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.ALICE);
			assertThat(Clients.ask(alice, event)).isEqualTo("system");
			assertThat(Clients.ask(alice, "worker")).isEqualTo("alice");
			assertThat(Clients.ask(alice, "loop")).isEqualTo("alice");
			assertThat(Clients.ask(alice, "mono")).isEqualTo("alice");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "mdc", "mdc on the loop", "mdc of a mono" })
	void logsKnowSocketNamespaceAndEvent(String event) {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.ALICE);
			assertThat(Clients.ask(alice, event)).isEqualTo(List.of(alice.id(), "/", event));
		});
	}

	@Test
	void middlewareAndListenerKnowThePrincipal() {
		run((clients) -> {
			Socket alice = clients.connect("/functional", Users.ALICE);
			assertThat(Clients.ask(alice, "who", "?")).isEqualTo("alice, alice, alice");
		});
	}

	@Test
	void connectAndDisconnectHandlersKnowThePrincipal() throws Exception {
		BlockingQueue<?> journal = server().bean(BlockingQueue.class);
		run((clients) -> {
			journal.clear();
			clients.connect("/", Users.BOB);
			assertThat(journal.stream().map(String.class::cast)).containsExactlyInAnyOrder("connected on a worker: bob",
					"connected: bob, bob");
			journal.clear();
		});
		assertThat(journal.poll(15, TimeUnit.SECONDS)).isEqualTo("left: bob, bob");
	}

}
