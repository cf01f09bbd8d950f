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

package io.github.socketiospring.interop.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

import io.github.socketiospring.ClusterEvent;
import io.github.socketiospring.SocketIOCluster;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.adapter.Adapter;
import io.github.socketiospring.adapter.AdapterContext;
import io.github.socketiospring.adapter.AdapterFactory;
import io.github.socketiospring.adapter.RecoveringInMemoryAdapter;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.demo.DemoApplication;
import io.github.socketiospring.observation.SocketIOMeterDocumentation;
import io.micrometer.core.instrument.Meter;
import io.socket.client.Ack;
import io.socket.client.Manager;
import io.socket.client.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The dashboard for Grafana: a real Prometheus ({@code apt-get install prometheus})
 * scrapes the demo under load, and each query of the dashboard has a result.
 */
class DashboardTests {

	private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "socketio-spring.json");

	private final HttpClient http = HttpClient.newHttpClient();

	private final JsonNode dashboard = read();

	@TempDir
	Path directory;

	private static JsonNode read() {
		try {
			return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<String> queries() {
		return this.dashboard.path("panels")
			.valueStream()
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString())
			.toList();
	}

	@Test
	void showsEachMeter() {
		assertThat(SocketIOMeterDocumentation.values()).allSatisfy((meter) -> {
			String name = meter.getName().replace('.', '_') + ((meter.getBaseUnit() != null) ? "_bytes" : "")
					+ ((meter.getType() == Meter.Type.COUNTER) ? "_total" : "");
			assertThat(queries()).anyMatch((query) -> query.contains(name));
		});
	}

	@Test
	void eachQueryHasAResult() throws Exception {
		int port = freePort();
		try (BootServer server = new BootServer(NettyBinding.FAST, Demo.class, "default",
				"management.endpoints.web.exposure.include=prometheus",
				"socketio.connection-state-recovery.enabled=true")) {
			Process prometheus = start(port, server.port());
			JavaClients clients = new JavaClients(server.url(), ClientTransport.UPGRADE);
			try {
				Socket socket = clients.connect("/", signedIn("Ada"));
				socket.on("question", (args) -> ((Ack) args[0]).call("fine"));
				Set<String> open = new TreeSet<>(queries());
				assertThat(open).hasSizeGreaterThan(20);
				await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
					assertThat(prometheus.isAlive()).as("Prometheus runs").isTrue();
					load(server, clients, socket);
					open.removeIf((query) -> hasResult(port, query));
					assertThat(open).isEmpty();
				});
			}
			finally {
				clients.close();
				clients.shutDown();
				prometheus.destroy();
				prometheus.onExit().join();
			}
		}
	}

	private static Consumer<Manager.Options> signedIn(String name, String... more) {
		return (options) -> {
			options.auth = new HashMap<>(Map.of("name", name, "key", name));
			for (int i = 0; i < more.length; i += 2) {
				options.auth.put(more[i], more[i + 1]);
			}
		};
	}

	/**
	 * Everything that the dashboard shows happens.
	 */
	private void load(BootServer server, JavaClients clients, Socket socket) throws Exception {
		JavaClients.ask(socket, "join", "general");
		JavaClients.ask(socket, "message", "general", "hello", UUID.randomUUID().toString());
		JavaClients.ask(socket, "fail");
		JavaClients.ask(socket, "ask me");
		socket.emit("tell all");
		socket.emit("flood me");
		// A session that has been forgotten, and one that is not there either
		clients.connect("/", signedIn("Bob", "pid", "forgotten", "offset", "0")).disconnect();
		this.http.send(
				HttpRequest.newBuilder(server.url().resolve("/socket.io/?EIO=4&transport=polling&sid=gone")).build(),
				BodyHandlers.discarding());
	}

	private Process start(int port, int applicationPort) throws Exception {
		Path configuration = Files.writeString(this.directory.resolve("prometheus.yml"), """
				global:
				  scrape_interval: 500ms
				scrape_configs:
				  - job_name: application
				    metrics_path: /actuator/prometheus
				    static_configs:
				      - targets: ["127.0.0.1:%d"]
				""".formatted(applicationPort));
		return new ProcessBuilder("prometheus", "--config.file=" + configuration,
				"--storage.tsdb.path=" + this.directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
				"--log.level=error")
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("prometheus.log").toFile())
			.start();
	}

	private boolean hasResult(int port, String query) {
		String expression = query.replace("$__rate_interval", "5s").replace("$instance", ".*");
		URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
				+ URLEncoder.encode(expression, StandardCharsets.UTF_8));
		try {
			HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(uri).build(),
					BodyHandlers.ofString());
			JsonNode answer = JsonMapper.shared().readTree(response.body());
			assertThat(answer.path("status").asString()).as(query + ": " + response.body()).isEqualTo("success");
			return answer.at("/data/result").valueStream().anyMatch((sample) -> {
				double value = Double.parseDouble(sample.at("/value/1").asString());
				return isLevel(query) ? value >= 0 : value > 0 && Double.isFinite(value);
			});
		}
		catch (IOException ex) {
			// It has not started yet
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What waits at this moment is mostly nothing.
	 */
	private static boolean isLevel(String query) {
		return query.contains("_pending{") || query.contains("_pending_bytes{") || query.contains("_outbound_");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * The demo, and handlers that fail, ask the client or emit too much.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import({ DemoApplication.class, MeasuredApplication.Controller.class, Flood.class, Cluster.class })
	static class Demo {

	}

	/**
	 * As if there were another server.
	 */
	static class Cluster implements AdapterFactory, SocketIOCluster {

		@Override
		public Adapter create(AdapterContext context) {
			return new RecoveringInMemoryAdapter(context, context.recovery());
		}

		@Override
		public SocketIOCluster cluster() {
			return this;
		}

		@Override
		public String serverId() {
			return "this";
		}

		@Override
		public Set<String> otherServerIds() {
			return Set.of("other");
		}

		@Override
		public boolean isConnected() {
			return true;
		}

		@Override
		public long pendingBytes() {
			return 0;
		}

		@Override
		public void addListener(Consumer<ClusterEvent> listener) {
			// Nothing changes
		}

	}

	@SocketIOController
	static class Flood {

		/** All but the first is dropped, since that one has not left yet. */
		@OnEvent("flood me")
		@NonBlocking
		void floodMe(SocketIOSocket socket) {
			for (int i = 0; i < 10; i++) {
				socket.asVolatile().emit("drop", i);
			}
		}

	}

}
