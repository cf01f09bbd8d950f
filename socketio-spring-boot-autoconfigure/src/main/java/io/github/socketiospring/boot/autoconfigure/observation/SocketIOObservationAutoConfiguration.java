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

import io.github.socketiospring.boot.autoconfigure.ConditionalOnSocketIOEndpoint;
import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;
import io.github.socketiospring.observation.AcknowledgementObservationConvention;
import io.github.socketiospring.observation.ConnectObservationConvention;
import io.github.socketiospring.observation.EventObservationConvention;
import io.github.socketiospring.observation.SocketIOObservations;
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
 * Auto-configuration that has connects, events and acknowledgements observed, and keeps
 * long polls and WebSockets out of the observations of HTTP requests.
 */
@AutoConfiguration(before = SocketIOAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnSocketIOEndpoint
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "socketio.enabled", matchIfMissing = true)
public final class SocketIOObservationAutoConfiguration {

	/**
	 * Create the configuration: for Spring Boot.
	 */
	public SocketIOObservationAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "socketio.observation.enabled", matchIfMissing = true)
	SocketIOObservations socketIOObservations(ObservationRegistry registry,
			ObjectProvider<ConnectObservationConvention> connectConvention,
			ObjectProvider<EventObservationConvention> eventConvention,
			ObjectProvider<AcknowledgementObservationConvention> acknowledgementConvention) {
		return new SocketIOObservations(registry, connectConvention.getIfAvailable(), eventConvention.getIfAvailable(),
				acknowledgementConvention.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "socketio.observation.long-requests", havingValue = false,
			matchIfMissing = true)
	static LongRequestPredicate socketIOLongRequestPredicate(ListableBeanFactory beanFactory) {
		return new LongRequestPredicate(beanFactory);
	}

}
