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

package io.github.socketiospring.observation;

import io.github.socketiospring.SocketIOSocket;
import io.micrometer.observation.transport.Kind;

/**
 * Context of the observation that a client joins a namespace: the guard, middlewares and
 * connect handlers decide on it.
 */
public class ConnectObservationContext extends SocketObservationContext {

	/**
	 * Create the context.
	 * @param socket the socket that is let in or refused
	 * @param namespace the declared name of its namespace
	 */
	public ConnectObservationContext(SocketIOSocket socket, String namespace) {
		super(socket, namespace, Kind.SERVER);
	}

}
