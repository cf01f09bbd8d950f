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

package io.github.socketiospring.engineio;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.socketiospring.engineio.transport.WebSocketConnection;
import io.github.socketiospring.test.LogRecorder;
import io.github.socketiospring.test.Race;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConnectionLimitTests {

	private TestEngine engine;

	private final List<ConnectionError> errors = new ArrayList<>();

	private void start(UnaryOperator<EngineIOServerBuilder> settings) {
		this.engine = new TestEngine(settings);
		this.engine.server().onConnectionError(this.errors::add);
	}

	@AfterEach
	void close() {
		if (this.engine != null) {
			this.engine.server().close().subscribe();
			this.engine.pass(1_000);
			assertThat(this.engine.server().clientsCount()).isZero();
		}
	}

	private EngineIOResponse handle(FakeRequest request) {
		return this.engine.server().handle(request).block();
	}

	private boolean isLetIn(FakeRequest request) {
		return handle(request).status() == 200;
	}

	private static FakeRequest polling() {
		return FakeRequest.get("transport=polling");
	}

	private static FakeRequest from(String address) {
		try {
			return polling().remoteAddress(new InetSocketAddress(InetAddress.getByName(address), 1234));
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static FakeRequest forwardedFor(String address) {
		return polling().remoteAddress(InetSocketAddress.createUnresolved(address, 1234));
	}

	private void assertNothingIsTaken() {
		assertThat(this.engine.server().clientsCount()).isZero();
		assertThat(this.engine.server().pendingCount()).isZero();
		assertThat(this.engine.server()).extracting("limits.addresses")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.isEmpty();
		assertThat(this.engine.server()).extracting("limits.principals")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.isEmpty();
	}

	// Pending

	@Test
	void refusesPollingClientWhileTooManyAreNotConfirmed() {
		start((builder) -> builder.maxPendingConnections(2));
		this.engine.openPolling();
		this.engine.openWebSocket();
		EngineIOResponse response = handle(polling());
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.body()).asString().isEqualTo("{\"code\":6,\"message\":\"Server busy\"}");
		assertThat(response.headers()).containsEntry("Content-Type", "application/json");
		assertThat(this.engine.server().clientsCount()).isEqualTo(2);
		assertThat(this.errors).extracting(ConnectionError::error).containsExactly(EngineIOError.SERVER_BUSY);
	}

	@Test
	void refusesWebSocketWhileTooManyAreNotConfirmed() {
		start((builder) -> builder.maxPendingConnections(1));
		this.engine.openPolling();
		EngineIOResponse refusal = this.engine.server()
			.upgrade(FakeRequest.get("transport=websocket"))
			.block()
			.refusal();
		assertThat(refusal.status()).isEqualTo(503);
		assertThat(refusal.body()).asString().isEqualTo("Server busy");
	}

	@Test
	void upgradeOfASessionNeedsNoPlace() {
		start((builder) -> builder.maxPendingConnections(1));
		FakeWebSocket upgrade = new FakeWebSocket().open(this.engine.server(),
				"sid=" + this.engine.openPolling().sid());
		upgrade.text("2probe");
		assertThat(upgrade.sent()).containsExactly("3probe");
	}

	@Test
	void confirmedSessionsAndClosedOnesMakePlace() {
		start((builder) -> builder.maxPendingConnections(1));
		this.engine.openWebSocket();
		assertThat(isLetIn(polling())).isFalse();
		this.engine.session().session().confirm();
		this.engine.session().session().confirm();
		assertThat(this.engine.server().pendingCount()).isZero();
		FakeWebSocket second = this.engine.openWebSocket();
		assertThat(isLetIn(polling())).isFalse();
		second.drop();
		this.engine.session().session().confirm();
		assertThat(isLetIn(polling())).isTrue();
		assertThat(isLetIn(polling())).isFalse();
	}

	@Test
	void saysInTheLogOnceWhatToChange() {
		try (LogRecorder log = LogRecorder.of(EngineIOServer.class)) {
			start((builder) -> builder.maxPendingConnections(1).maxConnectionsPerAddress(1));
			isLetIn(from("10.0.0.1"));
			for (int i = 0; i < 1000; i++) {
				isLetIn(polling());
			}
			this.engine.session().session().confirm();
			for (int i = 0; i < 1000; i++) {
				isLetIn(from("10.0.0.1"));
			}
			assertThat(log.messages("WARN")).hasSize(2);
			assertThat(log.messages("WARN").get(0)).contains("socketio.limits.pending-connections");
			assertThat(log.messages("WARN").get(1)).contains("socketio.limits.connections-per-address",
					"REMOTE_ADDRESS", "server.forward-headers-strategy");
		}
		assertThat(this.engine.server().count(EngineIOCounter.SERVER_BUSY)).isEqualTo(1000);
		assertThat(this.engine.server().count(EngineIOCounter.TOO_MANY_CONNECTIONS)).isEqualTo(1000);
	}

	@Test
	void handshakesThatAreDecidedOnTakeAPlace() {
		Sinks.Empty<Void> decision = Sinks.empty();
		start((builder) -> builder.maxPendingConnections(2).allowRequest((request) -> decision.asMono()));
		PollingClient.Exchange first = new PollingClient.Exchange(this.engine.server(), polling());
		Disposable second = this.engine.server().upgrade(FakeRequest.get("transport=websocket")).subscribe();
		assertThat(this.engine.server().pendingCount()).isEqualTo(2);
		assertThat(handle(polling()).status()).isEqualTo(503);
		second.dispose();
		assertThat(this.engine.server().pendingCount()).isOne();
		decision.tryEmitEmpty();
		assertThat(first.status()).isEqualTo(200);
		assertThat(this.engine.server().pendingCount()).as("the session").isOne();
		this.engine.session().session().confirm();
		assertThat(this.engine.server().pendingCount()).isZero();
	}

	@Test
	void webSocketIsClosedIfTheLastPlaceIsTakenAfterItWasLetThrough() {
		start((builder) -> builder.maxPendingConnections(1));
		WebSocketUpgrade upgrade = this.engine.server().upgrade(FakeRequest.get("transport=websocket")).block();
		this.engine.openPolling();
		FakeWebSocket late = new FakeWebSocket();
		this.engine.server().open(upgrade, late);
		assertThat(late.closedWith()).isEqualTo(WebSocketConnection.TRY_AGAIN_LATER);
		assertThat(late.sent()).isEmpty();
		assertThat(this.engine.sessions()).hasSize(1);
		assertThat(this.engine.server().clientsCount("websocket")).isZero();
		assertThat(this.engine.server().count(EngineIOCounter.SERVER_BUSY)).isOne();
	}

	// Address

	@Test
	void limitsConnectionsOfAnAddress() {
		start((builder) -> builder.maxConnectionsPerAddress(2));
		assertThat(isLetIn(from("10.0.0.1"))).isTrue();
		assertThat(isLetIn(from("10.0.0.1"))).isTrue();
		this.engine.session().session().confirm();
		EngineIOResponse response = handle(from("10.0.0.1"));
		assertThat(response.status()).isEqualTo(429);
		assertThat(response.body()).asString().isEqualTo("{\"code\":7,\"message\":\"Too many connections\"}");
		assertThat(this.errors).singleElement()
			.extracting((error) -> error.context().get("name"))
			.isEqualTo("REMOTE_ADDRESS");
		assertThat(isLetIn(from("10.0.0.2"))).isTrue();
		this.engine.sessions().get(0).session().close();
		this.engine.pass(30_000);
		assertThat(isLetIn(from("10.0.0.1"))).isTrue();
	}

	@Test
	void countsTheNetworkOfAnAddressOfIpv6() {
		start((builder) -> builder.maxConnectionsPerAddress(1));
		assertThat(isLetIn(from("2001:db8:1:2::1"))).isTrue();
		assertThat(isLetIn(from("2001:db8:1:2:ffff::2"))).isFalse();
		assertThat(isLetIn(from("2001:db8:1:3::1"))).isTrue();
		assertThat(isLetIn(forwardedFor("2001:db8:1:2:3:4:5:6"))).isFalse();
		assertThat(isLetIn(forwardedFor("[2001:db8:1:3::7]"))).isFalse();
	}

	@Test
	void countsForwardedAddressesWithoutResolvingThem() {
		start((builder) -> builder.maxConnectionsPerAddress(1));
		assertThat(isLetIn(forwardedFor("10.0.0.1"))).isTrue();
		assertThat(isLetIn(from("10.0.0.1"))).isFalse();
		assertThat(isLetIn(forwardedFor("_hidden"))).isTrue();
		assertThat(isLetIn(forwardedFor("_hidden"))).isFalse();
		assertThat(isLetIn(forwardedFor("unknown.example"))).isTrue();
	}

	@Test
	void doesNotLimitAddressesThatAreNotKnown() {
		start((builder) -> builder.maxConnectionsPerAddress(1));
		assertThat(isLetIn(polling())).isTrue();
		assertThat(isLetIn(polling())).isTrue();
	}

	// Principal

	@Test
	void limitsConnectionsOfAPrincipal() {
		start((builder) -> builder.maxConnectionsPerPrincipal(1).maxConnectionsPerAddress(3));
		assertThat(isLetIn(from("10.0.0.1").principal(() -> "ann"))).isTrue();
		assertThat(handle(from("10.0.0.1").principal(() -> "ann")).status()).isEqualTo(429);
		assertThat(this.errors).singleElement()
			.extracting((error) -> error.context().get("name"))
			.isEqualTo("PRINCIPAL");
		assertThat(isLetIn(from("10.0.0.1").principal(() -> "bob"))).isTrue();
		assertThat(isLetIn(from("10.0.0.1"))).as("the refusal took no place of the address").isTrue();
		assertThat(isLetIn(from("10.0.0.1"))).isFalse();
	}

	// Places are given back

	@ParameterizedTest
	@ValueSource(strings = { "let in", "refused", "failed", "late", "aborted", "bad id", "unsupported" })
	void placesAreGivenBackHoweverAHandshakeEnds(String outcome) {
		Function<HandshakeRequest, Mono<Void>> interceptor = (request) -> switch (outcome) {
			case "refused" -> Mono.error(new HandshakeRefusedException("no"));
			case "failed" -> {
				throw new IllegalStateException("of the test");
			}
			case "late", "aborted" -> Mono.never();
			default -> Mono.empty();
		};
		start((builder) -> builder.maxPendingConnections(100)
			.maxConnectionsPerAddress(100)
			.maxConnectionsPerPrincipal(100)
			.allowRequest(interceptor)
			.sessionIdGenerator((request) -> Mono.just("bad id".equals(outcome) ? "ä" : new SessionIds().next())));
		String protocol = "unsupported".equals(outcome) ? "&EIO=9" : "";
		for (int i = 0; i < 200; i++) {
			String address = "10.0.0." + (i % 3);
			FakeRequest request = FakeRequest.get("transport=" + ((i % 2 == 0) ? "polling" : "websocket") + protocol)
				.principal(() -> address)
				.remoteAddress(new InetSocketAddress(address, 1));
			Disposable handshake = (i % 2 == 0) ? this.engine.server().handle(request).subscribe()
					: this.engine.server()
						.upgrade(request)
						.subscribe((upgrade) -> this.engine.server().open(upgrade, new FakeWebSocket()));
			if ("aborted".equals(outcome)) {
				handshake.dispose();
			}
			if ("late".equals(outcome)) {
				this.engine.pass(10_000);
			}
			if ("let in".equals(outcome)) {
				this.engine.session().session().close();
				this.engine.pass(30_000);
			}
		}
		assertNothingIsTaken();
		assertThat(this.engine.activeTimers()).isZero();
	}

	@Test
	void sessionWithAnIdThatIsTakenTakesNoPlace() {
		AtomicBoolean same = new AtomicBoolean();
		Sinks.Empty<Void> decision = Sinks.empty();
		start((builder) -> builder.maxConnectionsPerAddress(5)
			.sessionIdGenerator((request) -> decision.asMono().thenReturn(same.get() ? "same" : "other")));
		same.set(true);
		PollingClient.Exchange first = new PollingClient.Exchange(this.engine.server(), from("10.0.0.1"));
		PollingClient.Exchange second = new PollingClient.Exchange(this.engine.server(), from("10.0.0.1"));
		decision.tryEmitEmpty();
		assertThat(List.of(first.status(), second.status())).containsExactly(200, 400);
		assertThat(this.engine.server().pendingCount()).isOne();
		this.engine.server().close().block();
		assertNothingIsTaken();
	}

	@Test
	void placesAreGivenBackHoweverASessionEnds() {
		start((builder) -> builder.maxConnectionsPerAddress(1000).maxConnectionsPerPrincipal(1000));
		Random random = new Random(7);
		for (int i = 0; i < 300; i++) {
			String query = "transport=" + (random.nextBoolean() ? "polling" : "websocket");
			FakeRequest request = FakeRequest.get(query)
				.principal(() -> "ann")
				.remoteAddress(new InetSocketAddress("10.0.0." + random.nextInt(3), 1));
			FakeWebSocket webSocket = new FakeWebSocket();
			if (query.endsWith("polling")) {
				handle(request);
			}
			else {
				webSocket.open(this.engine.server(), request);
			}
			EngineIOSession session = this.engine.session().session();
			if (random.nextBoolean()) {
				session.confirm();
			}
			switch (random.nextInt(4)) {
				case 0 -> session.close();
				case 1 -> this.engine.server()
					.handle(FakeRequest.post("transport=polling&sid=" + session.id(), "bad"))
					.block();
				case 2 -> {
					if (query.endsWith("websocket")) {
						webSocket.drop();
					}
				}
				default -> {
				}
			}
		}
		assertThat(this.engine.server().clientsCount()).isPositive();
		this.engine.pass(45_000);
		assertNothingIsTaken();
	}

	@Test
	void whoIsRefusedTakesNoPlaceMeanwhile() {
		EngineIOHandshake handshake = new EngineIOHandshake(polling(), Map.of());
		Map<String, Integer> outcomes = Race.run(500, (race) -> {
			ConnectionLimits limits = new ConnectionLimits(1, Integer.MAX_VALUE, Integer.MAX_VALUE);
			AtomicInteger most = new AtomicInteger();
			for (int i = 0; i < 3; i++) {
				race.actor(() -> {
					for (int j = 0; j < 100; j++) {
						limits.take(handshake);
						most.accumulateAndGet(limits.pending(), Math::max);
					}
				});
			}
			return () -> most + " at most";
		});
		assertThat(outcomes).containsOnlyKeys("1 at most");
	}

	@Test
	void limitsArePositive() {
		EngineIOServerBuilder builder = EngineIOServer.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPendingConnections(0))
			.withMessageContaining("maxPendingConnections");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnectionsPerAddress(0))
			.withMessageContaining("maxConnectionsPerAddress");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxConnectionsPerPrincipal(-1))
			.withMessageContaining("maxConnectionsPerPrincipal");
	}

}
