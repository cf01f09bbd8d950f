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

package io.github.socketiospring.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.adapter.InMemoryAdapter;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many connections create and leave the same dynamic namespaces at a time (PROTOCOL.md
 * 141).
 */
class ChildNamespaceRaceTests {

	private static final int THREADS = 4;

	private static final int ROUNDS = 100;

	private static final Pattern REPLY = Pattern.compile("40/x,\\{\"sid\":\"(.*)\"}");

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final AtomicInteger created = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	private final SocketIOServer io = new TestServer((builder) -> builder.adapterFactory((context) -> {
		this.created.incrementAndGet();
		return new InMemoryAdapter(context) {
			@Override
			public Mono<Void> close() {
				ChildNamespaceRaceTests.this.closed.incrementAndGet();
				return Mono.empty();
			}
		};
	})).server();

	private final ParentNamespace parent = this.io.of(Pattern.compile("/.*"));

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	private void inParallel(Task task) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(THREADS);
		List<Future<?>> results = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			int thread = i;
			results.add(this.threads.submit(() -> {
				for (int round = 0; round < ROUNDS; round++) {
					task.run(thread, round, barrier);
				}
				return null;
			}));
		}
		for (Future<?> result : results) {
			result.get();
		}
	}

	private FakeWebSocket connect() {
		FakeWebSocket client = new FakeWebSocket().open(this.io.engine());
		client.take();
		return client;
	}

	@Test
	void clientsThatComeAtATimeAreInOneNamespace() throws Exception {
		Set<Object> told = ConcurrentHashMap.newKeySet();
		AtomicInteger notTold = new AtomicInteger();
		this.io.onNewNamespace(told::add);
		this.parent.use((socket) -> Mono.fromRunnable(() -> {
			if (!told.contains(socket.namespace())) {
				notTold.incrementAndGet();
			}
		}));
		inParallel((thread, round, barrier) -> {
			FakeWebSocket client = connect();
			barrier.await();
			client.text("40/" + round + ",");
			assertThat(client.sent()).singleElement().asString().startsWith("40/" + round + ",{\"sid\":");
			barrier.await();
			assertThat(this.io.namespace("/" + round).sockets()).hasSize(THREADS);
			barrier.await();
			client.drop();
		});
		assertThat(told).hasSize(ROUNDS);
		assertThat(notTold).hasValue(0);
		assertNothingIsLeft();
	}

	@Test
	void clientThatComesAsTheLastOneGoesIsInANamespaceThatExists() throws Exception {
		inParallel((thread, round, barrier) -> {
			FakeWebSocket client = connect();
			for (int i = 0; i < 10; i++) {
				client.text("40/x,");
				Matcher reply = REPLY.matcher(client.take().get(0));
				assertThat(reply.matches()).isTrue();
				assertThat(this.io.namespace("/x").socket(reply.group(1))).isNotNull();
				client.text("41/x,");
			}
			client.drop();
		});
		assertThat(this.created.get()).isGreaterThan(2);
		assertNothingIsLeft();
	}

	private void assertNothingIsLeft() {
		assertThat(this.io.namespaces()).hasSize(1);
		assertThat(this.parent.children()).isEmpty();
		assertThat(this.closed).hasValue(this.created.get() - 1);
	}

	@FunctionalInterface
	private interface Task {

		void run(int thread, int round, CyclicBarrier barrier) throws Exception;

	}

}
