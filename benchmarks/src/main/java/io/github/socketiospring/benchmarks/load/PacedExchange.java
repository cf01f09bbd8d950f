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

package io.github.socketiospring.benchmarks.load;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.HdrHistogram.Histogram;

/**
 * Echoes at a fixed rate, whether or not the server keeps up. The time of each counts
 * from the moment that it was due, so that a server that stalls is not spared what would
 * have been sent meanwhile.
 */
public final class PacedExchange extends AbstractLoad {

	private static final long TICK_MICROS = 50;

	private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(60);

	private final Histogram histogram = new Histogram(MAX_NANOS, 3);

	private final Generator generator;

	private final ByteBuf packet;

	private final double nanosEach;

	private long start;

	private long sent;

	/**
	 * Create the load.
	 * @param generator runs it
	 * @param port the server's
	 * @param size how many clients, which take turns
	 * @param packet what is sent
	 * @param rate how often a second
	 */
	public PacedExchange(Generator generator, int port, int size, String packet, double rate) {
		super(generator, port, size);
		this.generator = generator;
		this.packet = Frames.text(packet);
		this.nanosEach = TimeUnit.SECONDS.toNanos(1) / rate;
	}

	/**
	 * The times since the last {@link #reset()}, in nanoseconds.
	 * @return a copy
	 */
	public Histogram histogram() {
		return this.histogram.copy();
	}

	@Override
	Client client(int index) {
		return new Asker();
	}

	@Override
	public void reset() {
		this.histogram.reset();
	}

	@Override
	void begin() {
		this.start = System.nanoTime();
		this.sent = 0;
		tick();
	}

	private void tick() {
		if (!isRunning()) {
			return;
		}
		long due = (long) ((System.nanoTime() - this.start) / this.nanosEach);
		int size = clients().size();
		long first = this.sent;
		for (; this.sent < due; this.sent++) {
			((Asker) clients().get((int) (this.sent % size))).ask(this.start + (long) (this.sent * this.nanosEach));
		}
		for (long i = first; i < Math.min(due, first + size); i++) {
			clients().get((int) (i % size)).flush();
		}
		this.generator.loop().schedule(this::tick, TICK_MICROS, TimeUnit.MICROSECONDS);
	}

	private final class Asker extends Client {

		/** When those that are under way were due: a ring, answers come in order. */
		private long[] due = new long[64];

		private int head;

		private int size;

		private Asker() {
			super(null);
		}

		private void ask(long due) {
			if (this.size == this.due.length) {
				long[] larger = new long[2 * this.size];
				for (int i = 0; i < this.size; i++) {
					larger[i] = this.due[(this.head + i) % this.size];
				}
				this.due = larger;
				this.head = 0;
			}
			this.due[(this.head + this.size++) % this.due.length] = due;
			sent(1);
			write(PacedExchange.this.packet.duplicate());
		}

		@Override
		void onAnswer(ByteBuf in, int index, int length, int opcode) {
			long time = System.nanoTime() - this.due[this.head];
			this.head = (this.head + 1) % this.due.length;
			this.size--;
			received(1);
			PacedExchange.this.histogram.recordValue(Math.min(time, MAX_NANOS));
		}

	}

}
