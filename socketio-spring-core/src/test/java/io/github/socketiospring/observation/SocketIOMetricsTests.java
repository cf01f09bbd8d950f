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
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.socketiospring.AckArgs;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.SocketIOGuard;
import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.adapter.RecoveringInMemoryAdapter;
import io.github.socketiospring.engineio.EngineIOCounter;
import io.github.socketiospring.engineio.FakeRequest;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import io.github.socketiospring.server.SocketIOServerBuilder;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.security.access.AccessDeniedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The meters have what happened, to the last byte.
 */
class SocketIOMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final SocketIOCluster cluster = mock();

	private final ObservedServer server = new ObservedServer(List.of(new SocketIOMetrics(this.registry, true)),
			(builder) -> inCluster(builder).handlerTimeout(Duration.ofSeconds(9)));

	SocketIOMetricsTests() {
		new SocketIOMeterBinder(List.of(this.server.server())).bindTo(this.registry);
	}

	private SocketIOServerBuilder inCluster(SocketIOServerBuilder builder) {
		return builder.connectionStateRecovery(true).adapterFactory(new AdapterFactory() {

			@Override
			public Adapter create(AdapterContext context) {
				return new RecoveringInMemoryAdapter(context, Objects.requireNonNull(context.recovery()));
			}

			@Override
			public SocketIOCluster cluster() {
				return SocketIOMetricsTests.this.cluster;
			}

		});
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	private double count(String name, String... tags) {
		return this.registry.get(name).tags(tags).counter().count();
	}

	private double counted(String name, String... tags) {
		return this.registry.get(name).tags(tags).functionCounter().count();
	}

	private double gauge(String name, String... tags) {
		return this.registry.get(name).tags(tags).gauge().value();
	}

	private Timer timer(String name, String... tags) {
		return this.registry.get(name).tags(tags).timer();
	}

	@Test
	void clusterIsMeasuredWhereThereIsOne() {
		assertThat(gauge("socketio.server.cluster.connected")).isZero();
		given(this.cluster.isConnected()).willReturn(true);
		given(this.cluster.otherServerIds()).willReturn(Set.of("b", "c"));
		given(this.cluster.pendingBytes()).willReturn(7L);
		assertThat(gauge("socketio.server.cluster.connected")).isOne();
		assertThat(gauge("socketio.server.cluster.servers")).isEqualTo(2);
		assertThat(gauge("socketio.server.cluster.pending")).isEqualTo(7);
		SimpleMeterRegistry alone = new SimpleMeterRegistry();
		ObservedServer other = new ObservedServer();
		new SocketIOMeterBinder(List.of(other.server())).bindTo(alone);
		assertThat(alone.find("socketio.server.cluster.connected").gauge()).isNull();
		other.close();
	}

	@Test
	void connectionsAndSocketsAreThoseOfTheMoment() {
		this.server.server().of(NamespaceTemplate.of("/chat/{room}"));
		FakeWebSocket client = this.server.connect();
		client.text("40/chat/1,");
		client.text("40/chat/2,");
		PollingClient polling = new PollingClient(this.server.server().engine());
		polling.post("40");
		new PollingClient(this.server.server().engine());
		assertThat(gauge("socketio.server.connections", "transport", "websocket")).isEqualTo(1);
		assertThat(gauge("socketio.server.connections", "transport", "polling")).isEqualTo(2);
		assertThat(gauge("socketio.server.connections.pending")).isEqualTo(1);
		assertThat(gauge("socketio.server.sockets", "namespace", "/", "transport", "websocket")).isEqualTo(1);
		assertThat(gauge("socketio.server.sockets", "namespace", "/", "transport", "polling")).isEqualTo(1);
		assertThat(gauge("socketio.server.sockets", "namespace", "/chat/{room}", "transport", "websocket"))
			.isEqualTo(2);
		assertThat(count("socketio.server.handshakes", "transport", "websocket")).isEqualTo(1);
		assertThat(count("socketio.server.handshakes", "transport", "polling")).isEqualTo(2);
		client.drop();
		assertThat(gauge("socketio.server.connections", "transport", "websocket")).isZero();
		assertThat(gauge("socketio.server.sockets", "namespace", "/chat/{room}", "transport", "websocket")).isZero();
		assertThat(count("socketio.server.disconnects", "namespace", "/", "reason", "transport close")).isEqualTo(1);
		assertThat(count("socketio.server.disconnects", "namespace", "/chat/{room}", "reason", "transport close"))
			.isEqualTo(2);
	}

	@Test
	void upgradesAreCountedByOutcome() {
		PollingClient client = new PollingClient(this.server.server().engine());
		client.post("40");
		FakeWebSocket webSocket = new FakeWebSocket().open(this.server.server().engine(),
				"transport=websocket&sid=" + client.sid());
		webSocket.text("2probe");
		webSocket.text("5");
		assertThat(count("socketio.server.upgrades", "outcome", "completed")).isEqualTo(1);
		assertThat(gauge("socketio.server.sockets", "namespace", "/", "transport", "websocket")).isEqualTo(1);
		assertThat(gauge("socketio.server.sockets", "namespace", "/", "transport", "polling")).isZero();
		new FakeWebSocket().open(this.server.server().engine(), "transport=websocket&sid=" + client.sid());
		assertThat(counted("socketio.server.upgrades", "outcome", "refused")).isEqualTo(1);
	}

	@Test
	void refusedHandshakesHaveTheirCode() {
		this.server.server().engine().handle(FakeRequest.get("transport=carrier-pigeon")).block();
		this.server.server().engine().handle(FakeRequest.get("transport=polling&sid=unknown")).block();
		assertThat(counted("socketio.server.handshakes.refused", "code", "0")).isEqualTo(1);
		assertThat(counted("socketio.server.handshakes.refused", "code", "1")).isEqualTo(1);
		assertThat(counted("socketio.server.handshakes.refused", "code", "2")).isZero();
	}

	@Test
	void eventsAndBytesAreCountedBothWays() {
		this.server.on("a", (socket) -> AckArgs.of("äb"));
		FakeWebSocket client = this.server.connect();
		double in = count("socketio.server.data.received", "transport", "websocket");
		double out = count("socketio.server.data.sent", "transport", "websocket");
		client.text("421[\"a\"]");
		client.text("42[\"made up\"]");
		client.text("42[\"made up too\"]");
		assertThat(count("socketio.server.events.received", "namespace", "/", "event", "a")).isEqualTo(1);
		assertThat(count("socketio.server.events.received", "namespace", "/", "event", "UNKNOWN")).isEqualTo(2);
		assertThat(count("socketio.server.data.received", "transport", "websocket") - in)
			.isEqualTo("21[\"a\"]".length() + "2[\"made up\"]".length() + "2[\"made up too\"]".length());
		assertThat(count("socketio.server.data.sent", "transport", "websocket") - out).as("the acknowledgement")
			.isEqualTo("31[\"äb\"]".length() + 1);
		assertThat(count("socketio.server.events.sent", "namespace", "/")).isZero();
		this.server.socket().emit("b", new byte[] { 1, 2, 3 });
		assertThat(count("socketio.server.events.sent", "namespace", "/")).isEqualTo(1);
		String header = client.sent().get(client.sent().size() - 2);
		assertThat(count("socketio.server.data.sent", "transport", "websocket") - out)
			.isEqualTo("31[\"äb\"]".length() + 1 + header.length() - 1 + 3);
	}

	@Test
	void pingsAreNoMessages() {
		FakeWebSocket client = this.server.connect();
		double in = count("socketio.server.data.received", "transport", "websocket");
		double out = count("socketio.server.data.sent", "transport", "websocket");
		this.server.pass(Duration.ofSeconds(25));
		assertThat(client.take()).containsExactly("2");
		client.text("3");
		assertThat(count("socketio.server.data.received", "transport", "websocket")).isEqualTo(in);
		assertThat(count("socketio.server.data.sent", "transport", "websocket")).isEqualTo(out);
	}

	@Test
	void bytesOfPollingAreThoseOfTheMessages() {
		PollingClient client = new PollingClient(this.server.server().engine());
		client.post("40");
		client.poll();
		double in = count("socketio.server.data.received", "transport", "polling");
		double out = count("socketio.server.data.sent", "transport", "polling");
		client.post("451-[\"a\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID");
		assertThat(count("socketio.server.data.received", "transport", "polling") - in)
			.isEqualTo("51-[\"a\",{\"_placeholder\":true,\"num\":0}]".length() + 3);
		this.server.socket().emit("b", new byte[] { 1, 2, 3 });
		String body = client.poll().body();
		assertThat(body).endsWith(" bAQID");
		assertThat(count("socketio.server.data.sent", "transport", "polling") - out)
			.isEqualTo(body.length() - "4".length() - " bAQID".length() + 3);
	}

	@Test
	void packetsThatAreDroppedAreNotSent() {
		FakeWebSocket client = this.server.connect();
		client.writable(0);
		double out = count("socketio.server.data.sent", "transport", "websocket");
		this.server.socket().emit("a");
		this.server.socket().asVolatile().emit("a");
		assertThat(counted("socketio.server.drops", "direction", "out", "reason", "volatile")).isEqualTo(1);
		assertThat(gauge("socketio.server.outbound.packets")).isEqualTo(1);
		assertThat(gauge("socketio.server.outbound.size")).isGreaterThan("42[\"a\"]".length());
		client.drop();
		assertThat(counted("socketio.server.drops", "direction", "out", "reason", "closed")).isEqualTo(1);
		assertThat(gauge("socketio.server.outbound.packets")).isZero();
		assertThat(count("socketio.server.data.sent", "transport", "websocket")).isEqualTo(out);
	}

	@Test
	void eventsThatTheGuardDeniesAreDrops() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		ObservedServer guarded = new ObservedServer(List.of(), (builder) -> builder.guard(new SocketIOGuard() {

			@Override
			public EventGuard eventGuard(String namespace) {
				return (socket, event) -> {
					throw new AccessDeniedException("no");
				};
			}

		}));
		new SocketIOMeterBinder(List.of(guarded.server())).bindTo(registry);
		guarded.connect().text("42[\"a\"]");
		assertThat(registry.get("socketio.server.drops")
			.tags("direction", "in", "reason", "denied")
			.functionCounter()
			.count()).isEqualTo(1);
	}

	@Test
	void broadcastIsSentOnceToEach() {
		this.server.connect();
		this.server.connect();
		this.server.server().of("/").emit("news");
		assertThat(count("socketio.server.events.sent", "namespace", "/")).isEqualTo(2);
	}

	@Test
	void handlersAreTimedUntilTheirResultHasEnded() {
		this.server.on("a", (socket) -> AckArgs.of(1))
			.on("later", (socket) -> this.server.server().engine().timers().delay(Duration.ofSeconds(3)))
			.on("bad", (socket) -> {
				throw new IllegalStateException();
			})
			.on("bad later", (socket) -> Mono.error(new IllegalArgumentException()))
			.on("never", (socket) -> Mono.never());
		FakeWebSocket client = this.server.connect();
		for (String event : List.of("a", "later", "bad", "bad later", "never")) {
			client.text("42[\"" + event + "\"]");
		}
		assertThat(timer("socketio.server.event", "event", "a", "outcome", "SUCCESS", "namespace", "/", "error", "none")
			.count()).isEqualTo(1);
		assertThat(timer("socketio.server.event", "event", "bad", "outcome", "ERROR", "error", "IllegalStateException")
			.count()).isEqualTo(1);
		assertThat(timer("socketio.server.event", "event", "bad later", "outcome", "ERROR", "error",
				"IllegalArgumentException")
			.count()).isEqualTo(1);
		Timer later = timer("socketio.server.event", "event", "later", "outcome", "SUCCESS");
		assertThat(later.count()).isZero();
		assertThat(gauge("socketio.server.events.pending")).as("later and never").isEqualTo(2);
		this.server.pass(Duration.ofSeconds(3));
		assertThat(later.count()).isEqualTo(1);
		this.server.pass(Duration.ofSeconds(6));
		assertThat(timer("socketio.server.event", "event", "never", "outcome", "CANCELLED").count()).isEqualTo(1);
		assertThat(gauge("socketio.server.events.pending")).isZero();
	}

	@Test
	void eventsThatWaitForOthersArePending() {
		ObservedServer busy = new ObservedServer(List.of(), (builder) -> builder.maxEventsInFlight(1));
		busy.on("never", (socket) -> Mono.never());
		FakeWebSocket client = busy.connect();
		client.text("42[\"never\"]");
		client.text("42[\"never\"]");
		client.text("42[\"never\"]");
		assertThat(busy.server().pendingEvents()).isEqualTo(3);
		client.drop();
		assertThat(busy.server().pendingEvents()).isZero();
	}

	@Test
	void connectsAndAcknowledgementsAreTimed() {
		FakeWebSocket client = this.server.connect();
		assertThat(timer("socketio.server.connect", "namespace", "/", "outcome", "SUCCESS").count()).isEqualTo(1);
		this.server.onConnect(Mono.error(new ConnectionRefusedException("no")));
		this.server.connect();
		assertThat(timer("socketio.server.connect", "outcome", "REFUSED", "error", "none").count()).isEqualTo(1);
		this.server.socket().emitWithAck("a").subscribe();
		client.text("430[]");
		assertThat(timer("socketio.server.ack", "namespace", "/", "outcome", "SUCCESS").count()).isEqualTo(1);
		this.server.socket().timeout(Duration.ofSeconds(1)).emitWithAck("a").subscribe(null, (error) -> {
		});
		this.server.pass(Duration.ofSeconds(1));
		assertThat(timer("socketio.server.ack", "outcome", "TIMEOUT", "error", "AckTimeoutException").count())
			.isEqualTo(1);
		assertThat(counted("socketio.server.counters", "layer", "socketio", "counter", "ack_timeout")).isEqualTo(1);
	}

	@Test
	void recoveriesHaveTheirOutcome() {
		this.server.connect("40{\"pid\":\"unknown\",\"offset\":\"0\"}");
		assertThat(counted("socketio.server.recoveries", "outcome", "unknown_session")).isEqualTo(1);
		assertThat(counted("socketio.server.recoveries", "outcome", "recovered")).isZero();
	}

	@Test
	void eachCounterOfTheServerIsThere() {
		assertThat(tags("socketio.server.counters", "counter", "layer", "engineio"))
			.isEqualTo(names(EngineIOCounter.values()));
		assertThat(tags("socketio.server.counters", "counter", "layer", "socketio"))
			.isEqualTo(names(SocketIOCounter.values()));
	}

	private Set<String> tags(String name, String key, String... tags) {
		return this.registry.get(name)
			.tags(tags)
			.meters()
			.stream()
			.map((meter) -> meter.getId().getTag(key))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> names(Enum<?>[] counters) {
		return Arrays.stream(counters)
			.map((counter) -> counter.name().toLowerCase(Locale.ROOT))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void severalServersAreAddedUp() {
		SimpleMeterRegistry both = new SimpleMeterRegistry();
		ObservedServer other = new ObservedServer();
		new SocketIOMeterBinder(List.of(this.server.server(), other.server())).bindTo(both);
		this.server.connect();
		other.connect();
		assertThat(both.get("socketio.server.connections").tag("transport", "websocket").gauge().value()).isEqualTo(2);
		assertThat(both.get("socketio.server.sockets").tags("namespace", "/", "transport", "websocket").gauge().value())
			.isEqualTo(2);
	}

	@Test
	void metersAreAsDocumented() {
		everythingHappens(this.server);
		assertMetersAreDocumented(this.registry.getMeters());
	}

	@Test
	void observationsMakeTheSameTimers() {
		SimpleMeterRegistry observed = new SimpleMeterRegistry();
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(observed));
		ObservedServer server = new ObservedServer(
				List.of(new SocketIOObservations(observations), new SocketIOMetrics(observed, false)), this::inCluster);
		new SocketIOMeterBinder(List.of(server.server())).bindTo(observed);
		everythingHappens(server);
		everythingHappens(this.server);
		assertThat(observed.get("socketio.server.event").tag("event", "a").timer().count()).isEqualTo(1);
		assertThat(ids(observed.getMeters(), Meter.Type.TIMER))
			.isEqualTo(ids(this.registry.getMeters(), Meter.Type.TIMER));
		assertMetersAreDocumented(observed.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getType() != Meter.Type.LONG_TASK_TIMER)
			.toList());
		server.close();
	}

	private static void everythingHappens(ObservedServer server) {
		server.on("a", (socket) -> socket.emitWithAck("b"));
		FakeWebSocket client = server.connect();
		client.text("42[\"a\"]");
		client.text("430[]");
		client.drop();
	}

	private static Set<String> ids(Collection<Meter> meters, Meter.Type type) {
		return meters.stream()
			.filter((meter) -> meter.getId().getType() == type)
			.map((meter) -> meter.getId().getName() + meter.getId().getTags())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Each meter is in the documentation with its type, unit and tags, and nothing else
	 * is.
	 */
	private static void assertMetersAreDocumented(Collection<Meter> meters) {
		Set<String> documented = Arrays.stream(SocketIOMeterDocumentation.values())
			.map((meter) -> describe(meter.getName(), meter.getType(), meter.getBaseUnit(),
					Arrays.stream(meter.getKeyNames()).map(KeyName::asString).toList()))
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> present = meters.stream()
			.map((meter) -> describe(meter.getId().getName(), meter.getId().getType(), meter.getId().getBaseUnit(),
					meter.getId().getTags().stream().map(Tag::getKey).toList()))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(present).isEqualTo(documented);
	}

	private static String describe(String name, Meter.Type type, String unit, List<String> tags) {
		String baseUnit = (type == Meter.Type.TIMER) ? "seconds" : unit;
		return name + " " + type + " " + baseUnit + " " + tags;
	}

}
