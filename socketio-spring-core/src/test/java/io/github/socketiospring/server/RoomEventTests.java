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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of rooms, and the rooms of users. FEATURES.md: "Room events".
 */
class RoomEventTests {

	private final TestServer server = new TestServer();

	private final List<Object> log = new CopyOnWriteArrayList<>();

	private void observe() {
		this.server.root()
			.roomEvents()
			.map((event) -> event.type() + " " + event.room() + " " + event.socketId())
			.subscribe(this.log::add, this.log::add, () -> this.log.add("end"));
	}

	private List<Object> takeLog() {
		this.server.runWorkers();
		List<Object> taken = List.copyOf(this.log);
		this.log.clear();
		return taken;
	}

	@Test
	void tellsOfRoomsInTheOrderOfTheReference() {
		observe();
		FakeWebSocket client = this.server.connect();
		String id = this.server.socket().id();
		this.server.socket().join("r");
		this.server.socket().leave("r");
		assertThat(takeLog()).containsExactly("CREATED " + id + " null", "JOINED " + id + " " + id, "CREATED r null",
				"JOINED r " + id, "LEFT r " + id, "DELETED r null");
		client.drop();
		assertThat(takeLog()).containsExactly("LEFT " + id + " " + id, "DELETED " + id + " null");
	}

	@Test
	void namesTheNamespace() {
		List<RoomEvent> events = new CopyOnWriteArrayList<>();
		this.server.server().of("/a").roomEvents().subscribe(events::add);
		this.server.connect().text("40/a,");
		this.server.runWorkers();
		assertThat(events).hasSize(2).allSatisfy((event) -> assertThat(event.namespace()).isEqualTo("/a"));
	}

	@Test
	void completesWhenTheServerCloses() {
		observe();
		this.server.server().close().block(Duration.ofSeconds(10));
		assertThat(takeLog()).containsExactly("end");
	}

	@Test
	void subscriberThatDoesNotAskFailsAndHoldsNobodyUp() {
		this.server.connect();
		List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
		this.server.root().roomEvents().doOnSubscribe(subscriptions::add).subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
			}

			@Override
			protected void hookOnError(Throwable error) {
				RoomEventTests.this.log.add(error);
			}

		});
		for (int i = 0; i < 20_000; i++) {
			this.server.socket().join("r" + i);
		}
		assertThat(this.server.root().rooms()).hasSize(20_000);
		subscriptions.get(0).request(Long.MAX_VALUE);
		assertThat(takeLog()).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void reachesAllSocketsOfAUser() {
		FakeWebSocket phone = this.server.connectAs("ann", "40");
		FakeWebSocket laptop = this.server.connectAs("ann", "40");
		FakeWebSocket other = this.server.connectAs("bob", "40");
		FakeWebSocket nobody = this.server.connect();
		List.of(phone, laptop, other).forEach(FakeWebSocket::take);
		this.server.server().toUser("ann").emit("hello", 1);
		assertThat(phone.take()).containsExactly("42[\"hello\",1]");
		assertThat(laptop.take()).containsExactly("42[\"hello\",1]");
		this.server.server().toUser("ann", "bob").emit("hello", 2);
		assertThat(other.take()).containsExactly("42[\"hello\",2]");
		assertThat(nobody.sent()).isEmpty();
	}

	@Test
	void socketWithoutPrincipalIsInItsOwnRoomAlone() {
		this.server.connect();
		assertThat(this.server.socket().rooms()).containsExactly(this.server.socket().id());
	}

}
