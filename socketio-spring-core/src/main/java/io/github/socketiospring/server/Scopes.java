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

import java.util.function.Supplier;

import io.github.socketiospring.HandlerScope;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Opens the scope of handlers for what else of the application is called for a socket.
 */
final class Scopes {

	private Scopes() {
	}

	/**
	 * Call something in the scope of handlers.
	 * @param blocking whether on a worker
	 */
	static <T> T call(DefaultSocket socket, boolean blocking, Supplier<T> call) {
		Runnable end = open(socket.options().scope(blocking), socket, null);
		try {
			return call.get();
		}
		finally {
			close(end);
		}
	}

	/**
	 * Run a listener in the scope of handlers.
	 * @param blocking whether on a worker
	 */
	static void run(DefaultSocket socket, boolean blocking, Runnable listener) {
		Runnable end = open(socket.options().scope(blocking), socket, null);
		try {
			listener.run();
		}
		finally {
			close(end);
		}
	}

	/**
	 * The Reactor context of what is no event's handler.
	 */
	static Context context(DefaultSocket socket, @Nullable String event) {
		return context(socket.options().scope(false), socket, event);
	}

	/**
	 * The Reactor context of what a handler or middleware returns.
	 */
	static Context context(@Nullable HandlerScope scope, DefaultSocket socket, @Nullable String event) {
		Context context = socket.context();
		return (scope != null) ? scope.contextWrite(context, socket, event) : context;
	}

	/**
	 * Open a scope.
	 * @return to be closed on the same thread
	 */
	static @Nullable Runnable open(@Nullable HandlerScope scope, DefaultSocket socket, @Nullable String event) {
		return (scope != null) ? scope.open(socket, event) : null;
	}

	static void close(@Nullable Runnable end) {
		if (end != null) {
			end.run();
		}
	}

}
