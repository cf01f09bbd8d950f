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

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import io.github.socketiospring.Ack;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.EventMiddleware;
import io.github.socketiospring.protocol.InvalidPacketException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has the middlewares of a socket look at its events, one event at a time and in the
 * order of arrival. Used in the session's serial place, but for adding middlewares and
 * listeners.
 */
final class EventGate {

	private final DefaultSocket socket;

	private final Listeners<EventMiddleware> middlewares = new Listeners<>();

	private final Listeners<Consumer<Throwable>> errorListeners = new Listeners<>();

	private final Queue<Runnable> waiting = new ArrayDeque<>(0);

	private boolean busy;

	EventGate(DefaultSocket socket) {
		this.socket = socket;
	}

	void add(EventMiddleware middleware) {
		this.middlewares.add(middleware);
	}

	Disposable onError(Consumer<Throwable> listener) {
		return this.errorListeners.add(listener);
	}

	boolean hasMiddlewares() {
		return !this.middlewares.isEmpty();
	}

	boolean isBusy() {
		return this.busy;
	}

	/**
	 * Run a task after the events that wait here.
	 */
	void pass(Runnable task) {
		if (this.busy) {
			this.waiting.add(task);
		}
		else {
			task.run();
		}
	}

	/**
	 * Have the middlewares look at an event.
	 * @param handlers starts the handlers
	 */
	void examine(@Nullable String event, Arguments arguments, Ack<Object> ack, Runnable handlers) {
		if (this.socket.dropsEvents()) {
			return;
		}
		this.busy = true;
		Flux.fromIterable(this.middlewares)
			.concatMap((middleware) -> Mono.defer(() -> middleware.handle(this.socket, event, arguments)))
			.subscribe(null, (ex) -> resume(() -> refuse(ex, ack)), () -> resume(handlers));
	}

	private void resume(Runnable outcome) {
		this.socket.session().execute(() -> {
			this.busy = false;
			outcome.run();
			while (!this.busy) {
				Runnable next = this.waiting.poll();
				if (next == null) {
					return;
				}
				next.run();
			}
		});
	}

	private void refuse(Throwable error, Ack<Object> ack) {
		Refusal refusal = Refusal.of(error);
		if (!onError(error)) {
			ErrorLog log = this.socket.defaultNamespace().errors().middleware();
			if (refusal.expected()) {
				log.debug(error);
			}
			else {
				log.error(error);
			}
		}
		ErrorAnswers.send(ack, this.socket.options(), refusal.expected() ? "refused" : "internal_error",
				refusal.message());
	}

	/**
	 * Tell the listeners of an invalid packet.
	 */
	void onInvalidPacket(InvalidPacketException error) {
		onError(error);
	}

	private boolean onError(Throwable error) {
		boolean told = false;
		for (Consumer<Throwable> listener : this.errorListeners) {
			told = true;
			try {
				listener.accept(error);
			}
			catch (RuntimeException ex) {
				this.socket.defaultNamespace().errors().listener().error(ex);
			}
		}
		return told;
	}

}
