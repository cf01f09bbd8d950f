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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

import io.github.socketiospring.Ack;
import io.github.socketiospring.Arguments;
import io.github.socketiospring.DisconnectReason;
import io.github.socketiospring.EventMiddleware;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.protocol.InvalidPacketException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has the middlewares of a socket look at its events, one event at a time and in the
 * order of arrival. Used in the session's serial place, but for adding middlewares and
 * listeners.
 */
final class EventGate {

	/**
	 * How long middlewares may look at the last events of a client that has gone, unless
	 * there is a limit for handlers.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final DefaultSocket socket;

	private final Listeners<EventMiddleware> middlewares = new Listeners<>();

	private final Listeners<Consumer<Throwable>> errorListeners = new Listeners<>();

	private final Queue<Runnable> waiting = new ArrayDeque<>(0);

	/** The event that the middlewares look at. */
	private @Nullable Disposable current;

	/** To be run when they have looked. */
	private Runnable end = () -> {
	};

	/** Runs from when the socket has left until nothing waits any more. */
	private @Nullable Disposable timer;

	private boolean abandoned;

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
		return this.current != null;
	}

	/**
	 * Run a task after the events that wait here.
	 */
	void pass(Runnable task) {
		if (isBusy()) {
			this.waiting.add(task);
		}
		else {
			task.run();
		}
	}

	/**
	 * Have the middlewares look at an event.
	 * @param handlers starts the handlers
	 * @param end run in any case
	 */
	void examine(@Nullable String event, Arguments arguments, Ack<Object> ack, Runnable handlers, Runnable end) {
		if (this.abandoned || this.socket.dropsEvents()) {
			this.socket.count(SocketIOCounter.EVENT_DROPPED);
			end.run();
			return;
		}
		this.end = end;
		Disposable.Swap examination = Disposables.swap();
		this.current = examination;
		Mono<Void> decision = Flux.fromIterable(this.middlewares)
			.concatMap((middleware) -> Mono.defer(() -> ask(middleware, event, arguments)))
			.then();
		examination.update(this.socket.limit(decision)
			.subscribe(null, (ex) -> onDecision(examination, () -> refuse(ex, ack), end),
					() -> onDecision(examination, handlers, end), Scopes.context(this.socket, event)));
	}

	private Mono<Void> ask(EventMiddleware middleware, @Nullable String event, Arguments arguments) {
		Runnable end = Scopes.open(this.socket.options().scope(false), this.socket, event);
		try {
			return middleware.handle(this.socket, event, arguments);
		}
		finally {
			Scopes.close(end);
		}
	}

	private void onDecision(Disposable examination, Runnable outcome, Runnable end) {
		this.socket.session().execute(() -> {
			if (this.current == examination) {
				this.current = null;
				outcome.run();
				end.run();
				resume();
			}
		});
	}

	private void resume() {
		while (!isBusy()) {
			Runnable next = this.waiting.poll();
			if (next == null) {
				if (this.timer != null) {
					this.timer.dispose();
				}
				return;
			}
			next.run();
		}
	}

	/**
	 * The socket has left: what waits is let through in time, or else dropped, so that
	 * those who listen to the end are told.
	 */
	void onLeft(DisconnectReason reason) {
		if (reason.isServerDisconnect()) {
			abandon();
		}
		else if (isBusy()) {
			Duration timeout = this.socket.options().handlerTimeout();
			this.timer = this.socket.timers()
				.schedule((timeout != null) ? timeout : PATIENCE, () -> this.socket.session().execute(this::abandon));
		}
	}

	private void abandon() {
		this.abandoned = true;
		Disposable examination = this.current;
		if (examination != null) {
			this.current = null;
			examination.dispose();
			this.socket.count(SocketIOCounter.EVENT_DROPPED);
			this.end.run();
			resume();
		}
	}

	private void refuse(Throwable error, Ack<Object> ack) {
		this.socket.count(SocketIOCounter.EVENT_REFUSED);
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
				Scopes.run(this.socket, false, () -> listener.accept(error));
			}
			catch (RuntimeException ex) {
				this.socket.defaultNamespace().errors().listener().error(ex);
			}
		}
		return told;
	}

}
