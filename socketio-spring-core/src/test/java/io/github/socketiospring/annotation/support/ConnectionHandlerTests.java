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

package io.github.socketiospring.annotation.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.Handshake;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ConnectionHandlerTests {

	@Test
	void methodsOfAllControllersRunInTheirOrder() {
		try (ControllerTester tester = ControllerTester.of(Calls.class, Last.class, Second.class, First.class)) {
			tester.connect();
			tester.disconnect(DisconnectReason.PING_TIMEOUT);
			assertThat(tester.bean(Calls.class)).containsExactly("connect: first", "connect: second", "connect: third",
					"connect: last", "ping timeout: first", "ping timeout: second");
		}
	}

	@Test
	void nothingRunsBeforeSubscription() {
		try (ControllerTester tester = ControllerTester.of(Calls.class, Second.class)) {
			tester.handlers().get("/").onConnect(tester.socket());
			assertThat(tester.bean(Calls.class)).isEmpty();
		}
	}

	@Test
	void firstRefusalEndsIt() {
		try (ControllerTester tester = ControllerTester.of(Calls.class, Second.class, Refusing.class, Last.class)) {
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(tester::connect).withMessage("no");
			assertThat(tester.bean(Calls.class)).containsExactly("connect: second");
		}
	}

	@Test
	void exceptionHandlersAreNotAsked() {
		try (ControllerTester tester = ControllerTester.of(FailingMono.class)) {
			StepVerifier.create(tester.handlers().get("/").onConnect(tester.socket()))
				.verifyErrorSatisfies((ex) -> assertThat(ex).isExactlyInstanceOf(IllegalStateException.class));
		}
	}

	@Test
	void errorOfADisconnectMethodDoesNotKeepOthersFromRunning() {
		try (ControllerTester tester = ControllerTester.of(Calls.class, FailingDisconnect.class, Second.class)) {
			assertThatIllegalStateException().isThrownBy(() -> tester.disconnect(DisconnectReason.TRANSPORT_CLOSE))
				.withMessage("failed");
			assertThat(tester.bean(Calls.class)).containsExactly("transport close: second");
		}
	}

	@Test
	void authIsBound() {
		try (ControllerTester tester = ControllerTester.of(Login.class)) {
			UUID id = UUID.randomUUID();
			tester.handshake(null, Map.of("user", "anna", "id", id.toString()));
			tester.connect();
			assertThat(tester.bean(Login.class).result)
				.isEqualTo("Request[user=anna] " + id + " Optional.empty null null anna");
		}
	}

	@Test
	void missingAuthRefusesTheClient() {
		try (ControllerTester tester = ControllerTester.of(Login.class)) {
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(tester::connect)
				.withMessage("Missing auth object")
				.withCauseInstanceOf(PayloadBindingException.class);
			tester.handshake(null, Map.of("user", "anna"));
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(tester::connect)
				.withMessage("Missing auth property 'id'");
		}
	}

	@Test
	void authOfAnotherTypeRefusesTheClientWithoutInternals() {
		try (ControllerTester tester = ControllerTester.of(Login.class)) {
			tester.handshake(null, Map.of("user", "anna", "id", "no UUID"));
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(tester::connect)
				.withMessage("Invalid auth property 'id'");
			tester.handshake(null, Map.of("user", List.of(), "id", "no UUID"));
			assertThatExceptionOfType(ConnectionRefusedException.class).isThrownBy(tester::connect)
				.withMessage("Invalid auth object");
		}
	}

	@Test
	void bindingErrorOfTheMethodItselfIsLeftToTheServer() {
		try (ControllerTester tester = ControllerTester.of(OwnBindingError.class)) {
			assertThatExceptionOfType(PayloadBindingException.class).isThrownBy(tester::connect);
		}
	}

	static class Calls extends ArrayList<String> {

	}

	@SocketIOController
	@Order(3)
	static class Last {

		private final Calls calls;

		Last(Calls calls) {
			this.calls = calls;
		}

		@OnConnect
		void connect() {
			this.calls.add("connect: last");
		}

		@OnConnect
		@Order(2)
		void third() {
			this.calls.add("connect: third");
		}

	}

	@SocketIOController
	@Order(1)
	static class Second {

		private final Calls calls;

		Second(Calls calls) {
			this.calls = calls;
		}

		@OnConnect
		Mono<Void> connect(SocketIOSocket socket) {
			return Mono.fromRunnable(() -> this.calls.add("connect: second"));
		}

		@OnDisconnect
		void disconnect(DisconnectReason reason) {
			this.calls.add(reason + ": second");
		}

	}

	@SocketIOController
	@Order(0)
	static class First {

		private final Calls calls;

		First(Calls calls) {
			this.calls = calls;
		}

		@OnConnect
		void connect() {
			this.calls.add("connect: first");
		}

		@OnDisconnect
		Mono<Void> disconnect(DisconnectReason reason) {
			return Mono.fromRunnable(() -> this.calls.add(reason + ": first"));
		}

	}

	@SocketIOController
	@Order(2)
	static class Refusing {

		@OnConnect
		void connect() {
			throw new ConnectionRefusedException("no");
		}

	}

	@SocketIOController
	static class FailingMono {

		@OnConnect
		Mono<Void> connect() {
			return Mono.error(new IllegalStateException());
		}

		@SocketIOExceptionHandler
		void handle(IllegalStateException ex) {
		}

	}

	@SocketIOController
	@Order(0)
	static class FailingDisconnect {

		@OnDisconnect
		void disconnect() {
			throw new IllegalStateException("failed");
		}

	}

	record Request(String user) {

	}

	@SocketIOController
	static class Login {

		private volatile String result;

		@OnConnect
		void connect(@Auth Request request, @Auth("id") UUID id, @Auth("a") Optional<String> a,
				@Auth("b") @Nullable String b, @Auth(value = "c", required = false) String c, Handshake handshake) {
			this.result = request + " " + id + " " + a + " " + b + " " + c + " " + handshake.auth().get("user");
		}

	}

	@SocketIOController
	static class OwnBindingError {

		@OnConnect
		void connect() {
			throw new PayloadBindingException(0, "internals", null);
		}

	}

}
