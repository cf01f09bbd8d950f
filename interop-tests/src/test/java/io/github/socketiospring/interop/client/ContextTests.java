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

package io.github.socketiospring.interop.client;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.socketiospring.context.MdcThreadLocalAccessor;
import io.micrometer.context.ContextRegistry;
import io.socket.client.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What handlers find in the MDC and in {@code ThreadLocal}s, on whatever thread they do
 * their work, with the official Java client.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.socketiospring.interop.client.ServerBinding#all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContextTests {

	@Parameter
	ServerBinding binding;

	private BootServer server;

	@BeforeAll
	static void registerTenant() {
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", ContextApplication.TENANT);
	}

	@AfterAll
	static void forgetTenant() {
		ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
		ContextRegistry.getInstance().removeThreadLocalAccessor(MdcThreadLocalAccessor.KEY);
		Hooks.disableAutomaticContextPropagation();
	}

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = new BootServer(this.binding, ContextApplication.class, "default",
				"spring.reactor.context-propagation=auto");
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	static Stream<Arguments> handlersAndTransports() {
		return Stream
			.of("worker", "loop", "mono", "mono later", "mono elsewhere", "operator elsewhere", "flux elsewhere",
					"fail elsewhere")
			.flatMap((event) -> Stream.of(ClientTransport.values()).map((transport) -> Arguments.of(event, transport)));
	}

	@ParameterizedTest
	@MethodSource("handlersAndTransports")
	void handlerFindsSocketEventAndTenant(String event, ClientTransport transport) {
		try (JavaClients clients = new JavaClients(this.server.url(), transport)) {
			Socket ann = clients.connect("/", (options) -> options.extraHeaders = Map.of("tenant", List.of("ann's")));
			Socket nobody = clients.connect("/");
			for (int i = 0; i < 3; i++) {
				assertThat(JavaClients.ask(ann, event)).containsExactly(List.of(ann.id(), "/", event, "ann's"));
				assertThat(JavaClients.ask(nobody, event)).containsExactly(List.of(nobody.id(), "/", event, "null"));
			}
		}
	}

}
