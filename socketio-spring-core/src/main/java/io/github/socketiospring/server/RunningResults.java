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

import java.util.Map;
import java.util.function.Consumer;

import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The results of a socket's event handlers that are still to come. Safe for use by
 * several threads.
 */
final class RunningResults {

	private final LazyMap<Result, Boolean> results = new LazyMap<>();

	private volatile boolean closed;

	private volatile boolean disposeAll;

	/**
	 * Subscribe to a result.
	 * @param single whether it goes on when the client goes
	 * @param context the context of the result
	 * @param pending the events of the socket, one of which it belongs to
	 * @param size the bytes of that event
	 */
	void subscribe(Mono<Object> mono, boolean single, Context context, PendingEvents pending, int size,
			Consumer<Object> onValue, Consumer<Throwable> onError) {
		Result result = new Result(single, context, pending, size, onValue, onError);
		pending.begin(size);
		this.results.create().put(result, single);
		mono.subscribe(result);
		if (this.closed) {
			dispose(result);
		}
	}

	/**
	 * The socket left.
	 * @param all whether to dispose of all results, or only of those of streams
	 */
	void close(boolean all) {
		this.disposeAll = all;
		this.closed = true;
		Map<Result, Boolean> results = this.results.get();
		if (results != null) {
			results.keySet().forEach(this::dispose);
		}
	}

	private void dispose(Result result) {
		if (this.disposeAll || !result.single) {
			result.dispose();
		}
	}

	int size() {
		Map<Result, Boolean> results = this.results.get();
		return (results != null) ? results.size() : 0;
	}

	private final class Result extends BaseSubscriber<Object> {

		private final boolean single;

		private final Context context;

		private final PendingEvents pending;

		private final int size;

		private final Consumer<Object> onValue;

		private final Consumer<Throwable> onError;

		Result(boolean single, Context context, PendingEvents pending, int size, Consumer<Object> onValue,
				Consumer<Throwable> onError) {
			this.single = single;
			this.context = context;
			this.pending = pending;
			this.size = size;
			this.onValue = onValue;
			this.onError = onError;
		}

		@Override
		public Context currentContext() {
			return this.context;
		}

		@Override
		protected void hookOnNext(Object value) {
			this.onValue.accept(value);
		}

		@Override
		protected void hookOnError(Throwable error) {
			this.onError.accept(error);
		}

		@Override
		protected void hookFinally(reactor.core.publisher.SignalType type) {
			RunningResults.this.results.remove(this);
			this.pending.end(this.size);
		}

	}

}
