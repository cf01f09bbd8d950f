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

import java.util.Map;

import io.github.socketiospring.Handshake;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.engineio.SessionIdGenerator;
import io.github.socketiospring.engineio.SessionIds;
import io.github.socketiospring.interop.client.OwnEventLoopsConfiguration;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * One of several instances. It tells its clients which, and what it knows of them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ OwnEventLoopsConfiguration.class, DeployedApplication.Instance.class })
class DeployedApplication {

	@Bean
	SessionIdGenerator instanceSessionIds(@Value("${instance}") String instance) {
		SessionIds ids = new SessionIds();
		return (request) -> Mono.just(instance + "." + ids.next());
	}

	@SocketIOController
	static class Instance {

		private final String name;

		Instance(@Value("${instance}") String name) {
			this.name = name;
		}

		@OnEvent("instance")
		String instance() {
			return this.name;
		}

		@OnEvent("who am I?")
		Map<String, Object> client(Handshake handshake) {
			return Map.of("address", handshake.address().getHostString(), "url", handshake.url().toString(), "secure",
					handshake.secure(), "xdomain", handshake.xdomain());
		}

	}

}
