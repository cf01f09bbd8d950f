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

import io.github.socketiospring.engineio.SessionIdGenerator;
import io.github.socketiospring.test.FakeCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class ForwardingTests {

	private static final String[] ENABLED = { "server.address=127.0.0.1", "socketio.cluster.forwarding.enabled=true" };

	private final SocketIOProperties properties = new SocketIOProperties();

	private final ServerProperties server = new ServerProperties();

	@Test
	void tellsOthersWhereTheServerListens() {
		try (TestServer server = new TestServer(ClusterApplication.class, ENABLED)) {
			assertThat(address(server)).isEqualTo("http://127.0.0.1:" + server.port() + "/socket.io/");
			assertThat(server.send("GET", TestServer.HANDSHAKE, "").body())
				.startsWith("0{\"sid\":\"" + member(server).serverId() + ".own\",");
		}
	}

	@Test
	void warnsOfAddressThatNoOtherHostReaches(CapturedOutput output) {
		try (TestServer server = new TestServer(ClusterApplication.class, ENABLED)) {
			assertThat(output).contains("Set server.address to another one, or socketio.cluster.forwarding.address");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/app", "/app/", "app" })
	void tellsThePathOfTheApplication(String basePath) {
		try (TestServer server = new TestServer(ClusterApplication.class, "server.address=127.0.0.1",
				"socketio.cluster.forwarding.enabled=true", "spring.webflux.base-path=" + basePath,
				"socketio.path=/live")) {
			assertThat(address(server)).isEqualTo("http://127.0.0.1:" + server.port() + "/app/live/");
		}
	}

	@Test
	void tellsTheAddressOfTheProperty(CapturedOutput output) {
		try (TestServer server = new TestServer(ClusterApplication.class, "socketio.cluster.forwarding.enabled=true",
				"socketio.cluster.forwarding.address=http://node-1.example.com:8080")) {
			assertThat(address(server)).isEqualTo("http://node-1.example.com:8080/socket.io/");
			assertThat(output).doesNotContain("loopback address");
		}
	}

	@Test
	void doesNothingByDefault() {
		try (TestServer server = new TestServer(ClusterApplication.class)) {
			assertThat(address(server)).isNull();
			assertThat(server.send("GET", TestServer.HANDSHAKE, "").body()).startsWith("0{\"sid\":\"own\",");
		}
	}

	@Test
	void needsCluster(CapturedOutput output) {
		assertThatThrownBy(() -> new TestServer(LonelyApplication.class, ENABLED)).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("socketio.cluster.forwarding.enabled")
			.contains("Set socketio.cluster.type to redis, redis-sharded or redis-streams");
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.1.2.3:8080", "ftp://10.1.2.3", "http://10.1.2.3/path", "http://10.1.2.3?a=b",
			"http://", "http:// ", "" })
	void needsAnAddressThatIsOne(String address) {
		this.properties.getCluster().getForwarding().setAddress(address);
		assertFails("socketio.cluster.forwarding.address", "for example http://10.1.2.3:8080");
	}

	@Test
	void needsNameOfCertificate() {
		this.server.setSsl(Ssl.forBundle("web"));
		assertFails("socketio.cluster.forwarding.address", "https://");
	}

	@Test
	void refusesCertificatesOfClients() {
		Ssl ssl = Ssl.forBundle("web");
		ssl.setClientAuth(Ssl.ClientAuth.WANT);
		this.server.setSsl(ssl);
		this.properties.getCluster().getForwarding().setAddress("https://node-1.example.com");
		assertFails("socketio.cluster.forwarding.enabled", "server.ssl.client-auth=none");
	}

	private void assertFails(String property, String remedy) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new Forwarding(this.properties, new MockEnvironment(), this.server, null))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(property))
			.satisfies((ex) -> assertThat(ex.getReason()).contains(remedy));
	}

	private static FakeCluster.Member member(TestServer server) {
		return server.context().getBean(FakeCluster.Member.class);
	}

	/**
	 * Where others find the server, or null.
	 */
	private static String address(TestServer server) {
		FakeCluster.Member member = member(server);
		return member.find(member.serverId()).block();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class LonelyApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ClusterApplication {

		@Bean
		FakeCluster.Member member() {
			return new FakeCluster().join();
		}

		@Bean
		SessionIdGenerator ids() {
			return (request) -> Mono.just("own");
		}

	}

}
