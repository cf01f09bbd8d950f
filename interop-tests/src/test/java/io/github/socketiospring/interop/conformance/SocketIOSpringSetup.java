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

package io.github.socketiospring.interop.conformance;

import java.util.function.UnaryOperator;

import io.github.socketiospring.interop.web.HttpPort;

import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

/**
 * How this project's server is set up.
 */
interface SocketIOSpringSetup extends ServerBinding {

	/**
	 * Whether Reactor Netty's channels are used.
	 */
	boolean fastPath();

	/**
	 * Whether the endpoint is mapped in a WebFlux application.
	 */
	boolean mapped();

	/**
	 * The status with which a WebSocket is closed because of a protocol error.
	 */
	int protocolErrorStatus();

	HttpPort.Starter starter();

	/**
	 * Whether {@link #starter()} starts a servlet container.
	 */
	default boolean isServletContainer() {
		return false;
	}

	/**
	 * The status with which the server refuses a request whose head is too large.
	 */
	default int headTooLargeStatus(int specific) {
		return specific;
	}

	/**
	 * What upgrades the WebSockets of others.
	 */
	default WebSocketService otherWebSocketService() {
		return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
	}

	@Override
	default ServerUnderTest start(ServerOptions options) {
		return new SocketIOSpringServer(this, options, UnaryOperator.identity());
	}

}
