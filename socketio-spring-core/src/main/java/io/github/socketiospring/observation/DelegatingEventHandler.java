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

import java.lang.reflect.Type;

import io.github.socketiospring.Ack;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

/**
 * Is to the server what another handler is, but for what happens around its calls.
 */
abstract class DelegatingEventHandler implements EventHandler {

	private final EventHandler delegate;

	DelegatingEventHandler(EventHandler delegate) {
		this.delegate = delegate;
	}

	EventHandler delegate() {
		return this.delegate;
	}

	@Override
	public Type[] payloadTypes() {
		return this.delegate.payloadTypes();
	}

	@Override
	public boolean isBlocking() {
		return this.delegate.isBlocking();
	}

	@Override
	public @Nullable EventRateLimit rateLimit() {
		return this.delegate.rateLimit();
	}

	@Override
	public @Nullable Object handleError(SocketIOSocket socket, Throwable error, Ack<Object> ack) throws Throwable {
		return this.delegate.handleError(socket, error, ack);
	}

	@Override
	public String description() {
		return this.delegate.description();
	}

}
