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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.socket.client.Socket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens in the auth objects of the official Java client.
 */
class TokenTests extends ClientTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SHORT = ExpiryTimers.SHORT;

	private static final Map<String, Object> FAILED = error("authentication_failed", "Authentication failed");

	private final Tokens others = new Tokens();

	@Override
	SecureServer start(Binding binding) {
		return new SecureServer(binding, TokenApplication.class, "management.endpoints.web.exposure.include=socketio");
	}

	private String token(String subject, Duration validity, String... scopes) {
		return server().bean(Tokens.class).token(subject, validity, scopes);
	}

	private static Map<String, Object> error(String code, String message) {
		return Map.of("error", Map.of("code", code, "message", message));
	}

	private static JSONObject auth(String token) {
		return new JSONObject(Map.of("token", token));
	}

	@Test
	void tokenTellsWhoTheSocketIs() {
		run((clients) -> {
			Socket alice = clients.connect("/", null, "token", token("alice", LONG));
			assertThat(Clients.ask(alice, "who")).isEqualTo("alice");
			assertThat(Clients.ask(alice, "subject")).isEqualTo("alice");
		});
	}

	@Test
	void tokenMayHaveThePrefixOfHeaders() {
		run((clients) -> assertThat(
				Clients.ask(clients.connect("/", null, "token", "Bearer " + token("alice", LONG)), "who"))
			.isEqualTo("alice"));
	}

	@Test
	void handshakeTellsWhoASocketWithoutTokenIs() {
		run((clients) -> {
			assertThat(Clients.ask(clients.connect("/", Users.BOB), "who")).isEqualTo("bob");
			assertThat(Clients.ask(clients.connect("/", null), "who")).isEqualTo("nobody");
		});
	}

	@Test
	void tokenCountsMoreThanTheHandshake() {
		run((clients) -> assertThat(Clients.ask(clients.connect("/", Users.BOB, "token", token("alice", LONG)), "who"))
			.isEqualTo("alice"));
	}

	@Test
	void eachNamespaceHasAnAuthenticationOfItsOwn() {
		run((clients) -> {
			Socket alice = clients.connect("/", null, "token", token("alice", LONG));
			assertThat(clients.refusal("/private", null)).first().asString().contains("Access Denied");
			Socket bob = clients.connect("/private", null, "token", token("bob", LONG));
			assertThat(Clients.ask(bob, "read")).isEqualTo("secret");
			assertThat(Clients.ask(alice, "who")).isEqualTo("alice");
		});
	}

	@Test
	void userOfATokenGetsWhatIsSentToTheUser() {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.BOB, "token", token("alice", LONG));
			CompletableFuture<List<Object>> forAlice = Clients.next(alice, "for you");
			alice.emit("to user", "bob");
			alice.emit("to user", "alice");
			assertThat(Clients.get(forAlice)).containsExactly("alice");
		});
	}

	@Test
	void tokenHasTheSameRightsInHeadersAndAuthObjects() {
		run((clients) -> {
			String token = token("alice", LONG, "read", "write");
			assertThat(Clients.ask(clients.connect("/", "Bearer " + token), "authorities"))
				.isEqualTo(Clients.ask(clients.connect("/", null, "token", token), "authorities"))
				.isEqualTo(List.of("SCOPE_read", "SCOPE_write", "USER_alice"));
		});
	}

	@Test
	void endpointTellsWhoTheTokenIsOf() {
		run((clients) -> {
			Socket alice = clients.connect("/", Users.BOB, "token", token("alice", LONG));
			String sockets = new Http(server()).send("GET", "/actuator/socketio?namespace=/", null, Users.ADMIN).body();
			assertThat(sockets).contains(alice.id(), "\"user\":\"alice\"").doesNotContain("bob");
		});
	}

	@Test
	void refusesTokenOfAnotherIssuer() {
		run((clients) -> {
			Map<String, Object> refusal = Map.of("message", "Authentication failed", "data",
					Map.of("code", "authentication_failed"));
			assertThat(clients.refusal("/", null, "token", this.others.token("alice", LONG))).containsExactly(refusal);
			assertThat(clients.refusal("/", null, "token", "nonsense")).containsExactly(refusal);
			// Spring Security tolerates a minute
			assertThat(clients.refusal("/", null, "token", token("alice", Duration.ofSeconds(-10))))
				.containsExactly(refusal);
			assertThat(clients.refusal("/", null, "token", token("alice", Duration.ofMinutes(-10))))
				.containsExactly(refusal);
		});
	}

	@Test
	void scopesOfATokenCount() {
		run((clients) -> {
			Socket reader = clients.connect("/private", null, "token", token("alice", LONG));
			assertThat(Clients.ask(reader, "delete all")).isEqualTo(error("access_denied", "Access Denied"));
			assertThat(Clients.ask(reader, "read")).isEqualTo("secret");
			Socket writer = clients.connect("/private", null, "token", token("alice", LONG, "delete"));
			assertThat(Clients.ask(writer, "delete all")).isEqualTo("deleted");
		});
	}

	@Test
	void disconnectsWhenTheTokenExpires() {
		BlockingQueue<?> journal = server().bean(BlockingQueue.class);
		run((clients) -> {
			journal.clear();
			Socket alice = clients.connect("/", null, "token", token("alice", SHORT));
			CompletableFuture<List<Object>> gone = Clients.next(alice, Socket.EVENT_DISCONNECT);
			server().bean(ExpiryTimers.class).expire();
			assertThat(Clients.get(gone)).containsExactly("io server disconnect");
			assertThat(poll(journal)).isEqualTo("authentication expired");
		});
	}

	@Test
	void tokenOfTheHandshakeExpiresAsWell() {
		run((clients) -> {
			Socket lasting = clients.connect("/", "Bearer " + token("bob", LONG));
			Socket alice = clients.connect("/", "Bearer " + token("alice", SHORT));
			CompletableFuture<List<Object>> gone = Clients.next(alice, Socket.EVENT_DISCONNECT);
			assertThat(Clients.ask(alice, "subject")).isEqualTo("alice");
			server().bean(ExpiryTimers.class).expire();
			assertThat(Clients.get(gone)).containsExactly("io server disconnect");
			assertThat(Clients.ask(lasting, "subject")).isEqualTo("bob");
		});
	}

	@Test
	void renewalKeepsTheSocketConnected() {
		run((clients) -> {
			Socket other = clients.connect("/", null, "token", token("bob", SHORT));
			CompletableFuture<List<Object>> otherIsGone = Clients.next(other, Socket.EVENT_DISCONNECT);
			Socket alice = clients.connect("/", null, "token", token("alice", SHORT));
			String id = alice.id();
			Instant end = Instant.now().plus(SHORT);
			assertThat(Clients.ask(alice, "authenticate", auth(token("alice", LONG))))
				.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
				.hasEntrySatisfying("expiresAt", (millis) -> assertThat(((Number) millis).longValue())
					.isGreaterThan(end.plusSeconds(3000).toEpochMilli()));
			server().bean(ExpiryTimers.class).expire();
			assertThat(Clients.get(otherIsGone)).containsExactly("io server disconnect");
			assertThat(Clients.ask(alice, "who")).isEqualTo("alice");
			assertThat(alice.id()).isEqualTo(id);
		});
	}

	private static Object poll(BlockingQueue<?> queue) {
		try {
			return queue.poll(15, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void refusesRenewalByWhatIsNotValid() {
		run((clients) -> {
			Socket alice = clients.connect("/", null, "token", token("alice", LONG));
			assertThat(Clients.ask(alice, "authenticate", auth(this.others.token("alice", LONG)))).isEqualTo(FAILED);
			assertThat(Clients.ask(alice, "authenticate", auth("nonsense"))).isEqualTo(FAILED);
			assertThat(Clients.ask(alice, "authenticate", auth(token("bob", LONG))))
				.isEqualTo(error("access_denied", "Another user cannot take over the socket"));
			assertThat(Clients.ask(alice, "who")).isEqualTo("alice");
		});
	}

	@Test
	void renewalWaitsForNoHandlerAndIsShownToNone() {
		BlockingQueue<?> journal = server().bean(BlockingQueue.class);
		run((clients) -> {
			Socket alice = clients.connect("/", null, "token", token("alice", SHORT));
			Socket bob = clients.connect("/", null, "token", token("bob", LONG));
			journal.clear();
			alice.emit("wait");
			assertThat(Clients.ask(alice, "authenticate", auth(token("alice", LONG))))
				.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
				.containsKey("expiresAt");
			bob.emit("release");
			assertThat(Clients.ask(alice, "who")).isEqualTo("alice");
			assertThat(journal.stream().map(Object::toString)).contains("any wait", "any who")
				.doesNotContain("any authenticate");
		});
	}

	@Test
	void whoIsNotLetInAnyMoreCannotStay() {
		run((clients) -> {
			Socket former = clients.connect("/admin", null, "token", token("alice", SHORT, "admin"));
			Socket admin = clients.connect("/admin", null, "token", token("bob", SHORT, "admin"));
			CompletableFuture<List<Object>> gone = Clients.next(former, Socket.EVENT_DISCONNECT);
			assertThat(Clients.ask(former, "authenticate", auth(token("alice", LONG, "read"))))
				.isEqualTo(error("access_denied", "Access Denied"));
			assertThat(Clients.ask(former, "read")).isEqualTo("plans");
			assertThat(Clients.ask(admin, "authenticate", auth(token("bob", LONG, "admin"))))
				.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
				.containsKey("expiresAt");
			server().bean(ExpiryTimers.class).expire();
			assertThat(Clients.get(gone)).containsExactly("io server disconnect");
			assertThat(Clients.ask(admin, "read")).isEqualTo("plans");
		});
	}

}
