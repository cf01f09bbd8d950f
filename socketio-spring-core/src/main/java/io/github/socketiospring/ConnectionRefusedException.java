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

package io.github.socketiospring;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a connection middleware or a connect handler to refuse a socket. The client
 * gets {@code connect_error} with the message and the data; its connection and its
 * sockets in other namespaces stay.
 *
 * @see <a href=
 * "https://socket.io/docs/v4/middlewares/#handling-middleware-error">Socket.IO: handling
 * middleware errors</a>
 */
public class ConnectionRefusedException extends RuntimeException {

	private final transient @Nullable Object data;

	/**
	 * Refuse with a message alone.
	 * @param message what the client is told
	 */
	public ConnectionRefusedException(String message) {
		this(message, null);
	}

	/**
	 * Refuse with a message and data.
	 * @param message what the client is told
	 * @param data additional details for the client ({@code err.data} there), written as
	 * JSON; left out if null
	 */
	public ConnectionRefusedException(String message, @Nullable Object data) {
		super(message);
		this.data = data;
	}

	/**
	 * The additional details.
	 * @return the data, or null
	 */
	public @Nullable Object getData() {
		return this.data;
	}

}
