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

package io.github.socketiospring.boot.autoconfigure.actuate;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.boot.autoconfigure.SocketIOAutoConfiguration;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code socketio}.
 */
@AutoConfiguration(after = SocketIOAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(SocketIOServer.class)
@ConditionalOnAvailableEndpoint(SocketIOEndpoint.class)
public final class SocketIOEndpointAutoConfiguration {

	/**
	 * Create the configuration: for Spring Boot.
	 */
	public SocketIOEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SocketIOEndpoint socketIOEndpoint(ListableBeanFactory beanFactory) {
		return new SocketIOEndpoint(beanFactory.getBeansOfType(SocketIOServer.class).values());
	}

}
