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

package io.github.socketiospring.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import io.github.socketiospring.protocol.Packet;

/**
 * The last events of a namespace, by their place in the order of all. Those that do not
 * fit are forgotten, but not that they were there. Not for use by several threads.
 */
final class PacketLog {

	/** About what the objects of an entry take. */
	private static final int OVERHEAD = 300;

	private final RecoveryLimits limits;

	private final Deque<Entry> entries = new ArrayDeque<>();

	private final PrunedPackets pruned;

	private long bytes;

	private long last;

	PacketLog(RecoveryLimits limits) {
		this.limits = limits;
		this.pruned = new PrunedPackets(limits.maxPackets());
	}

	/**
	 * The number of the last event; 0 before the first.
	 */
	long last() {
		return this.last;
	}

	int size() {
		return this.entries.size();
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * Add the event whose number is the next one, and keep its bytes.
	 * @param packet the event, whose reference stays with the caller
	 */
	void add(long now, Packet packet, BroadcastOptions options) {
		this.last++;
		Packet kept = new Packet(packet.type(), packet.namespace(), packet.id(), packet.encoded().share());
		Entry entry = new Entry(this.last, now, kept, options, packet.encoded().size() + OVERHEAD);
		this.entries.add(entry);
		this.bytes += entry.size();
		while (this.entries.size() > this.limits.maxPackets() || this.bytes > this.limits.maxBytes()) {
			removeFirst();
		}
	}

	/**
	 * Forget the events whose time is over.
	 */
	void expire(long now) {
		while (!this.entries.isEmpty() && nextExpiry() <= now) {
			removeFirst();
		}
	}

	/**
	 * When the time of the first event is over.
	 */
	long nextExpiry() {
		Entry first = this.entries.peek();
		return (first != null) ? first.time() + this.limits.packetLife().toMillis() : Long.MAX_VALUE;
	}

	private void removeFirst() {
		Entry entry = this.entries.remove();
		this.bytes -= entry.size();
		this.pruned.add(entry.number(), entry.options());
		entry.packet().release();
	}

	/**
	 * Nobody is in a room any more, and never will be.
	 */
	void forget(String room) {
		this.pruned.forget(room);
	}

	/**
	 * Whether all events are there that came after another and concern a socket.
	 */
	boolean isComplete(long after, Set<String> rooms) {
		return after >= this.pruned.last(rooms);
	}

	/**
	 * The events that came after another and concern a socket, each with one reference
	 * for the caller.
	 */
	List<Packet> missed(long after, Set<String> rooms) {
		List<Packet> missed = new ArrayList<>();
		Iterator<Entry> newestFirst = this.entries.descendingIterator();
		while (newestFirst.hasNext()) {
			Entry entry = newestFirst.next();
			if (entry.number() <= after) {
				break;
			}
			if (entry.options().concerns(rooms)) {
				entry.packet().encoded().retain();
				missed.add(entry.packet());
			}
		}
		Collections.reverse(missed);
		return missed;
	}

	void clear() {
		this.entries.forEach((entry) -> entry.packet().release());
		this.entries.clear();
		this.bytes = 0;
	}

	private record Entry(long number, long time, Packet packet, BroadcastOptions options, int size) {
	}

}
