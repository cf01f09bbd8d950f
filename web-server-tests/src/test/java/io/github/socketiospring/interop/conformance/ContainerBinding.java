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

import io.github.socketiospring.interop.web.Containers;
import io.github.socketiospring.interop.web.HttpPort;

import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.JettyRequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.upgrade.StandardWebSocketUpgradeStrategy;

/**
 * The servlet containers.
 */
enum ContainerBinding implements SocketIOSpringSetup {

	/** It cannot close a WebSocket without a status. */
	TOMCAT(Containers::tomcat, 1000),

	JETTY(Containers::jetty, 1005);

	private final HttpPort.Starter starter;

	private final int protocolErrorStatus;

	ContainerBinding(HttpPort.Starter starter, int protocolErrorStatus) {
		this.starter = starter;
		this.protocolErrorStatus = protocolErrorStatus;
	}

	@Override
	public boolean fastPath() {
		return false;
	}

	@Override
	public boolean mapped() {
		return false;
	}

	@Override
	public int protocolErrorStatus() {
		return this.protocolErrorStatus;
	}

	@Override
	public HttpPort.Starter starter() {
		return this.starter;
	}

	@Override
	public boolean isServletContainer() {
		return true;
	}

	/** Tomcat has one status for all of them. */
	@Override
	public int headTooLargeStatus(int specific) {
		return (this == TOMCAT) ? 400 : specific;
	}

	@Override
	public WebSocketService otherWebSocketService() {
		return new HandshakeWebSocketService(
				(this == JETTY) ? new JettyRequestUpgradeStrategy() : new StandardWebSocketUpgradeStrategy());
	}

}
