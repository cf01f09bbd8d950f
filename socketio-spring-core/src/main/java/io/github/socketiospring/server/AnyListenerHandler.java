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

package io.github.socketiospring.server;

import java.lang.reflect.Type;

import io.github.socketiospring.Ack;
import io.github.socketiospring.AnyEventListener;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener to all events that was added to a socket.
 */
final class AnyListenerHandler implements EventHandler {

	private final AnyEventListener listener;

	private final boolean blocking;

	AnyListenerHandler(AnyEventListener listener, boolean blocking) {
		this.listener = listener;
		this.blocking = blocking;
	}

	AnyEventListener listener() {
		return this.listener;
	}

	@Override
	public Type[] payloadTypes() {
		return new Type[] { Arguments.class };
	}

	@Override
	public boolean isBlocking() {
		return this.blocking;
	}

	@Override
	public @Nullable Object handle(SocketIOSocket socket, @Nullable String event, @Nullable Object[] payload,
			Ack<Object> ack) throws Exception {
		if (payload[0] instanceof Arguments arguments) {
			this.listener.onEvent(event, arguments, ack);
		}
		return null;
	}

	@Override
	public String description() {
		return "A listener to all events";
	}

}
