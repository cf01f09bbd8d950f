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

package io.github.socketiospring.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.github.socketiospring.adapter.BroadcastOptions;
import io.github.socketiospring.adapter.LocalSocket;
import io.github.socketiospring.engineio.Timers;
import io.github.socketiospring.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Events that the sockets of this server wait for. Those that were added to the stream
 * wait for their place there, until they are read back; if that takes too long they are
 * sent without one, and kept for those who come here before they are read back. Those
 * without a place wait for what was emitted before them, so that none overtakes another.
 * All methods are called under the lock of the adapter.
 */
final class PendingBroadcasts {

	/**
	 * How long the sockets of this server wait while nothing comes from Redis though it
	 * is connected. Long, since a client that gets an event without a place, and is
	 * recovered before it gets one with a place, gets it once more.
	 */
	private static final Duration MAX_WAIT = Duration.ofSeconds(10);

	private static final int MAX_EARLY = 10_000;

	private final Timers timers;

	private final Runnable onDue;

	/** By number, in the order in which they were emitted. */
	private final TreeMap<Long, Pending> pending = new TreeMap<>();

	/** What was sent before it had its place, by number. */
	private final TreeMap<Long, Early> early = new TreeMap<>();

	private long numbers;

	/** When Redis last said that it had added an event. */
	private long lastAdded;

	/** When an entry was last read back. */
	private long lastRead;

	private StreamId read = StreamId.ZERO;

	private @Nullable Disposable timer;

	private boolean closed;

	/**
	 * Create the collection.
	 * @param timers tell the time
	 * @param onDue called, without a lock, when {@link #takeDue} has something
	 */
	PendingBroadcasts(Timers timers, Runnable onDue) {
		this.timers = timers;
		this.onDue = onDue;
		this.lastAdded = timers.now();
		this.lastRead = this.lastAdded;
	}

	/**
	 * Whether an event that has no place can be sent at once.
	 */
	boolean isEmpty() {
		return this.pending.isEmpty();
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Add an event.
	 * @param placed whether it has a place in the stream
	 * @return its number
	 */
	long add(Event event, boolean placed) {
		long number = this.numbers++;
		this.pending.put(number, new Pending(event, placed, this.timers.now()));
		startTimer();
		return number;
	}

	/**
	 * Redis has added an event to the stream.
	 */
	void setAdded(long number, String id) {
		this.lastAdded = this.timers.now();
		Pending added = this.pending.get(number);
		if (added != null) {
			added.id = id;
		}
	}

	/**
	 * An entry of whichever server was read.
	 */
	void setRead(StreamId id) {
		this.lastRead = this.timers.now();
		this.read = id;
	}

	/**
	 * An event has its place.
	 * @param id its entry, which is being read
	 * @return that event, behind what had to come before it; null if it was sent already
	 */
	@Nullable List<Event> takePlaced(long number, StreamId id) {
		Pending placed = this.pending.remove(number);
		if (placed == null) {
			return null;
		}
		List<Event> events = new ArrayList<>();
		this.pending.headMap(number)
			.values()
			.removeIf((before) -> (!before.placed || before.isGone(id)) && events.add(before.event));
		events.add(placed.event);
		return events;
	}

	/**
	 * Take an event that has its place only now, though it was sent.
	 * @return null if it was not sent before
	 */
	@Nullable Early takeEarly(long number) {
		return this.early.remove(number);
	}

	/**
	 * An event will have no place.
	 */
	void setUnplaced(long number) {
		Pending unplaced = this.pending.get(number);
		if (unplaced != null) {
			unplaced.placed = false;
		}
		release(this.early.remove(number));
	}

	/**
	 * Keep an event that was sent before it has its place.
	 * @param event the event, of which one reference is taken over
	 * @param reached who has got it
	 */
	void addEarly(long number, Event event, Set<LocalSocket> reached) {
		this.early.put(number, new Early(event, reached));
		if (this.early.size() > MAX_EARLY) {
			release(this.early.pollFirstEntry().getValue());
		}
	}

	private static void release(@Nullable Early early) {
		if (early != null) {
			early.event.packet().release();
		}
	}

	/**
	 * Take the events that wait for nothing any more.
	 * @param action called with each, and with its number if it may still have a place
	 */
	void takeDue(BiConsumer<Event, @Nullable Long> action) {
		Map.Entry<Long, Pending> first = this.pending.firstEntry();
		while (first != null && (!first.getValue().placed || wait(first.getValue()) <= 0)) {
			this.pending.pollFirstEntry();
			action.accept(first.getValue().event, first.getValue().placed ? first.getKey() : null);
			first = this.pending.firstEntry();
		}
	}

	/**
	 * For how long an event may still wait: as long as there is something to hear on its
	 * way, which may be long where there is much to do.
	 * @return in milliseconds
	 */
	private long wait(Pending event) {
		if (event.isGone(this.read)) {
			return 0;
		}
		long heard = (event.id != null) ? this.lastRead : this.lastAdded;
		return Math.max(event.since, heard) + MAX_WAIT.toMillis() - this.timers.now();
	}

	private void startTimer() {
		Map.Entry<Long, Pending> first = this.pending.firstEntry();
		if (this.timer == null && first != null && !this.closed) {
			this.timer = this.timers.schedule(Duration.ofMillis(Math.max(wait(first.getValue()), 1)), this.onDue);
		}
	}

	/**
	 * The timer has ended: another one is started if it is needed.
	 */
	void restartTimer() {
		this.timer = null;
		startTimer();
	}

	void close() {
		this.closed = true;
		if (this.timer != null) {
			this.timer.dispose();
		}
		this.pending.values().forEach((pending) -> pending.event.packet().release());
		this.pending.clear();
		this.early.values().forEach(PendingBroadcasts::release);
		this.early.clear();
	}

	/**
	 * An event for sockets of this server.
	 *
	 * @param packet the event, with one reference
	 * @param options who gets it
	 * @param socket the only one that gets it, or whichever has its id by now; null for
	 * all that the options say
	 */
	record Event(Packet packet, BroadcastOptions options, @Nullable LocalSocket socket) {
	}

	/**
	 * An event that was sent before it had its place.
	 *
	 * @param reached who has got it
	 */
	record Early(Event event, Set<LocalSocket> reached) {
	}

	private static final class Pending {

		private final Event event;

		private final long since;

		private boolean placed;

		/** Its place, once Redis has told it. */
		private @Nullable String id;

		Pending(Event event, boolean placed, long since) {
			this.event = event;
			this.placed = placed;
			this.since = since;
		}

		/**
		 * Whether its entry will not be read any more: Redis has trimmed or lost it.
		 * @param read the entry that was read last
		 */
		boolean isGone(StreamId read) {
			StreamId place = (this.id != null) ? StreamId.parse(this.id) : null;
			return place != null && !place.isAfter(read);
		}

	}

}
