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

package io.github.socketiospring.boot.autoconfigure;

import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.engineio.ConnectionError;
import io.github.socketiospring.engineio.EngineIOHandshake;
import io.github.socketiospring.engineio.EngineIOHeadersCustomizer;
import io.github.socketiospring.engineio.EngineIORequest;
import io.github.socketiospring.engineio.SessionIdGenerator;
import io.github.socketiospring.engineio.SessionIds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for beans that have a say in handshakes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeBeansTests {

	private TestServer server;

	@BeforeAll
	void startServer() {
		this.server = new TestServer(HandshakeApplication.class, "socketio.cookie.enabled=true",
				"socketio.cookie.name=SID", "socketio.cookie.path=", "socketio.cookie.max-age=60",
				"socketio.cookie.http-only=false", "socketio.cookie.secure=true", "socketio.cookie.same-site=none");
	}

	@AfterAll
	void closeServer() {
		this.server.close();
	}

	@Test
	void interceptorsRefuseInTheirOrder() {
		HttpResponse<String> response = this.server.send("GET", TestServer.HANDSHAKE + "&veto=1", "");
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).isEqualTo("{\"code\":4,\"message\":\"first\"}");
		assertThat(this.server.send("GET", TestServer.HANDSHAKE, "").statusCode()).isEqualTo(200);
	}

	@Test
	void interceptorsSeeWhatTheFiltersOfTheApplicationFoundOut() {
		HttpResponse<String> response = this.server.send("GET", TestServer.HANDSHAKE + "&who=1", "");
		assertThat(response.body()).isEqualTo("{\"code\":4,\"message\":\"Ada noted\"}");
	}

	@Test
	void sessionIdsAreThoseOfTheGenerator() {
		assertThat(this.server.send("GET", TestServer.HANDSHAKE + "&id=own", "").body())
			.startsWith("0{\"sid\":\"own\",");
	}

	@Test
	void givesTheCookieOfTheProperties() {
		HttpResponse<String> response = this.server.send("GET", TestServer.HANDSHAKE + "&id=crumb", "");
		assertThat(response.headers().allValues("Set-Cookie")).singleElement()
			.asString()
			.startsWith("SID=crumb; Max-Age=60; Expires=")
			.endsWith("; Secure; SameSite=None");
	}

	@Test
	void customizersAddHeadersInTheirOrder() {
		HttpResponse<String> response = this.server.send("GET", TestServer.HANDSHAKE, "");
		assertThat(response.headers().allValues("X-Order")).containsExactly("second");
		assertThat(response.headers().allValues("X-Initial")).containsExactly("first", "second");
		HttpResponse<String> refusal = this.server.send("GET", TestServer.HANDSHAKE + "&EIO=5", "");
		assertThat(refusal.headers().allValues("X-Order")).containsExactly("second");
		assertThat(refusal.headers().allValues("X-Initial")).isEmpty();
	}

	@Test
	void connectionErrorsAreEventsOfTheApplication() {
		Recorder recorder = this.server.context().getBean(Recorder.class);
		recorder.errors.clear();
		this.server.send("GET", TestServer.HANDSHAKE + "&EIO=5", "");
		this.server.send("GET", TestServer.HANDSHAKE + "&sid=unknown", "");
		assertThat(recorder.errors).extracting(ConnectionError::code).containsExactly(5, 1);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Recorder.class)
	static class HandshakeApplication {

		@Bean
		SessionIdGenerator ids() {
			SessionIds ids = new SessionIds();
			return (request) -> Mono.just(request.query().getOrDefault("id", List.of(ids.next())).get(0));
		}

		@Bean
		WebFilter filter() {
			return (exchange, chain) -> {
				exchange.getAttributes().put("note", "noted");
				Principal principal = () -> "Ada";
				return chain.filter(exchange.mutate().principal(Mono.just(principal)).build());
			};
		}

		@Bean
		@Order(2)
		SocketIOHandshakeInterceptor second() {
			return (request) -> {
				if (request.query().containsKey("who") && request.principal() != null) {
					return Mono.error(new ConnectionRefusedException(
							request.principal().getName() + " " + request.exchangeAttributes().get("note")));
				}
				return veto(request.query().containsKey("veto"), "second");
			};
		}

		@Bean
		@Order(1)
		SocketIOHandshakeInterceptor first() {
			return (request) -> veto(request.query().containsKey("veto"), "first");
		}

		@Bean
		@Order(2)
		EngineIOHeadersCustomizer secondHeaders() {
			return new Marker("second");
		}

		@Bean
		@Order(1)
		EngineIOHeadersCustomizer firstHeaders() {
			return new Marker("first");
		}

		private static Mono<Void> veto(boolean veto, String message) {
			return veto ? Mono.error(new ConnectionRefusedException(message)) : Mono.empty();
		}

	}

	/**
	 * Adds to one header, and sets the other.
	 */
	private record Marker(String value) implements EngineIOHeadersCustomizer {

		@Override
		public void initialHeaders(HttpHeaders headers, EngineIOHandshake handshake) {
			headers.add("X-Initial", this.value);
		}

		@Override
		public void headers(HttpHeaders headers, EngineIORequest request) {
			headers.set("X-Order", this.value);
		}

	}

	static class Recorder {

		private final List<ConnectionError> errors = new CopyOnWriteArrayList<>();

		@EventListener
		void on(ConnectionError error) {
			this.errors.add(error);
		}

	}

}
