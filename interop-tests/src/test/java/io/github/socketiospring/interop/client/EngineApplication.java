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

import java.util.Map;

import io.github.socketiospring.ConnectionRefusedException;
import io.github.socketiospring.SocketIOHandshakeInterceptor;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.engineio.EngineIOHandshake;
import io.github.socketiospring.engineio.EngineIOHeadersCustomizer;
import io.github.socketiospring.engineio.EngineIORequest;
import io.github.socketiospring.engineio.SessionIdGenerator;
import io.github.socketiospring.engineio.SessionIds;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;

/**
 * An application that changes how the engine serves its clients.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(EngineApplication.EngineController.class)
class EngineApplication {

	@Bean
	SocketIOHandshakeInterceptor interceptor() {
		return (request) -> {
			String veto = request.query().getFirst("veto");
			if (veto != null) {
				return Mono.error(new ConnectionRefusedException(veto));
			}
			request.attributes().put("tenant", "tenant of " + request.headers().getFirst("X-Caller"));
			return Mono.empty();
		};
	}

	@Bean
	SessionIdGenerator ids() {
		SessionIds random = new SessionIds();
		return (request) -> Mono.just("a.node~1." + random.next());
	}

	@Bean
	EngineIOHeadersCustomizer headers() {
		return new EngineIOHeadersCustomizer() {

			@Override
			public void initialHeaders(HttpHeaders headers, EngineIOHandshake handshake) {
				headers.set("X-Initial", "yes");
			}

			@Override
			public void headers(HttpHeaders headers, EngineIORequest request) {
				headers.set("X-Each", request.method());
			}

		};
	}

	/**
	 * Tells the client what it was made of it.
	 */
	@SocketIOController
	static class EngineController {

		private static final String LARGE = "socketio-spring ".repeat(5_000);

		@OnEvent("ask for large")
		void large(SocketIOSocket socket, boolean compress) {
			socket.compress(compress).emit("large", LARGE);
		}

		@OnEvent("attributes")
		Map<String, Object> attributes(SocketIOSocket socket) {
			return socket.handshake().attributes();
		}

	}

}
