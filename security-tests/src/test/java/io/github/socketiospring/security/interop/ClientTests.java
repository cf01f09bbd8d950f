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

package io.github.socketiospring.security.interop;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What tests with one application and the Java client have in common: they run on both
 * bindings and with each transport.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("ways")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientTests {

	@Parameter(0)
	Binding binding;

	@Parameter(1)
	Transport transport;

	private SecureServer server;

	static Stream<Object[]> ways() {
		// Polling is the same with both bindings
		return Stream.of(Binding.values())
			.flatMap((binding) -> Arrays.stream(Transport.values())
				.filter((transport) -> transport != Transport.POLLING || binding == Binding.FAST)
				.map((transport) -> new Object[] { binding, transport }));
	}

	abstract SecureServer start(Binding binding);

	@BeforeParameterizedClassInvocation
	void startServer() {
		this.server = start(this.binding);
	}

	@AfterParameterizedClassInvocation
	void closeServer() {
		this.server.close();
	}

	SecureServer server() {
		return this.server;
	}

	void run(Consumer<Clients> test) {
		Clients clients = new Clients(this.server.url(), this.transport);
		try (clients) {
			test.accept(clients);
		}
		this.server.awaitNoClients();
		clients.shutDown();
	}

}
