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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for servlet applications without {@code socketio.server.port}, in
 * which there is no endpoint: says so in the log.
 */
@AutoConfiguration(after = SocketIOAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "socketio.enabled", matchIfMissing = true)
public final class SocketIOServletAutoConfiguration {

	/**
	 * Create the configuration: for Spring Boot.
	 */
	public SocketIOServletAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(OwnServer.class)
	static ServletApplicationWarning socketIOServletApplicationWarning() {
		return new ServletApplicationWarning();
	}

	/**
	 * Logs the warning, once the application can start at all.
	 */
	static final class ServletApplicationWarning implements SmartInitializingSingleton {

		private static final Log logger = LogFactory.getLog(SocketIOServletAutoConfiguration.class);

		@Override
		public void afterSingletonsInstantiated() {
			logger.warn("There is no Socket.IO endpoint: this is a servlet application, and only a reactive one has it"
					+ " on its own port. Set socketio.server.port to serve it on another port. Or set"
					+ " spring.main.web-application-type=reactive, or remove spring-boot-starter-webmvc. To do without"
					+ " Socket.IO, set socketio.enabled=false.");
		}

	}

}
