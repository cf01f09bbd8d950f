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

import java.util.List;

import io.github.socketiospring.Ack;
import io.github.socketiospring.SocketIOSocket;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The exception handlers of a controller: its own, then those of the controller advices.
 */
class ExceptionHandlerChain {

	private final List<ExceptionHandlers> handlers;

	private final HandlerThreads threads;

	ExceptionHandlerChain(List<ExceptionHandlers> handlers, HandlerThreads threads) {
		this.handlers = List.copyOf(handlers);
		this.threads = threads;
	}

	/**
	 * Handle an error, as an {@code EventHandler} does.
	 * @param onWorker whether the current thread may block, as far as the caller knows
	 * @throws Throwable the error itself, if nobody handles it
	 */
	@Nullable Object handle(SocketIOSocket socket, Throwable error, Ack<Object> ack, boolean onWorker) throws Throwable {
		ExceptionHandlers.Match match = find(error);
		if (match == null) {
			throw error;
		}
		HandlerMethod method = match.method();
		HandlerCall call = HandlerCall.withoutPayload(socket, ack, match.exception());
		if (method.isBlocking() && (!onWorker || Schedulers.isInNonBlockingThread())) {
			return this.threads.run(socket, true, () -> answerLater(method, call, error));
		}
		return answer(method, call, error);
	}

	private ExceptionHandlers.@Nullable Match find(Throwable error) {
		for (ExceptionHandlers candidate : this.handlers) {
			ExceptionHandlers.Match match = candidate.find(error);
			if (match != null) {
				return match;
			}
		}
		return null;
	}

	private static @Nullable Object answer(HandlerMethod method, HandlerCall call, Throwable error) throws Throwable {
		Object answer;
		try {
			answer = method.answer(call);
		}
		catch (Throwable second) {
			throw withSuppressed(error, second);
		}
		if (answer instanceof Flux<?> flux) {
			return flux.onErrorMap((second) -> withSuppressed(error, second));
		}
		if (answer instanceof Publisher<?> publisher) {
			return Mono.from(publisher).onErrorMap((second) -> withSuppressed(error, second));
		}
		return answer;
	}

	private static Mono<Object> answerLater(HandlerMethod method, HandlerCall call, Throwable error) throws Throwable {
		Object answer = answer(method, call, error);
		return (answer instanceof Publisher<?> publisher) ? Mono.<Object>from(publisher) : Mono.justOrEmpty(answer);
	}

	private static Throwable withSuppressed(Throwable error, Throwable second) {
		if (second != error) {
			error.addSuppressed(second);
		}
		return error;
	}

}
