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

package io.github.socketiospring.boot.autoconfigure;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socketiospring.RoomEvent;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.OnConnect;
import io.github.socketiospring.annotation.OnRoomEvent;
import io.github.socketiospring.annotation.SocketIOController;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens to rooms in an application (FEATURES.md: room events).
 */
class RoomEventBeansTests {

	private static final List<String> ORDER = List.of("CREATED", "JOINED", "LEFT", "DELETED");

	private void connect(TestServer server, String namespace) {
		HttpResponse<String> handshake = server.send("GET", TestServer.HANDSHAKE, "");
		String sid = handshake.body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
		assertThat(server.send("POST", TestServer.HANDSHAKE + "&sid=" + sid, "40" + namespace).statusCode())
			.isEqualTo(200);
	}

	@Test
	void listenersOfTheApplicationAndMethodsAreTold() {
		try (TestServer server = new TestServer(Application.class)) {
			connect(server, "");
			connect(server, "/orders/5,");
			Recorder recorder = server.context().getBean(Recorder.class);
			Controller controller = server.context().getBean(Controller.class);
			Awaitility.await().untilAsserted(() -> {
				assertThat(recorder.of("/")).containsExactlyElementsOf(ORDER);
				assertThat(recorder.of("/orders/5")).containsExactlyElementsOf(ORDER);
				assertThat(controller.log).containsExactlyInAnyOrder("CREATED /", "CREATED /orders/5");
			});
		}
	}

	@Test
	void listenersToEverythingAreNotTold() {
		try (TestServer server = new TestServer(ApplicationWithoutListener.class)) {
			connect(server, "");
			SocketIOServer io = server.context().getBean(SocketIOServer.class);
			Awaitility.await().until(() -> !io.of("/").sockets().isEmpty());
			assertThat(server.context().getBean(EverythingRecorder.class).log)
				.noneMatch((event) -> event instanceof RoomEvent);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Controller.class, Recorder.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(EverythingRecorder.class)
	static class ApplicationWithoutListener {

	}

	@SocketIOController
	@Namespace({ "/", "/orders/{id}" })
	static class Controller {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@OnConnect
		void connected(SocketIOSocket socket) {
			socket.join("room");
			socket.leave("room");
		}

		@OnRoomEvent(RoomEvent.Type.CREATED)
		void created(RoomEvent event) {
			if (event.room().equals("room")) {
				this.log.add(event.type() + " " + event.namespace());
			}
		}

	}

	@Component
	static class Recorder {

		private final List<RoomEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(RoomEvent event) {
			this.events.add(event);
			throw new IllegalStateException("expected");
		}

		List<String> of(String namespace) {
			return this.events.stream()
				.filter((event) -> event.room().equals("room") && event.namespace().equals(namespace))
				.map((event) -> event.type().name())
				.toList();
		}

	}

	@Component
	static class EverythingRecorder {

		private final List<Object> log = new CopyOnWriteArrayList<>();

		@EventListener
		void on(Object event) {
			this.log.add(event);
		}

	}

}
