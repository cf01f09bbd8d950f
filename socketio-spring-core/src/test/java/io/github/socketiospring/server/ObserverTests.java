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

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.ConnectObserver;
import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.NamespaceHandler;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.engineio.PollingClient;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What observers are told, and in which order several are.
 */
class ObserverTests {

	private final List<String> told = new ArrayList<>();

	private final TestHandler handler = new TestHandler();

	private TestServer observedBy(String... names) {
		TestServer server = new TestServer((builder) -> {
			for (String name : names) {
				builder.observer(new Recorder(name));
			}
			return builder;
		});
		server.root().addHandler(this.handler);
		return server;
	}

	@Test
	void tellsEachObserverOfConnectEventAndDisconnect() {
		this.handler.on("a", (call) -> AckArgs.of(1));
		FakeWebSocket client = observedBy("1", "2").connect();
		client.text("420[\"a\"]");
		client.drop();
		assertThat(this.told).containsExactly("1 namespace /", "2 namespace /", "1 open websocket", "2 open websocket",
				"1 received 1", "2 received 1", "1 connect", "2 connect", "1 accepted", "2 accepted", "1 sent 31",
				"2 sent 31", "1 received 7", "2 received 7", "2 wraps a", "1 wraps a", "1 event a", "2 event a",
				"1 handles a", "2 handles a", "1 sent 5", "2 sent 5", "1 disconnect transport close",
				"2 disconnect transport close");
	}

	@Test
	void wrapsAHandlerOnce() {
		this.handler.on("a", (call) -> null);
		FakeWebSocket client = observedBy("1").connect();
		client.text("42[\"a\"]");
		client.text("42[\"a\"]");
		assertThat(this.told).containsOnlyOnce("1 wraps a");
		assertThat(this.told).filteredOn("1 handles a"::equals).hasSize(2);
	}

	@Test
	void tellsOfAnUpgrade() {
		TestServer server = observedBy("1", "2");
		PollingClient client = new PollingClient(server.server().engine());
		FakeWebSocket webSocket = new FakeWebSocket().open(server.server().engine(),
				"transport=websocket&sid=" + client.sid());
		webSocket.text("2probe");
		webSocket.text("5");
		assertThat(this.told).containsExactly("1 namespace /", "2 namespace /", "1 open polling", "2 open polling",
				"1 upgrade", "2 upgrade");
	}

	@Test
	void tellsHowItEndsThatASocketIsLetIn() {
		TestServer server = observedBy("1", "2");
		this.handler.onConnect((socket) -> Mono.error(new ConnectionRefusedException("no")));
		server.connect();
		assertThat(this.told).endsWith("1 refused true", "2 refused true", "1 sent 17", "2 sent 17");
		this.handler.onConnect((socket) -> Mono.error(new IllegalStateException()));
		server.connect();
		assertThat(this.told).contains("1 refused false", "2 refused false");
		this.handler.onConnect((socket) -> Mono.never());
		server.connect().drop();
		assertThat(this.told).endsWith("1 left transport close", "2 left transport close")
			.noneMatch((line) -> line.contains("disconnect"));
	}

	@Test
	void givesConnectHandlersTheContextOfEachObserver() {
		List<String> seen = new ArrayList<>();
		this.handler.onConnect((socket) -> Mono.deferContextual((context) -> {
			seen.add(context.get("1") + " " + context.get("2"));
			return Mono.empty();
		}));
		observedBy("1", "2").connect();
		assertThat(seen).containsExactly("of 1 of 2");
	}

	@Test
	void tellsOfEmissionsToEachClientAndOfAcknowledgements() {
		TestServer server = observedBy("1", "2");
		server.connect();
		server.connect();
		this.told.clear();
		server.root().emit("a");
		assertThat(this.told).filteredOn((line) -> line.endsWith("emit"))
			.containsExactly("1 emit", "2 emit", "1 emit", "2 emit");
		server.root().emitWithAck("b").subscribe();
		server.socket().emitWithAck("c").subscribe();
		assertThat(this.told).containsSubsequence("1 asks b", "2 asks b", "1 asks c", "2 asks c");
	}

	@Test
	void childrenAreObservedAsTheirParent() {
		TestServer server = observedBy("1");
		server.server().of(NamespaceTemplate.of("/chat/{room}"));
		FakeWebSocket client = server.open();
		client.text("40/chat/1,");
		client.text("40/chat/2,");
		assertThat(this.told).filteredOn((line) -> line.contains("namespace"))
			.containsExactly("1 namespace /", "1 namespace /chat/{room}");
		assertThat(this.told).filteredOn("1 accepted"::equals).hasSize(2);
	}

	@Test
	void namesOfEventsAreThoseThatSomethingIsRegisteredFor() {
		FakeWebSocket client = observedBy("1").connect();
		client.text("42[\"made up\"]");
		assertThat(this.told).endsWith("1 received 12", "1 event null");
		this.handler.onUnhandled((call) -> null);
		FakeWebSocket other = observedBy("1").connect();
		other.text("42[\"made up\"]");
		assertThat(this.told).endsWith("1 received 12", "1 wraps null", "1 event null", "1 handles null");
	}

	@Test
	void namesThatClientsMakeUpForAHandlerOfAllEndSomewhere() {
		TestServer server = observedBy("1");
		List<String> asked = new ArrayList<>();
		this.handler.on("any", (call) -> null);
		server.root().addHandler(new NamespaceHandler() {

			@Override
			public EventHandler eventHandler(String event) {
				asked.add(event);
				return ObserverTests.this.handler.eventHandler("any");
			}

		});
		FakeWebSocket client = server.connect();
		for (int i = 0; i < NamespaceEvents.MAX_PREPARED; i++) {
			client.text("42[\"" + i + "\"]");
		}
		client.text("42[\"0\"]");
		assertThat(asked).hasSize(NamespaceEvents.MAX_PREPARED);
		this.told.clear();
		client.text("42[\"one more\"]");
		client.text("42[\"one more\"]");
		assertThat(this.told).contains("1 wraps null", "1 event null", "1 handles null")
			.noneMatch((line) -> line.contains("more"));
		assertThat(asked).endsWith("one more", "one more").hasSize(NamespaceEvents.MAX_PREPARED + 2);
		this.told.clear();
		client.text("42[\"0\"]");
		assertThat(this.told).contains("1 event 0", "1 handles 0");
	}

	/**
	 * Writes down what it is told.
	 */
	private final class Recorder implements SocketIOObserver, NamespaceObserver {

		private final String name;

		Recorder(String name) {
			this.name = name;
		}

		private void tell(String what) {
			ObserverTests.this.told.add(this.name + " " + what);
		}

		@Override
		public NamespaceObserver namespace(String namespace) {
			tell("namespace " + namespace);
			return this;
		}

		@Override
		public void onOpen(String transport) {
			tell("open " + transport);
		}

		@Override
		public void onUpgrade() {
			tell("upgrade");
		}

		@Override
		public void onReceived(String transport, int bytes) {
			tell("received " + bytes);
		}

		@Override
		public void onSent(String transport, int bytes) {
			tell("sent " + bytes);
		}

		@Override
		public ConnectObserver onConnect(SocketIOSocket socket) {
			tell("connect");
			return new ConnectObserver() {

				@Override
				public Context contextWrite(Context context) {
					return context.put(Recorder.this.name, "of " + Recorder.this.name);
				}

				@Override
				public void onAccepted() {
					tell("accepted");
				}

				@Override
				public void onRefused(Throwable error, boolean intended) {
					tell("refused " + intended);
				}

				@Override
				public void onLeft(DisconnectReason reason) {
					tell("left " + reason);
				}

			};
		}

		@Override
		public void onDisconnect(SocketIOSocket socket, DisconnectReason reason) {
			tell("disconnect " + reason);
		}

		@Override
		public void onEvent(String event) {
			tell("event " + event);
		}

		@Override
		public void onEmit() {
			tell("emit");
		}

		@Override
		public EventHandler handler(String event, EventHandler handler) {
			tell("wraps " + event);
			return new Wrapper(handler, () -> tell("handles " + event));
		}

		@Override
		public <T> Mono<T> acknowledgement(String event, Mono<T> answer) {
			return answer.doFirst(() -> tell("asks " + event));
		}

	}

	private record Wrapper(EventHandler delegate, Runnable onCall) implements EventHandler {

		@Override
		public Type[] payloadTypes() {
			return this.delegate.payloadTypes();
		}

		@Override
		public boolean isBlocking() {
			return this.delegate.isBlocking();
		}

		@Override
		public Object handle(SocketIOSocket socket, String event, Object[] payload, Ack<Object> ack) throws Throwable {
			this.onCall.run();
			return this.delegate.handle(socket, event, payload, ack);
		}

	}

}
