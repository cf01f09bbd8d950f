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

import java.util.concurrent.TimeUnit;

import io.github.socketiospring.observation.SocketIOMeterDocumentation.Tags;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one thing by its outcomes. That of success is there from the beginning,
 * and found at no cost.
 */
final class OutcomeTimers {

	private final MeterRegistry registry;

	private final SocketIOMeterDocumentation meter;

	private final String[] tags;

	private final Timer success;

	OutcomeTimers(MeterRegistry registry, SocketIOMeterDocumentation meter, String... tags) {
		this.registry = registry;
		this.meter = meter;
		this.tags = tags;
		this.success = timer(Outcome.SUCCESS, null);
	}

	private Timer timer(Outcome outcome, @Nullable Throwable error) {
		return Timer.builder(this.meter.getName())
			.tags(this.tags)
			.tag(Tags.OUTCOME.asString(), outcome.name())
			.tag(Tags.ERROR.asString(), (error != null) ? error.getClass().getSimpleName() : KeyValue.NONE_VALUE)
			.register(this.registry);
	}

	long start() {
		return this.registry.config().clock().monotonicTime();
	}

	void record(long start, Outcome outcome, @Nullable Throwable error) {
		Timer timer = (outcome == Outcome.SUCCESS) ? this.success : timer(outcome, error);
		timer.record(start() - start, TimeUnit.NANOSECONDS);
	}

	/**
	 * Time something that does not end at once.
	 */
	Measurement measure(long start) {
		return new Timing(this, start);
	}

	private static final class Timing extends Measurement {

		private final transient OutcomeTimers timers;

		private final long start;

		Timing(OutcomeTimers timers, long start) {
			this.timers = timers;
			this.start = start;
		}

		@Override
		void onEnd(Outcome outcome, @Nullable Throwable error) {
			this.timers.record(this.start, outcome, error);
		}

	}

}
