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

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.socketiospring.ClusterEvent;

import org.springframework.util.Assert;

/**
 * Who is in the cluster. One for each server: its adapters share it, and the one of the
 * namespace {@code /} tells the others that this server lives. Servers that send no
 * heartbeats, as those of Node.js with Redis, are not known by name. Safe for use by
 * several threads.
 *
 * @see ClusterAdapter
 */
public final class ClusterMembership {

	private final String uid = UUID.randomUUID().toString().substring(0, 18).replace("-", "");

	private final Duration heartbeatInterval;

	private final Duration heartbeatTimeout;

	/** When each was heard of last, in milliseconds of the timers. */
	private final Map<String, Long> others = new ConcurrentHashMap<>();

	private final CopyOnWriteArrayList<Consumer<ClusterEvent>> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Create the membership of a server that knows of no others yet.
	 * @param heartbeatInterval the time between two heartbeats, at least a millisecond; 5
	 * s with the reference
	 * @param heartbeatTimeout how long nothing may be heard of another server before it
	 * is taken for dead, longer than the interval; 10 s with the reference
	 */
	public ClusterMembership(Duration heartbeatInterval, Duration heartbeatTimeout) {
		Assert.isTrue(heartbeatInterval.toMillis() > 0, "The heartbeat interval must be at least a millisecond");
		Assert.isTrue(heartbeatTimeout.compareTo(heartbeatInterval) > 0,
				"The heartbeat time-out must be longer than the heartbeat interval");
		this.heartbeatInterval = heartbeatInterval;
		this.heartbeatTimeout = heartbeatTimeout;
	}

	/**
	 * The id of this server.
	 * @return a random text, another one after each start
	 */
	public String uid() {
		return this.uid;
	}

	/**
	 * The other servers that send heartbeats.
	 * @return a snapshot of their ids
	 */
	public Set<String> others() {
		return Set.copyOf(this.others.keySet());
	}

	/**
	 * Listen to servers that come and go.
	 * @param listener called by the thread that finds it out, which it must not hold up
	 */
	public void addListener(Consumer<ClusterEvent> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Listen no longer.
	 * @param listener the listener
	 */
	public void removeListener(Consumer<ClusterEvent> listener) {
		this.listeners.remove(listener);
	}

	Duration heartbeatInterval() {
		return this.heartbeatInterval;
	}

	/**
	 * Another server lives.
	 */
	void add(String uid, long now) {
		if (this.others.put(uid, now) == null) {
			publish(new ClusterEvent(ClusterEvent.Type.JOINED, uid));
		}
	}

	/**
	 * Something came from another server, which counts if it is one that sends
	 * heartbeats.
	 */
	void touch(String uid, long now) {
		this.others.computeIfPresent(uid, (key, last) -> now);
	}

	/**
	 * Another server says that it leaves.
	 */
	void remove(String uid) {
		if (this.others.remove(uid) != null) {
			publish(new ClusterEvent(ClusterEvent.Type.LEFT, uid));
		}
	}

	/**
	 * Take those for dead that were not heard of for too long.
	 */
	void expire(long now) {
		new TreeMap<>(this.others).forEach((uid, last) -> {
			if (now - last > this.heartbeatTimeout.toMillis() && this.others.remove(uid, last)) {
				publish(new ClusterEvent(ClusterEvent.Type.LOST, uid));
			}
		});
	}

	private void publish(ClusterEvent change) {
		this.listeners.forEach((listener) -> listener.accept(change));
	}

}
