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

import io.github.socketiospring.Ack;
import io.github.socketiospring.AckArgs;
import io.github.socketiospring.PayloadBindingException;
import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.ValidationFailure;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * One call of an event's handler, and what becomes of its result.
 */
final class EventInvocation implements EventTask {

	private final DefaultSocket socket;

	private final PreparedHandler handler;

	private final @Nullable String event;

	private final @Nullable Object @Nullable [] payload;

	private final @Nullable Throwable error;

	private final Ack<Object> ack;

	private final int size;

	private final boolean observing;

	/**
	 * Create the call.
	 * @param payload the arguments, or null if there is an error in their place
	 * @param size the bytes of the event
	 * @param observing whether the handler only looks at the event, so that its failure
	 * is no answer
	 */
	EventInvocation(DefaultSocket socket, PreparedHandler handler, @Nullable String event,
			@Nullable Object @Nullable [] payload, @Nullable Throwable error, Ack<Object> ack, int size,
			boolean observing) {
		this.socket = socket;
		this.handler = handler;
		this.event = event;
		this.payload = payload;
		this.error = error;
		this.ack = ack;
		this.size = size;
		this.observing = observing;
	}

	@Override
	public boolean isBlocking() {
		return this.handler.isBlocking();
	}

	int size() {
		return this.size;
	}

	@Override
	public void onRejected() {
		if (!this.socket.dropsEvents()) {
			answer("overloaded", "Overloaded");
		}
	}

	@Override
	public void onEnd() {
		this.socket.events().pending().end(this.size);
	}

	@Override
	public void run() {
		if (this.socket.dropsEvents()) {
			this.socket.count(SocketIOCounter.EVENT_DROPPED);
			return;
		}
		Duration timeout = this.socket.options().handlerTimeout();
		if (timeout != null && this.handler.isBlocking()) {
			Interruption interruption = new Interruption(Thread.currentThread(), this.socket);
			Disposable timer = this.socket.timers().schedule(timeout, interruption);
			try {
				invoke();
			}
			finally {
				timer.dispose();
				interruption.end();
			}
		}
		else {
			invoke();
		}
	}

	private void invoke() {
		Runnable end = Scopes.open(this.handler.scope(), this.socket, this.event);
		try {
			call();
		}
		finally {
			Scopes.close(end);
		}
	}

	private void call() {
		Object result;
		try {
			if (this.payload == null) {
				throw (this.error != null) ? this.error : new IllegalStateException("No payload");
			}
			result = this.handler.handler().handle(this.socket, this.event, this.payload, this.ack);
		}
		catch (Throwable ex) {
			result = handleError(ex);
		}
		try {
			complete(result);
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private @Nullable Object handleError(Throwable error) {
		try {
			return this.handler.handler().handleError(this.socket, error, errorAck());
		}
		catch (Throwable ex) {
			fail(ex);
			return null;
		}
	}

	private void complete(@Nullable Object result) {
		if (result instanceof AckArgs args) {
			this.ack.sendArgs(args);
		}
		else if (result instanceof Publisher<?> publisher) {
			subscribe(publisher);
		}
	}

	private void subscribe(Publisher<?> publisher) {
		boolean single = publisher instanceof Mono;
		Mono<Object> result = single ? Mono.from(publisher) : Flux.<Object>from(publisher).next();
		result = this.socket.limit(result).onErrorResume((ex) -> handleErrorLater(ex));
		Context context = Scopes.context(this.handler.scope(), this.socket, this.event);
		this.socket.results().subscribe(result, single, context, this.socket.events().pending(), this.size, (value) -> {
			try {
				if (value instanceof AckArgs args) {
					this.ack.sendArgs(args);
				}
			}
			catch (RuntimeException ex) {
				fail(ex);
			}
		}, this::fail);
	}

	/**
	 * Handle the error of a result, on whatever thread it came.
	 */
	private Mono<Object> handleErrorLater(Throwable error) {
		Runnable end = Scopes.open(this.handler.scope(), this.socket, this.event);
		Object result;
		try {
			result = handleError(error);
		}
		finally {
			Scopes.close(end);
		}
		if (result instanceof Publisher<?> publisher) {
			return Mono.from(publisher);
		}
		return Mono.justOrEmpty(result);
	}

	private void fail(Throwable error) {
		if (error instanceof PayloadBindingException bindingError) {
			this.socket.count(SocketIOCounter.BAD_PAYLOAD);
			this.handler.errorLog().debug(error);
			answer("bad_payload", "Argument " + bindingError.getIndex() + " is missing or of another type");
		}
		else if (error instanceof ValidationFailure failure) {
			this.socket.count(SocketIOCounter.VALIDATION_FAILED);
			this.handler.errorLog().debug(error);
			ErrorAnswers.send(errorAck(), this.socket.options(), Refusal.VALIDATION_FAILED, Refusal.VALIDATION_MESSAGE,
					this.socket.options().problemDetails() ? failure.getProblem() : null);
		}
		else {
			failOtherwise(error);
		}
	}

	private void failOtherwise(Throwable error) {
		Refusal refusal = Refusal.ofSecurity(error);
		if (refusal != null) {
			if (error != this.error) {
				// Else the guard refused the event, which is counted
				this.socket.count(SocketIOCounter.ACCESS_DENIED);
			}
			this.handler.errorLog().debug(error);
			refusal.answerTo(errorAck(), this.socket.options());
		}
		else {
			this.socket.count(SocketIOCounter.HANDLER_FAILED);
			this.handler.errorLog().error(error);
			answer("internal_error", "Internal error");
		}
	}

	private void answer(String code, String message) {
		ErrorAnswers.send(errorAck(), this.socket.options(), code, message);
	}

	private Ack<Object> errorAck() {
		return this.observing ? DefaultAck.NONE : this.ack;
	}

	/**
	 * Interrupts a worker, unless the handler has ended.
	 */
	private static final class Interruption implements Runnable {

		private @Nullable Thread thread;

		private final DefaultSocket socket;

		private boolean interrupted;

		Interruption(Thread thread, DefaultSocket socket) {
			this.socket = socket;
			this.thread = thread;
		}

		@Override
		public synchronized void run() {
			if (this.thread != null) {
				this.interrupted = true;
				this.thread.interrupt();
				this.socket.count(SocketIOCounter.HANDLER_TIMEOUT);
			}
		}

		synchronized void end() {
			this.thread = null;
			if (this.interrupted) {
				// The next task of this worker is not to blame
				Thread.interrupted();
			}
		}

	}

}
