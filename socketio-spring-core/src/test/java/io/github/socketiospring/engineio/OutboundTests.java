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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socketiospring.engineio.protocol.EncodedPacket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundTests {

	private static final ExecutorService threads = Executors.newFixedThreadPool(3);

	private final AtomicInteger signals = new AtomicInteger();

	private final AtomicInteger dropped = new AtomicInteger();

	private volatile long held;

	private final Outbound.Owner owner = new Outbound.Owner() {

		@Override
		public void flush() {
			OutboundTests.this.signals.incrementAndGet();
		}

		@Override
		public long held() {
			return OutboundTests.this.held;
		}

		@Override
		public void onTaken(EncodedPacket packet) {
		}

		@Override
		public void onDropped(EngineIOCounter counter) {
			OutboundTests.this.dropped.incrementAndGet();
		}

	};

	@AfterAll
	static void stopThreads() {
		threads.shutdownNow();
	}

	@AfterEach
	void switchContextPropagationOff() {
		Hooks.disableAutomaticContextPropagation();
	}

	private Outbound create() {
		return new Outbound(OutboundLimits.DEFAULTS, this.owner);
	}

	private static List<String> take(Outbound outbound) {
		List<String> taken = new ArrayList<>();
		for (EncodedPacket packet = outbound.poll(); packet != null; packet = outbound.poll()) {
			taken.add(packet.toString());
			packet.release();
		}
		return taken;
	}

	@Test
	void keepsPacketsInTheirOrderAndSignalsEach() {
		Outbound outbound = create();
		assertThat(this.signals).hasValue(0);
		outbound.emit(EncodedPacket.message("a"));
		assertThat(this.signals).hasValue(1);
		outbound.emit(EncodedPacket.message("b"));
		assertThat(this.signals).hasValue(2);
		assertThat(take(outbound)).containsExactly("4a", "4b");
		assertThat(outbound.isEmpty()).isTrue();
	}

	@Test
	void keepsPacketsWithAutomaticContextPropagation() {
		Hooks.enableAutomaticContextPropagation();
		keepsPacketsInTheirOrderAndSignalsEach();
		closesAndReleases();
	}

	@Test
	void closesAndReleases() {
		Outbound outbound = create();
		EncodedPacket packet = EncodedPacket.message("a");
		outbound.emit(packet.retain());
		outbound.close();
		assertThat(packet.refCnt()).isOne();
		outbound.emit(packet.retain());
		assertThat(packet.refCnt()).isOne();
		packet.release();
		assertThat(take(outbound)).isEmpty();
	}

	@Test
	void staysUsableWhenItWasEmptied() {
		Outbound outbound = create();
		EncodedPacket packet = EncodedPacket.message("a");
		outbound.emit(packet.retain());
		outbound.discard();
		assertThat(packet.refCnt()).isOne();
		outbound.emit(packet);
		assertThat(take(outbound)).containsExactly("4a");
	}

	@Test
	void enqueuesWithoutSignalInOneOrderWithTheRest() {
		Outbound outbound = create();
		outbound.emit(EncodedPacket.message("a"));
		outbound.enqueue(EncodedPacket.message("b"));
		assertThat(this.signals).hasValue(1);
		outbound.emit(EncodedPacket.message("c"));
		outbound.enqueue(EncodedPacket.message("d"));
		assertThat(this.signals).hasValue(2);
		assertThat(take(outbound)).containsExactly("4a", "4b", "4c", "4d");
		outbound.close();
		EncodedPacket packet = EncodedPacket.message("e");
		outbound.enqueue(packet.retain());
		assertThat(packet.refCnt()).isOne();
		packet.release();
	}

	@Test
	void enqueuesWithAutomaticContextPropagation() {
		Hooks.enableAutomaticContextPropagation();
		enqueuesWithoutSignalInOneOrderWithTheRest();
	}

	@Test
	void keepsTheOrderOfEachEmittingThread() throws Exception {
		emitConcurrently();
	}

	@Test
	void keepsTheOrderOfEachEmittingThreadWithAutomaticContextPropagation() throws Exception {
		Hooks.enableAutomaticContextPropagation();
		emitConcurrently();
	}

	private void emitConcurrently() throws Exception {
		Outbound outbound = create();
		List<Future<?>> emitting = new ArrayList<>();
		for (int thread = 0; thread < 3; thread++) {
			int id = thread;
			emitting.add(threads.submit(() -> {
				for (int n = 0; n < 1_000; n++) {
					outbound.emit(EncodedPacket.message(id + ":" + n));
				}
			}));
		}
		List<String> taken = new ArrayList<>();
		while (!emitting.stream().allMatch(Future::isDone)) {
			taken.addAll(take(outbound));
		}
		taken.addAll(take(outbound));
		Numbered.assertComplete(taken, 3, 1_000);
		assertThat(this.signals).hasPositiveValue();
	}

}
