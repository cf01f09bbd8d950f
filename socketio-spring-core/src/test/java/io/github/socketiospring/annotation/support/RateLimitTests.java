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

import io.github.socketiospring.EventHandler;
import io.github.socketiospring.RateLimitPolicy;
import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.ratelimit.RateLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RateLimitTests {

	@Test
	void methodHasItsLimit() {
		try (ControllerTester tester = ControllerTester.of(Methods.class)) {
			EventHandler search = tester.handler("search");
			assertThat(search.rateLimit().eventsPerSecond()).isEqualTo(2.5);
			assertThat(search.rateLimit().burst()).isEqualTo(10);
			assertThat(search.rateLimit().policy()).isEqualTo(RateLimitPolicy.DISCONNECT);
			assertThat(search.rateLimit()).isSameAs(tester.handler("search").rateLimit());
			assertThat(tester.handler("find").rateLimit()).isSameAs(search.rateLimit());
			EventHandler save = tester.handler("save");
			assertThat(save.rateLimit().burst()).isEqualTo(3);
			assertThat(save.rateLimit().policy()).isEqualTo(RateLimitPolicy.DROP);
			assertThat(tester.handler("free").rateLimit()).isNull();
			assertThat(tester.handlers().get("/").unhandledEventHandler().rateLimit().burst()).isOne();
		}
	}

	@Test
	void methodsOfAControllerShareItsLimit() {
		try (ControllerTester tester = ControllerTester.of(Type.class)) {
			assertThat(tester.handler("a").rateLimit()).isNotNull().isSameAs(tester.handler("b").rateLimit());
			assertThat(tester.handler("own").rateLimit().burst()).isEqualTo(7);
			assertThat(tester.handlers().get("/").anyEventHandlers()).singleElement()
				.extracting(EventHandler::rateLimit)
				.isNull();
		}
	}

	@Test
	void inheritedAnnotationsCount() {
		try (ControllerTester tester = ControllerTester.of(Inheriting.class)) {
			assertThat(tester.handler("a").rateLimit().burst()).isEqualTo(4);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			OfConnect  | has @RateLimit, which is for @OnEvent or @OnUnhandledEvent alone. Remove the annotation.
			OfAny      | has @RateLimit, which is for @OnEvent or @OnUnhandledEvent alone. Remove the annotation.
			OfNothing  | has @RateLimit, and no method that it could limit
			NoRate     | cannot be used: eventsPerSecond must be a positive number, not 0.0. Correct the annotation.
			NoBurst    | cannot be used: burst must be positive, not -1. Correct the annotation.
			""")
	void misusedAnnotationKeepsTheApplicationFromStarting(String controller, String message) throws Exception {
		Class<?> type = Class.forName(RateLimitTests.class.getName() + "$" + controller);
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(type))
			.withMessageContaining(type.getName())
			.withMessageContaining(message);
	}

	@SocketIOController
	static class Methods {

		@OnEvent({ "search", "find" })
		@RateLimit(eventsPerSecond = 2.5, burst = 10, policy = RateLimitPolicy.DISCONNECT)
		void search() {
		}

		@OnEvent("save")
		@RateLimit(eventsPerSecond = 2.5)
		void save() {
		}

		@OnEvent("free")
		void free() {
		}

		@OnUnhandledEvent
		@RateLimit(eventsPerSecond = 0.1)
		void unhandled() {
		}

	}

	@SocketIOController
	@RateLimit(eventsPerSecond = 5)
	static class Type {

		@OnConnect
		void connected() {
		}

		@OnEvent("a")
		void a() {
		}

		@OnEvent("b")
		void b() {
		}

		@OnEvent("own")
		@RateLimit(eventsPerSecond = 7)
		void own() {
		}

		@OnAnyEvent
		void any() {
		}

	}

	interface Limited {

		@OnEvent("a")
		@RateLimit(eventsPerSecond = 4)
		void a();

	}

	@SocketIOController
	static class Inheriting implements Limited {

		@Override
		public void a() {
		}

	}

	@SocketIOController
	static class OfConnect {

		@OnConnect
		@RateLimit(eventsPerSecond = 1)
		void connected() {
		}

	}

	@SocketIOController
	static class OfAny {

		@OnAnyEvent
		@RateLimit(eventsPerSecond = 1)
		void any() {
		}

	}

	@SocketIOController
	@RateLimit(eventsPerSecond = 1)
	static class OfNothing {

		@OnConnect
		void connected() {
		}

	}

	@SocketIOController
	static class NoRate {

		@OnEvent("a")
		@RateLimit(eventsPerSecond = 0)
		void a() {
		}

	}

	@SocketIOController
	@RateLimit(eventsPerSecond = 1, burst = -1)
	static class NoBurst {

		@OnEvent("a")
		void a() {
		}

	}

}
