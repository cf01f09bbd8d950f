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

package io.github.socketiospring.security;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where clients have their tokens. Those of this test are the names of their users.
 */
class BearerTokenAuthenticatorTests {

	private static final ReactiveAuthenticationManager MANAGER = (authentication) -> Mono
		.just(((BearerTokenAuthenticationToken) authentication).getToken())
		.filter(Set.of("ann", "bob")::contains)
		.switchIfEmpty(Mono.error(() -> new BadCredentialsException("Unknown")))
		.map((name) -> new TestingAuthenticationToken(name, "", "ROLE_USER"));

	private final SocketIOServer server = new SocketIOServerBuilder().allowEIO3(true)
		.guard(new SocketIOSecurity(List.of(new BearerTokenAuthenticator(MANAGER, "token")), null, "renew"))
		.build();

	@AfterEach
	void close() {
		this.server.close().block(Duration.ofSeconds(10));
	}

	private FakeWebSocket open(String query) {
		return new FakeWebSocket().open(this.server.engine(), query);
	}

	private String user(String namespace) {
		return this.server.of(namespace)
			.sockets()
			.stream()
			.map((socket) -> (socket.principal() != null) ? socket.principal().getName() : "nobody")
			.reduce("", String::concat);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ann", "Bearer ann", "bearer ann" })
	void tokenIsInTheAuthObject(String token) {
		open("EIO=4").text("40{\"token\":\"" + token + "\"}");
		assertThat(user("/")).isEqualTo("ann");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"token\":\"eve\"}", "{\"token\":\"\"}", "{\"token\":1}", "{\"token\":[\"ann\"]}" })
	void refusesWhatIsNoToken(String auth) {
		FakeWebSocket client = open("EIO=4");
		client.text("40" + auth);
		assertThat(client.take()).last().asString().startsWith("44").contains("authentication_failed");
	}

	@Test
	void queryIsNoAuthObject() {
		open("EIO=4&token=ann").text("40");
		assertThat(user("/")).isEqualTo("nobody");
	}

	@Test
	void clientsOfSocketIO2HaveTheTokenInTheirQueries() {
		this.server.of("/chat");
		FakeWebSocket client = open("EIO=3&token=ann");
		assertThat(user("/")).isEqualTo("ann");
		client.text("40/chat?token=bob,");
		assertThat(user("/chat")).isEqualTo("bob");
		assertThat(open("EIO=3&token=eve").take()).last().isEqualTo("44{\"code\":\"authentication_failed\"}");
	}

	@Test
	void queryOfTheHandshakeIsThatOfTheDefaultNamespaceAlone() {
		this.server.of("/chat");
		FakeWebSocket client = open("EIO=3&token=ann");
		client.text("40/chat,");
		assertThat(user("/chat")).isEqualTo("nobody");
	}

}
