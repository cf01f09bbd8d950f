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

import java.util.List;
import java.util.concurrent.BlockingQueue;

import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOServer;
import io.socket.client.Socket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told and counted of those whom security refuses, with the official Java client.
 */
class GuardedTests extends ClientTests {

	@Override
	SecureServer start(Binding binding) {
		return new SecureServer(binding, GuardedApplication.class);
	}

	@Test
	void observersAreToldWhomSecurityRefuses() {
		BlockingQueue<?> decisions = server().bean(BlockingQueue.class);
		run((clients) -> {
			decisions.clear();
			clients.connect("/", Users.ALICE);
			clients.refusal("/closed", Users.ALICE);
			clients.refusal("/", Users.ALICE, "token", "unknown");
			assertThat(decisions).extracting(Object::toString)
				.containsExactly("accepted in /", "Access Denied in /closed, intended: true",
						"Unknown in /, intended: true");
		});
	}

	@Test
	void deniedEventIsCountedAlthoughAnExceptionHandlerTakesIt() {
		SocketIOServer io = server().bean(SocketIOServer.class);
		run((clients) -> {
			long denied = io.count(SocketIOCounter.EVENT_DENIED);
			Socket alice = clients.connect("/", Users.ALICE);
			assertThat(Clients.ask(alice, "secret")).isEqualTo("handled: Access Denied");
			assertThat(Clients.ask(alice, "public")).isEqualTo("told");
			assertThat(io.count(SocketIOCounter.EVENT_DENIED)).isEqualTo(denied + 1);
			assertThat(List.of(io.count(SocketIOCounter.ACCESS_DENIED), io.count(SocketIOCounter.HANDLER_FAILED)))
				.containsOnly(0L);
		});
	}

}
