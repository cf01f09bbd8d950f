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

package io.github.socketiospring.context;

import io.github.socketiospring.HandlerScope;
import io.github.socketiospring.SocketIOSocket;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.util.Assert;

/**
 * Sets the {@code ThreadLocal}s that have an accessor in Micrometer's registry from the
 * Reactor context of the socket, and clears those that it has no value for.
 *
 * @see SocketIOSocket#context()
 */
public final class ContextPropagationScope implements HandlerScope {

	private final ContextRegistry registry;

	/**
	 * Create the scope for the global registry.
	 */
	public ContextPropagationScope() {
		this(ContextRegistry.getInstance());
	}

	/**
	 * Create the scope.
	 * @param registry has the accessors
	 */
	public ContextPropagationScope(ContextRegistry registry) {
		Assert.notNull(registry, "ContextRegistry is required");
		this.registry = registry;
	}

	@Override
	public @Nullable Runnable open(SocketIOSocket socket, @Nullable String event) {
		ContextView context = socket.context();
		Change<?> last = null;
		for (ThreadLocalAccessor<?> accessor : this.registry.getThreadLocalAccessors()) {
			// A socket's context knows of no event, in contrast to MdcScope
			if (!MdcScope.CONTEXT_KEY.equals(accessor.key())) {
				last = set(accessor, context, last);
			}
		}
		return last;
	}

	/**
	 * Most of the time nothing is there and nothing is to be, which costs little to find
	 * out.
	 */
	private static <V> @Nullable Change<?> set(ThreadLocalAccessor<V> accessor, ContextView context,
			@Nullable Change<?> last) {
		V value = context.getOrDefault(accessor.key(), null);
		V before = accessor.getValue();
		if (value == before) {
			return last;
		}
		if (value != null) {
			accessor.setValue(value);
		}
		else {
			accessor.setValue();
		}
		return new Change<>(accessor, before, last);
	}

	/**
	 * What was changed, to be undone with what was changed before.
	 */
	private record Change<V>(ThreadLocalAccessor<V> accessor, @Nullable V before,
			@Nullable Change<?> previous) implements Runnable {

		@Override
		public void run() {
			for (Change<?> change = this; change != null; change = change.previous) {
				change.undo();
			}
		}

		private void undo() {
			if (this.before != null) {
				this.accessor.restore(this.before);
			}
			else {
				this.accessor.restore();
			}
		}

	}

}
