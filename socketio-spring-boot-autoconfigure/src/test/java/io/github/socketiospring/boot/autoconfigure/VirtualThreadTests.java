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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.socketiospring.SocketIOServer;
import io.github.socketiospring.annotation.support.AnnotatedControllerConfigurer;
import io.github.socketiospring.server.SocketIOServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The workers of an application with virtual threads.
 */
class VirtualThreadTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SocketIOAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withPropertyValues("spring.threads.virtual.enabled=true");

	private static String threadOf(Scheduler scheduler) {
		return Mono.fromSupplier(() -> Thread.currentThread().toString())
			.subscribeOn(scheduler)
			.block(Duration.ofSeconds(10));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void workersAreVirtualThreads() {
		this.runner.run((context) -> {
			Scheduler scheduler = context.getBean("socketIOWorkerScheduler", Scheduler.class);
			assertThat(threadOf(scheduler)).startsWith("VirtualThread[").contains("socketio-worker-");
			assertThat(context.getBean(AnnotatedControllerConfigurer.class)).hasFieldOrPropertyWithValue("workers",
					scheduler);
			assertThat(context.getBean(SocketIOServerBuilder.class)).hasFieldOrPropertyWithValue("workerScheduler",
					scheduler);
			assertThat(context).hasSingleBean(AsyncTaskExecutor.class).hasBean("applicationTaskExecutor");
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void tasksOfOneWorkerRunInTheirOrder() {
		this.runner.run((context) -> {
			Scheduler.Worker worker = context.getBean("socketIOWorkerScheduler", Scheduler.class).createWorker();
			List<Integer> order = new ArrayList<>();
			CountDownLatch end = new CountDownLatch(1000);
			IntStream.range(0, 1000).forEach((i) -> worker.schedule(() -> {
				order.add(i);
				end.countDown();
			}));
			assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(order).isEqualTo(IntStream.range(0, 1000).boxed().toList());
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsEndWithTheApplication() {
		AtomicReference<Scheduler> workers = new AtomicReference<>();
		CountDownLatch blocked = new CountDownLatch(1);
		CompletableFuture<String> end = new CompletableFuture<>();
		this.runner.run((context) -> {
			Scheduler scheduler = context.getBean("socketIOWorkerScheduler", Scheduler.class);
			workers.set(scheduler);
			scheduler.schedule(() -> {
				blocked.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					end.complete("interrupted");
				}
			});
			assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
		});
		assertThat(end.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("interrupted");
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> workers.get().schedule(() -> {
		}));
	}

	@Test
	void workerSchedulerOfTheApplicationIsUsedAllTheSame() {
		this.runner.withBean("socketIOWorkerScheduler", Scheduler.class, Schedulers::immediate).run((context) -> {
			assertThat(context).hasSingleBean(SocketIOServer.class);
			assertThat(context.getBean(SocketIOServerBuilder.class)).hasFieldOrPropertyWithValue("workerScheduler",
					Schedulers.immediate());
		});
	}

	@Test
	void workersAreThoseOfReactorWithoutTheProperty() {
		this.runner.withPropertyValues("spring.threads.virtual.enabled=false")
			.run((context) -> assertThat(context.getBean("socketIOWorkerScheduler"))
				.isSameAs(Schedulers.boundedElastic()));
	}

}
