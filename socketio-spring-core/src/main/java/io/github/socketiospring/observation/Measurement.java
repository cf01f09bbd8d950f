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

package io.github.socketiospring.observation;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Something that is measured until it ends, for whatever reason that is the first.
 */
abstract class Measurement extends AtomicBoolean {

	final void end(Outcome outcome, @Nullable Throwable error) {
		if (compareAndSet(false, true)) {
			onEnd(outcome, error);
		}
	}

	/**
	 * It has ended. Called once.
	 */
	abstract void onEnd(Outcome outcome, @Nullable Throwable error);

	/**
	 * Measure until the result of a handler has ended.
	 * @param context changes the context that it is subscribed to with
	 */
	final Publisher<?> untilEnd(Publisher<?> result, UnaryOperator<Context> context) {
		if (result instanceof Mono<?> mono) {
			return untilEnd(mono).contextWrite(context::apply);
		}
		// Whoever answers takes the first element and cancels
		return Flux.from(result)
			.doOnNext((value) -> end(Outcome.SUCCESS, null))
			.doOnComplete(() -> end(Outcome.SUCCESS, null))
			.doOnError((error) -> end(Outcome.ERROR, error))
			.doOnCancel(() -> end(Outcome.CANCELLED, null))
			.contextWrite(context::apply);
	}

	private <T> Mono<T> untilEnd(Mono<T> result) {
		return result.doOnSuccess((value) -> end(Outcome.SUCCESS, null))
			.doOnError((error) -> end(Outcome.ERROR, error))
			.doOnCancel(() -> end(Outcome.CANCELLED, null));
	}

	/**
	 * Measure until the answer to an event is there.
	 */
	final <T> Mono<T> untilAnswer(Mono<T> answer) {
		return answer.doOnSuccess((value) -> end(Outcome.ofAnswer(value), null))
			.doOnError((error) -> end(Outcome.ofMissingAnswer(error), error))
			.doOnCancel(() -> end(Outcome.CANCELLED, null));
	}

}
