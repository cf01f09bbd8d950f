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
import java.util.ArrayList;
import java.util.List;

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

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * What pages of other origins may do with the credentials of users, which browsers send
 * with each WebSocket.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossOriginTests {

	private static final String PAGE = "https://page.example.com";

	private static final String[] ORIGIN = { "Origin", PAGE };

	private static final String CREDENTIALS = "io.github.socketiospring.webflux.CrossOriginCredentials";

	@Parameter
	Binding binding;

	/** Any origin may come, without credentials. */
	private SecureServer server;

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = new SecureServer(this.binding, TokenApplication.class, "socketio.cors.allowed-origins=*");
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	private long refused() {
		return this.server.bean(SocketIOServer.class).engine().count(EngineIOCounter.ORIGIN_REFUSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { Http.HANDSHAKE, Http.HANDSHAKE + "&sid=", Http.HANDSHAKE + "&sid=x&sid=" })
	void refusesWebSocketWithCredentialsOfAUser(String handshake) {
		long before = refused();
		try (LogRecorder log = LogRecorder.of(CREDENTIALS)) {
			Http http = new Http(this.server);
			assertThat(http.upgrade(handshake, Users.ALICE, ORIGIN)).isEqualTo(403);
			assertThat(http.upgrade(handshake, Users.ALICE, "Origin", "null")).isEqualTo(403);
			List<String> messages = new ArrayList<>(log.messages("WARN"));
			messages.addAll(log.messages("DEBUG"));
			assertThat(messages).hasSize(2)
				.allSatisfy((message) -> assertThat(message).contains("socketio.cors.allow-credentials=true"))
				.anySatisfy((message) -> assertThat(message).contains("'" + PAGE + "'"));
		}
		assertThat(refused()).isEqualTo(before + 2);
	}

	@Test
	void letsWebSocketsInThatCannotHarmAUser() {
		Http http = new Http(this.server);
		assertThat(http.upgrade(Http.HANDSHAKE, null, ORIGIN)).as("nobody").isEqualTo(101);
		assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE)).as("no page").isEqualTo(101);
		assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE, "Origin", this.server.url().toString())).as("own page")
			.isEqualTo(101);
	}

	@Test
	void cookieThatComesWithTheUpgradeAloneDoesNotCount() {
		Http http = new Http(this.server);
		String session = http.open(null, ORIGIN);
		assertThat(http.upgrade(session, Users.ALICE, ORIGIN)).isEqualTo(101);
	}

	@Test
	void sessionOfAUserIsUnknownToPagesOfOtherOrigins() {
		Http http = new Http(this.server);
		String session = http.open(Users.ALICE);
		assertThat(http.upgrade(session, Users.ALICE, ORIGIN)).isEqualTo(400);
		assertThat(http.upgrade(session, Users.ALICE)).isEqualTo(101);
	}

	@ParameterizedTest
	@EnumSource
	void tokensTellWhoASocketIs(Transport transport) {
		try (SecureServer server = new SecureServer(this.binding, TokenApplication.class,
				"socketio.cors.allowed-origins=*")) {
			Clients clients = new Clients(server.url(), transport).ofPage(PAGE);
			try (clients) {
				String token = server.bean(Tokens.class).token("alice", Duration.ofHours(1));
				assertThat(Clients.ask(clients.connect("/", null, "token", token), "who")).isEqualTo("alice");
			}
			server.awaitNoClients();
			clients.shutDown();
		}
	}

	@Test
	void letsOriginsInThatMayUseCredentials() {
		try (SecureServer server = new SecureServer(this.binding, TokenApplication.class,
				"socketio.cors.allowed-origins=" + PAGE, "socketio.cors.allow-credentials=true")) {
			Http http = new Http(server);
			assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE, ORIGIN)).isEqualTo(101);
			assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE, "Origin", "https://other.example.com")).isEqualTo(403);
			assertThat(http.upgrade(http.open(Users.ALICE, ORIGIN), Users.ALICE, ORIGIN)).isEqualTo(101);
		}
	}

	@Test
	void corsOfSpringSecurityOpensNothing() {
		try (SecureServer server = new SecureServer(this.binding, CorsApplication.class)) {
			Http http = new Http(server);
			HttpResponse<String> elsewhere = http.send("GET", "/elsewhere", null, Users.ALICE, ORIGIN);
			assertThat(elsewhere.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
			HttpResponse<String> handshake = http.send("GET", Http.HANDSHAKE, null, Users.ALICE, ORIGIN);
			assertThat(handshake.statusCode()).isEqualTo(403);
			assertThat(handshake.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
			assertThat(http.send("POST", http.open(Users.ALICE), "40", Users.ALICE, ORIGIN).statusCode())
				.isEqualTo(403);
			assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE, ORIGIN)).isEqualTo(403);
			assertThat(http.upgrade(Http.HANDSHAKE, null, ORIGIN)).isEqualTo(403);
			assertThat(http.upgrade(Http.HANDSHAKE, Users.ALICE)).isEqualTo(101);
		}
	}

	/**
	 * All of its REST controllers may be used by any page.
	 */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Users.class)
	static class CorsApplication {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.httpBasic(withDefaults())
				.build();
		}

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			CorsConfiguration cors = new CorsConfiguration();
			cors.addAllowedOriginPattern("*");
			cors.addAllowedMethod("*");
			cors.addAllowedHeader("*");
			cors.setAllowCredentials(true);
			return (exchange) -> cors;
		}

	}

}
