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

import io.github.socketiospring.SocketIOServer;

import org.springframework.web.reactive.socket.server.WebSocketService;

/**
 * Makes the {@link WebSocketService} that upgrades requests to a server where its
 * connections cannot be used directly. Each server has its own, because the size of a
 * message is limited by {@code server.engine().options().maxPayload()}. The one that is
 * auto-configured fits the web server of the application.
 */
@FunctionalInterface
public interface SocketIOWebSocketServiceFactory {

	/**
	 * Create the service of a server.
	 * @param server the server
	 * @return its service
	 */
	WebSocketService createWebSocketService(SocketIOServer server);

}
