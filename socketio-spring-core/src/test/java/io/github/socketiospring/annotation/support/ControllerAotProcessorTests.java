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

import java.lang.reflect.Method;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.EventName;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NamespaceVariable;
import io.github.socketiospring.annotation.OnAnyEvent;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnDisconnect;
import io.github.socketiospring.annotation.OnDisconnecting;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.OnRoomEvent;
import io.github.socketiospring.annotation.OnServerEvent;
import io.github.socketiospring.annotation.OnUnhandledEvent;
import io.github.socketiospring.annotation.Payload;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ReflectionUtils.MethodFilter;
import org.springframework.web.bind.annotation.ControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * What a native image is told of controllers, as Spring processes their context ahead of
 * time.
 */
class ControllerAotProcessorTests {

	@Test
	void methodsOfAllKindsCanBeCalled() {
		RuntimeHints hints = process(AllKinds.class);
		List<Method> methods = methods(AllKinds.class, (method) -> !method.getName().equals("helper"));
		assertThat(methods).hasSize(HandlerKind.values().length);
		assertThat(methods).allSatisfy((method) -> assertThat(hints).matches(isInvocable(method)));
		assertThat(hints).matches(isKnown(AllKinds.class));
	}

	@Test
	void otherMethodsAndClassesAreLeftOut() {
		RuntimeHints hints = process(AllKinds.class, NoController.class, AdviceWithoutHandlers.class);
		assertThat(hints).matches(isInvocable(method(AllKinds.class, "helper")).negate());
		assertThat(hints).matches(isInvocable(method(NoController.class, "event")).negate());
		assertThat(hints).matches(isKnown(Unused.class).negate());
		assertThat(hints).matches(isInvocable(method(AdviceWithoutHandlers.class, "event")).negate());
	}

	@Test
	void payloadsAreRead() {
		RuntimeHints hints = process(Payloads.class);
		assertThat(List.of(Plain.class, Nested.class, Element.class, Maybe.class, Key.class, Value.class, Marked.class,
				Rest.class, Item.class, Login.class, Secret.class, ServerMessage.class))
			.allSatisfy((type) -> assertThat(hints).matches(isBound(type)));
		assertThat(hints).matches(isKnown(Rest[].class));
		assertThat(hints).matches(isKnown(Item[].class));
	}

	@Test
	void acknowledgementsAreWritten() {
		RuntimeHints hints = process(Answers.class);
		assertThat(List.of(Plain.class, Element.class, Value.class, Maybe.class, Item.class, Marked.class, Key.class,
				Secret.class))
			.allSatisfy((type) -> assertThat(hints).matches(isBound(type)));
	}

	@Test
	void whatIsNoPayloadIsLeftOut() {
		RuntimeHints hints = process(Provided.class);
		assertThat(List.of(SocketIOSocket.class, Principal.class, Arguments.class, AckArgs.class, Ack.class,
				DisconnectReason.class, RoomEvent.class, DataBuffer.class, Id.class, IllegalStateException.class))
			.allSatisfy((type) -> assertThat(hints).matches(isKnown(type).negate()));
	}

	@Test
	void inheritedAndInterfaceMethodsAreFoundWithTheirTypes() {
		RuntimeHints hints = process(Inheriting.class);
		assertThat(hints).matches(isKnown(Base.class)).matches(isKnown(Contract.class));
		assertThat(hints).matches(isInvocable(method(Base.class, "inherited")));
		assertThat(hints).matches(isInvocable(method(Inheriting.class, "handle")));
		assertThat(hints).matches(isBound(Plain.class)).matches(isBound(Login.class)).matches(isBound(Value.class));
	}

	@Test
	void advicesAnswerForAllControllers() {
		RuntimeHints hints = process(AllKinds.class, Advice.class);
		assertThat(hints).matches(isInvocable(method(Advice.class, "failed"))).matches(isBound(Value.class));
	}

	@Test
	void methodsOfProxiedControllersAreThoseOfTheirClass() {
		RuntimeHints hints = process(ClassProxies.class, Controllers.class);
		assertThat(hints).matches(isInvocable(method(Proxied.class, "event"))).matches(isBound(Plain.class));
	}

	@Test
	void methodsOfJdkProxiesAreThoseOfTheInterface() {
		RuntimeHints hints = process(InterfaceProxies.class, Controllers.class);
		assertThat(hints).matches(isInvocable(method(Proxied.class, "event")))
			.matches(isInvocable(method(Event.class, "event")))
			.matches(isBound(Plain.class));
	}

	@ParameterizedTest
	@ValueSource(classes = { LazyController.class, Prototype.class, Scoped.class })
	void beansOfAllScopesAreFound(Class<?> controller) {
		assertThat(process(controller)).matches(isInvocable(method(controller, "event"))).matches(isBound(Plain.class));
	}

	@Test
	void createsNoControllers() {
		assertThat(process(Uncreatable.class)).matches(isInvocable(method(Uncreatable.class, "event")));
	}

	private static RuntimeHints process(Class<?>... components) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(components);
			context.refreshForAotProcessing(generation.getRuntimeHints());
			// Those of Spring are for applications as a whole
			AotServices.factories()
				.load(BeanFactoryInitializationAotProcessor.class)
				.stream()
				.filter(ControllerAotProcessor.class::isInstance)
				.map((processor) -> processor.processAheadOfTime(context.getDefaultListableBeanFactory()))
				.forEach((contribution) -> contribution.applyTo(generation, mock()));
		}
		return generation.getRuntimeHints();
	}

	private static Predicate<RuntimeHints> isKnown(Class<?> type) {
		return RuntimeHintsPredicates.reflection().onType(type);
	}

	private static Predicate<RuntimeHints> isInvocable(Method method) {
		return RuntimeHintsPredicates.reflection().onMethodInvocation(method);
	}

	/** A record is read with its constructor, and written with its accessors. */
	private static Predicate<RuntimeHints> isBound(Class<?> type) {
		return RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(type.getDeclaredConstructors()[0])
			.and(isInvocable(type.getRecordComponents()[0].getAccessor()));
	}

	private static Method method(Class<?> type, String name) {
		return methods(type, (method) -> method.getName().equals(name)).get(0);
	}

	private static List<Method> methods(Class<?> type, MethodFilter filter) {
		return List.copyOf(MethodIntrospector.selectMethods(type, filter));
	}

	record Plain(String text, Nested nested) {

	}

	record Nested(int number) {

	}

	record Element(int number) {

	}

	record Maybe(int number) {

	}

	record Key(String name) {

	}

	record Value(int number) {

	}

	record Marked(int number) {

	}

	record Rest(int number) {

	}

	record Item(int number) {

	}

	record Login(String user) {

	}

	record Secret(String text) {

	}

	record ServerMessage(String text) {

	}

	record Unused(String text) {

	}

	record Id(String text) {

		static Id valueOf(String text) {
			return new Id(text);
		}

	}

	@SocketIOController
	static class AllKinds {

		@OnConnect
		void connected() {
		}

		@OnEvent("event")
		private void event() {
		}

		@OnAnyEvent
		public void any() {
		}

		@OnUnhandledEvent
		void unhandled() {
		}

		@OnDisconnecting
		void disconnecting() {
		}

		@OnDisconnect
		void disconnected() {
		}

		@OnServerEvent("event")
		void serverEvent() {
		}

		@OnRoomEvent
		void roomEvent() {
		}

		@SocketIOExceptionHandler(IllegalStateException.class)
		void failed() {
		}

		void helper() {
		}

	}

	static class NoController {

		@OnEvent("event")
		void event(Unused message) {
		}

	}

	@SocketIOController
	static class Payloads {

		@OnEvent("plain")
		void plain(SocketIOSocket socket, Plain message, List<Element> elements, Optional<Maybe> last) {
		}

		@OnAnyEvent
		void any(Map<Key, List<Value>> map, @Payload(3) Marked marked, Rest... rest) {
		}

		@OnUnhandledEvent
		void unhandled(Item[] items) {
		}

		@OnConnect
		void connected(@Auth Login login, @Auth("secret") Optional<Secret> secret) {
		}

		@OnServerEvent("server")
		void server(ServerMessage message) {
		}

	}

	@SocketIOController
	static class Answers {

		@OnEvent("value")
		Plain value() {
			return new Plain("a", new Nested(1));
		}

		@OnEvent("mono")
		Mono<List<Element>> mono() {
			return Mono.empty();
		}

		@OnEvent("flux")
		Flux<Value> flux() {
			return Flux.empty();
		}

		@OnEvent("future")
		CompletionStage<Optional<Maybe>> future() {
			return Mono.<Optional<Maybe>>empty().toFuture();
		}

		@OnEvent("array")
		Item[] array() {
			return new Item[0];
		}

		@OnEvent("ack")
		void ack(Ack<Marked> ack) {
		}

		@OnServerEvent("server")
		Key server() {
			return new Key("a");
		}

		@SocketIOExceptionHandler
		Mono<Secret> failed(IllegalStateException ex) {
			return Mono.empty();
		}

	}

	@SocketIOController
	@Namespace("/provided/{id}")
	static class Provided {

		@OnEvent("event")
		AckArgs event(SocketIOSocket socket, Principal principal, @EventName String event, @NamespaceVariable Id id,
				Arguments arguments, DataBuffer buffer) {
			return AckArgs.none();
		}

		@OnDisconnect
		Mono<Void> left(DisconnectReason reason) {
			return Mono.empty();
		}

		@OnRoomEvent
		void room(RoomEvent event) {
		}

		@SocketIOExceptionHandler
		void failed(IllegalStateException ex) {
		}

	}

	interface Contract<T> {

		@OnEvent("interface")
		Mono<Value> handle(T message, @Auth Login login);

	}

	abstract static class Base<T> {

		@OnEvent("superclass")
		void inherited(T message) {
		}

	}

	@SocketIOController
	static class Inheriting extends Base<Plain> implements Contract<Plain> {

		@Override
		public Mono<Value> handle(Plain message, Login login) {
			return Mono.empty();
		}

	}

	@ControllerAdvice
	static class Advice {

		@SocketIOExceptionHandler
		Value failed(IllegalStateException ex) {
			return new Value(1);
		}

	}

	@ControllerAdvice
	static class AdviceWithoutHandlers {

		@OnEvent("event")
		void event() {
		}

	}

	interface Event {

		void event(Plain message);

	}

	@SocketIOController
	static class Proxied implements Event {

		@Override
		@OnEvent("event")
		public void event(Plain message) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Controllers {

		@Bean
		Proxied controller() {
			return new Proxied();
		}

		@Bean
		static Interceptor interceptor() {
			return new Interceptor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassProxies {

		@Bean
		static BeanNameAutoProxyCreator proxyCreator() {
			return InterfaceProxies.creator(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxies {

		@Bean
		static BeanNameAutoProxyCreator proxyCreator() {
			return creator(false);
		}

		static BeanNameAutoProxyCreator creator(boolean proxyTargetClass) {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("controller");
			creator.setInterceptorNames("interceptor");
			creator.setProxyTargetClass(proxyTargetClass);
			return creator;
		}

	}

	static class Interceptor implements MethodInterceptor {

		@Override
		public Object invoke(MethodInvocation invocation) throws Throwable {
			return invocation.proceed();
		}

	}

	@SocketIOController
	@Lazy
	static class LazyController {

		@OnEvent("event")
		void event(Plain message) {
		}

	}

	@SocketIOController
	@Scope("prototype")
	static class Prototype {

		@OnEvent("event")
		void event(Plain message) {
		}

	}

	@SocketIOController
	@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Scoped {

		@OnEvent("event")
		void event(Plain message) {
		}

	}

	@SocketIOController
	static class Uncreatable {

		Uncreatable() {
			throw new IllegalStateException("Created");
		}

		@OnEvent("event")
		void event() {
		}

	}

}
