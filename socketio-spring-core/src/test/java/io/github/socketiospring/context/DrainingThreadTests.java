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

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.Ack;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thread that is in a handler of one user comes to call those of another, as it does
 * when it drains the events of a client that polls.
 */
class DrainingThreadTests implements NamespaceHandler {

	private final ThreadLocal<String> tenant = new ThreadLocal<>();

	private final SocketIOServer server = new SocketIOServerBuilder().workerScheduler(Schedulers.immediate())
		.handlerScope(new MdcScope())
		.handlerScope(
				new ContextPropagationScope(new ContextRegistry().registerThreadLocalAccessor("tenant", this.tenant)))
		.build();

	private final List<String> seen = new ArrayList<>();

	private Runnable meanwhile = () -> {
	};

	@AfterEach
	void close() {
		this.server.close().block();
	}

	@Override
	public EventHandler eventHandler(String event) {
		return new EventHandler() {

			@Override
			public Type[] payloadTypes() {
				return new Type[0];
			}

			@Override
			public boolean isBlocking() {
				return event.equals("work");
			}

			@Override
			public Object handle(SocketIOSocket socket, String name, Object[] payload, Ack<Object> ack) {
				see();
				switch (name) {
					case "work" -> {
						MDC.put("mine", "secret");
						DrainingThreadTests.this.meanwhile.run();
						see();
					}
					case "later" -> {
						return Mono.fromRunnable(DrainingThreadTests.this::see);
					}
					default -> {
					}
				}
				return null;
			}

		};
	}

	private void see() {
		this.seen.add(MDC.get("socketio.event") + " of " + this.tenant.get() + ", " + MDC.get("mine"));
	}

	@Test
	void webSocketOfAnotherUser() {
		FakeWebSocket bob = new FakeWebSocket().open(this.server.engine(), FakeRequest.get("transport=websocket"));
		bob.text("40");
		this.meanwhile = () -> {
			bob.text("42[\"now\"]");
			bob.text("42[\"later\"]");
		};
		check();
	}

	@Test
	void pollingClientOfAnotherUser() {
		PollingClient bob = new PollingClient(this.server.engine());
		bob.post("40");
		this.meanwhile = () -> bob.post("42[\"now\"]\u001e42[\"later\"]");
		check();
	}

	private void check() {
		this.server.of("/").addHandler(this);
		FakeWebSocket ann = new FakeWebSocket().open(this.server.engine(),
				FakeRequest.get("transport=websocket").context(Context.of("tenant", "ann")));
		ann.text("40");
		ann.text("42[\"work\"]");
		assertThat(this.seen).containsExactly("work of ann, null", "now of null, null", "later of null, null",
				"later of null, null", "work of ann, secret");
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
		assertThat(this.tenant.get()).isNull();
	}

}
