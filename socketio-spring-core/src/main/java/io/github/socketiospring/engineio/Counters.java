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

package io.github.socketiospring.engineio;

import java.util.concurrent.atomic.LongAdder;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts what happens, by the constants of an enum, and logs each at DEBUG to the logger
 * that is named after the enum. Safe for use by several threads, which do not hold each
 * other up.
 *
 * @param <E> the enum
 */
public final class Counters<E extends Enum<E>> {

	private final Log logger;

	private final LongAdder[] counts;

	/**
	 * Begin at zero.
	 * @param type the class of the enum
	 */
	public Counters(Class<E> type) {
		this.logger = LogFactory.getLog(type);
		this.counts = new LongAdder[type.getEnumConstants().length];
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] = new LongAdder();
		}
	}

	/**
	 * Count once more.
	 * @param counter the counter
	 * @param about what it happened to, for the log: made a text if it is logged
	 */
	public void increment(E counter, Object about) {
		this.counts[counter.ordinal()].increment();
		if (this.logger.isDebugEnabled()) {
			this.logger.debug(counter.name() + ": " + about);
		}
	}

	/**
	 * How often a counter was incremented.
	 * @param counter the counter
	 * @return the number
	 */
	public long get(E counter) {
		return this.counts[counter.ordinal()].sum();
	}

}
