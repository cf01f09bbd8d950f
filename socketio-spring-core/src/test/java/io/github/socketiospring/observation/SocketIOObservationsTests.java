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

package io.github.socketiospring.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.transport.Kind;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is observed, and in whose scope handlers run.
 */
class SocketIOObservationsTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ObservedServer server = new ObservedServer(new SocketIOObservations(this.registry));

	@Test
	void observesHowSocketsAreLetIn() {
		this.server.connect();
		assertThat(this.registry).hasNumberOfObservationsEqualTo(1)
			.hasObservationWithNameEqualTo("socketio.server.connect")
			.that()
			.hasBeenStarted()
			.hasBeenStopped()
			.hasContextualNameEqualTo("socketio connect /")
			.hasLowCardinalityKeyValue("namespace", "/")
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.hasHighCardinalityKeyValue("namespace.name", "/")
			.hasHighCardinalityKeyValue("socket.id", this.server.socket().id())
			.doesNotHaveError();
	}

	@Test
	void connectHandlersHaveTheObservationInTheirContext() {
		List<Object> seen = new ArrayList<>();
		this.server.server().of("/").use((socket) -> Mono.deferContextual((context) -> {
			seen.add(context.get("micrometer.observation"));
			return Mono.empty();
		}));
		this.server.onConnect(Mono.deferContextual((context) -> {
			seen.add(context.get("micrometer.observation"));
			return Mono.empty();
		}));
		this.server.connect();
		assertThat(seen).hasSize(2);
		assertThat(((Observation) seen.get(0)).getContext().getName()).isEqualTo("socketio.server.connect");
		assertThat(seen.get(1)).isSameAs(seen.get(0));
	}

	@Test
	void refusalIsNoError() {
		this.server.onConnect(Mono.error(new ConnectionRefusedException("no")));
		this.server.connect();
		assertThat(this.registry).hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "REFUSED")
			.hasBeenStopped()
			.doesNotHaveError();
	}

	@Test
	void whatTheGuardDecidesIsObserved() {
		List<Object> seen = new ArrayList<>();
		Sinks.Empty<Void> decision = Sinks.empty();
		ObservedServer guarded = new ObservedServer(List.of(new SocketIOObservations(this.registry)),
				(builder) -> builder.guard(new SocketIOGuard() {

					@Override
					public Mono<Void> onConnect(SocketIOSocket socket) {
						return decision.asMono().then(Mono.deferContextual((context) -> {
							seen.add(context.get("micrometer.observation"));
							return Mono.error(new ConnectionRefusedException("no"));
						}));
					}

				}));
		FakeWebSocket client = guarded.open(FakeRequest.get("transport=websocket"));
		client.text("40");
		assertThat(this.registry).hasSingleObservationThat().isNotStopped();
		decision.tryEmitEmpty();
		assertThat(client.take()).containsExactly("44{\"message\":\"no\"}");
		assertThat(this.registry).hasSingleObservationThat()
			.hasNameEqualTo("socketio.server.connect")
			.hasLowCardinalityKeyValue("outcome", "REFUSED")
			.hasBeenStopped()
			.doesNotHaveError();
		assertThat(((Observation) seen.get(0)).getContext().getName()).isEqualTo("socketio.server.connect");
	}

	@Test
	void clientThatGoesBeforeTheGuardDecidesEndsTheObservation() {
		ObservedServer guarded = new ObservedServer(List.of(new SocketIOObservations(this.registry)),
				(builder) -> builder.guard(new SocketIOGuard() {

					@Override
					public Mono<Void> onConnect(SocketIOSocket socket) {
						return Mono.never();
					}

				}));
		guarded.connect().drop();
		assertThat(this.registry).hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "DISCONNECTED")
			.hasBeenStopped();
	}

	@Test
	void recoveredSocketIsObservedOnceWithItsId() {
		ObservedServer recovering = new ObservedServer(List.of(new SocketIOObservations(this.registry)),
				(builder) -> builder.connectionStateRecovery(true));
		FakeWebSocket first = recovering.open(FakeRequest.get("transport=websocket"));
		first.text("40");
		String pid = first.take().get(0).replaceFirst(".*\"pid\":\"([^\"]+)\".*", "$1");
		String id = recovering.socket().id();
		first.drop();
		this.registry.clear();
		recovering.connect("40{\"pid\":\"" + pid + "\"}");
		assertThat(recovering.socket().recovered()).isTrue();
		assertThat(this.registry).hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.hasHighCardinalityKeyValue("socket.id", id)
			.hasBeenStopped();
		recovering.close();
	}

	@Test
	void failureToLetASocketInIsAnError() {
		IllegalStateException failure = new IllegalStateException();
		this.server.onConnect(Mono.error(failure));
		this.server.connect();
		assertThat(this.registry).hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", "ERROR")
			.hasBeenStopped()
			.hasError(failure);
	}

	@Test
	void clientThatGoesBeforeItIsLetInEndsTheObservation() {
		this.server.onConnect(Mono.never());
		FakeWebSocket client = this.server.connect();
		assertThat(this.registry).hasSingleObservationThat().isNotStopped();
		client.drop();
		assertThat(this.registry).hasSingleObservationThat()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", "DISCONNECTED");
	}

	@Test
	void handlerRunsInTheScopeOfItsObservation() {
		List<Observation> seen = new ArrayList<>();
		this.server.on("a", (socket) -> {
			seen.add(this.registry.getCurrentObservation());
			return AckArgs.of(1);
		});
		FakeWebSocket client = this.server.connect();
		client.text("421[\"a\"]");
		assertThat(client.sent()).containsExactly("431[1]");
		assertThat(seen).hasSize(1);
		assertThat(this.registry.getCurrentObservation()).isNull();
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event")
			.that()
			.isEqualTo(seen.get(0).getContext())
			.hasBeenStopped()
			.hasContextualNameEqualTo("socketio event a")
			.hasLowCardinalityKeyValue("event", "a")
			.hasLowCardinalityKeyValue("namespace", "/")
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.hasHighCardinalityKeyValue("event.name", "a")
			.hasHighCardinalityKeyValue("socket.id", this.server.socket().id());
	}

	@Test
	void listenersOfSocketsAreObservedToo() {
		this.server.connect("40");
		List<Observation> seen = new ArrayList<>();
		FakeWebSocket client = this.server.connect();
		this.server.server()
			.of("/")
			.sockets()
			.forEach((socket) -> socket.on("b", String.class,
					(payload, ack) -> seen.add(this.registry.getCurrentObservation())));
		client.text("42[\"b\",\"x\"]");
		assertThat(seen).hasSize(1).doesNotContainNull();
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event")
			.that()
			.hasLowCardinalityKeyValue("event", "b");
	}

	@Test
	void observationLastsUntilTheResultHasCome() {
		List<Object> seen = new ArrayList<>();
		this.server.on("a", (socket) -> Mono.deferContextual((context) -> {
			seen.add(context.get("micrometer.observation"));
			return this.server.server().engine().timers().delay(Duration.ofSeconds(3));
		}));
		this.server.connect().text("42[\"a\"]");
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event").that().isNotStopped();
		this.server.pass(Duration.ofSeconds(3));
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.isEqualTo(((Observation) seen.get(0)).getContext());
	}

	@Test
	void streamEndsWithItsFirstElement() {
		this.server.on("a", (socket) -> Flux.just(AckArgs.of(1), AckArgs.of(2)));
		this.server.connect().text("421[\"a\"]");
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", "SUCCESS");
	}

	@Test
	void failuresAreErrorsOfTheObservation() {
		IllegalStateException failure = new IllegalStateException("now");
		this.server.on("a", (socket) -> {
			throw failure;
		}).on("b", (socket) -> Mono.error(new IllegalStateException("later")));
		FakeWebSocket client = this.server.connect();
		client.text("42[\"a\"]");
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event")
			.that()
			.hasLowCardinalityKeyValue("outcome", "ERROR")
			.hasError(failure)
			.hasBeenStopped();
		this.registry.clear();
		client.text("42[\"b\"]");
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event")
			.that()
			.hasLowCardinalityKeyValue("outcome", "ERROR")
			.hasError()
			.hasBeenStopped();
	}

	@Test
	void resultThatIsCancelledIsSo() {
		ObservedServer impatient = new ObservedServer(List.of(new SocketIOObservations(this.registry)),
				(builder) -> builder.handlerTimeout(Duration.ofSeconds(5)));
		impatient.on("a", (socket) -> Mono.never());
		FakeWebSocket client = impatient.connect();
		client.text("42[\"a\"]");
		impatient.pass(Duration.ofSeconds(5));
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.event")
			.that()
			.hasLowCardinalityKeyValue("outcome", "CANCELLED")
			.hasBeenStopped();
	}

	@Test
	void eventsWithoutAHandlerAreNotObserved() {
		this.server.connect().text("42[\"made up\"]");
		assertThat(this.registry).doesNotHaveAnyRemainingCurrentObservation()
			.hasNumberOfObservationsWithNameEqualTo("socketio.server.event", 0);
	}

	@Test
	void childrenHaveTheNameOfTheirParentInTheirTags() {
		this.server.server().of(NamespaceTemplate.of("/chat/{room}"));
		this.server.connect("40/chat/7,");
		assertThat(this.registry).hasSingleObservationThat()
			.hasLowCardinalityKeyValue("namespace", "/chat/{room}")
			.hasHighCardinalityKeyValue("namespace.name", "/chat/7");
	}

	@Test
	void secretIdsOfOldClientsAreNotTold() {
		ObservedServer old = new ObservedServer(List.of(new SocketIOObservations(this.registry)),
				(builder) -> builder.allowEIO3(true));
		old.open(FakeRequest.get("EIO=3&transport=websocket"));
		assertThat(this.registry).hasSingleObservationThat().hasHighCardinalityKeyValue("socket.id", "none");
	}

	@Test
	void observesAnAcknowledgementUntilItComes() {
		FakeWebSocket client = this.server.connect();
		Observation parent = Observation.start("parent", this.registry);
		this.server.socket()
			.emitWithAck("ready", Boolean.class)
			.contextWrite((context) -> context.put("micrometer.observation", parent))
			.subscribe();
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.ack")
			.that()
			.isNotStopped()
			.hasParentObservationEqualTo(parent);
		client.text("430[true]");
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.ack")
			.that()
			.hasBeenStopped()
			.hasContextualNameEqualTo("socketio ack ready")
			.hasLowCardinalityKeyValue("namespace", "/")
			.hasLowCardinalityKeyValue("outcome", "SUCCESS")
			.hasHighCardinalityKeyValue("event.name", "ready");
	}

	@Test
	void acknowledgementThatDoesNotComeIsATimeout() {
		this.server.connect();
		this.server.socket().timeout(Duration.ofSeconds(2)).emitWithAck("ready").subscribe(null, (error) -> {
		});
		this.server.pass(Duration.ofSeconds(2));
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.ack")
			.that()
			.hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", "TIMEOUT");
	}

	@Test
	void broadcastIsATimeoutIfOneAcknowledgementDoesNotCome() {
		FakeWebSocket answering = this.server.connect();
		this.server.connect();
		this.server.server().of("/").timeout(Duration.ofSeconds(2)).emitWithAck("ready").subscribe();
		answering.text("430[]");
		this.server.pass(Duration.ofSeconds(2));
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.ack")
			.that()
			.hasLowCardinalityKeyValue("outcome", "TIMEOUT")
			.doesNotHaveError();
	}

	@Test
	void acknowledgementOfAClientThatGoesIsDisconnected() {
		FakeWebSocket client = this.server.connect();
		this.server.socket().emitWithAck("ready").subscribe(null, (error) -> {
		});
		client.drop();
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.ack")
			.that()
			.hasLowCardinalityKeyValue("outcome", "DISCONNECTED")
			.hasBeenStopped();
	}

	@Test
	void acknowledgementThatNobodyWaitsForIsCancelled() {
		this.server.connect();
		this.server.socket().emitWithAck("ready").subscribe().dispose();
		assertThat(this.registry).hasObservationWithNameEqualTo("socketio.server.ack")
			.that()
			.hasLowCardinalityKeyValue("outcome", "CANCELLED")
			.hasBeenStopped();
	}

	@Test
	void traceGoesOnFromTheAuthObjectOrElseTheHeaders() {
		List<SocketObservationContext> contexts = new ArrayList<>();
		this.registry.observationConfig().observationHandler(new ObservationHandler<SocketObservationContext>() {

			@Override
			public void onStart(SocketObservationContext context) {
				contexts.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof SocketObservationContext;
			}

		});
		this.server.on("a", (socket) -> null);
		FakeWebSocket client = this.server
			.open(FakeRequest.get("transport=websocket").header("traceparent", "of header").header("b3", "of header"));
		client.text("40{\"traceparent\":\"of auth\",\"b3\":{}}");
		client.text("42[\"a\"]");
		client.text("421[\"a\"]");
		assertThat(contexts).hasSize(3).allSatisfy((context) -> {
			assertThat(context.getGetter().get(context.getCarrier(), "traceparent")).isEqualTo("of auth");
			assertThat(context.getGetter().get(context.getCarrier(), "b3")).isEqualTo("of header");
			assertThat(context.getGetter().get(context.getCarrier(), "tracestate")).isNull();
		});
		assertThat(contexts).extracting(SocketObservationContext::getKind)
			.containsExactly(Kind.SERVER, Kind.CONSUMER, Kind.SERVER);
	}

	@Test
	void conventionsTakeThePlaceOfTheDefaults() {
		ObservedServer custom = new ObservedServer(
				new SocketIOObservations(this.registry, new DefaultConnectObservationConvention("my.connect"),
						new DefaultEventObservationConvention("my.event") {

							@Override
							public KeyValues getLowCardinalityKeyValues(EventObservationContext context) {
								return super.getLowCardinalityKeyValues(context).and(KeyValue.of("tenant", "t1"));
							}

						}, new DefaultAcknowledgementObservationConvention("my.ack")));
		custom.on("a", (socket) -> socket.emitWithAck("b"));
		custom.connect().text("42[\"a\"]");
		assertThat(this.registry).hasObservationWithNameEqualTo("my.connect");
		assertThat(this.registry).hasObservationWithNameEqualTo("my.ack");
		assertThat(this.registry).hasObservationWithNameEqualTo("my.event")
			.that()
			.hasLowCardinalityKeyValue("tenant", "t1");
	}

	@Test
	void nothingIsObservedWithoutAHandlerOrForWhatAPredicateRefuses() {
		ObservedServer silent = new ObservedServer(new SocketIOObservations(ObservationRegistry.create()));
		List<Object> seen = new ArrayList<>();
		silent.on("a", (socket) -> Mono.deferContextual((context) -> {
			seen.add(context.hasKey("micrometer.observation"));
			return Mono.empty();
		}));
		FakeWebSocket client = silent.connect();
		client.text("42[\"a\"]");
		silent.socket().emitWithAck("b").subscribe();
		assertThat(seen).containsExactly(false);

		this.registry.observationConfig()
			.observationPredicate((name, context) -> !(context instanceof EventObservationContext));
		this.server.on("a", (socket) -> null);
		this.server.connect().text("42[\"a\"]");
		assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo("socketio.server.event", 0);
	}

}
