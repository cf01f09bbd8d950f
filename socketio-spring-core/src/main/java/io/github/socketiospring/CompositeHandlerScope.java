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
import reactor.util.context.Context;

/**
 * Two scopes of the same handlers, one within the other.
 */
record CompositeHandlerScope(HandlerScope outer, HandlerScope inner) implements HandlerScope {

	@Override
	public @Nullable Runnable open(SocketIOSocket socket, @Nullable String event) {
		Runnable outerEnd = this.outer.open(socket, event);
		Runnable innerEnd = this.inner.open(socket, event);
		if (outerEnd == null || innerEnd == null) {
			return (outerEnd != null) ? outerEnd : innerEnd;
		}
		return () -> {
			innerEnd.run();
			outerEnd.run();
		};
	}

	@Override
	public Context contextWrite(Context context, SocketIOSocket socket, @Nullable String event) {
		return this.inner.contextWrite(this.outer.contextWrite(context, socket, event), socket, event);
	}

}
