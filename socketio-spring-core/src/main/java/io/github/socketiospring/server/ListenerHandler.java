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
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventListener;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener that was added to a socket.
 */
final class ListenerHandler implements EventHandler {

	private final EventListener<@Nullable Object> listener;

	private final Type[] types;

	private final boolean blocking;

	@SuppressWarnings("unchecked")
	ListenerHandler(EventListener<?> listener, Type type, boolean blocking) {
		this.listener = (EventListener<@Nullable Object>) listener;
		this.types = new Type[] { type };
		this.blocking = blocking;
	}

	@Override
	public Type[] payloadTypes() {
		return this.types;
	}

	@Override
	public boolean isBlocking() {
		return this.blocking;
	}

	@Override
	public @Nullable Object handle(SocketIOSocket socket, @Nullable String event, @Nullable Object[] payload,
			Ack<Object> ack) throws Exception {
		this.listener.onEvent(payload[0], ack);
		return null;
	}

	@Override
	public String description() {
		return "A listener";
	}

}
