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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.protocol.PayloadReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PendingAcksTests {

	@Test
	void eachEndsOnceThoughItIsAddedWhileTheSocketLeaves() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		for (int round = 0; round < 300; round++) {
			PendingAcks acks = new PendingAcks();
			List<Counting> pending = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				pending.add(new Counting());
			}
			CountDownLatch start = new CountDownLatch(1);
			Future<?> adding = threads.submit(() -> {
				start.await();
				for (int i = 0; i < pending.size(); i++) {
					acks.add(i, pending.get(i));
				}
				return null;
			});
			Future<?> closing = threads.submit(() -> {
				start.await();
				acks.close();
				return null;
			});
			start.countDown();
			adding.get();
			closing.get();
			assertThat(pending).allSatisfy((ack) -> assertThat(ack.gone).hasValue(1));
			assertThat(acks.remove(0)).isNull();
		}
		threads.shutdown();
	}

	@Test
	void oneThatWasRemovedDoesNotHearOfTheEnd() {
		PendingAcks acks = new PendingAcks();
		Counting ack = new Counting();
		acks.add(7, ack);
		assertThat(acks.remove(7)).isSameAs(ack);
		assertThat(acks.remove(7)).isNull();
		acks.close();
		assertThat(ack.gone).hasValue(0);
	}

	private static final class Counting implements PendingAck {

		private final AtomicInteger gone = new AtomicInteger();

		@Override
		public void onAck(PayloadReader payload) {
		}

		@Override
		public void onGone() {
			this.gone.incrementAndGet();
		}

	}

}
