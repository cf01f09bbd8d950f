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
import java.util.regex.Pattern;

import io.github.socketiospring.BroadcastAcks;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.RemoteSocket;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A parent addresses the sockets of all its children (FEATURES.md: dynamic namespaces).
 */
class ParentNamespaceTests {

	private final TestServer server = new TestServer();

	private final ParentNamespace parent = this.server.server().of(Pattern.compile("/x{1,3}"));

	private final FakeWebSocket first = this.server.open();

	private final FakeWebSocket second = this.server.open();

	private void connect() {
		connect(this.first, "/x");
		connect(this.second, "/xx");
	}

	private void connect(FakeWebSocket client, String namespace) {
		client.text("40" + namespace + ",");
		client.take();
	}

	private SocketIOSocket socket(String namespace) {
		return this.server.server().namespace(namespace).sockets().iterator().next();
	}

	@Test
	void emitsToAllChildren() {
		connect();
		connect(this.second, "/x");
		this.parent.emit("a", 1, "ü");
		this.parent.send("b");
		assertThat(this.first.sent()).containsExactly("42/x,[\"a\",1,\"ü\"]", "42/x,[\"message\",\"b\"]");
		assertThat(this.second.sent()).containsExactlyInAnyOrder("42/x,[\"a\",1,\"ü\"]", "42/xx,[\"a\",1,\"ü\"]",
				"42/x,[\"message\",\"b\"]", "42/xx,[\"message\",\"b\"]");
		this.server.root().emit("not for them");
		assertThat(this.first.sent()).hasSize(2);
	}

	@Test
	void controlsTheSocketsOfAllChildren() {
		connect();
		this.parent.socketsJoin("r", "s");
		this.parent.to(socket("/x").id()).socketsLeave("r");
		assertThat(socket("/x").rooms()).containsExactlyInAnyOrder(socket("/x").id(), "s");
		assertThat(this.parent.fetchSockets().map(RemoteSocket::id).collectList().block())
			.containsExactlyInAnyOrder(socket("/x").id(), socket("/xx").id());
		this.parent.in("s").fetchSockets().subscribe((remote) -> remote.emit("hello"));
		assertThat(this.first.take()).containsExactly("42/x,[\"hello\"]");
		assertThat(this.second.take()).containsExactly("42/xx,[\"hello\"]");
		this.parent.in("r").disconnectSockets();
		assertThat(this.second.take()).containsExactly("41/xx,");
		assertThat(this.first.sent()).isEmpty();
	}

	@Test
	void tellsOfTheRoomsOfAllChildren() {
		List<String> log = new CopyOnWriteArrayList<>();
		this.parent.roomEvents()
			.filter((event) -> event.room().equals("r"))
			.subscribe((event) -> log.add(event.namespace() + " " + event.type()));
		connect();
		socket("/x").join("r");
		socket("/xx").join("r");
		this.server.runWorkers();
		assertThat(log).containsExactly("/x CREATED", "/x JOINED", "/xx CREATED", "/xx JOINED");
	}

	@Test
	void handlersAreAddedToTheChildrenAlone() {
		List<String> log = new CopyOnWriteArrayList<>();
		this.parent.addHandler(new NamespaceHandler() {

			@Override
			public void onAdded(SocketIONamespace namespace) {
				log.add(namespace.name());
			}

		});
		connect();
		assertThat(log).containsExactly("/x", "/xx");
	}

	@Test
	void doesNotEmitToServers() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.parent.serverSideEmit("a"))
			.withMessageContaining("children");
		StepVerifier.create(this.parent.serverSideEmitWithAck("a")).verifyError(UnsupportedOperationException.class);
	}

	@Test
	void emitsToRooms() {
		connect();
		socket("/x").join("room");
		socket("/xx").join("room", "muted");
		this.parent.to("room").emit("a");
		this.parent.to("room").except("muted").emit("b");
		this.parent.in("none").emit("c");
		assertThat(this.first.sent()).containsExactly("42/x,[\"a\"]", "42/x,[\"b\"]");
		assertThat(this.second.sent()).containsExactly("42/xx,[\"a\"]");
		assertThat(this.parent.rooms()).containsExactlyInAnyOrder("room", "muted");
		assertThat(this.parent.sockets("room")).hasSize(2);
		assertThat(this.parent.sockets("muted")).containsExactly(socket("/xx"));
	}

	@Test
	void emitsBinaryDataThatIsHandedOver() {
		connect();
		DataBuffer buffer = new NettyDataBufferFactory(io.netty.buffer.ByteBufAllocator.DEFAULT)
			.wrap(new byte[] { 1, 2 });
		this.parent.emit("a", buffer);
		assertThat(this.first.sent()).containsExactly("451-/x,[\"a\",{\"_placeholder\":true,\"num\":0}]", "0102");
		assertThat(this.second.sent()).containsExactly("451-/xx,[\"a\",{\"_placeholder\":true,\"num\":0}]", "0102");
	}

	@Test
	void emitsToNobody() {
		this.parent.emit("a");
		assertThat(this.parent.sockets()).isEmpty();
		assertThat(this.parent.socket("none")).isNull();
		assertThat(this.parent.rooms()).isEmpty();
	}

	@Test
	void dropsVolatileEventsForThoseThatCannotGetThem() {
		connect();
		this.first.congestAfter(0);
		this.parent.asVolatile().emit("a");
		this.first.writable(10);
		assertThat(this.first.sent()).isEmpty();
		assertThat(this.second.sent()).containsExactly("42/xx,[\"a\"]");
	}

	@Test
	void collectsAcknowledgementsOfAllChildren() {
		connect();
		List<BroadcastAcks<Integer>> results = new CopyOnWriteArrayList<>();
		this.parent.emitWithAck("q", Integer.class).subscribe(results::add);
		assertThat(this.first.sent()).containsExactly("42/x,0[\"q\"]");
		this.second.text("43/xx,0[2]");
		assertThat(results).isEmpty();
		this.first.text("43/x,0[1]");
		assertThat(results).containsExactly(new BroadcastAcks<>(List.of(2, 1), 0, false));
	}

	@Test
	void acknowledgementsEndWithTheTime() {
		connect();
		List<BroadcastAcks<Integer>> results = new CopyOnWriteArrayList<>();
		this.parent.timeout(Duration.ofSeconds(5)).emitWithAck("q", Integer.class).subscribe(results::add);
		this.second.text("43/xx,0[2]");
		this.server.pass(Duration.ofSeconds(5));
		assertThat(results).containsExactly(new BroadcastAcks<>(List.of(2), 1, true));
	}

	@Test
	void thereIsNothingToWaitForWithoutChildren() {
		List<BroadcastAcks<Integer>> results = new CopyOnWriteArrayList<>();
		this.parent.emitWithAck("q", Integer.class).subscribe(results::add);
		assertThat(results).containsExactly(new BroadcastAcks<>(List.of(), 0, false));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void streamWaitsForTheSlowest(boolean withChildren) {
		if (withChildren) {
			connect();
			this.first.congestAfter(0);
		}
		List<String> signals = new CopyOnWriteArrayList<>();
		List<Long> requested = new CopyOnWriteArrayList<>();
		this.parent.emitAll("n", Flux.range(0, 20).doOnRequest(requested::add))
			.subscribe(null, null, () -> signals.add("done"));
		if (withChildren) {
			assertThat(signals).isEmpty();
			assertThat(this.second.sent()).hasSize(16);
			this.first.writable(100);
			assertThat(this.first.sent()).hasSize(20);
		}
		assertThat(signals).containsExactly("done");
	}

	@Test
	void tellsOfAllSockets() {
		connect();
		assertThat(this.parent.sockets()).containsExactlyInAnyOrder(socket("/x"), socket("/xx"));
		assertThat(this.parent.socket(socket("/xx").id())).isSameAs(socket("/xx"));
		assertThat(this.parent.variables()).isEmpty();
		assertThat(this.parent.server()).isSameAs(this.server.server());
		assertThat(this.parent.name()).isEqualTo("/x{1,3}");
	}

	@Test
	void refusesWhatCannotBeWrittenAtTheCall() {
		connect();
		assertThatIllegalArgumentException().isThrownBy(() -> this.parent.emit("a", new Unwritable()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.parent.emit("disconnect"));
		assertThat(this.first.sent()).isEmpty();
	}

}
