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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamTests {

	private final TestServer server = new TestServer();

	@Test
	void emitsEachElementAndCompletes() {
		FakeWebSocket client = this.server.connect();
		StepVerifier.create(this.server.root().emitAll("tick", Flux.range(1, 100))).verifyComplete();
		assertThat(client.take()).hasSize(100).startsWith("42[\"tick\",1]").endsWith("42[\"tick\",100]");
	}

	@Test
	void asksForNoMoreThanTheSlowestReceiverTakes() {
		FakeWebSocket fast = this.server.connect();
		FakeWebSocket slow = this.server.connect();
		slow.congestAfter(0);
		AtomicLong requested = new AtomicLong();
		List<String> ends = new CopyOnWriteArrayList<>();
		this.server.root()
			.emitAll("tick", Flux.range(1, 100).doOnNext((i) -> requested.incrementAndGet()).hide())
			.subscribe(null, null, () -> ends.add("complete"));
		assertThat(requested).hasValue(16);

		slow.writable(10);
		assertThat(requested).hasValue(26);
		assertThat(fast.take()).hasSize(26);
		slow.drop();
		assertThat(requested).hasValue(100);
		assertThat(ends).containsExactly("complete");
	}

	@Test
	void volatileEventsWaitForNobody() {
		FakeWebSocket slow = this.server.connect();
		slow.congestAfter(0);
		StepVerifier.create(this.server.root().asVolatile().emitAll("tick", Flux.range(1, 100))).verifyComplete();
		slow.writable(10);
		assertThat(slow.take()).isEmpty();
	}

	@Test
	void errorOfStreamAndValueThatCannotBeWrittenFail() {
		this.server.connect();
		TestPublisher<Object> elements = TestPublisher.create();
		StepVerifier.create(this.server.root().emitAll("tick", elements))
			.then(() -> elements.error(new IllegalStateException("of the test")))
			.verifyErrorMessage("of the test");
		TestPublisher<Object> others = TestPublisher.create();
		StepVerifier.create(this.server.root().emitAll("tick", others))
			.then(() -> others.next(new Unwritable()))
			.verifyError(IllegalArgumentException.class);
		others.assertCancelled();
	}

	@Test
	void streamOfSocketEndsWhenItLeaves() {
		FakeWebSocket client = this.server.connect();
		TestPublisher<Object> elements = TestPublisher.create();
		StepVerifier.create(this.server.socket().emitAll("tick", elements))
			.then(() -> elements.next(1))
			.then(client::drop)
			.verifyComplete();
		elements.assertCancelled();
	}

	@Test
	void cancellingCancelsTheStream() {
		this.server.connect();
		TestPublisher<Object> elements = TestPublisher.create();
		this.server.socket().emitAll("tick", elements).subscribe().dispose();
		elements.assertCancelled();
	}

	@Test
	void eventsAreAStreamUntilTheSocketLeaves() {
		FakeWebSocket client = this.server.connect();
		StepVerifier.create(this.server.socket().events("n", Integer.class))
			.then(() -> client.text("42[\"n\",1]"))
			.then(() -> client.text("42[\"n\",null]"))
			.then(() -> client.text("42[\"n\",2]"))
			.then(client::drop)
			.expectNext(1, 2)
			.verifyComplete();
	}

	@Test
	void subscriberThatDoesNotKeepUpEndsWithAnErrorAlone() {
		FakeWebSocket client = this.server.connect();
		StepVerifier.create(this.server.socket().events("n", Integer.class), 0)
			.then(() -> Flux.range(0, 300).doOnNext((i) -> client.text("42[\"n\"," + i + "]")).blockLast())
			.thenRequest(256)
			.expectNextCount(256)
			.verifyErrorMatches(reactor.core.Exceptions::isOverflow);
		assertThat(this.server.socket().connected()).isTrue();
	}

	@Test
	void connectionsAreAStream() {
		List<SocketIOSocket> seen = new CopyOnWriteArrayList<>();
		var subscription = this.server.root().connections().subscribe(seen::add);
		this.server.connect();
		this.server.connect();
		this.server.runWorkers();
		assertThat(seen).hasSize(2).containsExactlyInAnyOrderElementsOf(this.server.root().sockets());
		subscription.dispose();
		this.server.connect();
		this.server.runWorkers();
		assertThat(seen).hasSize(2);
	}

	@Test
	void connectionsEndWithTheServer() {
		List<String> signals = new CopyOnWriteArrayList<>();
		this.server.root()
			.connections()
			.subscribe((socket) -> signals.add("socket"), (ex) -> signals.add("error"), () -> signals.add("end"));
		this.server.connect();
		this.server.server().close().block();
		this.server.runWorkers();
		assertThat(signals).containsExactly("socket", "end");
	}

	@Test
	void observersAreToldInOrderOfWhatOneOfThemPublishes() {
		Observers<Integer> observers = new Observers<>(Schedulers.immediate(), Observers.BUFFER, (lost) -> {
		});
		List<String> signals = new CopyOnWriteArrayList<>();
		observers.flux().subscribe((value) -> {
			if (value == 1) {
				observers.publish(2);
				observers.complete();
			}
			signals.add("" + value);
		}, null, () -> signals.add("end"));
		observers.publish(1);
		assertThat(signals).containsExactly("1", "2", "end");
	}

}
