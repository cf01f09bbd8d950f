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

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Prepares the thread on which a handler, a listener or a middleware is about to be
 * called for a socket, with values of {@code ThreadLocal}s for example. It may be the
 * thread of whoever emits to that socket, in the middle of a handler of another one: what
 * is there is not the socket's. Implementations are thread-safe, must not block, and do
 * not throw.
 */
@FunctionalInterface
public interface HandlerScope {

	/**
	 * A handler is about to be called.
	 * @param socket the socket that the call is about
	 * @param event the name of the event, or null if there is none
	 * @return to be run on the same thread when the handler has returned; null if there
	 * is nothing to undo
	 */
	@Nullable Runnable open(SocketIOSocket socket, @Nullable String event);

	/**
	 * Add to the Reactor context of what a handler or middleware returns. Called as that
	 * is subscribed to.
	 * @param context the context, with that of the socket
	 * @param socket the socket that the call is about
	 * @param event the name of the event, or null if there is none
	 * @return that context by default, or another one
	 */
	default Context contextWrite(Context context, SocketIOSocket socket, @Nullable String event) {
		return context;
	}

	/**
	 * Whether it is opened for handlers on event loops as well. Asked once.
	 * @return true by default; false for handlers on workers alone, which may block
	 */
	default boolean isForEventLoops() {
		return true;
	}

	/**
	 * Combine the scopes of a handler.
	 * @param scopes the scopes, opened in this order and closed in the opposite one
	 * @param blocking whether the handler is on a worker; else it is on an event loop
	 * @return one scope, or null if there is none for the handler
	 */
	static @Nullable HandlerScope combine(List<HandlerScope> scopes, boolean blocking) {
		HandlerScope result = null;
		for (HandlerScope scope : scopes) {
			if (blocking || scope.isForEventLoops()) {
				result = (result != null) ? new CompositeHandlerScope(result, scope) : scope;
			}
		}
		return result;
	}

}
