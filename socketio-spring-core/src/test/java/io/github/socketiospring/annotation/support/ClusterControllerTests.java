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

package io.github.socketiospring.annotation.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Auth;
import io.github.socketiospring.annotation.EventName;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NamespaceVariable;
import io.github.socketiospring.annotation.OnRoomEvent;
import io.github.socketiospring.annotation.OnServerEvent;
import io.github.socketiospring.annotation.SocketIOController;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Methods for events of other servers and for what happens to rooms.
 */
class ClusterControllerTests {

	private final SocketIONamespace namespace = mock(SocketIONamespace.class);

	private final Sinks.Many<RoomEvent> roomEvents = Sinks.many().multicast().directBestEffort();

	private final Map<String, EventListener<Arguments>> listeners = new ConcurrentHashMap<>();

	ClusterControllerTests() {
		given(this.namespace.roomEvents()).willReturn(this.roomEvents.asFlux());
		given(this.namespace.onServerEvent(any(), any())).willAnswer((call) -> {
			this.listeners.put(call.getArgument(0), call.getArgument(1));
			return null;
		});
	}

	private List<Object> send(String event, Object... args) throws Exception {
		RecordingAck ack = new RecordingAck(true);
		this.listeners.get(event).onEvent(new TestArguments(args), ack);
		return ack.sent().isEmpty() ? null : List.of(ack.sent().get(0).values());
	}

	@Test
	void methodsAnswerOtherServers() throws Exception {
		try (ControllerTester tester = ControllerTester.of(Servers.class)) {
			tester.handlers().get("/").onAdded(this.namespace);
			assertThat(send("sum", 1, 2)).containsExactly(3);
			assertThat(send("later", "x")).containsExactly("later x");
			assertThat(send("several")).containsExactly(1, 2);
			assertThat(send("other")).containsExactly("by hand");
			assertThat(send("reload")).isEmpty();
			assertThat(tester.bean(Servers.class).log).containsExactly("reload", this.namespace);
		}
	}

	@Test
	void argumentsOfOtherServersAreValidated() throws Exception {
		try (ControllerTester tester = ControllerTester.of(ValidatorConfiguration.class, Validated.class)) {
			tester.handlers().get("/").onAdded(this.namespace);
			assertThat(send("greet", "Ada")).containsExactly("Hello Ada");
			assertThat(send("greet", " ")).isNull();
		}
	}

	@Test
	void methodsTakeVariablesOfTheirNamespace() throws Exception {
		given(this.namespace.variables()).willReturn(Map.of("id", "7"));
		try (ControllerTester tester = ControllerTester.of(Variables.class)) {
			SocketIOServer server = tester.server();
			given(this.namespace.server()).willReturn(server);
			tester.handlers().values().forEach((handler) -> handler.onAdded(this.namespace));
			assertThat(send("id?", "x")).containsExactly("x7");
			this.roomEvents.tryEmitNext(new RoomEvent("/a/7", RoomEvent.Type.CREATED, "r", null));
			assertThat(tester.bean(Variables.class).log).containsExactly("r7");
		}
	}

	@Test
	void errorIsNoAnswer() throws Exception {
		try (ControllerTester tester = ControllerTester.of(Servers.class)) {
			tester.handlers().get("/").onAdded(this.namespace);
			assertThat(send("failing")).isNull();
			assertThat(send("failing later")).isNull();
		}
	}

	@Test
	void methodsAreToldOfRooms() {
		try (ControllerTester tester = ControllerTester.of(Rooms.class)) {
			tester.handlers().get("/").onAdded(this.namespace);
			RoomEvent created = new RoomEvent("/", RoomEvent.Type.CREATED, "r", null);
			RoomEvent joined = new RoomEvent("/", RoomEvent.Type.JOINED, "r", "s");
			this.roomEvents.tryEmitNext(created);
			this.roomEvents.tryEmitNext(joined);
			assertThat(tester.bean(Rooms.class).log).containsExactly("all CREATED", "joined s", "all JOINED");
		}
	}

	@Test
	void failingMethodIsToldOfTheNextRoom() {
		try (ControllerTester tester = ControllerTester.of(FailingRooms.class)) {
			tester.handlers().get("/").onAdded(this.namespace);
			this.roomEvents.tryEmitNext(new RoomEvent("/", RoomEvent.Type.CREATED, "a", null));
			this.roomEvents.tryEmitNext(new RoomEvent("/", RoomEvent.Type.CREATED, "b", null));
			assertThat(tester.bean(FailingRooms.class).log).containsExactly("a", "b");
		}
	}

	@Test
	void methodThatIsTooSlowIsToldOfLaterRooms() {
		given(this.namespace.roomEvents())
			.willReturn(Flux.defer(() -> (this.listeners.putIfAbsent("first", (args, ack) -> {
			}) == null) ? Flux.error(new IllegalStateException("expected overflow")) : this.roomEvents.asFlux()));
		try (ControllerTester tester = ControllerTester.of(Rooms.class)) {
			tester.handlers().get("/").onAdded(this.namespace);
			this.roomEvents.tryEmitNext(new RoomEvent("/", RoomEvent.Type.DELETED, "r", null));
			assertThat(tester.bean(Rooms.class).log).containsExactly("all DELETED");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { SocketOfServerEvent.class, SocketOfRoomEvent.class, AuthOfServerEvent.class,
			AckOfRoomEvent.class, ResultOfRoomEvent.class, ReservedName.class, NoName.class, TwoHandlers.class,
			PayloadOfRoomEvent.class })
	void refusesMisuse(Class<?> controller) {
		assertThatExceptionOfType(InvalidControllerException.class).isThrownBy(() -> ControllerTester.of(controller))
			.satisfies((ex) -> assertThat(ex.getAction()).isNotEmpty());
	}

	@SocketIOController
	static class Validated {

		@OnServerEvent("greet")
		String greet(@NotBlank String name) {
			return "Hello " + name;
		}

	}

	@SocketIOController
	static class Servers {

		private final List<Object> log = new CopyOnWriteArrayList<>();

		@OnServerEvent("sum")
		int sum(int first, int second) {
			return first + second;
		}

		@OnServerEvent("later")
		Mono<String> later(@EventName String event, Arguments args) {
			return Mono.just(event + " " + args.get(0));
		}

		@OnServerEvent("several")
		AckArgs several() {
			return AckArgs.of(1, 2);
		}

		@OnServerEvent({ "other", "another" })
		void byHand(Ack<String> ack) {
			ack.send("by hand");
		}

		@OnServerEvent("reload")
		void reload(SocketIONamespace namespace, @EventName String event) {
			this.log.add(event);
			this.log.add(namespace);
		}

		@OnServerEvent("failing")
		int failing() {
			throw new IllegalStateException("expected");
		}

		@OnServerEvent("failing later")
		Mono<Integer> failingLater() {
			return Mono.error(new IllegalStateException("expected"));
		}

	}

	@SocketIOController
	static class Rooms {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@OnRoomEvent
		@Order(2)
		void all(RoomEvent event) {
			this.log.add("all " + event.type());
		}

		@OnRoomEvent(RoomEvent.Type.JOINED)
		@Order(1)
		Mono<Void> joined(RoomEvent event, SocketIONamespace namespace) {
			return Mono.fromRunnable(() -> this.log.add("joined " + event.socketId()));
		}

	}

	@SocketIOController
	@Namespace("/a/{id}")
	static class Variables {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@OnServerEvent("id?")
		String id(String prefix, @NamespaceVariable int id) {
			return prefix + id;
		}

		@OnRoomEvent
		void on(RoomEvent event, @NamespaceVariable int id) {
			this.log.add(event.room() + id);
		}

	}

	@SocketIOController
	static class FailingRooms {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@OnRoomEvent
		void on(RoomEvent event) {
			this.log.add(event.room());
			throw new IllegalStateException("expected");
		}

	}

	@SocketIOController
	static class SocketOfServerEvent {

		@OnServerEvent("x")
		void on(SocketIOSocket socket) {
		}

	}

	@SocketIOController
	static class SocketOfRoomEvent {

		@OnRoomEvent
		void on(RoomEvent event, SocketIOSocket socket) {
		}

	}

	@SocketIOController
	static class AuthOfServerEvent {

		@OnServerEvent("x")
		void on(@Auth("token") String token) {
		}

	}

	@SocketIOController
	static class AckOfRoomEvent {

		@OnRoomEvent
		void on(Ack<String> ack) {
		}

	}

	@SocketIOController
	static class ResultOfRoomEvent {

		@OnRoomEvent
		String on(RoomEvent event) {
			return "nobody gets it";
		}

	}

	@SocketIOController
	static class PayloadOfRoomEvent {

		@OnRoomEvent
		void on(String room) {
		}

	}

	@SocketIOController
	static class ReservedName {

		@OnServerEvent("new_namespace")
		void on() {
		}

	}

	@SocketIOController
	static class NoName {

		@OnServerEvent({})
		void on() {
		}

	}

	@SocketIOController
	static class TwoHandlers {

		@OnServerEvent("x")
		void one() {
		}

		@OnServerEvent("x")
		void two() {
		}

	}

}
