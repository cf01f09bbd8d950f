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

package io.github.socketiospring.webflux.servlet;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.scheduler.Schedulers;

/**
 * Signals what comes at once by the thread that subscribes, and what comes later by one
 * that nobody interrupts. The thread that subscribes is the container's, which need not
 * wake another one.
 */
final class MonoOnOwnThread<T> extends MonoOperator<T, T> {

	MonoOnOwnThread(Mono<T> source) {
		super(source);
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		SubscribingThread thread = new SubscribingThread();
		this.source.publishOn(Schedulers.fromExecutor(thread)).subscribe(actual);
		thread.hasSubscribed();
	}

	private static final class SubscribingThread implements Executor {

		/** Null when it has subscribed, or if it must not be blocked. */
		private volatile @Nullable Thread thread = Schedulers.isInNonBlockingThread() ? null : Thread.currentThread();

		void hasSubscribed() {
			this.thread = null;
		}

		@Override
		public void execute(Runnable task) {
			if (this.thread == Thread.currentThread()) {
				task.run();
			}
			else {
				Schedulers.boundedElastic().schedule(task);
			}
		}

	}

}
