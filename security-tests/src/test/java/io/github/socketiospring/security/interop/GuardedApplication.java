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

package io.github.socketiospring.security.interop;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.socketiospring.ConnectObserver;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.NamespaceObserver;
import io.github.socketiospring.SocketIOObserver;
import io.github.socketiospring.SocketIOSocket;
import io.github.socketiospring.annotation.Namespace;
import io.github.socketiospring.annotation.NonBlocking;
import io.github.socketiospring.annotation.OnEvent;
import io.github.socketiospring.annotation.SocketIOController;
import io.github.socketiospring.annotation.SocketIOExceptionHandler;
import io.github.socketiospring.security.SocketAuthenticator;
import io.github.socketiospring.security.SocketIORules;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;

/**
 * An application whose rules refuse sockets and events, and that observes who is let in.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Users.class, GuardedApplication.Controller.class, GuardedApplication.ClosedController.class })
class GuardedApplication {

	@Bean
	BlockingQueue<String> decisions() {
		return new LinkedBlockingQueue<>();
	}

	@Bean
	SocketIOObserver observer(BlockingQueue<String> decisions) {
		return new SocketIOObserver() {

			@Override
			public NamespaceObserver namespace(String namespace) {
				return new NamespaceObserver() {

					@Override
					public ConnectObserver onConnect(SocketIOSocket socket) {
						return new Decision(namespace, decisions);
					}

				};
			}

		};
	}

	@Bean
	SocketAuthenticator authenticator() {
		return (socket, auth) -> auth.containsKey("token") ? Mono.error(new BadCredentialsException("Unknown"))
				: Mono.empty();
	}

	@Bean
	SocketIORules socketIORules() {
		return SocketIORules.builder()
			.namespace("/closed")
			.denyAll()
			.namespace("/**")
			.permitAll()
			.event("secret*")
			.denyAll()
			.anyEvent()
			.permitAll()
			.build();
	}

	@SocketIOController
	static class Controller {

		@OnEvent({ "secret", "public" })
		@NonBlocking
		String tell() {
			return "told";
		}

		@SocketIOExceptionHandler
		@NonBlocking
		String denied(AccessDeniedException ex) {
			return "handled: " + ex.getMessage();
		}

	}

	@SocketIOController
	@Namespace("/closed")
	static class ClosedController {

		@OnEvent("public")
		@NonBlocking
		List<String> tell() {
			return List.of();
		}

	}

	private record Decision(String namespace, BlockingQueue<String> decisions) implements ConnectObserver {

		@Override
		public void onAccepted() {
			this.decisions.add("accepted in " + this.namespace);
		}

		@Override
		public void onRefused(Throwable error, boolean intended) {
			this.decisions.add(error.getMessage() + " in " + this.namespace + ", intended: " + intended);
		}

		@Override
		public void onLeft(DisconnectReason reason) {
			this.decisions.add("left");
		}

	}

}
