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

package io.github.socketiospring.security;

import java.util.List;
import java.util.Optional;

import io.github.socketiospring.SocketIOSocket;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class SecurityContextScopeTests {

	private static final Authentication SYSTEM = new TestingAuthenticationToken("system", "");

	private final SecurityContextScope scope = new SecurityContextScope();

	private static SocketIOSocket socket(String name) {
		SocketIOSocket socket = mock(SocketIOSocket.class);
		Context context = (name != null)
				? SecurityContexts.write(Context.empty(), new TestingAuthenticationToken(name, "")) : Context.empty();
		given(socket.context()).willReturn(context);
		return socket;
	}

	private static String name() {
		return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
			.map(Authentication::getName)
			.orElse("nobody");
	}

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void holdsTheContextOfTheSocketForATime() {
		Runnable end = this.scope.open(socket("ann"), "a");
		assertThat(name()).isEqualTo("ann");
		end.run();
		assertThat(name()).isEqualTo("nobody");
	}

	@Test
	void restoresWhatWasThere() {
		Runnable outer = this.scope.open(socket("ann"), "a");
		Runnable inner = this.scope.open(socket("bob"), "b");
		assertThat(name()).isEqualTo("bob");
		inner.run();
		assertThat(name()).isEqualTo("ann");
		outer.run();
		assertThat(name()).isEqualTo("nobody");
	}

	@Test
	void socketOfNobodyIsNotWhoTheThreadIs() {
		Runnable outer = this.scope.open(socket("ann"), "a");
		Runnable inner = this.scope.open(socket(null), "b");
		assertThat(name()).isEqualTo("nobody");
		inner.run();
		assertThat(name()).isEqualTo("ann");
		outer.run();
	}

	@Test
	void whomAHandlerBecomesIsForgottenAtItsEnd() {
		SocketIOSocket ann = socket("ann");
		for (SocketIOSocket socket : List.of(ann, socket(null))) {
			Runnable end = this.scope.open(socket, "a");
			SecurityContextHolder.getContext().setAuthentication(SYSTEM);
			assertThat(name()).isEqualTo("system");
			end.run();
			assertThat(name()).isEqualTo("nobody");
		}
		Runnable outer = this.scope.open(ann, "a");
		Runnable inner = this.scope.open(socket("bob"), "b");
		SecurityContextHolder.getContext().setAuthentication(SYSTEM);
		inner.run();
		assertThat(name()).isEqualTo("ann");
		outer.run();
	}

	@Test
	void handlersThatChangeTheirContextChangeNoOther() {
		SocketIOSocket ann = socket("ann");
		Runnable end = this.scope.open(ann, "a");
		SecurityContextHolder.getContext().setAuthentication(SYSTEM);
		end.run();
		this.scope.open(ann, "b");
		assertThat(name()).isEqualTo("ann");
		assertThat(reactive(ann).getAuthentication().getName()).isEqualTo("ann");
		reactive(ann).setAuthentication(SYSTEM);
		assertThat(reactive(ann).getAuthentication().getName()).isEqualTo("ann");
	}

	private static SecurityContext reactive(SocketIOSocket socket) {
		return ReactiveSecurityContextHolder.getContext().contextWrite(socket.context()).block();
	}

	@Test
	void threadThatTheContextIsPropagatedToGetsItsOwnAsItChangesIt() {
		SocketIOSocket ann = socket("ann");
		SecurityContext propagated = ann.context().get(SecurityContext.class.getName());
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> propagated.setAuthentication(SYSTEM));
		ContextRegistry registry = new ContextRegistry().loadContextAccessors().loadThreadLocalAccessors();
		ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().contextRegistry(registry).build();
		for (int i = 0; i < 2; i++) {
			try (ContextSnapshot.Scope propagation = snapshots.setThreadLocalsFrom(ann.context())) {
				assertThat(name()).isEqualTo("ann");
				SecurityContextHolder.getContext().setAuthentication(SYSTEM);
				assertThat(name()).isEqualTo("system");
			}
			assertThat(name()).isEqualTo("nobody");
		}
	}

}
