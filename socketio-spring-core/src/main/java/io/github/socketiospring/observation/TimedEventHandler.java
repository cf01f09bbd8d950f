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

import java.util.function.UnaryOperator;

import io.github.socketiospring.Ack;
import io.github.socketiospring.EventHandler;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Times each call of a handler, until its result has ended.
 */
final class TimedEventHandler extends DelegatingEventHandler {

	private final OutcomeTimers timers;

	TimedEventHandler(OutcomeTimers timers, EventHandler delegate) {
		super(delegate);
		this.timers = timers;
	}

	@Override
	public @Nullable Object handle(SocketIOSocket socket, @Nullable String event, @Nullable Object[] payload,
			Ack<Object> ack) throws Throwable {
		long start = this.timers.start();
		Object result;
		try {
			result = delegate().handle(socket, event, payload, ack);
		}
		catch (Throwable ex) {
			this.timers.record(start, Outcome.ERROR, ex);
			throw ex;
		}
		if (result instanceof Publisher<?> publisher) {
			return this.timers.measure(start).untilEnd(publisher, UnaryOperator.identity());
		}
		this.timers.record(start, Outcome.SUCCESS, null);
		return result;
	}

}
