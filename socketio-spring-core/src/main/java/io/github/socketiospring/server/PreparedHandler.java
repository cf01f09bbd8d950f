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
import io.github.socketiospring.protocol.PacketCodec;
import org.jspecify.annotations.Nullable;

/**
 * A handler with what is prepared once for it.
 */
final class PreparedHandler {

	private final EventHandler handler;

	private final PayloadBinding binding;

	private final boolean blocking;

	private final @Nullable EventRateLimit rateLimit;

	private final ErrorLog errorLog;

	PreparedHandler(EventHandler handler, PacketCodec codec, String event, String namespace) {
		this.handler = handler;
		this.binding = new PayloadBinding(codec, handler.payloadTypes());
		this.blocking = handler.isBlocking();
		this.rateLimit = handler.rateLimit();
		this.errorLog = new ErrorLog(
				() -> handler.description() + " failed to handle '" + event + "' of namespace " + namespace);
	}

	EventHandler handler() {
		return this.handler;
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

	ErrorLog errorLog() {
		return this.errorLog;
	}

}
