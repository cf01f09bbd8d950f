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

package io.github.socketiospring.benchmarks;

import java.io.IOException;

/**
 * The time, and the CPU time of a server and of this process, since a moment.
 */
final class Stopwatch {

	private static final long SELF = ProcessHandle.current().pid();

	private final long server;

	private final long start = System.nanoTime();

	private final long serverStart;

	private final long generatorStart;

	Stopwatch(long server) throws IOException {
		this.server = server;
		this.serverStart = Proc.cpuNanos(server);
		this.generatorStart = Proc.cpuNanos(SELF);
	}

	Reading read() throws IOException {
		double nanos = System.nanoTime() - this.start;
		return new Reading(nanos / 1e9, (Proc.cpuNanos(this.server) - this.serverStart) / nanos,
				(Proc.cpuNanos(SELF) - this.generatorStart) / nanos);
	}

	/**
	 * What the watch shows.
	 *
	 * @param seconds the time
	 * @param serverCpu the share of a core that the server used
	 * @param generatorCpu the share of a core that this process used
	 */
	record Reading(double seconds, double serverCpu, double generatorCpu) {

	}

}
