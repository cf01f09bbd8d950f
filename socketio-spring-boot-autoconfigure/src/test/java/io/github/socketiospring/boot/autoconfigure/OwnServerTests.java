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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.boot.autoconfigure.observation.SocketIOMetricsAutoConfiguration;
import io.github.socketiospring.boot.autoconfigure.observation.SocketIOObservationAutoConfiguration;
import io.github.socketiospring.observation.SocketIOMeterBinder;
import io.github.socketiospring.observation.SocketIOObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OwnServer} and what configures it.
 */
@ExtendWith(OutputCaptureExtension.class)
class OwnServerTests {

	private static final String HANDSHAKE = TestServer.HANDSHAKE;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final WebApplicationContextRunner runner = configure(new WebApplicationContextRunner());

	private static <T extends AbstractApplicationContextRunner<T, ?, ?>> T configure(T runner) {
		return runner
			.withConfiguration(
					AutoConfigurations.of(SocketIOAutoConfiguration.class, SocketIOServletAutoConfiguration.class,
							SocketIOMetricsAutoConfiguration.class, SocketIOObservationAutoConfiguration.class))
			.withPropertyValues("socketio.server.port=0", "socketio.server.address=127.0.0.1");
	}

	private static int port(ApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.socketio.port", Integer.class);
	}

	private HttpResponse<String> get(ApplicationContext context, String path, String... headers) {
		return getAsync(context, path, headers).orTimeout(20, TimeUnit.SECONDS).join();
	}

	private CompletableFuture<HttpResponse<String>> getAsync(ApplicationContext context, String path,
			String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(context) + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.http.sendAsync(request.build(), BodyHandlers.ofString());
	}

	@Test
	void servesTheEndpointAloneInAServletApplication(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SocketIOServer.class).hasSingleBean(OwnServer.class);
			assertThat(get(context, HANDSHAKE).body()).startsWith("0{\"sid\":");
			assertThat(get(context, "/socket.io?EIO=4&transport=polling").statusCode()).isEqualTo(200);
			assertThat(get(context, "/").statusCode()).isEqualTo(404);
			WebSocket webSocket = this.http.newWebSocketBuilder()
				.buildAsync(URI.create("ws://127.0.0.1:" + port(context) + "/socket.io/?EIO=4&transport=websocket"),
						new WebSocket.Listener() {
						})
				.orTimeout(20, TimeUnit.SECONDS)
				.join();
			webSocket.abort();
		});
		assertThat(output).doesNotContain("There is no Socket.IO endpoint");
	}

	@Test
	void servesWithoutAnyOtherWeb() {
		configure(new ApplicationContextRunner())
			.run((context) -> assertThat(get(context, HANDSHAKE).statusCode()).isEqualTo(200));
	}

	@Test
	void doesNothingInAReactiveApplicationAndSaysSo(CapturedOutput output) {
		configure(new ReactiveWebApplicationContextRunner()).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SocketIOServer.class).doesNotHaveBean(OwnServer.class);
			assertThat(output).containsOnlyOnce("socketio.server.port does nothing here").contains("WARN");
		});
	}

	@Test
	void doesNothingWhenDisabled() {
		this.runner.withPropertyValues("socketio.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SocketIOServer.class)
				.doesNotHaveBean(OwnServer.class));
	}

	@Test
	void isBehindTheFiltersOfTheApplication() {
		this.runner.withUserConfiguration(Filter.class)
			.run((context) -> assertThat(get(context, HANDSHAKE).statusCode()).isEqualTo(402));
	}

	@Test
	void checksOrigins() {
		this.runner.withPropertyValues("socketio.cors.allowed-origins=https://page.example").run((context) -> {
			assertThat(get(context, HANDSHAKE, "Origin", "https://other.example").statusCode()).isEqualTo(403);
			assertThat(get(context, HANDSHAKE, "Origin", "https://page.example").statusCode()).isEqualTo(200);
		});
	}

	@Test
	void readsForwardedHeadersAsTheApplicationDoes() {
		String[] headers = { "Origin", "https://page.example", "X-Forwarded-Host", "page.example", "X-Forwarded-Proto",
				"https", "X-Forwarded-Port", "443" };
		this.runner.run((context) -> assertThat(get(context, HANDSHAKE, headers).statusCode()).isEqualTo(403));
		for (String strategy : new String[] { "framework", "native" }) {
			this.runner.withBean(ServerProperties.class, () -> forwarded(strategy))
				.run((context) -> assertThat(get(context, HANDSHAKE, headers).statusCode()).as(strategy)
					.isEqualTo(200));
		}
	}

	private static ServerProperties forwarded(String strategy) {
		ServerProperties properties = new ServerProperties();
		properties.setForwardHeadersStrategy(ServerProperties.ForwardHeadersStrategy.valueOf(strategy.toUpperCase()));
		return properties;
	}

	@Test
	void failsWhereThePortIsInUse() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.runner.withPropertyValues("socketio.server.port=" + other.getLocalPort())
				.run((context) -> assertThat(context).getFailure()
					.hasCauseInstanceOf(PortInUseException.class)
					.hasStackTraceContaining("Port " + other.getLocalPort() + " is already in use"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "65536", "" })
	void refusesWhatIsNoPort(String port) {
		this.runner.withPropertyValues("socketio.server.port=" + port)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("socketio.server.port")));
	}

	@Test
	void answersAPollThatWaitsBeforeItStops() {
		AtomicInteger requests = new AtomicInteger();
		WebFilter counter = (exchange, chain) -> chain.filter(exchange)
			.doOnSubscribe((subscription) -> requests.incrementAndGet());
		this.runner.withBean(WebFilter.class, () -> counter).run((context) -> {
			String sid = get(context, HANDSHAKE).body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
			CompletableFuture<HttpResponse<String>> poll = getAsync(context, HANDSHAKE + "&sid=" + sid);
			await().until(() -> requests.get() == 2);
			// Takes its turn in the session after the poll
			URI uri = URI.create("http://127.0.0.1:" + port(context) + HANDSHAKE + "&sid=" + sid);
			this.http.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("3")).build(),
					BodyHandlers.discarding());
			assertThat(poll).isNotDone();
			((ConfigurableApplicationContext) context.getSourceApplicationContext()).close();
			assertThat(poll.orTimeout(20, TimeUnit.SECONDS).join().body()).isEqualTo("1");
		});
	}

	@Test
	void isMeasuredAndObserved() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(TestObservationRegistry.class, TestObservationRegistry::create)
			.run((context) -> {
				assertThat(context).hasSingleBean(SocketIOMeterBinder.class).hasSingleBean(SocketIOObservations.class);
				assertThat(get(context, HANDSHAKE).statusCode()).isEqualTo(200);
				await().atMost(Duration.ofSeconds(10))
					.untilAsserted(() -> TestObservationRegistryAssert
						.assertThat(context.getBean(TestObservationRegistry.class))
						.hasObservationWithNameEqualTo("http.server.requests"));
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Filter {

		@Bean
		WebFilter gate() {
			return (exchange, chain) -> {
				exchange.getResponse().setStatusCode(HttpStatus.PAYMENT_REQUIRED);
				return Mono.empty();
			};
		}

	}

}
