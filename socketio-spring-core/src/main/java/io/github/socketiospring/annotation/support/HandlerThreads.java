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

import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs methods of controllers that are not called by the server itself.
 *
 * @param workers runs those that may block
 * @param workerScope prepares the threads of these, or null
 * @param eventLoopScope prepares the threads of the others, or null
 */
record HandlerThreads(Scheduler workers, @Nullable HandlerScope workerScope, @Nullable HandlerScope eventLoopScope) {

	/**
	 * Run a method, on each subscription.
	 */
	<T> Mono<T> run(SocketIOSocket socket, boolean blocking, Call<T> call) {
		HandlerScope scope = blocking ? this.workerScope : this.eventLoopScope;
		Mono<T> result = Mono.defer(() -> run(socket, call, scope));
		return blocking ? result.subscribeOn(this.workers) : result;
	}

	private static <T> Mono<T> run(SocketIOSocket socket, Call<T> call, @Nullable HandlerScope scope) {
		Runnable end = (scope != null) ? scope.open(socket, null) : null;
		try {
			return call.run();
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
		finally {
			if (end != null) {
				end.run();
			}
		}
	}

	/**
	 * Calls a method.
	 *
	 * @param <T> what comes of it
	 */
	interface Call<T> {

		Mono<T> run() throws Throwable;

	}

}
