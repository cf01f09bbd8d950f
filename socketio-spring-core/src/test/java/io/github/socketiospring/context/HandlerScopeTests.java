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

package io.github.socketiospring.context;

import java.util.List;
import java.util.Map;

import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What handlers find in their threads.
 */
class HandlerScopeTests {

	private final SocketIOSocket socket = socket("id");

	private final ThreadLocal<String> user = new ThreadLocal<>();

	private final ThreadLocal<String> tenant = new ThreadLocal<>();

	private final ContextRegistry registry = new ContextRegistry().loadContextAccessors()
		.registerThreadLocalAccessor("user", this.user)
		.registerThreadLocalAccessor("tenant", this.tenant);

	private static SocketIOSocket socket(String id) {
		SocketIONamespace namespace = mock(SocketIONamespace.class);
		given(namespace.name()).willReturn("/chat");
		SocketIOSocket socket = mock(SocketIOSocket.class);
		given(socket.namespace()).willReturn(namespace);
		given(socket.id()).willReturn(id);
		given(socket.protocol()).willReturn(4);
		given(socket.context()).willReturn(Context.empty());
		return socket;
	}

	@AfterEach
	void clear() {
		MDC.clear();
	}

	// Logs

	@Test
	void logsKnowSocketNamespaceAndEvent() {
		Runnable end = new MdcScope().open(this.socket, "message");
		assertThat(MDC.getCopyOfContextMap())
			.isEqualTo(Map.of("socketio.socket", "id", "socketio.namespace", "/chat", "socketio.event", "message"));
		end.run();
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
		new MdcScope().open(this.socket, null);
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("socketio.socket", "id", "socketio.namespace", "/chat"));
	}

	@Test
	void logsOfAHandlerHaveNothingOfTheOneThatEmitted() {
		Runnable end = new MdcScope().open(this.socket, "message");
		MDC.put("tenant", "ann's");
		Runnable inner = new MdcScope().open(socket("other"), null);
		assertThat(MDC.getCopyOfContextMap())
			.isEqualTo(Map.of("socketio.socket", "other", "socketio.namespace", "/chat"));
		MDC.put("tenant", "bob's");
		inner.run();
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("socketio.socket", "id", "socketio.namespace", "/chat",
				"socketio.event", "message", "tenant", "ann's"));
		end.run();
		assertThat(MDC.getCopyOfContextMap()).as("what the handler left behind").isNullOrEmpty();
	}

	@Test
	void logsDoNotKnowTheSecretIdOfAnOldClient() {
		given(this.socket.protocol()).willReturn(3);
		new MdcScope().open(this.socket, "message");
		assertThat(MDC.get("socketio.socket")).isNull();
		assertThat(MDC.get("socketio.event")).isEqualTo("message");
	}

	@Test
	void clientsCannotWriteLinesIntoLogs() {
		new MdcScope().open(this.socket, "a\r\nERROR b\u0085");
		assertThat(MDC.get("socketio.event")).isEqualTo("a??ERROR b?");
		new MdcScope().open(this.socket, "a".repeat(10_000));
		assertThat(MDC.get("socketio.event")).isEqualTo("a".repeat(100));
	}

	@Test
	void logsKnowAsMuchWhereTheContextIsPropagated() {
		Context context = new MdcScope().contextWrite(Context.empty(), this.socket, "message");
		Context withoutEvent = new MdcScope().contextWrite(Context.empty(), socket("other"), null);
		ContextRegistry registry = new ContextRegistry().loadContextAccessors()
			.registerThreadLocalAccessor(new MdcThreadLocalAccessor());
		ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
			.contextRegistry(registry)
			.clearMissing(true)
			.build();
		MDC.put("other", "value");
		try (ContextSnapshot.Scope outer = snapshots.setThreadLocalsFrom(context)) {
			assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("socketio.socket", "id", "socketio.namespace",
					"/chat", "socketio.event", "message", "other", "value"));
			try (ContextSnapshot.Scope inner = snapshots.setThreadLocalsFrom(withoutEvent)) {
				assertThat(MDC.getCopyOfContextMap())
					.isEqualTo(Map.of("socketio.socket", "other", "socketio.namespace", "/chat", "other", "value"));
			}
			assertThat(MDC.get("socketio.event")).isEqualTo("message");
			try (ContextSnapshot.Scope inner = snapshots.setThreadLocalsFrom(Context.empty())) {
				assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("other", "value"));
			}
			assertThat(MDC.get("socketio.socket")).isEqualTo("id");
		}
		assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("other", "value"));
	}

	// Thread-locals

	@Test
	void threadHasWhatIsInTheContextAndNothingElse() {
		ContextPropagationScope scope = new ContextPropagationScope(this.registry);
		assertThat(scope.open(this.socket, "message")).as("nothing to undo").isNull();
		this.user.set("before");
		this.tenant.set("of another");
		given(this.socket.context()).willReturn(Context.of("user", "ann", "other", 1));
		Runnable end = scope.open(this.socket, "message");
		assertThat(this.user.get()).isEqualTo("ann");
		assertThat(this.tenant.get()).isNull();
		end.run();
		assertThat(this.user.get()).isEqualTo("before");
		assertThat(this.tenant.get()).isEqualTo("of another");
	}

	@Test
	void threadThatHadNothingHasNothingAfterwards() {
		given(this.socket.context()).willReturn(Context.of("user", "ann", "tenant", "a"));
		Runnable end = new ContextPropagationScope(this.registry).open(this.socket, "message");
		assertThat(this.user.get()).isEqualTo("ann");
		assertThat(this.tenant.get()).isEqualTo("a");
		end.run();
		assertThat(this.user.get()).isNull();
		assertThat(this.tenant.get()).isNull();
	}

	@Test
	void whatAccessorsWriteToTheMdcIsKept() {
		this.registry.registerThreadLocalAccessor(new MdcThreadLocalAccessor())
			.registerThreadLocalAccessor(new TenantInMdc());
		HandlerScope both = HandlerScope.combine(List.of(new MdcScope(), new ContextPropagationScope(this.registry)),
				false);
		given(this.socket.context()).willReturn(Context.of("tenant in mdc", "a"));
		Runnable end = both.open(this.socket, null);
		assertThat(MDC.getCopyOfContextMap())
			.isEqualTo(Map.of("socketio.socket", "id", "socketio.namespace", "/chat", "tenant", "a"));
		end.run();
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void scopesWriteToTheContextInTheirOrder() {
		HandlerScope first = new Writing("first");
		HandlerScope both = HandlerScope.combine(List.of(first, new Writing("second")), false);
		assertThat(both.contextWrite(Context.empty(), this.socket, "message").<String>get("written"))
			.isEqualTo("second after first after nothing");
		assertThat(HandlerScope.combine(List.of(first), true)).isSameAs(first);
		assertThat(HandlerScope.combine(List.of(), true)).isNull();
	}

	private record Writing(String name) implements HandlerScope {

		@Override
		public Runnable open(SocketIOSocket socket, String event) {
			return null;
		}

		@Override
		public Context contextWrite(Context context, SocketIOSocket socket, String event) {
			return context.put("written", this.name + " after " + context.getOrDefault("written", "nothing"));
		}

	}

	private static final class TenantInMdc implements ThreadLocalAccessor<String> {

		@Override
		public Object key() {
			return "tenant in mdc";
		}

		@Override
		public String getValue() {
			return MDC.get("tenant");
		}

		@Override
		public void setValue(String value) {
			MDC.put("tenant", value);
		}

		@Override
		public void setValue() {
			MDC.remove("tenant");
		}

	}

}
