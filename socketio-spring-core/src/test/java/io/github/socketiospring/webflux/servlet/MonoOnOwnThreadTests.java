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

import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MonoOnOwnThread}.
 */
class MonoOnOwnThreadTests {

	private final AtomicReference<String> thread = new AtomicReference<>();

	private void subscribe(Mono<String> source) {
		new MonoOnOwnThread<>(source).subscribe((value) -> this.thread.set(Thread.currentThread().getName()));
	}

	@Test
	void signalsAtOnceWhatIsThere() {
		subscribe(Mono.just("there"));
		assertThat(this.thread).hasValue(Thread.currentThread().getName());
	}

	@Test
	void signalsByAnotherThreadWhatComesLater() {
		Sinks.One<String> source = Sinks.one();
		subscribe(source.asMono());
		source.tryEmitValue("later");
		Awaitility.await().untilAsserted(() -> assertThat(this.thread.get()).isNotNull().startsWith("boundedElastic"));
	}

	@Test
	void doesNotSignalByThreadThatMustNotBeBlocked() {
		Mono.fromRunnable(() -> subscribe(Mono.just("there"))).subscribeOn(Schedulers.parallel()).block();
		Awaitility.await().untilAsserted(() -> assertThat(this.thread.get()).isNotNull().startsWith("boundedElastic"));
	}

}
