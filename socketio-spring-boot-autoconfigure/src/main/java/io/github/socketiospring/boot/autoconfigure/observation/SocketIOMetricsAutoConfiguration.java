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

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.boot.autoconfigure.ConditionalOnSocketIOEndpoint;
import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;
import io.github.socketiospring.observation.SocketIOMeterBinder;
import io.github.socketiospring.observation.SocketIOMetrics;
import io.github.socketiospring.observation.SocketIOObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters of the Socket.IO server.
 */
@AutoConfiguration(before = SocketIOAutoConfiguration.class, after = SocketIOObservationAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnSocketIOEndpoint
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = { "socketio.enabled", "socketio.metrics.enabled" }, matchIfMissing = true)
public final class SocketIOMetricsAutoConfiguration {

	/**
	 * Create the configuration: for Spring Boot.
	 */
	public SocketIOMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SocketIOMetrics socketIOMetrics(MeterRegistry registry, ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<SocketIOObservations> observations) {
		ObservationRegistry observing = observationRegistry.getIfAvailable(() -> ObservationRegistry.NOOP);
		return new SocketIOMetrics(registry, observing.isNoop() || observations.getIfAvailable() == null);
	}

	@Bean
	@ConditionalOnMissingBean
	SocketIOMeterBinder socketIOMeterBinder(ListableBeanFactory beanFactory) {
		return new SocketIOMeterBinder(beanFactory.getBeansOfType(SocketIOServer.class).values());
	}

}
