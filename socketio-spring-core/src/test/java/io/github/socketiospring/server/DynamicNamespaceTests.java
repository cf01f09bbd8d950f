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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.NamespaceTemplate;
import io.github.socketiospring.ParentNamespace;
import io.github.socketiospring.SocketIONamespace;
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.adapter.InMemoryAdapter;
import io.github.socketiospring.engineio.FakeWebSocket;
import io.github.socketiospring.test.LogRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Which dynamic namespaces clients may create (FEATURES.md: dynamic namespaces,
 * new_namespace event; PROTOCOL.md 90, 141, 142).
 */
class DynamicNamespaceTests {

	private final TestServer server = new TestServer();

	private final SocketIOServer io = this.server.server();

	private final List<SocketIOSocket> connected = new CopyOnWriteArrayList<>();

	private FakeWebSocket join(String connect) {
		FakeWebSocket client = this.server.open();
		client.text(connect);
		return client;
	}

	private void assertJoins(String name) {
		FakeWebSocket client = join("40" + name + ",");
		assertThat(client.sent()).singleElement().asString().startsWith("40" + name + ",{\"sid\":");
		assertThat(this.io.namespace(name).sockets()).isNotEmpty();
	}

	private void assertIsInvalid(String name) {
		FakeWebSocket client = join("40" + name + ",");
		assertThat(client.sent()).containsExactly("44" + name + ",{\"message\":\"Invalid namespace\"}");
		assertThat(client.closedWith()).isEqualTo(FakeWebSocket.OPEN);
		assertThat(this.io.namespace(name)).isNull();
		client.take();
		client.text("40");
		assertThat(client.sent()).hasSize(1);
	}

	@Test
	void comeIntoBeingByAPattern() {
		ParentNamespace parent = this.io.of(Pattern.compile("/dynamic-\\d+")).onConnection(this.connected::add);
		assertThat(parent.children()).isEmpty();
		assertJoins("/dynamic-101");
		assertJoins("/dynamic-102");
		assertThat(parent.children()).extracting(SocketIONamespace::name)
			.containsExactlyInAnyOrder("/dynamic-101", "/dynamic-102");
		assertThat(this.connected).extracting((socket) -> socket.namespace().name())
			.containsExactly("/dynamic-101", "/dynamic-102");
		assertThat(this.io.namespaces()).hasSize(3).doesNotContain(parent);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dynamic-", "/x/dynamic-1", "/dynamic-1/x", "/other" })
	void patternIsForTheWholeName(String name) {
		this.io.of(Pattern.compile("/dynamic-\\d+"));
		assertIsInvalid(name);
	}

	@Test
	void comeIntoBeingByATemplateAndTellItsVariables() {
		this.io.of(NamespaceTemplate.of("/{tenant}/orders/{id}")).onConnection(this.connected::add);
		assertJoins("/acme/orders/5");
		assertThat(this.connected.get(0).namespace().variables()).isEqualTo(Map.of("tenant", "acme", "id", "5"));
		assertThat(this.server.root().variables()).isEmpty();
		assertIsInvalid("/acme/orders");
	}

	@Test
	void comeIntoBeingByAPredicate() {
		List<Object> asked = new ArrayList<>();
		this.io.of((name, auth) -> {
			asked.add(name + " " + auth);
			return Mono.just("b".equals(auth.get("a")));
		});
		FakeWebSocket client = join("40/any,{\"a\":\"b\"}");
		assertThat(client.sent()).singleElement().asString().startsWith("40/any,{\"sid\":");
		assertThat(asked).containsExactly("/any {a=b}");
		assertIsInvalid("/other");
	}

	@Test
	void predicateIsAskedForEachClient() {
		this.io.of((name, auth) -> Mono.just(auth.containsKey("secret")));
		join("40/private,{\"secret\":1}");
		assertThat(this.io.namespace("/private").sockets()).hasSize(1);
		FakeWebSocket other = join("40/private,");
		assertThat(other.sent()).containsExactly("44/private,{\"message\":\"Invalid namespace\"}");
		assertThat(this.io.namespace("/private").sockets()).hasSize(1);
	}

	@Test
	void parentsAreAskedInTheirOrder() {
		List<String> asked = new ArrayList<>();
		ParentNamespace first = this.io.of((name, auth) -> {
			asked.add("first");
			return Mono.empty();
		});
		ParentNamespace second = this.io.of((name, auth) -> {
			asked.add("second");
			return name.equals("/second") ? Mono.just(true)
					: Mono.error(new ConnectionRefusedException("not mine, and not logged"));
		});
		ParentNamespace third = this.io.of(NamespaceTemplate.of("/{any}"));
		ParentNamespace fourth = this.io.of(Pattern.compile("/.*"));
		assertJoins("/second");
		assertJoins("/third");
		assertJoins("/a/b");
		assertThat(first.children()).isEmpty();
		assertThat(second.children()).hasSize(1);
		assertThat(third.children()).hasSize(1);
		assertThat(fourth.children()).hasSize(1);
		assertThat(asked).containsExactly("first", "second", "first", "second", "first", "second");
	}

	@Test
	void predicateThatFailsIsLoggedAndTheNextIsAsked() {
		this.io.of((name, auth) -> {
			throw new IllegalStateException("broken");
		});
		this.io.of((name, auth) -> Mono.error(new IllegalStateException("broken as well")));
		this.io.of((name, auth) -> null);
		ParentNamespace last = this.io.of(Pattern.compile("/x"));
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			assertJoins("/x");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(last.children()).hasSize(1);
	}

	@Test
	void exactNamespacesComeFirst() {
		SocketIONamespace exact = this.io.of("/orders/all");
		ParentNamespace parent = this.io.of(NamespaceTemplate.of("/orders/{id}"));
		assertJoins("/orders/all");
		assertThat(exact.sockets()).hasSize(1);
		assertThat(parent.children()).isEmpty();
	}

	@Test
	void clientMayWaitForThePredicate() {
		Sinks.One<Boolean> answer = Sinks.one();
		this.io.of((name, auth) -> answer.asMono());
		FakeWebSocket client = join("40/slow,");
		assertThat(client.sent()).isEmpty();
		client.text("40");
		assertThat(client.take()).hasSize(1);
		answer.tryEmitValue(true);
		assertThat(client.sent()).singleElement().asString().startsWith("40/slow,{\"sid\":");
		assertThat(this.server.activeTimers()).isOne();
	}

	@Test
	void secondConnectDuringTheQuestionClosesTheConnection() {
		this.io.of((name, auth) -> Mono.never());
		FakeWebSocket client = join("40/slow,");
		client.text("40/slow,");
		assertThat(client.closedWith()).isNotEqualTo(FakeWebSocket.OPEN);
	}

	@Test
	void predicateThatNeverAnswersIsGivenUp() {
		List<String> asked = new ArrayList<>();
		this.io.of((name, auth) -> Mono.<Boolean>never().doOnCancel(() -> asked.add("cancelled")));
		FakeWebSocket client = this.server.connect();
		client.text("40/slow,");
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			for (int i = 0; i < 3; i++) {
				this.server.pass(Duration.ofSeconds(15));
				client.text("3");
			}
			assertThat(log.messages("WARN")).singleElement().asString().contains("connect-timeout");
		}
		assertThat(client.sent()).contains("44/slow,{\"message\":\"Invalid namespace\"}");
		assertThat(asked).containsExactly("cancelled");
	}

	@Test
	void questionEndsWithTheConnection() {
		List<String> asked = new ArrayList<>();
		this.io.of((name, auth) -> Mono.<Boolean>never().doOnCancel(() -> asked.add("cancelled")));
		FakeWebSocket client = join("40/slow,");
		client.drop();
		assertThat(asked).containsExactly("cancelled");
		assertThat(this.server.activeTimers()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a\nb", "/\u0000", "/a\u0085" })
	void namesHaveNoControlCharacters(String name) {
		this.io.of(Pattern.compile("(?s)/.*"));
		assertIsInvalid(name);
	}

	@Test
	void namesAreNotLong() {
		this.io.of(Pattern.compile("/.*"));
		assertIsInvalid("/" + "a".repeat(1000));
		assertJoins("/" + "a".repeat(999));
	}

	@Test
	void childHasWhatTheParentHasWhenItIsCreated() {
		List<String> steps = new CopyOnWriteArrayList<>();
		TestHandler handler = new TestHandler().record("a", false)
			.onConnect((socket) -> Mono.fromRunnable(() -> steps.add("handler")));
		ParentNamespace parent = this.io.of(Pattern.compile("/x.*"))
			.use((socket) -> Mono.fromRunnable(() -> steps.add("middleware")))
			.onConnection((socket) -> steps.add("listener"))
			.addHandler(handler);
		parent.connections().subscribe(this.connected::add);
		FakeWebSocket client = join("40/x1,");
		client.text("42/x1,[\"a\",1]");
		this.server.runWorkers();
		assertThat(steps).containsExactly("middleware", "handler", "listener");
		assertThat(handler.events()).containsExactly("a 1");
		assertThat(this.connected).hasSize(1);
		parent.use((socket) -> Mono.error(new ConnectionRefusedException("later")));
		assertJoins("/x1");
		assertThat(join("40/x2,").sent()).containsExactly("44/x2,{\"message\":\"later\"}");
	}

	@Test
	void childHasHandlersOfItsOwnAsWell() {
		TestHandler handler = new TestHandler().record("a", false);
		TestHandler own = new TestHandler().record("b", false);
		TestHandler later = new TestHandler().record("c", false);
		ParentNamespace parent = this.io.of(Pattern.compile("/x.*")).addHandler(handler);
		SocketIONamespace child = this.io.of("/x1");
		child.addHandler(own);
		parent.addHandler(later);
		for (String name : List.of("/x1", "/x2")) {
			FakeWebSocket client = join("40" + name + ",");
			for (String event : List.of("a", "b", "c")) {
				client.text("42" + name + ",[\"" + event + "\",\"" + name + "\"]");
			}
		}
		assertThat(handler.events()).containsExactly("a /x1", "a /x2");
		assertThat(own.events()).containsExactly("b /x1");
		assertThat(later.events()).containsExactly("c /x2");
	}

	@Test
	void middlewareOfTheParentRefuses() {
		this.io.of(Pattern.compile("/.*")).use((socket) -> Mono.error(new ConnectionRefusedException("no")));
		FakeWebSocket client = join("40/x,");
		assertThat(client.sent()).containsExactly("44/x,{\"message\":\"no\"}");
	}

	@Test
	void equalPatternsAndTemplatesHaveOneParent() {
		assertThat(this.io.of(Pattern.compile("/a.*"))).isSameAs(this.io.of(Pattern.compile("/a.*")))
			.isNotSameAs(this.io.of(Pattern.compile("/a.*", Pattern.CASE_INSENSITIVE)));
		assertThat(this.io.of(NamespaceTemplate.of("/{a}"))).isSameAs(this.io.of(NamespaceTemplate.of("/{a}")))
			.isNotSameAs(this.io.of(NamespaceTemplate.of("/{b}")));
		assertThat(this.io.of((name, auth) -> Mono.just(true)))
			.isNotSameAs(this.io.of((name, auth) -> Mono.just(true)));
		assertThat(this.io.of(Pattern.compile("/a.*")).name()).isEqualTo("/a.*");
		assertThat(this.io.of(NamespaceTemplate.of("/{a}"))).hasToString("namespaces /{a}");
	}

	/** PROTOCOL.md 142. */
	@Test
	void nameThatMatchesIsAttachedToTheParentBeforeAnyClient() {
		ParentNamespace pattern = this.io.of(Pattern.compile("/dynamic-\\d+")).onConnection(this.connected::add);
		ParentNamespace template = this.io.of(NamespaceTemplate.of("/orders/{id}"));
		this.io.of((name, auth) -> Mono.just(true));
		SocketIONamespace child = this.io.of("/dynamic-101");
		assertThat(pattern.children()).containsExactly(child);
		assertThat(this.io.of("/orders/5").variables()).isEqualTo(Map.of("id", "5"));
		assertThat(template.children()).hasSize(1);
		assertThat(this.io.of("/predicates are for clients").variables()).isEmpty();
		assertJoins("/dynamic-101");
		assertThat(this.connected).singleElement().extracting(SocketIOSocket::namespace).isSameAs(child);
	}

	@Test
	void matchingNamesAreDeclaredByTheirPattern() {
		SocketIOServer strict = new TestServer((builder) -> builder.strictNamespaces(true)).server();
		ParentNamespace parent = strict.of(Pattern.compile("/x.*"));
		strict.start();
		assertThat(strict.of("/x1")).isNotNull();
		assertThat(strict.of(Pattern.compile("/x.*"))).isSameAs(parent);
		assertThatIllegalStateException().isThrownBy(() -> strict.of("/y"));
		assertThatIllegalStateException().isThrownBy(() -> strict.of(Pattern.compile("/y.*")))
			.withMessageContaining("'/y.*'");
	}

	@Test
	void templateIsNoName() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.io.of("/orders/{id}"))
			.withMessageContaining("'/orders/{id}'")
			.withMessageContaining("NamespaceTemplate.of");
	}

	@Test
	void newNamespacesAreTold() {
		List<String> told = new CopyOnWriteArrayList<>();
		this.io.of(Pattern.compile("/x.*"))
			.use((socket) -> Mono.fromRunnable(() -> told.add("middleware of the parent")));
		this.io.onNewNamespace((namespace) -> {
			throw new IllegalStateException("not a reason to have no namespace");
		});
		this.io.onNewNamespace((namespace) -> {
			told.add(namespace.name());
			assertThat(this.io.namespace(namespace.name())).isSameAs(namespace);
			namespace.use((socket) -> Mono.fromRunnable(() -> told.add("middleware")));
		});
		this.io.of("/declared");
		this.io.of("/declared");
		assertJoins("/x1");
		assertJoins("/x1");
		assertThat(told).containsExactly("/declared", "/x1", "middleware of the parent", "middleware",
				"middleware of the parent", "middleware");
	}

	@Test
	void adapterThatCannotBeCreatedRefusesTheClient() {
		TestServer broken = new TestServer((builder) -> builder.adapterFactory((context) -> {
			if (context.namespace().startsWith("/x")) {
				throw new IllegalStateException("no connection");
			}
			return new InMemoryAdapter(context);
		}));
		broken.server().of(Pattern.compile("/x.*"));
		FakeWebSocket client = broken.open();
		try (LogRecorder log = LogRecorder.of(SocketIOServer.class)) {
			client.text("40/x,");
			assertThat(log.messages("ERROR")).hasSize(1);
		}
		assertThat(client.sent()).containsExactly("44/x,{\"message\":\"Internal error\"}");
		assertThat(broken.server().namespace("/x")).isNull();
	}

	@Test
	void clientsOfSocketIO2JoinThem() {
		TestServer old = new TestServer((builder) -> builder.allowEIO3(true));
		old.server().of((name, auth) -> Mono.just("1".equals(auth.get("token"))));
		FakeWebSocket client = new FakeWebSocket().open(old.server().engine(), "EIO=3");
		client.take();
		client.text("40/x?token=1");
		assertThat(client.take()).containsExactly("40/x,");
		assertThat(old.server().namespace("/x").sockets()).hasSize(1);
	}

}
