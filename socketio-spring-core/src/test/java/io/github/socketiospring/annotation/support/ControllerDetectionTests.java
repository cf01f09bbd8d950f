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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.Payload;
import io.github.socketiospring.annotation.SocketIOController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ControllerDetectionTests {

	@Test
	void controllerWithoutNamespaceIsForTheDefaultOne() {
		try (ControllerTester tester = ControllerTester.of(Default.class)) {
			assertThat(tester.handlers()).containsOnlyKeys("/");
			assertThat(tester.handler("a")).isNotNull();
			assertThat(tester.handler("b")).isNull();
			assertThat(tester.handler("a").description()).isEqualTo(Default.class.getName() + "#a()");
		}
	}

	@Test
	void controllerHasSeveralNamespacesAndEvents() {
		try (ControllerTester tester = ControllerTester.of(Several.class)) {
			assertThat(tester.handlers()).containsOnlyKeys("/a", "/b");
			assertThat(tester.handlers().values()).allSatisfy((handler) -> {
				assertThat(handler.eventHandler("x")).isNotNull().isSameAs(handler.eventHandler("y"));
				assertThat(handler.eventHandler("*")).isNotNull();
			});
		}
	}

	@Test
	void contextWithoutControllersNeedsNoServer() {
		try (ControllerTester tester = ControllerTester.withoutServer((context) -> {
		})) {
			assertThat(tester.handlers()).isEmpty();
		}
	}

	@Test
	void composedAnnotationsWork() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Composed.class)) {
			assertThat(tester.context().containsBean("composed bean")).isTrue();
			NamespaceHandler handler = tester.handlers().get("/composed");
			assertThat(handler.eventHandler("composed event").isBlocking()).isFalse();
			assertThat(handler.eventHandler("composed event").payloadTypes()).containsExactly(Object.class,
					String.class);
			assertThat(handler.eventHandler("composed event")
				.handle(tester.handshake(null, Map.of("token", "t")).socket(), "composed event",
						new Object[] { null, "b" }, tester.ack()))
				.satisfies((args) -> assertThat(((AckArgs) args).values()).containsExactly("t b"));
		}
	}

	@Test
	void inheritedAndInterfaceMethodsCount() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Inheriting.class)) {
			assertThat(tester.send("superclass", Map.of("text", "a"))).containsExactly("Message[text=a]");
			tester.handshake(null, Map.of("token", "t"));
			assertThat(tester.send("interface", Map.of("text", "b"))).containsExactly("Message[text=b] t");
			assertThat(tester.send("default", "c")).containsExactly("c");
		}
	}

	@Test
	void typeVariablesAreThoseOfTheController() {
		try (ControllerTester tester = ControllerTester.of(Inheriting.class)) {
			assertThat(tester.handler("superclass").payloadTypes()).containsExactly(Message.class);
		}
	}

	@Test
	void privateMethodsOfPlainBeansAreCalled() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Private.class)) {
			assertThat(tester.send("private")).containsExactly("called");
		}
	}

	@Test
	void refusesTwoHandlersOfOneEventInOneNamespace() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(Default.class, Duplicate.class))
			.withMessageContaining("Event 'a' of namespace '/' has two handlers")
			.withMessageContaining(Default.class.getName() + "#a()")
			.withMessageContaining(Duplicate.class.getName() + "#a()");
	}

	@Test
	void admitsOneEventInTwoNamespaces() {
		try (ControllerTester tester = ControllerTester.of(Default.class, Elsewhere.class)) {
			assertThat(tester.handlers()).containsOnlyKeys("/", "/elsewhere");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { Connect.class, Disconnecting.class, RemoveListener.class })
	void refusesReservedEvents(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining("is reserved")
			.withMessageContaining(controller.getName() + "#handle()");
	}

	@ParameterizedTest
	@ValueSource(classes = { WithoutName.class, EmptyName.class })
	void refusesEventWithoutName(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.withMessageContaining(controller.getName() + "#handle() does not name its event");
	}

	@Test
	void refusesWildcards() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(Wildcard.class))
			.withMessageContaining("Namespace '/chat/*' of " + Wildcard.class.getName() + " has a wildcard")
			.withMessageContaining("/orders/{id}");
	}

	@Test
	void refusesEmptyNamespaces() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(NoNamespace.class))
			.withMessageContaining("has no name");
	}

	@Test
	void refusesToStartWithoutServer() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.withoutServer((context) -> context.register(Default.class)))
			.withMessageContaining("there is no SocketIOServer bean");
	}

	@Test
	void refusesServerThatDoesNotExist() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(OfServerB.class))
			.withMessageContaining("is for the server 'serverB'")
			.withMessageContaining("there are [server]");
	}

	@Test
	void refusesServerThatIsAnotherBean() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(HandlerExecution.AUTO, (context) -> {
				context.register(OfServerB.class);
				context.registerBean("serverB", String.class, () -> "no server");
			}))
			.withMessageContaining("no SocketIOServer bean of that name");
	}

	@Test
	void refusesToChooseAmongServers() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.of(HandlerExecution.AUTO, (context) -> {
				context.register(Default.class);
				registerServer(context, "serverB", new LinkedHashMap<>(), false);
			}))
			.withMessageContaining("there are several: [server, serverB]")
			.withMessageContaining("@Primary");
	}

	@Test
	void bindsToNamedAndToPrimaryServer() {
		Map<String, NamespaceHandler> primary = new LinkedHashMap<>();
		Map<String, NamespaceHandler> named = new LinkedHashMap<>();
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.AUTO, (context) -> {
			context.register(Default.class, OfServerB.class);
			registerServer(context, "primary", primary, true);
			registerServer(context, "serverB", named, false);
		})) {
			assertThat(tester.handlers()).isEmpty();
			assertThat(primary.get("/").eventHandler("a")).isNotNull();
			assertThat(named.get("/").eventHandler("a")).isNotNull().isNotSameAs(primary.get("/").eventHandler("a"));
		}
	}

	@Test
	void failureLeavesServersAsTheyWere() {
		Map<String, NamespaceHandler> handlers = new LinkedHashMap<>();
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> ControllerTester.withoutServer((context) -> {
				context.register(Default.class, Wildcard.class);
				registerServer(context, "server", handlers, false);
			}));
		assertThat(handlers).isEmpty();
	}

	private static void registerServer(AnnotationConfigApplicationContext context, String name,
			Map<String, NamespaceHandler> handlers, boolean primary) {
		context.registerBean(name, SocketIOServer.class, () -> ControllerTester.server(handlers),
				(definition) -> definition.setPrimary(primary));
	}

	record Message(String text) {

	}

	@SocketIOController
	static class Default {

		@OnEvent("a")
		void a() {
		}

	}

	@SocketIOController
	static class Duplicate {

		@OnEvent("a")
		void a() {
		}

	}

	@SocketIOController
	@Namespace("elsewhere")
	static class Elsewhere {

		@OnEvent("a")
		void a() {
		}

	}

	@SocketIOController
	@Namespace({ "/a", "b", "/b" })
	static class Several {

		@OnEvent({ "x", "y", "x" })
		void events() {
		}

		@OnEvent("*")
		void star() {
		}

	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@SocketIOController
	@Namespace("/composed")
	@interface ComposedController {

		@AliasFor(annotation = SocketIOController.class, attribute = "value")
		String name();

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@OnEvent({})
	@NonBlocking
	@interface ComposedEvent {

		@AliasFor(annotation = OnEvent.class, attribute = "value")
		String[] name();

	}

	@Target(ElementType.PARAMETER)
	@Retention(RetentionPolicy.RUNTIME)
	@Auth("token")
	@interface Token {

	}

	@Target(ElementType.PARAMETER)
	@Retention(RetentionPolicy.RUNTIME)
	@Payload
	@interface Position {

		@AliasFor(annotation = Payload.class, attribute = "value")
		int position();

	}

	@ComposedController(name = "composed bean")
	static class Composed {

		@ComposedEvent(name = "composed event")
		String event(@Token String token, @Position(position = 1) String b) {
			return token + " " + b;
		}

	}

	interface Contract<T> {

		@OnEvent("interface")
		Mono<String> handle(T message, @Auth("token") String token);

		@OnEvent("default")
		default String defaultMethod(String text) {
			return text;
		}

	}

	static class Base<T> {

		@OnEvent("superclass")
		String inherited(T message) {
			return message.toString();
		}

	}

	@SocketIOController
	static class Inheriting extends Base<Message> implements Contract<Message> {

		@Override
		public Mono<String> handle(Message message, String token) {
			return Mono.just(message + " " + token);
		}

	}

	@SocketIOController
	static class Private {

		@OnEvent("private")
		private String handle() {
			return "called";
		}

	}

	@SocketIOController
	static class Connect {

		@OnEvent("connect")
		void handle() {
		}

	}

	@SocketIOController
	static class Disconnecting {

		@OnEvent({ "a", "disconnecting" })
		void handle() {
		}

	}

	@SocketIOController
	static class RemoveListener {

		@OnEvent("removeListener")
		void handle() {
		}

	}

	@SocketIOController
	static class WithoutName {

		@OnEvent({})
		void handle() {
		}

	}

	@SocketIOController
	static class EmptyName {

		@OnEvent("")
		void handle() {
		}

	}

	@SocketIOController
	@Namespace({ "/a", "/chat/*" })
	static class Wildcard {

	}

	@SocketIOController
	@Namespace({})
	static class NoNamespace {

	}

	@SocketIOController(server = "serverB")
	static class OfServerB {

		@OnEvent("a")
		void a() {
		}

	}

}
