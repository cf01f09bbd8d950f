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

package io.github.socketiospring.boot.autoconfigure.observation;

import java.util.Map;

import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;
import io.github.socketiospring.observation.DefaultEventObservationConvention;
import io.github.socketiospring.observation.SocketIOMeterBinder;
import io.github.socketiospring.observation.SocketIOMetrics;
import io.github.socketiospring.observation.SocketIOObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketIOObservationAutoConfiguration} and
 * {@link SocketIOMetricsAutoConfiguration}.
 */
class SocketIOObservationAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SocketIOAutoConfiguration.class,
				SocketIOObservationAutoConfiguration.class, SocketIOMetricsAutoConfiguration.class));

	private final ReactiveWebApplicationContextRunner actuated = this.runner
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void backsOffWithoutRegistries() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(SocketIOObservations.class)
			.doesNotHaveBean(LongRequestPredicate.class)
			.doesNotHaveBean(SocketIOMetrics.class)
			.doesNotHaveBean(SocketIOMeterBinder.class));
	}

	@Test
	void serverStartsWithoutMicrometer() {
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core", "io.micrometer.observation.tck"))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("socketIOServer"));
	}

	@Test
	void bindsMetersAndObserves() {
		this.actuated.run((context) -> {
			assertThat(context).hasNotFailed()
				.hasSingleBean(SocketIOObservations.class)
				.hasSingleBean(SocketIOMetrics.class)
				.hasSingleBean(SocketIOMeterBinder.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("socketio.server.sockets").tag("namespace", "/").gauges()).hasSize(2);
			assertThat(registry.find("socketio.server.event").timers()).isEmpty();
		});
	}

	@Test
	void timesByItselfWhereNothingIsObserved() {
		this.actuated.withPropertyValues("socketio.observation.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(SocketIOObservations.class).hasSingleBean(LongRequestPredicate.class);
			assertThat(context.getBean(MeterRegistry.class).find("socketio.server.connect").timers()).hasSize(1);
		});
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(ObservationRegistry.class, () -> ObservationRegistry.NOOP)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("socketio.server.connect").timers())
				.hasSize(1));
	}

	@Test
	void metersCanBeTurnedOff() {
		this.actuated.withPropertyValues("socketio.metrics.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SocketIOMetrics.class)
				.doesNotHaveBean(SocketIOMeterBinder.class)
				.hasSingleBean(SocketIOObservations.class));
	}

	@Test
	void backsOffWithTheServer() {
		this.actuated.withPropertyValues("socketio.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SocketIOObservations.class)
				.doesNotHaveBean(LongRequestPredicate.class)
				.doesNotHaveBean(SocketIOMetrics.class));
	}

	@Test
	void usesConventionsOfTheApplication() {
		this.runner.withBean(ObservationRegistry.class, TestObservationRegistry::create)
			.withBean(DefaultEventObservationConvention.class)
			.run((context) -> assertThat(context.getBean(SocketIOObservations.class)).extracting("eventConvention")
				.isSameAs(context.getBean(DefaultEventObservationConvention.class)));
	}

	@ParameterizedTest
	@CsvSource({ "GET,/socket.io/?EIO=4&transport=polling&sid=a,false",
			"GET,/socket.io?EIO=4&transport=polling&sid=a,false", "GET,/socket.io/?EIO=4&transport=websocket,false",
			"GET,/socket.io/?EIO=4&transport=websocket&sid=a,false", "GET,/socket.io/?EIO=4&transport=polling,true",
			"POST,/socket.io/?EIO=4&transport=polling&sid=a,true", "GET,/socket.io/socket.io.js?sid=a,true",
			"GET,/other?transport=websocket&sid=a,true", "GET,/?transport=websocket,true" })
	void longRequestsAreNotObserved(String method, String uri, boolean observed) {
		this.actuated.run((context) -> {
			Observation observation = observe(context.getBean(ObservationRegistry.class), method, uri);
			assertThat(observation.isNoop()).isEqualTo(!observed);
		});
	}

	@Test
	void longRequestsAreObservedIfAskedFor() {
		this.actuated.withPropertyValues("socketio.observation.long-requests=true")
			.run((context) -> assertThat(
					observe(context.getBean(ObservationRegistry.class), "GET", "/socket.io/?EIO=4&transport=websocket")
						.isNoop())
				.isFalse());
	}

	private static Observation observe(ObservationRegistry registry, String method, String uri) {
		return Observation.createNotStarted("http.server.requests",
				() -> new ServerRequestObservationContext(
						MockServerHttpRequest.method(HttpMethod.valueOf(method), uri).build(),
						new MockServerHttpResponse(), Map.of()),
				registry);
	}

}
