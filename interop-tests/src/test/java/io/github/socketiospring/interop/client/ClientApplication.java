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
import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.server.SocketIOServerBuilder;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The annotated application that the clients meet.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ AcknowledgementController.class, BindingController.class, DeepController.class, FailingController.class,
		LifecycleController.class, MemberController.class, ObservedController.class, OrderController.class,
		OrderNamespaceController.class, RoomController.class })
class ClientApplication {

	@Bean(defaultCandidate = false)
	SocketIOServer deepServer(SocketIOServerBuilder builder) {
		return builder.path("/deep/live").build();
	}

	@Bean
	InitializingBean guard(SocketIOServer server) {
		return () -> server.of("/guarded").use((socket) -> {
			boolean knows = "sesame".equals(socket.handshake().auth().get("password"));
			return knows ? Mono.empty()
					: Mono.error(new ConnectionRefusedException("wrong password", Map.of("left", 2)));
		});
	}

}
