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

import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.NewNamespaceEvent;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NamespaceVariable;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.support.InvalidControllerException;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.convert.converter.Converter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dynamic namespaces in an application (FEATURES.md: dynamic namespaces, new_namespace
 * event).
 */
class DynamicNamespaceBeansTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebFluxAutoConfiguration.class, SocketIOAutoConfiguration.class));

	@Test
	void newNamespacesAreEventsOfTheApplication() {
		this.runner.withUserConfiguration(Recorder.class, OrderConverter.class, OrderController.class)
			.run((context) -> {
				SocketIOServer server = context.getBean(SocketIOServer.class);
				Recorder recorder = context.getBean(Recorder.class);
				recorder.names.clear();
				server.of("/orders/5");
				server.of("/orders/5");
				server.of("/late");
				assertThat(recorder.names).containsExactly("/orders/5", "/late");
				assertThat(server.of(NamespaceTemplate.of("/orders/{order}")).children()).hasSize(1);
			});
	}

	@Test
	void variablesAreConvertedByTheServiceOfWebFlux() {
		this.runner.withUserConfiguration(OrderConverter.class, OrderController.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withUserConfiguration(OrderController.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidControllerException.class)
				.hasMessageContaining("Define a Converter"));
	}

	record Order(String number) {

	}

	@SocketIOController
	@Namespace("/orders/{order}")
	static class OrderController {

		@OnEvent("number")
		String number(@NamespaceVariable Order order) {
			return order.number();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderConverter {

		@Bean
		Converter<String, Order> orderConverter() {
			// Not a lambda, so that its types are known
			return new Converter<>() {
				@Override
				public Order convert(String source) {
					return new Order(source);
				}
			};
		}

	}

	static class Recorder {

		private final List<String> names = new ArrayList<>();

		@EventListener
		void on(NewNamespaceEvent event) {
			this.names.add(event.namespace().name());
		}

	}

}
