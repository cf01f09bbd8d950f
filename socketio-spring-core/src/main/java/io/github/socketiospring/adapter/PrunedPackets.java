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

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which events are in the log no more: of each room only the last one, so that a client
 * is known to have missed none of them though it has been sent nothing for long. Not for
 * use by several threads.
 */
final class PrunedPackets {

	private final int maxRooms;

	/** In the order of their last events. */
	private final Map<String, Mark> rooms = new LinkedHashMap<>();

	private final Mark everybody = new Mark();

	/** The last event of the rooms that there was no place for. */
	private long others;

	PrunedPackets(int maxRooms) {
		this.maxRooms = maxRooms;
	}

	void add(long number, BroadcastOptions options) {
		if (options.rooms().isEmpty()) {
			this.everybody.add(number, options.except());
			return;
		}
		for (String room : options.rooms()) {
			Mark mark = this.rooms.remove(room);
			if (mark == null) {
				mark = new Mark();
			}
			mark.add(number, options.except());
			this.rooms.put(room, mark);
		}
		while (this.rooms.size() > this.maxRooms) {
			Iterator<Mark> eldest = this.rooms.values().iterator();
			this.others = eldest.next().last;
			eldest.remove();
		}
	}

	void forget(String room) {
		this.rooms.remove(room);
	}

	/**
	 * The last event that may have concerned a socket.
	 * @param rooms the rooms that it is in
	 */
	long last(Set<String> rooms) {
		long last = Math.max(this.others, this.everybody.last(rooms));
		for (String room : rooms) {
			Mark mark = this.rooms.get(room);
			if (mark != null) {
				last = Math.max(last, mark.last(rooms));
			}
		}
		return last;
	}

	/**
	 * The last event of a room. Those of a member to all others do not concern it, so the
	 * last one of anybody else is kept as well.
	 */
	private static final class Mark {

		private long last;

		private Set<String> except = Set.of();

		private long lastWithOtherExcept;

		void add(long number, Set<String> except) {
			if (!this.except.equals(except)) {
				this.lastWithOtherExcept = this.last;
				this.except = except;
			}
			this.last = number;
		}

		long last(Set<String> rooms) {
			return Collections.disjoint(this.except, rooms) ? this.last : this.lastWithOtherExcept;
		}

	}

}
