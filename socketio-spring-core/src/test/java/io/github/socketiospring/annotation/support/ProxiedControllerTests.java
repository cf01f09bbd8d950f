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
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.HandlerExecution;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProxiedControllerTests {

	private static final AtomicInteger instances = new AtomicInteger();

	private final Recorder recorder = new Recorder();

	@BeforeEach
	void resetInstances() {
		instances.set(0);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void methodsAreCalledThroughTheProxy(boolean proxyTargetClass) throws Throwable {
		try (ControllerTester tester = proxied(proxyTargetClass, WithInterface.class)) {
			Object bean = tester.context().getBean("controller");
			assertThat(AopUtils.isCglibProxy(bean)).isEqualTo(proxyTargetClass);
			assertThat(AopUtils.isJdkDynamicProxy(bean)).isNotEqualTo(proxyTargetClass);
			tester.connect();
			assertThat(tester.send("event", "a")).containsExactly("failed: a");
			assertThat(this.recorder.calls).containsExactly("connect", "event", "failed");
		}
	}

	@Test
	void packagePrivateMethodsAreCalledThroughTheClassProxy() throws Throwable {
		try (ControllerTester tester = proxied(true, PackagePrivate.class)) {
			assertThat(tester.send("event")).containsExactly("value of a field");
			assertThat(this.recorder.calls).containsExactly("event");
		}
	}

	@Test
	void refusesMethodThatIsNotInTheInterfaceOfTheProxy() {
		assertThatExceptionOfType(InvalidControllerException.class)
			.isThrownBy(() -> proxied(false, NotInInterface.class))
			.withMessageContaining(NotInInterface.class.getName() + "#other() cannot be called through the proxy")
			.withMessageContaining("Declare the method in an interface");
	}

	@Test
	void refusesPrivateMethodOfAProxiedBean() {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> proxied(true, Private.class))
			.withMessageContaining(Private.class.getName() + "#event() cannot be called through the proxy")
			.withMessageContaining("Make the method visible");
	}

	@Test
	void refusesFinalMethodOfAProxiedBean() {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> proxied(true, Final.class))
			.withMessageContaining(Final.class.getName() + "#event() is final");
	}

	@Test
	void findsJdkProxyOfUnknownTargetClass() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.AUTO,
				(context) -> context.registerBean("controller", Contract.class, () -> {
					ProxyFactory factory = new ProxyFactory(new WithInterface());
					factory.addAdvice(this.recorder);
					return (Contract) factory.getProxy();
				}))) {
			tester.connect();
			assertThat(this.recorder.calls).containsExactly("connect");
		}
	}

	@Test
	void beansOfOtherScopesAreLookedUpAtEachCall() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Prototype.class)) {
			assertThat(instances).hasValue(0);
			assertThat(tester.send("event")).containsExactly(1);
			assertThat(tester.send("event")).containsExactly(2);
		}
	}

	@Test
	void proxiedBeansOfOtherScopesAreCalledThroughTheirProxies() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.AUTO, (context) -> {
			registerProxyCreator(context, false);
			context.registerBean("controller", WithInterface.class,
					(definition) -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE));
		})) {
			assertThat(tester.send("event", "a")).containsExactly("failed: a");
			assertThat(this.recorder.calls).containsExactly("event", "failed");
		}
	}

	@Test
	void privateMethodIsNotCalledPastAProxyOfAnotherScope() {
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.AUTO, (context) -> {
			registerProxyCreator(context, true);
			context.registerBean("controller", Private.class,
					(definition) -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE));
		})) {
			assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> tester.send("event"));
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { ScopedByClass.class, ScopedByInterface.class })
	void scopedProxiesAreFoundOnce(Class<?> controller) throws Throwable {
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.AUTO, (context) -> {
			context.getBeanFactory().registerScope("test", new SimpleThreadScope());
			context.register(controller);
		})) {
			assertThat(instances).hasValue(0);
			assertThat(tester.send("event")).containsExactly(1);
			assertThat(tester.send("event")).containsExactly(1);
		}
	}

	@Test
	void lazyBeansAreCreatedAtTheFirstCall() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(LazyController.class)) {
			assertThat(instances).hasValue(0);
			assertThat(tester.send("event")).containsExactly(1);
			assertThat(tester.send("event")).containsExactly(1);
		}
	}

	@Test
	void beanMethodsAreFound() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Beans.class)) {
			assertThat(tester.send("event")).containsExactly("value of a field");
		}
	}

	@Test
	void validatedBeansAreValidated() throws Throwable {
		try (ControllerTester tester = ControllerTester.of(Validation.class, ValidatedController.class)) {
			assertThat(tester.send("event", new Message("a"))).containsExactly("a");
			assertThat(tester.send("event", new Message(" "))).containsExactly("event.message.text");
		}
	}

	@Test
	void violationsThatTheProxyFindsInArgumentsAreThoseOfTheClient() {
		try (ControllerTester tester = ControllerTester.of(Validation.class, ValidatedController.class)) {
			assertThat(AopUtils.isCglibProxy(tester.bean(ValidatedController.class))).isTrue();
			assertThatExceptionOfType(HandlerMethodValidationException.class)
				.isThrownBy(() -> tester.handle("event", new Message(" ")))
				.withCauseInstanceOf(ConstraintViolationException.class)
				.satisfies((ex) -> assertThat(ex.getBody().getProperties()).containsEntry("errors",
						List.of(Map.of("argument", 0, "path", "text", "message", "must not be blank"))));
		}
	}

	@Test
	void violationsThatTheProxyFindsInResultsAreNotThoseOfTheClient() {
		try (ControllerTester tester = ControllerTester.of(Validation.class, ValidatedController.class)) {
			assertThatExceptionOfType(ConstraintViolationException.class)
				.isThrownBy(() -> tester.handle("result", "a"));
		}
	}

	@Test
	void constraintsOfTheInterfaceOfAProxyAreValidated() {
		try (ControllerTester tester = ControllerTester.of(HandlerExecution.AUTO, (context) -> {
			registerProxyCreator(context, false);
			context.register(ValidatorConfiguration.class);
			context.registerBean("controller", Constrained.class);
		})) {
			assertThat(AopUtils.isJdkDynamicProxy(tester.context().getBean("controller"))).isTrue();
			assertThatExceptionOfType(HandlerMethodValidationException.class)
				.isThrownBy(() -> tester.handle("event", " "));
			assertThat(this.recorder.calls).isEmpty();
		}
	}

	private ControllerTester proxied(boolean proxyTargetClass, Class<?> controller) {
		return ControllerTester.of(HandlerExecution.AUTO, (context) -> {
			registerProxyCreator(context, proxyTargetClass);
			context.registerBean("controller", controller);
		});
	}

	private void registerProxyCreator(AnnotationConfigApplicationContext context, boolean proxyTargetClass) {
		context.registerBean("recorder", Recorder.class, () -> this.recorder);
		context.registerBean(BeanNameAutoProxyCreator.class, () -> {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("controller");
			creator.setInterceptorNames("recorder");
			creator.setProxyTargetClass(proxyTargetClass);
			return creator;
		});
	}

	static class Recorder implements MethodInterceptor {

		private final List<String> calls = new ArrayList<>();

		@Override
		public Object invoke(MethodInvocation invocation) throws Throwable {
			this.calls.add(invocation.getMethod().getName());
			return invocation.proceed();
		}

	}

	interface Contract {

		void connect();

		String event(String text);

		String failed(IllegalStateException ex);

	}

	@SocketIOController
	static class WithInterface implements Contract {

		@Override
		@OnConnect
		public void connect() {
		}

		@Override
		@OnEvent("event")
		public String event(String text) {
			throw new IllegalStateException(text);
		}

		@Override
		@SocketIOExceptionHandler
		public String failed(IllegalStateException ex) {
			return "failed: " + ex.getMessage();
		}

	}

	@SocketIOController
	static class NotInInterface extends WithInterface {

		@OnEvent("other")
		public void other() {
		}

	}

	@SocketIOController
	static class PackagePrivate {

		private final String field = String.join(" ", "value", "of", "a", "field");

		@OnEvent("event")
		String event() {
			return this.field;
		}

	}

	@SocketIOController
	static class Private {

		@OnEvent("event")
		private void event() {
		}

	}

	@SocketIOController
	static class Final {

		@OnEvent("event")
		final void event() {
		}

	}

	@SocketIOController
	@Scope(BeanDefinition.SCOPE_PROTOTYPE)
	static class Prototype {

		private final int instance = instances.incrementAndGet();

		@OnEvent("event")
		int event() {
			return this.instance;
		}

	}

	@SocketIOController
	@Lazy
	static class LazyController {

		private final int instance = instances.incrementAndGet();

		@OnEvent("event")
		int event() {
			return this.instance;
		}

	}

	@SocketIOController
	@Scope(scopeName = "test", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedByClass {

		private final int instance;

		// Not a field initializer: a proxy is created without a constructor
		ScopedByClass() {
			this.instance = instances.incrementAndGet();
		}

		@OnEvent("event")
		int event() {
			return this.instance;
		}

	}

	interface Event {

		int event();

	}

	@SocketIOController
	@Scope(scopeName = "test", proxyMode = ScopedProxyMode.INTERFACES)
	static class ScopedByInterface implements Event {

		private final int instance = instances.incrementAndGet();

		@Override
		@OnEvent("event")
		public int event() {
			return this.instance;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		PackagePrivate controller() {
			return new PackagePrivate();
		}

	}

	record Message(@NotBlank String text) {

	}

	@SocketIOController
	@Validated
	static class ValidatedController {

		@OnEvent("event")
		String event(@Valid Message message) {
			return message.text();
		}

		@OnEvent("result")
		@NotBlank
		String result(@NotBlank String text) {
			return "";
		}

		@SocketIOExceptionHandler
		String invalid(ConstraintViolationException ex) {
			return ex.getConstraintViolations().iterator().next().getPropertyPath().toString();
		}

	}

	interface ConstrainedContract {

		void event(@NotBlank String text);

	}

	@SocketIOController
	static class Constrained implements ConstrainedContract {

		@Override
		@OnEvent("event")
		public void event(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ValidatorConfiguration.class)
	static class Validation {

		@Bean
		static MethodValidationPostProcessor methodValidation(LocalValidatorFactoryBean validator) {
			MethodValidationPostProcessor processor = new MethodValidationPostProcessor();
			processor.setProxyTargetClass(true);
			processor.setValidator(validator);
			return processor;
		}

	}

}
