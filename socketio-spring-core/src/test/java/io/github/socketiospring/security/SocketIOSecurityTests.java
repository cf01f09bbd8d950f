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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authentication by what sockets send, in virtual time.
 */
class SocketIOSecurityTests {

	private static final String FAILED = "[{\"error\":{\"code\":\"authentication_failed\","
			+ "\"message\":\"Authentication failed\"}}]";

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private Function<Map<String, Object>, Mono<Authentication>> authenticate = (
			auth) -> Mono.justOrEmpty(auth.get("name")).map(SocketIOSecurityTests::authentication);

	private Instant expiresAt = Instant.now().plus(Duration.ofMinutes(10));

	private final SocketIOServer server = server(new SocketAuthenticator() {

		@Override
		public Mono<Authentication> authenticate(SocketIOSocket socket, Map<String, Object> auth) {
			return SocketIOSecurityTests.this.authenticate.apply(auth);
		}

		@Override
		public Instant expiresAt(Authentication authentication) {
			return SocketIOSecurityTests.this.expiresAt;
		}

	});

	private SocketIOServer server(SocketAuthenticator... authenticators) {
		return new SocketIOServerBuilder().timerScheduler(this.time)
			.guard(new SocketIOSecurity(List.of(authenticators), null, "renew"))
			.build();
	}

	private static Authentication authentication(Object name) {
		return new TestingAuthenticationToken(name, "", "ROLE_USER");
	}

	@AfterEach
	void close() {
		this.server.close().block(Duration.ofSeconds(10));
	}

	private FakeWebSocket connect(String auth) {
		FakeWebSocket client = new FakeWebSocket().open(this.server.engine());
		client.take();
		client.text("40" + auth);
		return client;
	}

	private SocketIOSocket socket() {
		return this.server.of("/").sockets().iterator().next();
	}

	/**
	 * Let a minute pass, in which pings are answered.
	 */
	private void passMinutes(FakeWebSocket client, int minutes) {
		for (int i = 0; i < minutes * 3; i++) {
			this.time.advanceTimeBy(Duration.ofSeconds(20));
			client.text("3");
		}
	}

	@Test
	void authenticatesAndTellsHandlers() {
		List<String> names = new ArrayList<>();
		this.server.use((socket) -> ReactiveSecurityContextHolder.getContext()
			.doOnNext((context) -> names.add(context.getAuthentication().getName()))
			.then());
		FakeWebSocket client = connect("{\"name\":\"ann\"}");
		assertThat(client.take()).singleElement().asString().startsWith("40{\"sid\"");
		assertThat(names).containsExactly("ann");
		assertThat(socket().principal()).isInstanceOf(TestingAuthenticationToken.class);
	}

	@Test
	void disconnectsInTheEndUnlessRenewed() {
		FakeWebSocket client = connect("{\"name\":\"ann\"}");
		passMinutes(client, 9);
		this.expiresAt = this.expiresAt.plus(Duration.ofMinutes(10));
		client.take();
		client.text("420[\"renew\",{\"name\":\"ann\"}]");
		assertThat(client.take()).containsExactly("430[{\"expiresAt\":" + this.expiresAt.toEpochMilli() + "}]");
		passMinutes(client, 19);
		assertThat(client.take()).doesNotContain("41");
		passMinutes(client, 2);
		assertThat(client.take()).contains("41");
	}

	@Test
	void failedRenewalChangesNothing() {
		FakeWebSocket client = connect("{\"name\":\"ann\"}");
		client.take();
		Authentication before = (Authentication) socket().principal();
		client.text("420[\"renew\",{\"name\":\"bob\"}]");
		client.text("421[\"renew\",{}]");
		client.text("422[\"renew\"]");
		this.authenticate = (auth) -> Mono.error(new BadCredentialsException("inside"));
		client.text("423[\"renew\",{\"name\":\"ann\"}]");
		this.authenticate = (auth) -> {
			throw new IllegalStateException("inside");
		};
		client.text("424[\"renew\",{\"name\":\"ann\"}]");
		this.authenticate = (auth) -> Mono.just(authentication("ann"));
		this.expiresAt = Instant.now().minusSeconds(1);
		client.text("425[\"renew\",{\"name\":\"ann\"}]");
		assertThat(client.take()).containsExactly(
				"430[{\"error\":{\"code\":\"access_denied\",\"message\":\"Another user cannot take over the socket\"}}]",
				"431" + FAILED, "432" + FAILED, "433" + FAILED, "434" + FAILED, "435" + FAILED);
		assertThat(socket().principal()).isSameAs(before);
	}

	@Test
	void saysThatRenewalsCannotBeDecidedOn() {
		FakeWebSocket client = connect("{\"name\":\"ann\"}");
		client.take();
		try (LogRecorder log = LogRecorder.of(SocketIOSecurity.class)) {
			client.text("420[\"renew\",{\"name\":\"bob\"}]");
			client.text("421[\"renew\",5]");
			this.authenticate = (auth) -> Mono.error(new BadCredentialsException("inside"));
			client.text("422[\"renew\",{\"name\":\"ann\"}]");
			assertThat(log.messages("ERROR")).isEmpty();
			this.authenticate = (auth) -> Mono.error(new AuthenticationServiceException("inside"));
			client.text("423[\"renew\",{\"name\":\"ann\"}]");
			client.text("424[\"renew\",{\"name\":\"ann\"}]");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(client.take()).endsWith("433" + FAILED, "434" + FAILED);
	}

	@Test
	void renewsOnceAtATime() {
		FakeWebSocket client = connect("{\"name\":\"ann\"}");
		client.take();
		Sinks.One<Authentication> result = Sinks.one();
		this.authenticate = (auth) -> result.asMono();
		client.text("420[\"renew\",{}]");
		client.text("421[\"renew\",{}]");
		assertThat(client.take()).containsExactly(
				"431[{\"error\":{\"code\":\"renewal_pending\",\"message\":\"Another renewal is not done yet\"}}]");
		result.tryEmitValue(authentication("ann"));
		assertThat(client.take()).singleElement().asString().startsWith("430[{\"expiresAt\":");
		client.text("422[\"renew\",{}]");
		assertThat(client.take()).singleElement().asString().startsWith("432[{\"expiresAt\":");
	}

	@Test
	void renewalWaitsForNoOtherEventAndIsShownToNobody() {
		List<String> seen = new ArrayList<>();
		FakeWebSocket client = connect("{\"name\":\"ann\"}");
		client.take();
		Sinks.Empty<Void> look = Sinks.empty();
		socket().use((socket, event, arguments) -> Mono.fromRunnable(() -> seen.add("middleware " + event))
			.then(look.asMono()));
		socket().onAny((event, arguments, ack) -> seen.add("any " + event));
		socket().on("renew", Object.class, (payload, ack) -> seen.add("listener"));
		client.text("42[\"slow\"]");
		client.text("421[\"renew\",{\"name\":\"ann\"}]");
		assertThat(client.take()).singleElement().asString().startsWith("431[{\"expiresAt\":");
		assertThat(seen).containsExactly("any slow", "middleware slow");
		client.text("422[\"renew\",5]");
		assertThat(client.take()).containsExactly("432" + FAILED);
		client.text("42[\"renew\",nonsense]");
		assertThat(client.closedWith()).isEqualTo(1005);
	}

	@Test
	void whatNeverExpiresNeedsNoRenewal() {
		this.expiresAt = null;
		FakeWebSocket client = connect("{\"name\":\"ann\"}");
		client.take();
		List<Object> seen = new ArrayList<>();
		socket().on("renew", Object.class, (payload, ack) -> seen.add(payload));
		client.text("420[\"renew\",{\"name\":\"ann\"}]");
		assertThat(client.take()).isEmpty();
		assertThat(seen).containsExactly(Map.of("name", "ann"));
		passMinutes(client, 60);
		assertThat(client.take()).doesNotContain("41");
	}

	@Test
	void tellsNothingOfTheInside() {
		this.authenticate = (auth) -> Mono.error(new BadCredentialsException("inside"));
		assertThat(connect("{\"name\":\"ann\"}").take())
			.containsExactly("44{\"message\":\"Authentication failed\",\"data\":{\"code\":\"authentication_failed\"}}");
		this.authenticate = (auth) -> Mono.error(new AccessDeniedException("Not at night"));
		assertThat(connect("{\"name\":\"ann\"}").take()).containsExactly("44{\"message\":\"Not at night\"}");
		this.authenticate = (auth) -> Mono.error(new AuthenticationServiceException("inside"));
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			assertThat(connect("{\"name\":\"ann\"}").take()).containsExactly("44{\"message\":\"Internal error\"}");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
	}

	@Test
	void firstThatKnowsTheSocketDecides() {
		SocketIOServer server = server((socket, auth) -> Mono.empty(),
				(socket, auth) -> Mono.just(authentication("first")), (socket, auth) -> {
					throw new IllegalStateException("not asked");
				});
		FakeWebSocket client = new FakeWebSocket().open(server.engine());
		client.text("40");
		assertThat(server.of("/").sockets()).singleElement()
			.satisfies((socket) -> assertThat(socket.principal().getName()).isEqualTo("first"));
		server.close().block(Duration.ofSeconds(10));
	}

	@Test
	void tokenOfTheHandshakeExpiresWhoeverAuthenticates() {
		for (SocketAuthenticator[] authenticators : new SocketAuthenticator[][] { {},
				{ (socket, auth) -> Mono.empty() } }) {
			SocketIOServer server = server(authenticators);
			FakeWebSocket client = connectWith(server, token(Instant.now().plus(Duration.ofMinutes(10))));
			assertThat(server.of("/").sockets()).hasSize(1);
			passMinutes(client, 9);
			assertThat(client.take()).doesNotContain("41");
			passMinutes(client, 2);
			assertThat(client.take()).contains("41");
			server.close().block(Duration.ofSeconds(10));
		}
	}

	@Test
	void tokenOfTheHandshakeMayHaveExpiredAlready() {
		SocketIOServer server = server();
		FakeWebSocket client = connectWith(server, token(Instant.now().minusSeconds(1)));
		assertThat(client.take()).last().asString().contains("authentication_failed");
		server.close().block(Duration.ofSeconds(10));
	}

	@Test
	void tokenOfTheHandshakeIsNothingToWhomSomethingElseTellsWhoItIs() {
		SocketIOServer server = server((socket, auth) -> Mono.just(authentication("ann")));
		FakeWebSocket client = connectWith(server, token(Instant.now().plus(Duration.ofMinutes(10))));
		passMinutes(client, 20);
		assertThat(client.take()).doesNotContain("41");
		server.close().block(Duration.ofSeconds(10));
	}

	private static Authentication token(Instant expiresAt) {
		return new BearerTokenAuthentication(
				new DefaultOAuth2AuthenticatedPrincipal("ann", Map.of("sub", "ann"), AuthorityUtils.NO_AUTHORITIES),
				new OAuth2AccessToken(TokenType.BEARER, "token", expiresAt.minusSeconds(3600), expiresAt),
				AuthorityUtils.NO_AUTHORITIES);
	}

	private static FakeWebSocket connectWith(SocketIOServer server, Authentication authentication) {
		FakeWebSocket client = new FakeWebSocket().open(server.engine(),
				FakeRequest.get("transport=websocket").principal(authentication));
		client.text("40");
		return client;
	}

}
