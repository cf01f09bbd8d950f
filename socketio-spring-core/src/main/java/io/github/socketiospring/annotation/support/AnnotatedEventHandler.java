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

package io.github.socketiospring.annotation.support;

import java.lang.reflect.Type;

import io.github.socketiospring.Ack;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;

/**
 * Handles an event with a method of a controller.
 */
class AnnotatedEventHandler implements EventHandler {

	private final HandlerMethod method;

	private final ExceptionHandlerChain exceptionHandlers;

	private final int order;

	private final @Nullable EventRateLimit rateLimit;

	AnnotatedEventHandler(HandlerMethod method, ExceptionHandlerChain exceptionHandlers, int order,
			@Nullable EventRateLimit rateLimit) {
		this.method = method;
		this.exceptionHandlers = exceptionHandlers;
		this.order = order;
		this.rateLimit = rateLimit;
	}

	HandlerMethod method() {
		return this.method;
	}

	int order() {
		return this.order;
	}

	@Override
	public Type[] payloadTypes() {
		return this.method.payloadTypes();
	}

	@Override
	public boolean isBlocking() {
		return this.method.isBlocking();
	}

	@Override
	public @Nullable EventRateLimit rateLimit() {
		return this.rateLimit;
	}

	@Override
	public @Nullable Object handle(SocketIOSocket socket, @Nullable String event, @Nullable Object[] payload,
			Ack<Object> ack) throws Throwable {
		return this.method.answer(new HandlerCall(socket, socket.namespace(), event, payload, ack, null));
	}

	@Override
	public @Nullable Object handleError(SocketIOSocket socket, Throwable error, Ack<Object> ack) throws Throwable {
		return this.exceptionHandlers.handle(socket, error, ack, this.method.isBlocking());
	}

	@Override
	public String description() {
		return this.method.toString();
	}

	@Override
	public String toString() {
		return description();
	}

}
