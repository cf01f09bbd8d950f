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

package io.github.socketiospring.test;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/**
 * Holds what a piece of work allocates on the heap against the size of its input, so that
 * no length which a client wrote is taken for granted. The JVM counts the bytes of the
 * thread, garbage included: the same work gives the same number.
 */
public final class AllocationLimit {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int ATTEMPTS = 5;

	private final long base;

	private final long perByte;

	/**
	 * Create a limit.
	 * @param base what any input may cost, in bytes
	 * @param perByte what each byte of the input may cost in addition
	 */
	public AllocationLimit(long base, long perByte) {
		this.base = base;
		this.perByte = perByte;
	}

	/**
	 * Do the work, and fail if it exceeds the limit. It is then done again, since classes
	 * are loaded, tables filled and accessors made when something is done for the first
	 * times.
	 */
	public void check(int inputLength, Runnable work) {
		long limit = this.base + this.perByte * inputLength;
		long allocated = measure(work);
		for (int i = 1; i < ATTEMPTS && allocated > limit; i++) {
			allocated = measure(work);
		}
		if (allocated > limit) {
			throw new AssertionError(
					allocated + " bytes were allocated for an input of " + inputLength + ", over " + limit);
		}
	}

	private static long measure(Runnable work) {
		long before = threads.getCurrentThreadAllocatedBytes();
		work.run();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

}
