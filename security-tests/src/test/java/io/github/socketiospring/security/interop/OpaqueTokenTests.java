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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.socket.client.Socket;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens in headers, in applications that know nothing of tokens of sockets.
 */
class OpaqueTokenTests extends ClientTests {

	@Override
	SecureServer start(Binding binding) {
		return new SecureServer(binding, OpaqueTokenApplication.class);
	}

	@Test
	void socketLeavesWhenTheTokenOfItsHandshakeExpires() {
		run((clients) -> {
			Socket bob = clients.connect("/", "Bearer " + OpaqueTokenApplication.token("bob", Duration.ofHours(1)));
			Socket alice = clients.connect("/", "Bearer " + OpaqueTokenApplication.token("alice", ExpiryTimers.SHORT));
			CompletableFuture<List<Object>> gone = Clients.next(alice, Socket.EVENT_DISCONNECT);
			assertThat(Clients.ask(alice, "who")).isEqualTo("alice");
			server().bean(ExpiryTimers.class).expire();
			assertThat(Clients.get(gone)).containsExactly("io server disconnect");
			assertThat(Clients.ask(bob, "who")).isEqualTo("bob");
		});
	}

}
