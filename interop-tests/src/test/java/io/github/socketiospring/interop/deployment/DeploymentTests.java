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

package io.github.socketiospring.interop.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.socketiospring.SocketIOServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of a Boot application behind proxies with the configuration of
 * {@code docs/deployment.adoc}. The clients, npm's {@code socket.io-client}, have
 * addresses of their own on the loopback interface.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentTests {

	/** So many that not all of them come to one instance by chance. */
	private static final int CLIENTS = 16;

	private static final JsonMapper mapper = JsonMapper.shared();

	@TempDir
	private Path folder;

	private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	@BeforeAll
	void startInstances() {
		for (String name : List.of("blue", "green")) {
			this.instances.add(startInstance(name));
		}
	}

	private static ConfigurableApplicationContext startInstance(String name) {
		// Without the configuration file of the demo, which is on the class path too
		return new SpringApplicationBuilder(DeployedApplication.class).run("--spring.config.name=deployment",
				"--spring.main.banner-mode=off", "--spring.main.web-application-type=reactive",
				"--logging.level.root=warn", "--server.address=127.0.0.1", "--server.port=0",
				"--server.forward-headers-strategy=framework", "--instance=" + name);
	}

	@AfterAll
	void closeInstances() {
		this.instances.forEach(ConfigurableApplicationContext::close);
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void clientsStayOnTheirInstanceAndAreKnownToIt(ReverseProxy.Kind kind, String sample, boolean cookies)
			throws Exception {
		try (ReverseProxy proxy = start(kind, sample(sample))) {
			for (String transport : List.of("polling", "upgrade", "websocket")) {
				List<Visit> visits = visit(proxy, transport, cookies);
				assertThat(visits).as(transport).hasSize(CLIENTS).allSatisfy((visit) -> {
					assertThat(visit.error()).isNull();
					assertThat(visit.instances()).hasSize(1);
					assertThat(visit.transport()).isEqualTo(transport.equals("polling") ? "polling" : "websocket");
					// The clients send the origin of the proxy, and forged headers
					assertThat(visit.handshake()).containsEntry("address", visit.address())
						.containsEntry("secure", false)
						.containsEntry("xdomain", true);
					assertThat((String) visit.handshake().get("url")).startsWith(proxy.url() + "/socket.io/");
				});
				assertThat(visits.stream().flatMap((visit) -> visit.instances().stream())).contains("blue", "green");
			}
		}
	}

	static Stream<Arguments> configurations() {
		return Stream.of(Arguments.of(ReverseProxy.Kind.NGINX, "nginx-hash", false),
				Arguments.of(ReverseProxy.Kind.NGINX, "nginx-cookie", true),
				Arguments.of(ReverseProxy.Kind.NGINX, "nginx-session-id", false),
				Arguments.of(ReverseProxy.Kind.HAPROXY, "haproxy-hash", false),
				Arguments.of(ReverseProxy.Kind.HAPROXY, "haproxy-cookie", true),
				Arguments.of(ReverseProxy.Kind.HAPROXY, "haproxy-session-id", false));
	}

	@Test
	void pollingFailsWithoutTheLineThatKeepsClients() throws Exception {
		String configuration = sample("nginx-hash");
		String without = configuration.replaceAll(" *hash \\$remote_addr.*\\n", "");
		assertThat(without).isNotEqualTo(configuration);
		try (ReverseProxy proxy = start(ReverseProxy.Kind.NGINX, without)) {
			assertThat(visit(proxy, "polling", false)).anySatisfy((visit) -> assertThat(visit.error()).isNotNull());
			assertThat(visit(proxy, "websocket", false)).extracting(Visit::error).containsOnlyNulls();
		}
	}

	@ParameterizedTest
	@EnumSource
	void pollingFailsWithoutCookies(ReverseProxy.Kind kind) throws Exception {
		try (ReverseProxy proxy = start(kind, sample(kind.name().toLowerCase(Locale.ROOT) + "-cookie"))) {
			assertThat(visit(proxy, "polling", false)).anySatisfy((visit) -> assertThat(visit.error()).isNotNull());
		}
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void clientsGoToTheInstanceThatIsLeft(ReverseProxy.Kind kind, String sample, boolean cookies) throws Exception {
		List<Integer> ports = List.of(ReverseProxy.freePort(), ports().get(1));
		try (ReverseProxy proxy = ReverseProxy.start(kind, sample(sample), this.folder, ports)) {
			assertThat(visit(proxy, "upgrade", cookies)).allSatisfy((visit) -> {
				assertThat(visit.error()).isNull();
				assertThat(visit.instances()).containsExactly("green");
			});
		}
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void newClientsOfAnInstanceThatStopsGoToTheOther(ReverseProxy.Kind kind, String sample, boolean cookies)
			throws Exception {
		try (ConfigurableApplicationContext stopping = startInstance("blue")) {
			stopping.getBean(SocketIOServer.class).close().block(Duration.ofSeconds(10));
			List<Integer> ports = List.of(port(stopping), ports().get(1));
			try (ReverseProxy proxy = ReverseProxy.start(kind, sample(sample), this.folder, ports)) {
				for (String transport : List.of("upgrade", "websocket")) {
					assertThat(visit(proxy, transport, cookies, "instance=blue")).as(transport)
						.hasSize(CLIENTS)
						.allSatisfy((visit) -> {
							assertThat(visit.error()).isNull();
							assertThat(visit.instances()).containsExactly("green");
						});
				}
			}
		}
	}

	private static String sample(String id) throws IOException {
		return Documented.sample("deployment", id);
	}

	private ReverseProxy start(ReverseProxy.Kind kind, String configuration) throws IOException {
		return ReverseProxy.start(kind, configuration, this.folder, ports());
	}

	private List<Integer> ports() {
		return this.instances.stream().map(DeploymentTests::port).toList();
	}

	private static int port(ConfigurableApplicationContext instance) {
		return instance.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
	}

	private static List<Visit> visit(ReverseProxy proxy, String transport, boolean cookies, String... cookie)
			throws Exception {
		List<String> command = new ArrayList<>(
				List.of("node", "visit.js", proxy.url(), transport, String.valueOf(CLIENTS), String.valueOf(cookies)));
		command.addAll(List.of(cookie));
		Process process = new ProcessBuilder(command).directory(Path.of("js").toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			String visits = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
			return mapper.readValue(visits, new TypeReference<>() {
			});
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * What became of a client.
	 *
	 * @param address its own address
	 * @param instances the instances that answered its events
	 * @param transport its transport at the end
	 * @param handshake what the application knows of its handshake
	 * @param error what went wrong, or null
	 */
	record Visit(String address, List<String> instances, String transport, Map<String, Object> handshake,
			String error) {

	}

}
