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

import io.github.socketiospring.interop.web.HttpPort;

/**
 * The ways to run this project's server on Reactor Netty.
 */
enum SocketIOSpringBinding implements SocketIOSpringSetup {

	/**
	 * Served alone, with WebSocket frames read from the channel.
	 */
	FAST(true, false),

	/**
	 * Served alone, with WebSocket frames that come through WebFlux's sessions.
	 */
	PORTABLE(false, false),

	/**
	 * Mapped in a WebFlux application.
	 */
	APPLICATION(true, true);

	private final boolean fastPath;

	private final boolean mapped;

	SocketIOSpringBinding(boolean fastPath, boolean mapped) {
		this.fastPath = fastPath;
		this.mapped = mapped;
	}

	@Override
	public boolean fastPath() {
		return this.fastPath;
	}

	@Override
	public boolean mapped() {
		return this.mapped;
	}

	@Override
	public int protocolErrorStatus() {
		return this.fastPath ? 1005 : 1000;
	}

	@Override
	public HttpPort.Starter starter() {
		return HttpPort::reactorNetty;
	}

}
