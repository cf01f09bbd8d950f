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

package io.github.socketiospring.boot.autoconfigure;

import java.time.Duration;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Where handlers run that may block, by the threads that the application uses.
 */
final class WorkerConfigurations {

	/** The name of the bean. */
	static final String SCHEDULER = "socketIOWorkerScheduler";

	private WorkerConfigurations() {
	}

	/**
	 * A thread for each batch of a socket's events: as many as are wanted, since one that
	 * blocks costs next to nothing.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnThreading(Threading.VIRTUAL)
	static class VirtualThreads implements DisposableBean {

		/** What still runs after that is interrupted. */
		private static final Duration TERMINATION = Duration.ofSeconds(2);

		private final SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("socketio-worker-");

		VirtualThreads() {
			this.executor.setVirtualThreads(true);
			this.executor.setTaskTerminationTimeout(TERMINATION.toMillis());
		}

		@Bean(name = SCHEDULER, destroyMethod = "dispose", defaultCandidate = false)
		@ConditionalOnMissingBean(name = SCHEDULER)
		Scheduler socketIOWorkerScheduler() {
			return Schedulers.fromExecutor(this.executor, true);
		}

		/**
		 * End the threads, once those who use them have ended: the scheduler does not.
		 */
		@Override
		public void destroy() {
			this.executor.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnThreading(Threading.PLATFORM)
	static class PlatformThreads {

		@Bean(name = SCHEDULER, destroyMethod = "", defaultCandidate = false)
		@ConditionalOnMissingBean(name = SCHEDULER)
		Scheduler socketIOWorkerScheduler() {
			// Shared with everything else in the process: disposing of it does nothing
			return Schedulers.boundedElastic();
		}

	}

}
