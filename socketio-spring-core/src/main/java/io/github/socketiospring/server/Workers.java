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

import io.github.socketiospring.SocketIOCounter;
import io.github.socketiospring.engineio.Counters;
import io.github.socketiospring.engineio.EngineIOSession;
import io.github.socketiospring.engineio.LogLimit;
import reactor.core.scheduler.Scheduler;

/**
 * Where handlers run that may block, and who is told when something goes wrong there.
 *
 * @param scheduler runs them
 * @param counters counts what it cannot take
 * @param failures limits the log of what fails there unexpectedly
 * @param rejections warns of what it cannot take
 */
record Workers(Scheduler scheduler, Counters<SocketIOCounter> counters, LogLimit failures, WarningLog rejections) {

	Workers(Scheduler scheduler, Counters<SocketIOCounter> counters, LogLimit failures) {
		this(scheduler, counters, failures, new WarningLog("A handler was not called since there is no worker for it:"
				+ " the scheduler of the workers is full, or was disposed of."));
	}

	/**
	 * The scheduler did not take a task.
	 * @param session where it is from
	 */
	void onRejected(EngineIOSession session) {
		this.counters.increment(SocketIOCounter.WORKER_REJECTED, session);
		this.rejections.warn();
	}

}
