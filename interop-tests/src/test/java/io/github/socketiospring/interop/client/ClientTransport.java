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

import java.util.List;
import java.util.Locale;

/**
 * The ways of a client to the server.
 */
enum ClientTransport {

	POLLING("polling"),

	WEBSOCKET("websocket"),

	/**
	 * Begins with polling and goes on with WebSocket.
	 */
	UPGRADE("polling", "websocket");

	private final List<String> names;

	ClientTransport(String... names) {
		this.names = List.of(names);
	}

	String[] names() {
		return this.names.toArray(String[]::new);
	}

	/**
	 * The transport that the client stays with.
	 */
	String lastName() {
		return this.names.get(this.names.size() - 1);
	}

	String lowerCaseName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
