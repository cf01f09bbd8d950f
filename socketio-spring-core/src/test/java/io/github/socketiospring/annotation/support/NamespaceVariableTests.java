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

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NamespaceVariable;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnDisconnecting;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.ControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Controllers of dynamic namespaces (FEATURES.md: dynamic namespaces, path variables),
 * with a server.
 */
class NamespaceVariableTests {

	private final SocketIOServer server = new SocketIOServerBuilder().build();

	private ControllerTester tester;

	private void start(Class<?>... controllers) {
		start((context) -> context.register(controllers));
	}

	private void start(Consumer<AnnotationConfigApplicationContext> customizer) {
		this.tester = ControllerTester.withoutServer((context) -> {
			context.registerBean("server", SocketIOServer.class, () -> this.server);
			customizer.accept(context);
		});
	}

	@AfterEach
	void close() {
		if (this.tester != null) {
			this.tester.close();
		}
	}

	private FakeWebSocket join(String namespace) {
		FakeWebSocket client = new FakeWebSocket().open(this.server.engine());
		client.take();
		client.text("40" + namespace + ",");
		return client;
	}

	private void assertRefused(String namespace, String message) {
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			assertThat(join(namespace).sent()).containsExactly("44" + namespace + ",{\"message\":\"" + message + "\"}");
			assertThat(log.messages("ERROR")).isEmpty();
			assertThat(log.messages("WARN")).isEmpty();
		}
		assertThat(this.server.namespace(namespace)).isNull();
	}

	@Test
	void handlersTakeVariables() {
		start(OrderController.class);
		FakeWebSocket client = join("/orders/5");
		client.take();
		client.text("42/orders/5,1[\"add\",2]");
		assertThat(client.take()).containsExactly("43/orders/5,1[7]");
		client.text("42/orders/5,2[\"fail\"]");
		assertThat(client.take()).containsExactly("43/orders/5,2[\"failed in 5\"]");
		client.drop();
		assertThat(this.tester.bean(OrderController.class).calls).containsExactly("connect 5", "any 5", "any 5",
				"disconnecting 5", "disconnect 5");
		assertThat(this.server.namespaces()).hasSize(1);
	}

	@Test
	void valueThatCannotBeConvertedRefusesTheClient() {
		start(OrderController.class);
		assertRefused("/orders/x", "Invalid namespace variable 'id'");
		assertRefused("/orders/99999999999999999999", "Invalid namespace variable 'id'");
		assertThat(this.tester.bean(OrderController.class).calls).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/types/3f2504e0-4f89-11d3-9a0c-0305e82c3301/A/2026-11-26/x, true",
			"/types/no uuid/A/2026-11-26/x, false", "/types/3f2504e0-4f89-11d3-9a0c-0305e82c3301/C/2026-11-26/x, false",
			"/types/3f2504e0-4f89-11d3-9a0c-0305e82c3301/A/tomorrow/x, false" })
	void valuesAreConvertedAsPathVariablesAre(String namespace, boolean valid) {
		start(TypesController.class);
		FakeWebSocket client = join(namespace);
		if (!valid) {
			assertThat(client.sent()).singleElement().asString().contains("Invalid namespace variable");
			return;
		}
		client.take();
		client.text("42" + namespace + ",1[\"types\"]");
		assertThat(client.take()).singleElement()
			.asString()
			.endsWith("[[\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\",\"A\",\"2026-11-26\",\"x\",\"x\","
					+ "{\"uuid\":\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\",\"letter\":\"A\",\"date\":\"2026-11-26\","
					+ "\"text\":\"x\"}]]");
	}

	@Test
	void convertersOfTheApplicationTakePart() {
		DefaultConversionService conversionService = new DefaultConversionService();
		conversionService.addConverter(String.class, Order.class, Order::new);
		start((context) -> {
			context.registerBean("conversionService", ConversionService.class, () -> conversionService);
			context.register(ConvertedController.class);
		});
		FakeWebSocket client = join("/converted/5");
		client.take();
		client.text("42/converted/5,1[\"number\"]");
		assertThat(client.take()).containsExactly("43/converted/5,1[\"5\"]");
	}

	@Test
	void variablesMayBeMissingWhereTheyAreNotRequired() {
		start(OptionalController.class);
		for (String namespace : new String[] { "/things", "/things/5" }) {
			FakeWebSocket client = join(namespace);
			client.take();
			client.text("42" + namespace + ",1[\"ids\"]");
			String id = namespace.endsWith("5") ? "5" : "null";
			assertThat(client.take()).containsExactly("43" + namespace + ",1[[" + id + "," + id + "]]");
		}
	}

	@Test
	void exactNamesComeFirstAndThenTheMoreSpecialTemplates() {
		start(AnyController.class, NumberController.class, ExactController.class);
		assertThat(ask("/shops/all")).isEqualTo("exact");
		assertThat(ask("/shops/5")).isEqualTo("number 5");
		assertThat(ask("/shops/x")).isEqualTo("any x");
	}

	private String ask(String namespace) {
		FakeWebSocket client = join(namespace);
		client.take();
		client.text("42" + namespace + ",1[\"who\"]");
		return client.take().get(0).replaceAll(".*\\[\"|\"]", "");
	}

	@Test
	void severalControllersHandleOneTemplate() {
		start(AnyController.class, OtherAnyController.class);
		FakeWebSocket client = join("/shops/x");
		client.take();
		client.text("42/shops/x,1[\"who\"]");
		client.text("42/shops/x,2[\"other\"]");
		assertThat(client.take()).containsExactly("43/shops/x,1[\"any x\"]", "43/shops/x,2[\"other x\"]");
	}

	// Start-up

	private void assertInvalid(List<Class<?>> controllers, String... messages) {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> start(controllers.toArray(Class<?>[]::new)))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(messages));
		assertThat(this.server.namespaces()).hasSize(1);
	}

	@Test
	void refusesMalformedTemplate() {
		assertInvalid(List.of(MalformedController.class), MalformedController.class.getName(), "'/orders/{id'",
				"a '{' without '}'", "@Namespace(\"/orders/{id}\")");
	}

	@Test
	void refusesVariableThatIsNotInTheTemplate() {
		assertInvalid(List.of(MisspelledController.class), "Parameter 0 of type java.lang.String",
				MisspelledController.class.getName() + "#handle(", "the variable 'order', which no namespace",
				"[/orders/{id}]", "\"/orders/{order}\"");
	}

	@Test
	void refusesRequiredVariableThatIsNotInEachNamespace() {
		assertInvalid(List.of(IncompleteController.class), "the variable 'id', which not every namespace",
				"[/orders, /orders/{id}]", "required = false");
	}

	@Test
	void refusesTypeToWhichNothingConverts() {
		assertInvalid(List.of(ConvertedController.class), "no way from a String", "Define a Converter");
	}

	@Test
	void refusesTwoHandlersOfOneEventForOneTemplate() {
		assertInvalid(List.of(AnyController.class, SameAnyController.class),
				"Event 'who' of namespace '/shops/{name}' has two handlers");
	}

	@Test
	void refusesTemplatesThatDifferInTheirVariablesAlone() {
		assertInvalid(List.of(AnyController.class, RenamedController.class), "'/shops/{name}'", "'/shops/{shop}'",
				AnyController.class.getName(), RenamedController.class.getName(), "Use the same names");
	}

	@Test
	void refusesVariableInAdviceThatIsForAnyController() {
		assertInvalid(List.of(OrderController.class, Advice.class), "the namespaces of any controller",
				"required = false");
	}

	@SocketIOController
	@Namespace("/orders/{id}")
	@NonBlocking
	static class OrderController {

		final List<String> calls = new CopyOnWriteArrayList<>();

		@OnConnect
		void connected(@NamespaceVariable String id) {
			this.calls.add("connect " + id);
		}

		@OnEvent("add")
		long add(@NamespaceVariable("id") long number, int more) {
			return number + more;
		}

		@OnEvent("fail")
		void fail() {
			throw new IllegalStateException("failed");
		}

		@SocketIOExceptionHandler
		String failed(IllegalStateException ex, @NamespaceVariable int id) {
			return ex.getMessage() + " in " + id;
		}

		@OnAnyEvent
		void any(@NamespaceVariable(name = "id") Integer id) {
			this.calls.add("any " + id);
		}

		@OnDisconnecting
		void disconnecting(@NamespaceVariable int id) {
			this.calls.add("disconnecting " + id);
		}

		@OnDisconnect
		void disconnected(@NamespaceVariable int id) {
			this.calls.add("disconnect " + id);
		}

	}

	enum Letter {

		A, B

	}

	@SocketIOController
	@Namespace("/types/{uuid}/{letter}/{date}/{text}")
	@NonBlocking
	static class TypesController {

		@OnEvent("types")
		List<Object> types(@NamespaceVariable UUID uuid, @NamespaceVariable Letter letter,
				@NamespaceVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date,
				@NamespaceVariable String text, @NamespaceVariable("text") Optional<CharSequence> optional,
				@NamespaceVariable Map<String, String> all) {
			return new ArrayList<>(
					Arrays.asList(uuid, letter, date.toString(), text, optional.orElseThrow().toString(), all));
		}

	}

	record Order(String number) {

	}

	@SocketIOController
	@Namespace("/converted/{order}")
	@NonBlocking
	static class ConvertedController {

		@OnEvent("number")
		String number(@NamespaceVariable Order order) {
			return order.number();
		}

	}

	@SocketIOController
	@Namespace({ "/things", "/things/{id}" })
	@NonBlocking
	static class OptionalController {

		@OnEvent("ids")
		List<Integer> ids(@NamespaceVariable Optional<Integer> id,
				@NamespaceVariable(name = "id", required = false) Integer nullable) {
			return Arrays.asList(id.orElse(null), nullable);
		}

	}

	@SocketIOController
	@Namespace("/shops/{name}")
	@NonBlocking
	static class AnyController {

		@OnEvent("who")
		String who(@NamespaceVariable String name) {
			return "any " + name;
		}

	}

	@SocketIOController
	@Namespace("/shops/{name}")
	@NonBlocking
	static class OtherAnyController {

		@OnEvent("other")
		String other(SocketIOSocket socket) {
			return "other " + socket.namespace().variables().get("name");
		}

	}

	@SocketIOController
	@Namespace("/shops/{name}")
	static class SameAnyController extends AnyController {

	}

	@SocketIOController
	@Namespace("/shops/{shop}")
	static class RenamedController {

		@OnEvent("a")
		void handle() {
		}

	}

	@SocketIOController
	@Namespace("/shops/{number:[0-9]+}")
	@NonBlocking
	static class NumberController {

		@OnEvent("who")
		String who(@NamespaceVariable int number) {
			return "number " + number;
		}

	}

	@SocketIOController
	@Namespace("/shops/all")
	@NonBlocking
	static class ExactController {

		@OnEvent("who")
		String who() {
			return "exact";
		}

	}

	@SocketIOController
	@Namespace("/orders/{id")
	static class MalformedController {

	}

	@SocketIOController
	@Namespace("/orders/{id}")
	static class MisspelledController {

		@OnEvent("a")
		void handle(@NamespaceVariable("order") String id) {
		}

	}

	@SocketIOController
	@Namespace({ "/orders", "/orders/{id}" })
	static class IncompleteController {

		@OnEvent("a")
		void handle(@NamespaceVariable String id) {
		}

	}

	@ControllerAdvice
	static class Advice {

		@SocketIOExceptionHandler
		void failed(IllegalStateException ex, @NamespaceVariable String id) {
		}

	}

}
