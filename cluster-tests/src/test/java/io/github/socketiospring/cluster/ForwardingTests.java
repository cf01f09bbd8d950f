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

package io.github.socketiospring.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.socketiospring.engineio.EngineIOCounter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servers behind a proxy that does not keep clients where they are: each forwards what is
 * not its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("io.github.socketiospring.cluster.NodeKind#withJava")
class ForwardingTests {

	private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";

	private static final List<String> POLLING = List.of("polling");

	private static final List<String> BOTH = List.of("polling", "websocket");

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<ClusterNode> nodes = new ArrayList<>();

	private final List<Member> members = new ArrayList<>();

	private RedisServer redis;

	private RemoteProcess clients;

	private RemoteProcess proxy;

	private Map<?, ?> ports;

	private int lastName;

	@BeforeAll
	void start() {
		this.redis = RedisServer.start(RedisVersion.SEVEN);
		this.clients = RemoteProcess.script("clients", "clients.js", Map.of());
		launch();
		launch();
		this.nodes.forEach(ClusterNode::awaitReady);
		this.clients.awaitReady();
		this.proxy = RemoteProcess.script("proxy", "proxy.js",
				Map.of("urls", this.nodes.stream().map(ClusterNode::url).toList()));
		this.ports = (Map<?, ?>) this.proxy.awaitReady();
	}

	private ClusterNode launch() {
		ClusterSettings settings = new ClusterSettings(AdapterKind.REDIS, this.redis.port(), false, Map.of(),
				List.of("socketio.cluster.forwarding.enabled=true", "socketio.per-message-deflate.enabled=true"));
		ClusterNode node = ClusterNode.start("java-" + (this.nodes.size() + 1), NodeKind.JAVA, settings);
		this.nodes.add(node);
		return node;
	}

	@AfterEach
	void disconnect() {
		this.members.forEach(Member::disconnect);
		this.members.clear();
		this.proxy.call("open", Map.of());
		this.nodes.forEach((node) -> Cluster.await("no clients").until(() -> node.local().isEmpty()));
	}

	@AfterAll
	void stop() {
		this.clients.close();
		if (this.proxy != null) {
			this.proxy.close();
		}
		this.nodes.forEach(ClusterNode::close);
		this.redis.close();
		this.nodes.forEach(ClusterNode::assertNoLeak);
	}

	@ParameterizedTest
	@ValueSource(strings = { "another", "astray" })
	void servesPollingWhereverRequestsGo(String way) {
		Member member = connect(way, POLLING);
		assertServes(member);
		assertThat(member.transport()).isEqualTo("polling");
	}

	@ParameterizedTest
	@ValueSource(strings = { "another", "astray" })
	void upgradesWhereverRequestsGo(String way) {
		Member member = connect(way, BOTH);
		member.call("awaitTransport", Map.of("transport", "websocket"));
		assertServes(member);
		ClusterNode owner = this.nodes.stream().filter((node) -> !node.local().isEmpty()).findFirst().orElseThrow();
		owner.all().disconnectSockets(true);
		assertThat(member.call("awaitDisconnect", Map.of())).isEqualTo("io server disconnect");
	}

	private void assertServes(Member member) {
		ByteBuffer bytes = ByteBuffer.wrap(new byte[] { 1, 2, (byte) 255 });
		assertThat(member.ask("echo", "wörld")).isEqualTo("wörld");
		assertThat(member.ask("echo", bytes)).isEqualTo(bytes);
		assertThat(member.ask("echo", "x".repeat(300_000))).isEqualTo("x".repeat(300_000));
		List<CompletableFuture<Object>> answers = IntStream.range(0, 20)
			.mapToObj((number) -> member.send("ask", Map.of("event", "echo", "args", List.of(number))))
			.toList();
		for (int i = 0; i < 20; i++) {
			assertThat(this.clients.get("ask", answers.get(i))).isEqualTo(i);
		}
		for (ClusterNode node : this.nodes) {
			node.to(member.room).emit("news", node.name(), bytes);
			member.call("awaitEvent", Map.of("event", "news", "argument", node.name()));
		}
		assertThat(member.received())
			.isEqualTo(this.nodes.stream().map((node) -> List.of("news", node.name(), bytes)).toList());
	}

	@Test
	void servesManyClientsAtOnce() {
		List<Member> members = new ArrayList<>();
		List<CompletableFuture<Object>> connections = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			Member member = new Member((i % 2 == 0) ? "another" : "astray", (i < 20) ? POLLING : BOTH);
			members.add(member);
			this.members.add(member);
			connections.add(member.send("connect", member.options));
		}
		connections.forEach((connection) -> this.clients.get("connect", connection));
		List<CompletableFuture<Object>> answers = new ArrayList<>();
		for (int round = 0; round < 5; round++) {
			for (Member member : members) {
				answers.add(member.send("ask", Map.of("event", "echo", "args", List.of(round))));
			}
		}
		for (int i = 0; i < answers.size(); i++) {
			assertThat(this.clients.get("ask", answers.get(i))).isEqualTo(i / members.size());
		}
		this.nodes.get(0).all().emit("end", "of test");
		members.subList(20, 40).forEach((member) -> member.call("awaitTransport", Map.of("transport", "websocket")));
		for (Member member : members) {
			member.call("awaitEvent", Map.of("event", "end", "argument", "of test"));
			assertThat(member.received()).isEqualTo(List.of(List.of("end", "of test")));
		}
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.local()).isNotEmpty());
	}

	@Test
	void endsSessionsOfKilledServer() {
		ClusterNode victim = launch();
		victim.awaitReady();
		this.proxy.call("add", Map.of("url", victim.url()));
		this.proxy.call("open", Map.of("server", this.nodes.indexOf(victim)));
		Member polling = connect("astray", POLLING);
		Member upgraded = connect("astray", BOTH);
		upgraded.call("awaitTransport", Map.of("transport", "websocket"));
		assertThat(polling.ask("echo", 1)).isEqualTo(1);
		String sid = open(victim);
		long unknown = this.nodes.get(0).count(EngineIOCounter.SESSION_ID_UNKNOWN);
		victim.kill();
		this.nodes.remove(victim);
		victim.close();
		assertThat(polling.call("awaitDisconnect", Map.of())).isEqualTo("transport error");
		assertThat(upgraded.call("awaitDisconnect", Map.of())).isEqualTo("transport close");
		HttpResponse<String> answer = poll(this.nodes.get(0), sid);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).isEqualTo(UNKNOWN);
		assertThat(this.nodes.get(0).count(EngineIOCounter.SESSION_ID_UNKNOWN)).isGreaterThan(unknown);
		this.proxy.call("remove", Map.of("url", victim.url()));
		this.proxy.call("open", Map.of("server", 0));
		for (Member member : List.of(polling, upgraded)) {
			member.call("reconnect", Map.of("url", member.options.get("url")));
			assertThat(member.ask("echo", 2)).isEqualTo(2);
		}
		victim.assertNoLeak();
	}

	@Test
	void forwardsNothingTwice() {
		String sid = open(this.nodes.get(0));
		HttpResponse<String> forged = send(request(this.nodes.get(1), sid).header("Socketio-Forwarded", "somebody"));
		assertThat(forged.statusCode()).isEqualTo(400);
		assertThat(forged.body()).isEqualTo(UNKNOWN);
		assertThat(send(request(this.nodes.get(1), sid).POST(BodyPublishers.ofString("1"))).statusCode())
			.isEqualTo(200);
	}

	@Test
	void refusesMadeUpIds() {
		String rest = ".abcdefghijklmnopqrst";
		String real = open(this.nodes.get(0)).substring(0, 16);
		for (String sid : List.of("nobody", "0123456789abcdef" + rest, real + rest)) {
			for (ClusterNode node : this.nodes) {
				HttpResponse<String> answer = poll(node, sid);
				assertThat(answer.statusCode()).as(sid).isEqualTo(400);
				assertThat(answer.body()).as(sid).isEqualTo(UNKNOWN);
			}
		}
		try (RedisConnection connection = this.redis.connect()) {
			assertThat(connection.call("GET", "socket.io:server:" + real))
				.isEqualTo(this.nodes.get(0).url() + "/socket.io/");
			assertThat((Long) connection.call("PTTL", "socket.io:server:" + real)).isBetween(1L, 10_000L);
		}
	}

	private Member connect(String way, List<String> transports) {
		Member member = new Member(way, transports);
		this.members.add(member);
		member.call("connect", member.options);
		return member;
	}

	private String open(ClusterNode node) {
		String body = send(HttpRequest.newBuilder(URI.create(node.url() + "/socket.io/?EIO=4&transport=polling")))
			.body();
		return body.substring(body.indexOf("sid\":\"") + 6, body.indexOf("\",\"upgrades"));
	}

	private HttpResponse<String> poll(ClusterNode node, String sid) {
		return send(request(node, sid));
	}

	private static HttpRequest.Builder request(ClusterNode node, String sid) {
		return HttpRequest.newBuilder(URI.create(node.url() + "/socket.io/?EIO=4&transport=polling&sid=" + sid));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A client behind the proxy.
	 */
	private final class Member {

		private final String name = "client " + ++ForwardingTests.this.lastName;

		private final String room = "room of " + this.name;

		private final Map<String, Object> options;

		Member(String way, List<String> transports) {
			this.options = Map.of("url", "http://127.0.0.1:" + ForwardingTests.this.ports.get(way), "transports",
					transports, "auth", Map.of("name", this.name, "rooms", List.of(this.room)));
		}

		Object ask(String event, Object... args) {
			return call("ask", Map.of("event", event, "args", Arrays.asList(args)));
		}

		Object transport() {
			return call("transport", Map.of());
		}

		Object received() {
			return call("received", Map.of());
		}

		void disconnect() {
			call("disconnect", Map.of());
		}

		Object call(String command, Map<String, ?> parameters) {
			return ForwardingTests.this.clients.get(command, send(command, parameters));
		}

		CompletableFuture<Object> send(String command, Map<String, ?> parameters) {
			Map<String, Object> all = new LinkedHashMap<>(parameters);
			all.put("client", this.name);
			return ForwardingTests.this.clients.send(command, all);
		}

	}

}
