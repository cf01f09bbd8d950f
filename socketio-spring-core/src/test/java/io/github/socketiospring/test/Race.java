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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Has actors, each in its thread, do something to a fresh object at the same moment, many
 * times over, and has what became of it checked each time. Each actor starts a random
 * moment late, so that their steps meet in ever other ways.
 *
 * <p>
 * As the tests of jcstress do, but for whole objects, whose end is looked at once all has
 * settled.
 */
public final class Race {

	/** Of the long tests. */
	private static final int LONG_FACTOR = 50;

	private static final int MAX_DELAY = 400;

	private final List<Action> actors = new ArrayList<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private Race() {
	}

	/**
	 * Run a race many times.
	 * @param rounds how often; with the system property {@code socketio.test.long} fifty
	 * times that
	 * @param start makes an object and adds what is done to it; returns what then checks
	 * the object and names the outcome
	 * @return how often there was each outcome
	 */
	public static Map<String, Integer> run(int rounds, Function<Race, Referee> start) {
		Map<String, Integer> outcomes = new TreeMap<>();
		int total = Boolean.getBoolean("socketio.test.long") ? rounds * LONG_FACTOR : rounds;
		Track track = null;
		try {
			for (int round = 0; round < total; round++) {
				Race race = new Race();
				Referee referee = start.apply(race);
				if (track == null) {
					track = new Track(race.actors.size());
				}
				track.run(race);
				outcomes.merge(race.end(referee, round), 1, Integer::sum);
			}
		}
		finally {
			if (track != null) {
				track.close();
			}
		}
		return outcomes;
	}

	/**
	 * Add an actor. All rounds have the same number of them.
	 */
	public void actor(Action action) {
		this.actors.add(action);
	}

	private String end(Referee referee, int round) {
		try {
			if (!this.failures.isEmpty()) {
				throw this.failures.remove();
			}
			return referee.outcome();
		}
		catch (Throwable ex) {
			throw new AssertionError("Round " + round + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * What one actor does.
	 */
	@FunctionalInterface
	public interface Action {

		void run() throws Exception;

	}

	/**
	 * Looks at an object when all actors have finished.
	 */
	@FunctionalInterface
	public interface Referee {

		String outcome() throws Exception;

	}

	/**
	 * The threads of a race.
	 */
	private static final class Track {

		private final CyclicBarrier gate;

		private final AtomicInteger missing = new AtomicInteger();

		private volatile Race race;

		Track(int actors) {
			this.gate = new CyclicBarrier(actors);
			for (int i = 1; i < actors; i++) {
				int actor = i;
				Thread thread = new Thread(() -> follow(actor), "race-" + actor);
				thread.setDaemon(true);
				thread.start();
			}
		}

		/**
		 * Run a race with this thread as its first actor.
		 */
		void run(Race race) {
			this.race = race;
			this.missing.set(race.actors.size());
			await();
			act(0);
			await();
		}

		private void follow(int actor) {
			while (true) {
				await();
				if (this.race == null) {
					return;
				}
				act(actor);
				await();
			}
		}

		private void act(int actor) {
			this.missing.decrementAndGet();
			int spins = 0;
			while (this.missing.get() > 0) {
				// With fewer processors than actors somebody has to wait
				if (++spins % 1_000 == 0) {
					Thread.yield();
				}
				Thread.onSpinWait();
			}
			// Most of the moments are short, since what is to be hit often is
			ThreadLocalRandom random = ThreadLocalRandom.current();
			for (int i = random.nextInt(1 + (MAX_DELAY >> random.nextInt(10))); i > 0; i--) {
				Thread.onSpinWait();
			}
			try {
				this.race.actors.get(actor).run();
			}
			catch (Throwable ex) {
				this.race.failures.add(ex);
			}
		}

		private void await() {
			try {
				this.gate.await();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		void close() {
			this.race = null;
			if (!this.gate.isBroken()) {
				await();
			}
		}

	}

}
