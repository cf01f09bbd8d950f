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

import io.github.socketiospring.EventHandler;
import io.github.socketiospring.EventRateLimit;
import io.github.socketiospring.HandlerScope;
import org.jspecify.annotations.Nullable;

/**
 * A handler with what is prepared once for it.
 */
final class PreparedHandler {

	private final EventHandler handler;

	/** Null if the handler is for all events, or for those that have none. */
	private final @Nullable String event;

	private final PayloadBinding binding;

	private final boolean blocking;

	private final @Nullable EventRateLimit rateLimit;

	private final @Nullable HandlerScope scope;

	private final ErrorLog errorLog;

	/**
	 * Prepare a handler.
	 * @param event the name of the events it is registered for, if there is one
	 * @param what the same for the log
	 */
	PreparedHandler(EventHandler handler, DefaultServer server, @Nullable String event, String what, String namespace) {
		this.handler = handler;
		this.event = event;
		this.binding = new PayloadBinding(server.codec(), handler.payloadTypes());
		this.blocking = handler.isBlocking();
		this.rateLimit = handler.rateLimit();
		this.scope = server.options().scope(this.blocking);
		this.errorLog = new ErrorLog(
				() -> handler.description() + " failed to handle '" + what + "' of namespace " + namespace);
	}

	EventHandler handler() {
		return this.handler;
	}

	@Nullable String event() {
		return this.event;
	}

	PayloadBinding binding() {
		return this.binding;
	}

	boolean isBlocking() {
		return this.blocking;
	}

	@Nullable EventRateLimit rateLimit() {
		return this.rateLimit;
	}

	/**
	 * What prepares the thread of a call.
	 */
	@Nullable HandlerScope scope() {
		return this.scope;
	}

	ErrorLog errorLog() {
		return this.errorLog;
	}

}
