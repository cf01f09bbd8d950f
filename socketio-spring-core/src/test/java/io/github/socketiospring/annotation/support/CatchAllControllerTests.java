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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.annotation.EventName;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnDisconnecting;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.annotation.SocketIOController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CatchAllControllerTests {

	@Test
	void methodsGetAllEventsInTheirOrderAndAnswerOnlyWithAck() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Observer.class)) {
			NamespaceHandler handler = tester.handlers().get("/");
			assertThat(handler.anyEventHandlers()).hasSize(2);
			for (EventHandler any : handler.anyEventHandlers()) {
				assertThat(handle(tester, any, "move", 1, "x")).isNull();
			}
			assertThat(tester.bean(Observer.class).log).containsExactly("move 1 true", "second move");
			assertThat(tester.ack().requested()).isTrue();
		}
	}

	@Test
	void oneMethodGetsUnhandledEventsAndAnswersThem() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Fallback.class)) {
			EventHandler unhandled = tester.handlers().get("/").unhandledEventHandler();
			assertThat(((AckArgs) handle(tester, unhandled, "nobody's", "a")).values()).containsExactly("nobody's a");
		}
	}

	@Test
	void eventMethodWithSeveralNamesLearnsWhichItWas() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Several.class)) {
			assertThat(tester.send("one")).containsExactly("one");
			assertThat(tester.send("two")).containsExactly("two");
		}
	}

	@Test
	void disconnectingMethodGetsTheReason() {
		try (ControllerTester tester = ControllerTester.of(Leaving.class)) {
			tester.handlers().get("/").onDisconnecting(tester.socket(), DisconnectReason.PING_TIMEOUT).block();
			assertThat(tester.bean(Leaving.class).log).containsExactly("ping timeout");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { AnsweringObserver.class, TwoFallbacks.class, NameOfNothing.class, NameAsNumber.class })
	void refusesMisuse(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.satisfies((ex) -> assertThat(ex.getAction()).isNotEmpty());
	}

	private static Object handle(ControllerTester tester, EventHandler handler, String event, Object... args)
			throws Throwable {
		return handler.handle(tester.socket(), event, new TestArguments(args).bind(handler.payloadTypes()),
				tester.ack());
	}

	@SocketIOController
	@NonBlocking
	static class Observer {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@OnAnyEvent
		@Order(2)
		void second(Arguments arguments, @EventName String event) {
			this.log.add("second " + event);
		}

		@OnAnyEvent
		@Order(1)
		void first(@EventName String event, int first, Ack<String> ack) {
			this.log.add(event + " " + first + " " + ack.requested());
		}

	}

	@SocketIOController
	static class Fallback {

		@OnUnhandledEvent
		String unhandled(@EventName String event, String argument) {
			return event + " " + argument;
		}

	}

	@SocketIOController
	static class Several {

		@OnEvent({ "one", "two" })
		String either(@EventName String event) {
			return event;
		}

	}

	@SocketIOController
	static class Leaving {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@OnDisconnecting
		void leaving(DisconnectReason reason) {
			this.log.add(reason.toString());
		}

	}

	@SocketIOController
	static class AnsweringObserver {

		@OnAnyEvent
		String any(@EventName String event) {
			return event;
		}

	}

	@SocketIOController
	static class TwoFallbacks {

		@OnUnhandledEvent
		void first() {
		}

		@OnUnhandledEvent
		void second() {
		}

	}

	@SocketIOController
	static class NameOfNothing {

		@OnDisconnecting
		void leaving(@EventName String event) {
		}

	}

	@SocketIOController
	static class NameAsNumber {

		@OnEvent("e")
		void event(@EventName int event) {
		}

	}

}
